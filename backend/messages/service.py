"""What one can do with messages."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from backend.accounts.models import Account
from backend.core import limits, mail
from backend.core.access import Viewer, require
from backend.core.events import announce
from backend.core.ids import new_id
from backend.core.model import now
from backend.core.problems import NotFound
from backend.messages import queries, rules
from backend.messages.events import (
    ConversationReopened,
    ConversationSilenced,
    MessageDeleted,
    MessageReported,
    MessageSent,
    ReportSettled,
)
from backend.messages.models import Conversation, Message, Reading, Report, Side, Silence, SubjectKind
from backend.messages.problems import ReportedAlready
from backend.messages.rules import Subject, Talk
from backend.messages.schemas import MessageDraft, ReadingDraft, ReportDraft, SettlingDraft

AN_HOUR, A_DAY = 3600, 86_400
MESSAGES_AN_HOUR = 60
OPENED_A_DAY = 100
REPORTS_A_DAY = 20
PATIENCE = timedelta(minutes=3)
"""So long a letter about a message waits: whoever reads meanwhile needs none."""
QUIET = timedelta(hours=1)
"""So long after a letter about a conversation comes no other."""
AGAIN = timedelta(days=1)
"""So long a letter that was not heeded speaks for the messages that follow."""


def send_message(db: Session, viewer: Viewer, kind: SubjectKind, subject_id: UUID, draft: MessageDraft) -> Message:
    """Write to the other side. The first message begins the conversation."""
    limits.hit(db, f"message:{viewer.id}", limit=MESSAGES_AN_HOUR, seconds=AN_HOUR)
    talk = queries.get_talk(db, viewer, kind, subject_id, lock=True)
    require(viewer, rules.send_message, talk)
    side = talk.subject.side_of(viewer)
    conversation = talk.conversation or _begin(db, talk.subject, side)
    conversation.length += 1
    conversation.last_at = now()
    message = Message(
        conversation_id=conversation.id,
        number=conversation.length,
        side=side,
        author_id=viewer.id,
        words=draft.words,
    )
    db.add(message)
    db.flush()
    set_committed_value(message, "author", db.get(Account, viewer.id))
    set_committed_value(message, "conversation", conversation)
    _announce_sent(db, viewer, conversation, message)
    return message


def _announce_sent(db: Session, viewer: Viewer, conversation: Conversation, message: Message) -> None:
    whom = {"account_id": conversation.account_id, "organisation_id": conversation.organisation_id}
    announce(db, viewer, MessageSent(conversation.id, number=message.number, side=message.side, **whom))


def _begin(db: Session, subject: Subject, side: Side) -> Conversation:
    """Two who write the first message at once begin one conversation."""
    if side == Side.ORGANISATION:
        limits.spend(db, f"conversation:{subject.organisation_id}", 1, limit=OPENED_A_DAY, seconds=A_DAY)
    insert = postgresql_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    moment = now()
    begun = insert(Conversation).values(
        id=new_id(),
        created_at=moment,
        updated_at=moment,
        kind=subject.kind,
        application_id=subject.id,
        account_id=subject.account_id,
        organisation_id=subject.organisation_id,
        length=0,
        last_at=moment,
    )
    db.execute(begun.on_conflict_do_nothing())
    return queries.lock_conversation(db, subject)


def delete_message(db: Session, viewer: Viewer, message_id: UUID) -> Message:
    """Take one's own words back; that there were some stays."""
    message = queries.get_message(db, viewer, message_id, lock=True)
    require(viewer, rules.delete_message, message)
    message.words, message.deleted_at = "", now()
    conversation = message.conversation
    whom = {"account_id": conversation.account_id, "organisation_id": conversation.organisation_id}
    announce(db, viewer, MessageDeleted(conversation.id, **whom))
    db.flush()
    return message


