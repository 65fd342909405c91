"""Reading messages. Whoever sees what a conversation is about sees the conversation, and nobody else."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from backend.applications import queries as applications
from backend.applications.models import Application
from backend.core.access import Viewer
from backend.core.page import Slice, Window, paginate
from backend.core.problems import NotFound
from backend.messages.models import Conversation, Message, Reading, Report, Side, Silence, SubjectKind
from backend.messages.rules import Subject, Talk, subject_of
from backend.messages.schemas import ConversationSearch, ReportSearch
from backend.opportunities.models import Opportunity


def visible(viewer: Viewer) -> Select[Conversation]:
    """The conversations about what one sees."""
    seen = (
        select(Conversation)
        .join(Conversation.application)
        .join(Application.opportunity)
        .join(Opportunity.organisation)
        .options(
            contains_eager(Conversation.application)
            .contains_eager(Application.opportunity)
            .contains_eager(Opportunity.organisation),
            contains_eager(Conversation.application).joinedload(Application.shown),
        )
    )
    return seen.where(applications.is_visible(viewer))


def list_conversations(db: Session, viewer: Viewer, search: ConversationSearch) -> Slice[Conversation]:
    """A page of them, the last message on top."""
    mine = visible(viewer)
    if search.is_unread is not None:
        mine = mine.where(_has_unread(viewer) if search.is_unread else ~_has_unread(viewer))
    return paginate(db, mine.order_by(Conversation.last_at.desc(), Conversation.id), search)


def count_unread(db: Session, viewer: Viewer) -> int:
    """In how many conversations the other side said something that one has not read."""
    found = visible(viewer).where(_has_unread(viewer)).subquery()
    return db.scalar(select(func.count()).select_from(found)) or 0


def unread_in(db: Session, viewer: Viewer, conversations: Collection[Conversation]) -> dict[UUID, int]:
    """How many messages of the other side one has not read, for each."""
    counted = (
        select(Message.conversation_id, func.count().label("unread"))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.conversation_id.in_([one.id for one in conversations]), *_unread(viewer))
        .group_by(Message.conversation_id)
    )
    return {row.conversation_id: row.unread for row in db.execute(counted)}


def _has_unread(viewer: Viewer) -> ColumnElement[bool]:
    return exists().where(Message.conversation_id == Conversation.id, *_unread(viewer))


def _unread(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    """A message that its author deleted is nothing to read."""
    read = select(Reading.number).where(
        Reading.conversation_id == Message.conversation_id, Reading.account_id == viewer.id
    )
    other = case((Conversation.account_id == viewer.id, Side.ORGANISATION.value), else_=Side.PERSON.value)
    unread = Message.number > func.coalesce(read.scalar_subquery(), 0)
    return (unread, Message.side == other, Message.deleted_at.is_(None))


def find_subject(db: Session, viewer: Viewer, kind: SubjectKind, subject_id: UUID) -> Subject:
    """What it is about, if the viewer sees it; raises `NotFound`."""
    seen = applications.visible(viewer).where(Application.id == subject_id).options(joinedload(Application.shown))
    application = db.scalars(seen).one_or_none()
    if application is None:
        raise NotFound
    return subject_of(applications.as_seen(viewer, application))


def get_talk(db: Session, viewer: Viewer, kind: SubjectKind, subject_id: UUID, *, lock: bool = False) -> Talk:
    """A conversation, also one in which nothing has been said yet. With `lock` nobody else sends meanwhile."""
    subject = find_subject(db, viewer, kind, subject_id)
    wanted = select(Conversation).where(Conversation.application_id == subject.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return Talk(subject, db.scalars(wanted).one_or_none(), silenced_by(db, subject))


def lock_conversation(db: Session, subject: Subject) -> Conversation:
    """The conversation about something, which is there; nobody else sends meanwhile."""
    wanted = select(Conversation).where(Conversation.application_id == subject.id).with_for_update()
    return db.scalars(wanted.execution_options(populate_existing=True)).one()


def lock_again(db: Session, conversation: Conversation) -> None:
    """Hold one that was read already."""
    db.execute(select(Conversation.id).where(Conversation.id == conversation.id).with_for_update())


def silenced_by(db: Session, subject: Subject) -> frozenset[Side]:
    """Which sides want quiet."""
    between = (Silence.account_id == subject.account_id, Silence.organisation_id == subject.organisation_id)
    return frozenset(db.scalars(select(Silence.side).where(*between)))


def list_messages(db: Session, conversation: Conversation, window: Window) -> Slice[Message]:
    """A page of what was said, the last first."""
    said = (
        select(Message)
        .where(Message.conversation_id == conversation.id)
        .options(joinedload(Message.author), joinedload(Message.conversation))
    )
    return paginate(db, said.order_by(Message.number.desc()), window)


def get_message(db: Session, viewer: Viewer, message_id: UUID, *, lock: bool = False) -> Message:
    """One message of a conversation that the viewer sees; raises `NotFound`."""
    wanted = (
        select(Message)
        .join(Message.conversation)
        .join(Conversation.application)
        .join(Application.opportunity)
        .join(Opportunity.organisation)
        .where(Message.id == message_id, applications.is_visible(viewer))
        .options(contains_eager(Message.conversation), joinedload(Message.author))
    )
    if lock:
        wanted = wanted.with_for_update(of=Message)
    message = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if message is None:
        raise NotFound
    return message


def read_by(db: Session, talk: Talk, viewer: Viewer) -> tuple[int, int]:
    """Up to which message the viewer has read, and up to which somebody of the other side has."""
    if talk.conversation is None:
        return 0, 0
    is_mine, is_theirs = Reading.account_id == viewer.id, Reading.account_id != viewer.id
    if talk.subject.side_of(viewer) == Side.ORGANISATION:
        is_theirs = Reading.account_id == talk.subject.account_id
    marks = select(
        func.coalesce(func.max(Reading.number).filter(is_mine), 0),
        func.coalesce(func.max(Reading.number).filter(is_theirs), 0),
    ).where(Reading.conversation_id == talk.conversation.id)
    own, other = db.execute(marks).one()
    return own, other


def list_reports(db: Session, viewer: Viewer, search: ReportSearch) -> Slice[Report]:
    """What was reported, the longest wait first; for the staff alone."""
    found = _reports(viewer).where(Report.outcome.is_not(None) if search.is_settled else Report.outcome.is_(None))
    return paginate(db, found.order_by(Report.created_at, Report.id), search)


def get_report(db: Session, viewer: Viewer, report_id: UUID, *, lock: bool = False) -> Report:
    """One report; raises `NotFound`."""
    wanted = _reports(viewer).where(Report.id == report_id)
    if lock:
        wanted = wanted.with_for_update(of=Report).execution_options(populate_existing=True)
    report = db.scalars(wanted).one_or_none()
    if report is None:
        raise NotFound
    return report


def _reports(viewer: Viewer) -> Select[Report]:
    found = select(Report).join(Report.message).join(Message.conversation)
    found = found.options(contains_eager(Report.message).contains_eager(Message.conversation))
    return found if viewer.is_staff else found.where(Report.account_id == viewer.id)


# -- What is kept of a person, and who is told -------------------------------------------------------------------------


def conversations_of(db: Session, viewer: Viewer) -> Sequence[Conversation]:
    """All about one's own applications, oldest first."""
    mine = select(Conversation).where(Conversation.account_id == viewer.id)
    return db.scalars(mine.order_by(Conversation.id)).all()


