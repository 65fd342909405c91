"""Who may do what with messages, and if not, why."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from backend.applications.models import Application, ApplicationStatus
from backend.core.access import Objection, Viewer, signed_in, staff_only
from backend.core.model import now
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.messages.models import Conversation, Message, Report, Side, SubjectKind
from backend.messages.problems import Over, Quiet, TooLateToDelete

AFTER = timedelta(days=30)
"""For how long one can still write about what has ended."""
REGRET = timedelta(minutes=10)
"""For how long a message can be deleted."""
ENDED = (ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN, ApplicationStatus.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a conversation is about, as far as the rules care. Who asks for it has been found to see it."""

    kind: SubjectKind
    id: UUID
    account_id: UUID
    organisation_id: UUID
    title: str
    lang: str
    person: str
    organisation: str
    is_sent: bool
    ended_at: datetime | None

    @property
    def ends_at(self) -> datetime | None:
        """Until when one can write."""
        return self.ended_at + AFTER if self.ended_at else None

    def side_of(self, viewer: Viewer) -> Side:
        """For whom somebody who sees it speaks: one's own application stays one's own, whatever one joins."""
        return Side.PERSON if viewer.id == self.account_id else Side.ORGANISATION


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with what surrounds it; None where nothing has been said yet."""

    subject: Subject
    conversation: Conversation | None = None
    silenced: AbstractSet[Side] = field(default_factory=frozenset)


def subject_of(application: Application) -> Subject:
    """An application as something to talk about."""
    opportunity = application.opportunity
    return Subject(
        kind=SubjectKind.APPLICATION,
        id=application.id,
        account_id=application.account_id,
        organisation_id=application.organisation_id,
        title=opportunity.title,
        lang=opportunity.lang,
        person=application.shown.name if application.shown else "",
        organisation=opportunity.organisation.name,
        is_sent=application.status != ApplicationStatus.DRAFT,
        ended_at=application.status_at if application.status in ENDED else None,
    )


def send_message(viewer: Viewer, talk: Talk) -> Objection:
    """Both sides, about what was sent, until some time after its end, and as long as neither wants quiet."""
    if objection := _takes_part(viewer, talk):
        return objection
    if not talk.subject.is_sent:
        return NotNow
    if talk.subject.ends_at and talk.subject.ends_at < now():
        return Over
    return Quiet if talk.silenced else None


def silence_conversation(viewer: Viewer, talk: Talk) -> Objection:
    """Either side, whether anything was said or not."""
    if objection := _takes_part(viewer, talk):
        return objection
    return NotNow if talk.subject.side_of(viewer) in talk.silenced or not talk.subject.is_sent else None


def reopen_conversation(viewer: Viewer, talk: Talk) -> Objection:
    """The side that wanted quiet."""
    if objection := _takes_part(viewer, talk):
        return objection
    return None if talk.subject.side_of(viewer) in talk.silenced else NotNow


def delete_message(viewer: Viewer, message: Message) -> Objection:
    """One's own, for some minutes."""
    if viewer.is_guest:
        return NotSignedIn
    if message.author_id != viewer.id:
        return NotAllowed
    if message.deleted_at:
        return NotNow
    return None if now() <= message.created_at + REGRET else TooLateToDelete


def report_message(viewer: Viewer, message: Message) -> Objection:
    """What the other side wrote, as long as it stands."""
    if viewer.is_guest:
        return NotSignedIn
    mine = Side.PERSON if message.conversation.account_id == viewer.id else Side.ORGANISATION
    if message.side == mine:
        return NotAllowed
    return NotNow if message.deleted_at else None


def settle_report(viewer: Viewer, report: Report) -> Objection:
    """The staff, once."""
    return staff_only(viewer, report) or (NotNow if report.outcome else None)


def _takes_part(viewer: Viewer, talk: Talk) -> Objection:
    if objection := signed_in(viewer, talk):
        return objection
    speaks = viewer.id == talk.subject.account_id or viewer.may_edit(talk.subject.organisation_id)
    return None if speaks else NotAllowed


OF_A_CONVERSATION = [send_message, silence_conversation, reopen_conversation]
OF_A_MESSAGE = [delete_message, report_message]
OF_A_REPORT = [settle_report]
