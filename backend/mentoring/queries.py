"""Reading mentors. Every read starts at `visible`, so what you may not see is not there."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from backend.core.access import Viewer
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.core.text import has_words
from backend.mentoring.models import Meeting, Mentor, MentorGoal, MentorLanguage, MentorStatus, MentorTopic
from backend.mentoring.rules import PUBLIC
from backend.mentoring.schemas import MentorSearch
from backend.organisations.models import Organisation
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from backend.profiles.queries import hides
from backend.taxonomy.queries import at_or_below
from backend.territories.queries import within_km

ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "newest": (Mentor.created_at.desc(), Mentor.id.desc()),
    "free": (Mentor.free_hours.desc(), Mentor.id.asc()),
    "name": (Mentor.folded.asc(), Mentor.id.asc()),
}
WHOLE = (
    joinedload(Mentor.organisation),
    joinedload(Mentor.municipality),
    selectinload(Mentor.topics),
    selectinload(Mentor.languages),
    selectinload(Mentor.aims),
)


def visible(viewer: Viewer) -> Select[Mentor]:
    """Offers that are open or paused, of those who do not hide from the asking one, and one's own; everything to the
    staff.
    """
    everything = select(Mentor).join(Mentor.account).options(contains_eager(Mentor.account), *WHOLE)
    if viewer.is_staff:
        return everything
    is_shown = and_(Mentor.status.in_(PUBLIC), ~hides(viewer, Mentor.account_id))
    return everything.where(or_(is_shown, Mentor.account_id == viewer.id))


def list_mentors(db: Session, viewer: Viewer, search: MentorSearch) -> Slice[Mentor]:
    """A page of mentors."""
    return paginate(db, searched(db, viewer, search).order_by(*ORDERS[search.sort]), search)


def searched(db: Session, viewer: Viewer, search: MentorSearch) -> Select[Mentor]:
    """All that the filters find, in no order."""
    return visible(viewer).where(*_filters(db, viewer, search))


def _filters(db: Session, viewer: Viewer, search: MentorSearch) -> Iterator[ColumnElement[bool]]:
    yield has_words(search.q, Mentor.folded)
    for asked, column in (
        (search.cadence, Mentor.cadence),
        (search.organisation, Mentor.organisation_id),
        (search.municipality, Mentor.municipality_id),
        (search.lang, Mentor.lang),
        (search.status, Mentor.status),
    ):
        if asked:
            yield column.in_(asked)
    if search.near is not None and search.km is not None:
        yield Mentor.municipality_id.in_(within_km(db, search.near, search.km))
    if search.mine:
        yield Mentor.account_id == viewer.id
    elif not search.status:
        yield Mentor.status == MentorStatus.OPEN
    yield from _contents(search)


def _contents(search: MentorSearch) -> Iterator[ColumnElement[bool]]:
    """Filters by what an offer is about: one of those that are asked for is enough."""
    if search.topic or search.topic_level_at_least is not None:
        about = MentorTopic.concept_id.in_(at_or_below(search.topic)) if search.topic else true()
        yield Mentor.topics.any(about & (MentorTopic.level >= (search.topic_level_at_least or 1)))
    if search.language:
        yield Mentor.languages.any(MentorLanguage.concept_id.in_(search.language))
    if search.goal:
        yield Mentor.aims.any(MentorGoal.goal.in_(search.goal))
    if search.online is not None:
        yield (Mentor.meeting != Meeting.IN_PERSON) == search.online
    if search.in_person is not None:
        yield (Mentor.meeting != Meeting.ONLINE) == search.in_person
    if search.free_hours_at_least is not None:
        yield Mentor.free_hours >= search.free_hours_at_least


def get_mentor(db: Session, viewer: Viewer, mentor_id: UUID, *, lock: bool = False) -> Mentor:
    """With `lock`, nobody else changes this offer until the transaction ends."""
    wanted = visible(viewer).where(Mentor.id == mentor_id)
    if lock:
        wanted = wanted.with_for_update(of=Mentor)
    mentor = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if mentor is None:
        raise NotFound
    return mentor


def shown_organisation(viewer: Viewer, mentor: Mentor) -> Organisation | None:
    """In whose name the mentor speaks, where the asking person may see that organisation."""
    host = mentor.organisation
    if host is None or host.status in PUBLIC_ORGANISATIONS or viewer.is_staff or viewer.belongs_to(host.id):
        return host
    return None


def has_offer(db: Session, account_id: UUID) -> bool:
    """Whether this person has made an offer, in any status."""
    return db.scalar(select(Mentor.id).where(Mentor.account_id == account_id)) is not None