def read_messages(db: Session, viewer: Viewer, kind: SubjectKind, subject_id: UUID, draft: ReadingDraft) -> Talk:
    """Say how far one has read. It never goes back, and a letter about it that waits is not sent any more."""
    talk = queries.get_talk(db, viewer, kind, subject_id, lock=True)
    if talk.conversation is None:
        raise NotFound
    number = min(draft.number, talk.conversation.length)
    reading = _reading(db, talk.conversation, viewer)
    if number > reading.number:
        reading.number, reading.read_at = number, now()
    if reading.letter_key and reading.number >= talk.conversation.length:
        mail.forget_unsent(db, reading.letter_key)
        reading.letter_key = None
        if reading.told_at and reading.told_at > now():  # it was not sent
            reading.told_at = None
    db.flush()
    return talk


def _reading(db: Session, conversation: Conversation, viewer: Viewer) -> Reading:
    """How far somebody has read; whoever asks holds the conversation."""
    reading = db.get(Reading, (conversation.id, viewer.id))
    if reading is None:
        reading = Reading(conversation_id=conversation.id, account_id=viewer.id, number=0)
        db.add(reading)
    return reading


def letter_due(db: Session, viewer: Viewer, conversation: Conversation, key: str) -> datetime | None:
    """When a letter about what they have not read may go to somebody, and note its key; None if one is enough.

    A letter that waits, or was sent and not heeded for less than a day, speaks for what came after it too.
    """
    queries.lock_again(db, conversation)
    reading, moment = _reading(db, conversation, viewer), now()
    if reading.letter_key and reading.told_at and reading.told_at > moment - AGAIN:
        return None
    reading.told_at = max(moment + PATIENCE, reading.told_at + QUIET if reading.told_at else moment)
    reading.letter_key = key
    db.flush()
    return reading.told_at


def silence_conversation(db: Session, viewer: Viewer, kind: SubjectKind, subject_id: UUID) -> Talk:
    """Want nothing more from the other side, whatever it is about."""
    talk = queries.get_talk(db, viewer, kind, subject_id, lock=True)
    require(viewer, rules.silence_conversation, talk)
    subject, side = talk.subject, talk.subject.side_of(viewer)
    db.add(Silence(account_id=subject.account_id, organisation_id=subject.organisation_id, side=side))
    announce(db, viewer, ConversationSilenced(subject.id, side=side))
    db.flush()
    return queries.get_talk(db, viewer, kind, subject_id)


def reopen_conversation(db: Session, viewer: Viewer, kind: SubjectKind, subject_id: UUID) -> Talk:
    """Want to hear from them again."""
    talk = queries.get_talk(db, viewer, kind, subject_id, lock=True)
    require(viewer, rules.reopen_conversation, talk)
    subject, side = talk.subject, talk.subject.side_of(viewer)
    between = (Silence.account_id == subject.account_id, Silence.organisation_id == subject.organisation_id)
    db.execute(delete(Silence).where(*between, Silence.side == side))
    announce(db, viewer, ConversationReopened(subject.id, side=side))
    return queries.get_talk(db, viewer, kind, subject_id)


def report_message(db: Session, viewer: Viewer, message_id: UUID, draft: ReportDraft) -> Report:
    """Ask the staff to look at what the other side wrote. They read this message, and nothing around it."""
    limits.hit(db, f"message-report:{viewer.id}", limit=REPORTS_A_DAY, seconds=A_DAY)
    message = queries.get_message(db, viewer, message_id, lock=True)
    require(viewer, rules.report_message, message)
    if any(one.message_id == message.id for one in queries.reports_of(db, viewer)):
        raise ReportedAlready
    report = Report(message_id=message.id, account_id=viewer.id, quoted=message.words, **draft.model_dump())
    db.add(report)
    db.flush()
    set_committed_value(report, "message", message)
    announce(db, viewer, MessageReported(report.id, reason=report.reason))
    return report


def settle_report(db: Session, viewer: Viewer, report_id: UUID, draft: SettlingDraft) -> Report:
    """Say what the staff found."""
    report = queries.get_report(db, viewer, report_id, lock=True)
    require(viewer, rules.settle_report, report)
    report.outcome, report.settled_at = draft.outcome, now()
    announce(db, viewer, ReportSettled(report.id, outcome=report.outcome))
    db.flush()
    return report
