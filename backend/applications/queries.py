"""Reading applications. Every read starts at `visible`, so what you may not see is not there."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    not_,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload, undefer

from backend.applications.models import (
    GRACE,
    Application,
    ApplicationSnapshot,
    ApplicationStatus,
    Reason,
    Side,
)
from backend.applications.rules import JUDGED, WAITING
from backend.applications.schemas import ApplicationSearch, AskedRead, BoardSearch, PipelineSearch, Sieve
from backend.applications.untold import veiled
from backend.core.access import SYSTEM, Viewer
from backend.core.model import Moment, now
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.core.text import has_words
from backend.opportunities.models import Opportunity, OpportunityStatus
from backend.opportunities.rules import OVER
from backend.organisations.models import Organisation, OrganisationStatus
from backend.profiles.models import HiddenFrom, Profile
from backend.taxonomy.queries import labels_of

A_YEAR = timedelta(days=365)
AT_ONCE = 500  # rows; the rest in the next round
_CONTENT = undefer(ApplicationSnapshot.content)
LONGEST_FIRST = (Application.reply_by_at.asc().nulls_last(), Application.status_at.desc(), Application.id)
"""Whoever waits for an answer comes first, the longest wait on top."""
IN_ORDER = {status: place for place, status in enumerate(ApplicationStatus)}


def visible(viewer: Viewer) -> Select[Application]:
    """One's own, and what was sent to an organisation that one may speak for: a letter to it, which nobody else reads,
    not even the staff. Who hides from any organisation of the reader's is not there, and a suspended one reads nothing.
    """
    everything = (
        select(Application)
        .join(Application.opportunity)
        .join(Opportunity.organisation)
        .options(contains_eager(Application.opportunity).contains_eager(Opportunity.organisation))
    )
    return everything.where(is_visible(viewer))


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """The same as a condition; the statement joins the organisation."""
    if viewer == SYSTEM:
        return true()
    return or_(Application.account_id == viewer.id, _sent_to(viewer))


def _sent_to(viewer: Viewer) -> ColumnElement[bool]:
    hides = exists().where(
        Profile.account_id == Application.account_id,
        HiddenFrom.profile_id == Profile.id,
        HiddenFrom.organisation_id.in_(viewer.member_of),
    )
    return and_(
        Application.organisation_id.in_(viewer.editable),
        Application.status != ApplicationStatus.DRAFT,
        Organisation.status != OrganisationStatus.SUSPENDED,
        ~hides,
    )


def list_my_applications(db: Session, viewer: Viewer, search: ApplicationSearch) -> Slice[Application]:
    """A page of the asking person's own, the latest change first."""
    mine = visible(viewer).where(Application.account_id == viewer.id)
    if search.status:
        mine = mine.where(_told_status().in_(search.status))
    if search.opportunity:
        mine = mine.where(Application.opportunity_id.in_(search.opportunity))
    return paginate(db, mine.order_by(_told_order(db), Application.id.desc()), search).map(veiled)


def list_applications(
    db: Session, viewer: Viewer, opportunity: Opportunity, search: PipelineSearch
) -> Slice[Application]:
    """A page of what was sent to one opportunity: whoever waits for an answer first, the longest wait on top."""
    sent = visible(viewer).where(_to(viewer, opportunity), *_sieved(search))
    if search.status:
        sent = sent.where(Application.status.in_(search.status))
    return paginate(db, sent.options(joinedload(Application.shown)).order_by(*LONGEST_FIRST), search)


def each_application(
    db: Session, viewer: Viewer, opportunity: Opportunity, sieve: Sieve, status: Collection[ApplicationStatus]
) -> Iterator[Application]:
    """All that the list would show, with what was sent, some at a time."""
    sent = visible(viewer).where(_to(viewer, opportunity), *_sieved(sieve))
    if status:
        sent = sent.where(Application.status.in_(status))
    sent = sent.options(joinedload(Application.shown).options(_CONTENT)).order_by(*LONGEST_FIRST)
    yield from db.scalars(sent.execution_options(yield_per=100))


