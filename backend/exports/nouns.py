"""The nouns of the open data, with the fields that the API shows to a guest. People are not among them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from backend.cohorts.models import Call, Programme
from backend.cohorts.queries import calls, programmes
from backend.cohorts.schemas import CallDetail, ProgrammeDetail
from backend.core.access import GUEST
from backend.core.events import LoggedEvent
from backend.core.model import Model, now
from backend.funding import queries as funding
from backend.funding.models import FundingCall
from backend.funding.schemas import FundingCallDetail
from backend.opportunities import queries as opportunities
from backend.opportunities.models import Opportunity
from backend.opportunities.schemas import OpportunityDetail
from backend.organisations import queries as organisations
from backend.organisations.models import Organisation
from backend.organisations.schemas import OrganisationDetail
from backend.spaces import queries as spaces
from backend.spaces.models import Place, Space
from backend.spaces.schemas import PlaceDetail, SpaceDetail
from backend.taxonomy.models import Concept, ConceptRelation, LabelKind
from backend.taxonomy.schemas import LabelRead
from backend.territories.models import Municipality
from backend.territories.schemas import MunicipalityRead

AT_ONCE = 500  # rows in memory

Line: TypeAlias = dict[str, Any]
Noun: TypeAlias = Callable[[Session], Iterator[Line]]
Row = TypeVar("Row", bound=Model)


class ConceptLine(BaseModel):
    """A concept with all names that may be shown."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    key: str
    kind: str
    code: str | None
    source: str
    esco_uri: str | None
    is_group: bool
    is_retired: bool


class RelationLine(BaseModel):
    """How one concept leads to another."""

    model_config = ConfigDict(from_attributes=True)

    from_id: UUID
    kind: str
    to_id: UUID
    source: str


class EventLine(BaseModel):
    """One sealed event. Its hash covers the hash before it and the rest of the line: see `backend.core.events`."""

    model_config = ConfigDict(from_attributes=True)

    position: int
    id: UUID
    name: str
    actor_id: UUID | None
    subject_id: UUID
    facts: dict[str, Any]
    created_at: datetime
    hash: str


def _rows(db: Session, statement: Select[Row], *order: Any) -> Iterable[Row]:
    """All rows, a few at a time."""
    return db.scalars(statement.order_by(*order).execution_options(yield_per=AT_ONCE))


def _line(read: BaseModel, *without: str) -> Line:
    return read.model_dump(mode="json", exclude={"can", *without})


def _municipalities(db: Session) -> Iterator[Line]:
    for row in _rows(db, select(Municipality), Municipality.code):
        yield _line(MunicipalityRead.of(row), "km", "travel")


def _concepts(db: Session) -> Iterator[Line]:
    for row in _rows(db, select(Concept).options(selectinload(Concept.labels)), Concept.key):
        names = sorted(
            (label for label in row.labels if label.kind != LabelKind.HIDDEN), key=lambda n: (n.lang, n.text)
        )
        labels = [LabelRead.model_validate(name).model_dump(mode="json") for name in names]
        yield _line(ConceptLine.model_validate(row)) | {"labels": labels}


def _relations(db: Session) -> Iterator[Line]:
    key = (ConceptRelation.from_id, ConceptRelation.kind, ConceptRelation.to_id)
    for row in _rows(db, select(ConceptRelation), *key):
        yield _line(RelationLine.model_validate(row))


def _organisations(db: Session) -> Iterator[Line]:
    wanted = organisations.visible(GUEST).options(
        joinedload(Organisation.municipality), selectinload(Organisation.sectors)
    )
    for row in _rows(db, wanted, Organisation.id):
        yield _line(OrganisationDetail.of(row, can=[]))


def _opportunities(db: Session) -> Iterator[Line]:
    wanted = opportunities.visible(GUEST).options(
        joinedload(Opportunity.municipality),
        selectinload(Opportunity.requirements),
        selectinload(Opportunity.languages),
    )
    for row in _rows(db, wanted, Opportunity.id):
        yield _line(OpportunityDetail.of(row, can=[]))


def _funding_calls(db: Session) -> Iterator[Line]:
    moment = now()
    wanted = funding.visible(GUEST).options(selectinload(FundingCall.sectors))
    for row in _rows(db, wanted, FundingCall.id):
        yield _line(FundingCallDetail.of(row, standing=row.standing_at(moment), can=[]))


def _places(db: Session) -> Iterator[Line]:
    for row in _rows(db, spaces.visible_places(GUEST), Place.id):
        yield _line(PlaceDetail.of(row, can=[]))


def _spaces(db: Session) -> Iterator[Line]:
    wanted = spaces.visible(GUEST).options(selectinload(Space.equipment), selectinload(Space.activities))
    for row in _rows(db, wanted, Space.id):
        yield _line(SpaceDetail.of(row, can=[]), "km")


def _programmes(db: Session) -> Iterator[Line]:
    for row in _rows(db, programmes.visible(GUEST).options(*programmes.WHOLE), Programme.id):
        yield _line(ProgrammeDetail.of(row, calls=[], can=[]), "calls")


def _calls(db: Session) -> Iterator[Line]:
    for row in _rows(db, calls.visible(GUEST), Call.id):
        yield _line(CallDetail.of(row, can=[]))


def events(db: Session) -> Iterator[Line]:
    """The sealed events in their order."""
    sealed = select(LoggedEvent).where(LoggedEvent.position.is_not(None))
    for row in _rows(db, sealed, LoggedEvent.position):
        yield _line(EventLine.model_validate(row))


NOUNS: dict[str, Noun] = {
    "municipalities": _municipalities,
    "concepts": _concepts,
    "concept-relations": _relations,
    "organisations": _organisations,
    "opportunities": _opportunities,
    "funding-calls": _funding_calls,
    "places": _places,
    "spaces": _spaces,
    "programmes": _programmes,
    "calls": _calls,
}
