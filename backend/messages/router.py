"""The HTTP face of messages."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from backend.accounts.deps import Member
from backend.core.access import Viewer, allowed, asks, require, signed_in, staff_only
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.page import Page, Slice, Window
from backend.core.problems import NotFound, NotNow
from backend.messages import queries, rules, service
from backend.messages.models import Conversation, Message, Report, Side, SubjectKind
from backend.messages.problems import Over, Quiet, ReportedAlready, TooLateToDelete
from backend.messages.rules import Subject, Talk
from backend.messages.schemas import (
    About,
    ConversationDetail,
    ConversationPage,
    ConversationRead,
    ConversationSearch,
    MessageDraft,
    MessageRead,
    ReadingDraft,
    ReportDraft,
    ReportRead,
    ReportSearch,
    SettlingDraft,
)

router = new_router("", "messages")

CONVERSATION = "/conversations/{kind}/{subject_id}"


@router.get("/conversations", **asks(signed_in))
def list_conversations(db: Db, viewer: Member, search: Annotated[ConversationSearch, Query()]) -> ConversationPage:
    """One's conversations, and in how many there is something unread."""
    found = queries.list_conversations(db, viewer, search)
    unread = queries.unread_in(db, viewer, found.items)
    items = [_line(viewer, one, unread.get(one.id, 0)) for one in found.items]
    total = queries.count_unread(db, viewer)
    return ConversationPage(items=items, total=found.total, page=found.page, size=found.size, unread=total)


@router.get(CONVERSATION, **asks(signed_in, NotFound))
def get_conversation(db: Db, viewer: Member, kind: SubjectKind, subject_id: UUID) -> ConversationDetail:
    """A conversation, also one in which nothing has been said yet."""
    return _detail(db, viewer, queries.get_talk(db, viewer, kind, subject_id))


@router.get(CONVERSATION + "/messages", **asks(signed_in, NotFound))
def list_messages(
    db: Db, viewer: Member, kind: SubjectKind, subject_id: UUID, window: Annotated[Window, Query()]
) -> Page[MessageRead]:
    """What was said, the last first."""
    conversation = queries.get_talk(db, viewer, kind, subject_id).conversation
    if conversation is None:
        return Page(items=[], total=0, page=window.page, size=window.size)
    found = queries.list_messages(db, conversation, window)
    items = [_message(viewer, one) for one in found.items]
    return Page(items=items, total=found.total, page=found.page, size=found.size)


@router.post(CONVERSATION + "/messages", status_code=201, **asks(rules.send_message, NotFound, NotNow, Over, Quiet))
def send_message(db: Db, viewer: Member, kind: SubjectKind, subject_id: UUID, draft: MessageDraft) -> MessageRead:
    """Write to the other side."""
    message = service.send_message(db, viewer, kind, subject_id, draft)
    return _message(viewer, message)


@router.post(CONVERSATION + "/reading", **asks(signed_in, NotFound))
def read_messages(
    db: Db, viewer: Member, kind: SubjectKind, subject_id: UUID, draft: ReadingDraft
) -> ConversationDetail:
    """Say how far one has read."""
    return _detail(db, viewer, service.read_messages(db, viewer, kind, subject_id, draft))


@router.post(CONVERSATION + "/silence", **asks(rules.silence_conversation, NotFound, NotNow))
def silence_conversation(db: Db, viewer: Member, kind: SubjectKind, subject_id: UUID) -> ConversationDetail:
    """Want no messages from the other side, whatever they are about."""
    return _detail(db, viewer, service.silence_conversation(db, viewer, kind, subject_id))


@router.delete(CONVERSATION + "/silence", **asks(rules.reopen_conversation, NotFound, NotNow))
def reopen_conversation(db: Db, viewer: Member, kind: SubjectKind, subject_id: UUID) -> ConversationDetail:
    """Want to hear from them again."""
    return _detail(db, viewer, service.reopen_conversation(db, viewer, kind, subject_id))


@router.delete("/messages/{message_id}", **asks(rules.delete_message, NotFound, NotNow, TooLateToDelete))
def delete_message(db: Db, viewer: Member, message_id: UUID) -> MessageRead:
    """Take one's own words back; that there were some stays."""
    message = service.delete_message(db, viewer, message_id)
    return _message(viewer, message)


@router.post(
    "/messages/{message_id}/report",
    status_code=201,
    **asks(rules.report_message, NotFound, NotNow, ReportedAlready),
)
def report_message(db: Db, viewer: Member, message_id: UUID, draft: ReportDraft) -> ReportRead:
    """Ask the staff to look at what the other side wrote."""
    return _report(viewer, service.report_message(db, viewer, message_id, draft))


@router.get("/message-reports", response_model=Page[ReportRead], **asks(staff_only))
def list_message_reports(db: Db, viewer: Member, search: Annotated[ReportSearch, Query()]) -> Slice[ReportRead]:
    """What people ask the staff to look at, the longest wait first."""
    require(viewer, staff_only, None)
    return queries.list_reports(db, viewer, search).map(lambda one: _report(viewer, one))


@router.post("/message-reports/{report_id}/settling", **asks(rules.settle_report, NotFound, NotNow))
def settle_report(db: Db, viewer: Member, report_id: UUID, draft: SettlingDraft) -> ReportRead:
    """Say what the staff found."""
    return _report(viewer, service.settle_report(db, viewer, report_id, draft))


def _about(viewer: Viewer, subject: Subject) -> About:
    other = subject.organisation if subject.side_of(viewer) == Side.PERSON else subject.person
    return About(kind=subject.kind, id=subject.id, title=subject.title, lang=subject.lang, other=other)


def _line(viewer: Viewer, conversation: Conversation, unread: int) -> ConversationRead:
    subject = rules.subject_of(conversation.application)
    return ConversationRead(
        about=_about(viewer, subject),
        side=subject.side_of(viewer),
        last_at=conversation.last_at,
        length=conversation.length,
        unread=unread,
    )


def _detail(db: Db, viewer: Viewer, talk: Talk) -> ConversationDetail:
    side, conversation = talk.subject.side_of(viewer), talk.conversation
    own, other = queries.read_by(db, talk, viewer)
    return ConversationDetail(
        about=_about(viewer, talk.subject),
        side=side,
        length=conversation.length if conversation else 0,
        unread=queries.unread_in(db, viewer, [conversation]).get(conversation.id, 0) if conversation else 0,
        read=own,
        seen=other,
        is_quiet=bool(talk.silenced),
        is_silenced=side in talk.silenced,
        ends_at=talk.subject.ends_at,
        can=allowed(viewer, talk, rules.OF_A_CONVERSATION),
    )


def _message(viewer: Viewer, message: Message) -> MessageRead:
    return MessageRead.of(
        message,
        author=message.author.name if message.author else None,
        is_own=message.author_id == viewer.id,
        can=allowed(viewer, message, rules.OF_A_MESSAGE),
    )


def _report(viewer: Viewer, report: Report) -> ReportRead:
    conversation = report.message.conversation
    return ReportRead.of(
        report,
        side=report.message.side,
        account_id=conversation.account_id,
        organisation_id=conversation.organisation_id,
        can=allowed(viewer, report, rules.OF_A_REPORT),
    )