def compared_applications(
    db: Session, viewer: Viewer, opportunity: Opportunity, ids: Collection[UUID]
) -> list[Application]:
    """Those of them that the viewer answers, with what was sent, in the order asked for; raises `NotFound`."""
    named = visible(viewer).where(_to(viewer, opportunity), Application.id.in_(ids))
    found = {one.id: one for one in db.scalars(named.options(joinedload(Application.shown).options(_CONTENT)))}
    if found.keys() != set(ids):
        raise NotFound
    return [found[one] for one in dict.fromkeys(ids)]


def asked_of(db: Session, opportunity: Opportunity) -> tuple[list[AskedRead], list[AskedRead]]:
    """Skills and languages that it asks for, named in its language, as in what was sent."""
    ids = {line.concept_id for line in opportunity.requirements} | {line.concept_id for line in opportunity.languages}
    names = labels_of(db, ids, opportunity.lang)
    skills = [
        AskedRead(name=names.get(line.concept_id, ""), level=str(line.level), is_essential=line.is_essential)
        for line in opportunity.requirements
    ]
    languages = [
        AskedRead(name=names.get(line.concept_id, ""), level=line.level, is_essential=False)
        for line in opportunity.languages
    ]
    return skills, languages


def head_applications(
    db: Session, viewer: Viewer, opportunity: Opportunity, search: BoardSearch
) -> dict[ApplicationStatus, list[Application]]:
    """The first of each state, in the order of the list."""
    place = func.row_number().over(partition_by=Application.status, order_by=LONGEST_FIRST).label("place")
    ranked = select(Application.id, place).join(Application.opportunity).join(Opportunity.organisation)
    ranked = ranked.where(is_visible(viewer), _to(viewer, opportunity), *_sieved(search))
    placed = ranked.subquery()
    heads = select(placed.c.id).where(placed.c.place <= search.size)
    found = visible(viewer).where(Application.id.in_(heads)).options(joinedload(Application.shown))
    columns: dict[ApplicationStatus, list[Application]] = defaultdict(list)
    for application in db.scalars(found.order_by(*LONGEST_FIRST)).unique():
        columns[application.status].append(application)
    return columns


def count_applications(
    db: Session, viewer: Viewer, opportunity: Opportunity, sieve: Sieve
) -> dict[ApplicationStatus, int]:
    """How many there are in each state, by the same rule and the same filters as the list."""
    joined = (
        select(Application.status, func.count().label("waiting"))
        .join(Application.opportunity)
        .join(Opportunity.organisation)
    )
    counted = joined.where(is_visible(viewer), _to(viewer, opportunity), *_sieved(sieve)).group_by(Application.status)
    found = {row.status: row.waiting for row in db.execute(counted)}
    return {status: found[status] for status in sorted(found, key=IN_ORDER.__getitem__)}


def _to(viewer: Viewer, opportunity: Opportunity) -> ColumnElement[bool]:
    return and_(
        Application.opportunity_id == opportunity.id,
        Application.status != ApplicationStatus.DRAFT,
        Application.account_id != viewer.id,  # nobody judges their own
    )


def _sieved(sieve: Sieve) -> Iterator[ColumnElement[bool]]:
    if sieve.q:
        yield Application.shown.has(has_words(sieve.q, ApplicationSnapshot.folded))
    if sieve.is_overdue is not None:
        is_late = and_(Application.status.in_(JUDGED), Application.reply_by_at <= now())
        yield is_late if sieve.is_overdue else not_(is_late)


def some_applications(
    db: Session, viewer: Viewer, opportunity: Opportunity, ids: Collection[UUID]
) -> dict[UUID, Application]:
    """Those of them that the viewer answers, locked in one order so that two who move several wait for each other."""
    named = visible(viewer).where(_to(viewer, opportunity), Application.id.in_(ids))
    named = named.options(joinedload(Application.shown)).order_by(Application.id).with_for_update(of=Application)
    found = db.scalars(named.execution_options(populate_existing=True)).unique()
    return {application.id: application for application in found}


def _told_status() -> ColumnElement[str]:
    """Where it stands as far as its person knows: in the minutes in which a step can be undone, where it was before."""
    kept = Application.untold["status"].as_string()
    return case((Application.told_at > now(), kept), else_=type_coerce(Application.status, String))


