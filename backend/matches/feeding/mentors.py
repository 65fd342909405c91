"""Mentors with hours to give as things to be ranked: three statements, however many there are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.core.text import fold
from backend.matches.feeding.thing import TOWN, Thing, grouped, ids, municipality_of, place_of
from backend.matches.schemas.cards import MatchOrganisation
from backend.mentoring.models import Meeting, Mentor, MentorLanguage, MentorStatus, MentorTopic
from backend.mentoring.rules import PUBLIC
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from backend.territories.models import Municipality
from matching.types import Item, Market

ID = Mentor.id
COLUMNS = (
    Mentor.id,
    Mentor.account_id,
    Mentor.title,
    Mentor.summary,
    Mentor.lang,
    Mentor.meeting,
    Mentor.free_hours,
    Mentor.created_at,
    Mentor.organisation_id,
    Account.name.label("mentor_name"),
    Organisation.name.label("organisation_name"),
    Organisation.status.label("organisation_status"),
)
STANDS_ALONE_OR_WELL = or_(Mentor.organisation_id.is_(None), Organisation.status.in_(PUBLIC_ORGANISATIONS))


def on_offer(moment: datetime) -> ColumnElement[bool]:
    """Those who are open and have an hour left."""
    return and_(Mentor.status == MentorStatus.OPEN, Mentor.free_hours > 0, STANDS_ALONE_OR_WELL)


def is_public() -> ColumnElement[bool]:
    """What anybody may look at, also when it is paused."""
    return and_(Mentor.status.in_(PUBLIC), STANDS_ALONE_OR_WELL)


def fetch(db: Session, *conditions: ColumnElement[bool]) -> list[Thing]:
    """The mentors that meet the conditions."""
    chosen = ids_of(*conditions)
    topics, languages = _concepts(db, MentorTopic, chosen), _concepts(db, MentorLanguage, chosen)
    found = db.execute(
        _joined(*COLUMNS, *TOWN)
        .join(Mentor.account)
        .join(Municipality, Mentor.municipality)
        .where(*conditions)
        .order_by(Mentor.id)
    )
    return [_thing(row, tuple(row[len(COLUMNS) :]), topics.get(row.id, ()), languages.get(row.id, ())) for row in found]


def ids_of(*conditions: ColumnElement[bool]) -> Select[tuple[UUID]]:
    """The ids of those that meet the conditions."""
    return _joined(Mentor.id).where(*conditions)


def _joined(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(Mentor).outerjoin(Mentor.organisation)


def _concepts(
    db: Session, table: type[MentorTopic] | type[MentorLanguage], chosen: Select[Any]
) -> dict[Any, list[Any]]:
    rows = select(table.mentor_id, table.concept_id).where(table.mentor_id.in_(chosen))
    return grouped((r.mentor_id, r.concept_id) for r in db.execute(rows.order_by(table.mentor_id, table.position)))


def _thing(row: Any, town: tuple[Any, ...], topics: Any, languages: Any) -> Thing:
    """Who meets online too can be met from anywhere. The name is for the card; the library does not get it.

    What a mentor teaches is also what one does together: it suits those whose craft it is, whatever their goals.
    """
    organisation = row.organisation_id and MatchOrganisation(
        id=row.organisation_id,
        name=row.organisation_name,
        is_verified=row.organisation_status == OrganisationStatus.VERIFIED,
    )
    return Thing(
        item=Item(
            id=str(row.id),
            market=Market.MENTORS,
            organisation=str(row.organisation_id) if row.organisation_id else None,
            teaches=ids(topics),
            affords=ids(topics),
            speaks=ids(languages),
            place=place_of(town),
            remote_share=0 if row.meeting == Meeting.IN_PERSON else 100,
            capacity=row.free_hours,
        ),
        title=row.title,
        summary=row.summary,
        lang=row.lang,
        words=fold(row.title, row.summary, row.mentor_name, row.organisation_name or ""),
        by=row.mentor_name,
        account_id=row.account_id,
        organisation=organisation,
        municipality=municipality_of(town),
        town=town[-1],
        opened_at=row.created_at,
    )