def written_by(db: Session, viewer: Viewer) -> Sequence[Message]:
    """All that one wrote, and all that was written to one about one's own applications, oldest first."""
    own = or_(Message.author_id == viewer.id, Conversation.account_id == viewer.id)
    said = select(Message).join(Message.conversation).where(own).options(contains_eager(Message.conversation))
    return db.scalars(said.order_by(Message.created_at, Message.id)).all()


def find_to_tell(db: Session, conversation_id: UUID, viewer: Viewer) -> Conversation | None:
    """A conversation in which somebody has something to read that they can see; None otherwise."""
    unread = visible(viewer).where(Conversation.id == conversation_id, _has_unread(viewer))
    return db.scalars(unread).one_or_none()


def readings_of(db: Session, viewer: Viewer) -> Sequence[Reading]:
    """How far one has read."""
    mine = select(Reading).where(Reading.account_id == viewer.id)
    return db.scalars(mine.order_by(Reading.conversation_id)).all()


def silences_of(db: Session, viewer: Viewer) -> Sequence[Silence]:
    """From whom one wants nothing, or who wants nothing from one: only the former is one's own to know."""
    mine = select(Silence).where(and_(Silence.account_id == viewer.id, Silence.side == Side.PERSON))
    return db.scalars(mine.order_by(Silence.id)).all()


def reports_of(db: Session, viewer: Viewer) -> Sequence[Report]:
    """What one reported."""
    return db.scalars(select(Report).where(Report.account_id == viewer.id).order_by(Report.id)).all()