def _told_order(db: Session) -> ColumnElement[datetime]:
    """The latest change first; a change of which its person knows nothing yet does not show in the order either."""
    kept = Application.untold["status_at"].as_string()
    if db.get_bind().dialect.name == "sqlite":  # which keeps a moment as text, to the microsecond and without a zone
        known: ColumnElement[Any] = func.substr(func.replace(kept, "T", " "), 1, 26)
    else:
        known = cast(kept, Moment())
    return case((Application.told_at > now(), type_coerce(known, Moment())), else_=Application.status_at).desc()


def get_application(db: Session, viewer: Viewer, application_id: UUID, *, lock: bool = False) -> Application:
    """One application with its steps. With `lock`, nobody else takes a step until the transaction ends."""
    wanted = visible(viewer).where(Application.id == application_id)
    wanted = wanted.options(selectinload(Application.moves), joinedload(Application.shown).options(_CONTENT))
    if lock:
        wanted = wanted.with_for_update(of=Application)
    application = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if application is None:
        raise NotFound
    return application if lock else as_seen(viewer, application)


def as_seen(viewer: Viewer, application: Application) -> Application:
    """Before its own person's eyes: as they were told it last."""
    return veiled(application) if application.account_id == viewer.id else application


def all_of(db: Session, viewer: Viewer) -> Sequence[Application]:
    """All the asking person ever wrote here, oldest first."""
    mine = visible(viewer).where(Application.account_id == viewer.id)
    found = db.scalars(mine.options(selectinload(Application.moves)).order_by(Application.id))
    return [veiled(application) for application in found]


def snapshots_of(db: Session, viewer: Viewer) -> Sequence[ApplicationSnapshot]:
    """All that was ever shown of the asking person's applications."""
    mine = (
        select(ApplicationSnapshot)
        .join(Application, Application.id == ApplicationSnapshot.application_id)
        .where(Application.account_id == viewer.id)
    )
    return db.scalars(mine.options(_CONTENT).order_by(ApplicationSnapshot.id)).all()


def get_snapshot(db: Session, application: Application, version: int | None) -> ApplicationSnapshot:
    """What was shown in one version, the present one unless another is named; raises `NotFound`."""
    wanted = select(ApplicationSnapshot).where(
        ApplicationSnapshot.application_id == application.id,
        ApplicationSnapshot.version == (application.version if version is None else version),
    )
    snapshot = db.scalars(wanted.options(_CONTENT)).one_or_none()
    if snapshot is None:
        raise NotFound
    return snapshot


def find_active(db: Session, viewer: Viewer, opportunity_id: UUID) -> Application | None:
    """The asking person's application there that has not ended without success."""
    ended = (ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN, ApplicationStatus.ELSEWHERE)
    mine = select(Application).where(
        Application.account_id == viewer.id,
        Application.opportunity_id == opportunity_id,
        _told_status().not_in(ended),
    )
    found = db.scalars(mine.order_by(Application.id).limit(1)).one_or_none()
    return veiled(found) if found else None


def has_untold(db: Session, viewer: Viewer, opportunity_id: UUID) -> bool:
    """Whether the asking person has been answered there, and does not know it yet."""
    answered = select(Application.id).where(
        Application.account_id == viewer.id,
        Application.opportunity_id == opportunity_id,
        Application.told_at > now(),
    )
    return db.scalar(answered.limit(1)) is not None


def was_declined(db: Session, viewer: Viewer, opportunity_id: UUID) -> bool:
    """Whether the organisation said no to the asking person there before."""
    said = select(Application.id).where(
        Application.account_id == viewer.id,
        Application.opportunity_id == opportunity_id,
        Application.ended_by == Side.ORGANISATION,
        _told_status() == ApplicationStatus.DECLINED,
    )
    return db.scalar(said.limit(1)) is not None


def waiting_of(db: Session, account_id: UUID | None, *, but: UUID) -> list[Application]:
    """Somebody's other applications that wait for an answer, as far as they know. All are locked in one order, and the
    one that is accepted among them: who accepts two offers at once holds neither while the other is waited for.
    """
    theirs = select(Application).where(
        Application.account_id == account_id, or_(_told_status().in_(WAITING), Application.id == but)
    )
    return [application for application in _locked(db, theirs) if application.id != but]


def count_waiting(db: Session, application: Application) -> int:
    """How many others of the same person wait, as far as they know."""
    mine = (Application.account_id == application.account_id, Application.id != application.id)
    return db.scalar(select(func.count()).where(*mine, _told_status().in_(WAITING))) or 0


def waiting_at(
    db: Session,
    statuses: Collection[ApplicationStatus],
    *,
    opportunity_id: UUID | None = None,
    organisation_id: UUID | None = None,
    profile_id: UUID | None = None,
) -> list[Application]:
    """What waits in one place, locked, in one order: whoever ends them all holds the opportunity already."""
    found = select(Application).where(is_visible(SYSTEM), Application.status.in_(statuses))
    if opportunity_id:
        found = found.where(Application.opportunity_id == opportunity_id)
    if organisation_id:
        found = found.where(Application.organisation_id == organisation_id)
    if profile_id:
        whose = select(Profile.account_id).where(Profile.id == profile_id).scalar_subquery()
        found = found.where(Application.account_id == whose)
    return _locked(db, found)


def _locked(db: Session, found: Select[Application]) -> list[Application]:
    found = found.order_by(Application.id).with_for_update(of=Application)
    return list(db.scalars(found.execution_options(populate_existing=True)))


def find_to_tell(db: Session, application_id: UUID) -> Application | None:
    """One application for a letter about it, or None when it is gone."""
    return db.scalars(visible(SYSTEM).where(Application.id == application_id)).one_or_none()


# -- Clocks ----------------------------------------------------------------------------------------------------------


def overdue(db: Session, moment: datetime) -> list[Application]:
    """What nobody has answered, and whose grace is over: as it is now, and nobody waits for it."""
    late = visible(SYSTEM).where(Application.reply_by_at <= moment - GRACE)
    return list(db.scalars(late.order_by(Application.reply_by_at, Application.id).limit(AT_ONCE)))


def to_remind(db: Session, moment: datetime) -> list[Application]:
    """What has to be answered soon or should have been, locked; what another worker holds is left to it."""
    due = visible(SYSTEM).where(Application.remind_at <= moment).order_by(Application.remind_at, Application.id)
    return list(db.scalars(due.limit(AT_ONCE).with_for_update(of=Application, skip_locked=True)))


# -- Records ---------------------------------------------------------------------------------------------------------


def replies_of(db: Session, organisation_id: UUID, moment: datetime) -> list[tuple[datetime, datetime | None, bool]]:
    """Of a year: when each application was sent, when first answered, and whether a clock had to end it.

    Only what was answered, or had to be, counts: who withdrew before said nothing about the organisation.
    """
    lapsed = and_(Application.ended_by == Side.CLOCK, Application.reason == Reason.NO_ANSWER)
    settled = or_(Application.answered_at.is_not(None), lapsed)
    rows = db.execute(
        select(Application.sent_at, Application.answered_at, lapsed)
        .where(Application.organisation_id == organisation_id, Application.sent_at > moment - A_YEAR, settled)
        .order_by(Application.id)
    )
    return [(sent_at, answered_at, bool(is_lapsed)) for sent_at, answered_at, is_lapsed in rows if sent_at]


def ended_of(db: Session, organisation_id: UUID, moment: datetime) -> tuple[int, int]:
    """Of a year: how many of its opportunities are over, and how many of them were filled."""
    over = select(func.count(), func.count().filter(Opportunity.status == OpportunityStatus.FILLED)).where(
        Opportunity.organisation_id == organisation_id,
        Opportunity.status.in_(OVER),
        Opportunity.status_at > moment - A_YEAR,
    )
    ended, filled = db.execute(over).one()
    return ended, filled


def organisations_ageing(db: Session, moment: datetime) -> list[UUID]:
    """Those of whose record something is about a year old, so that it falls out of it."""
    days = timedelta(days=3)  # a worker that slept for a day misses nothing
    old = select(Application.organisation_id).where(
        Application.sent_at.between(moment - A_YEAR - days, moment - A_YEAR + days)
    )
    over = select(Opportunity.organisation_id).where(
        Opportunity.status.in_(OVER), Opportunity.status_at.between(moment - A_YEAR - days, moment - A_YEAR + days)
    )
    return sorted({*db.scalars(old), *db.scalars(over)})
