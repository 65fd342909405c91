"""What we tell people when something happened to them."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts import service
from backend.accounts.events import (
    AccountErased,
    AccountOpened,
    AddressChanged,
    AddressTaken,
    MoveAsked,
    PasswordChanged,
    ResetAsked,
)
from backend.accounts.models import Account, Ticket
from backend.accounts.tokens import token_hash
from backend.applications import queries as applications
from backend.applications.events import (
    AnswersDue,
    ApplicationDeclined,
    ApplicationLapsed,
    ApplicationSent,
    ApplicationShortlisted,
    InterviewProposed,
    OfferAccepted,
    OfferMade,
    OfferWaits,
)
from backend.applications.models import ApplicationStatus
from backend.core import mail
from backend.core.access import Role
from backend.core.events import at_once, on
from backend.core.model import now
from backend.core.site import get_site
from backend.notifications.words import words
from backend.opportunities.events import OpportunityApproved, OpportunityRefused, OpportunityReturned
from backend.opportunities.models import Opportunity
from backend.organisations import queries as organisations
from backend.organisations.events import InvitationWithdrawn, MemberInvited
from backend.organisations.models import Invitation
from backend.settings import settings


@on(AccountOpened)
def send_confirmation(db: Session, event: AccountOpened) -> None:
    """The link that confirms an address."""
    _send_link(db, "confirm", event.ticket_id)


@on(AddressTaken)
def tell_the_owner(db: Session, event: AddressTaken) -> None:
    """Somebody tried to sign up with an address we know; only its owner learns so."""
    _send_link(db, "taken", event.ticket_id)


@on(ResetAsked)
def send_reset(db: Session, event: ResetAsked) -> None:
    """The link that lets one choose another password."""
    _send_link(db, "reset", event.ticket_id)


@on(PasswordChanged)
def warn_of_change(db: Session, event: PasswordChanged) -> None:
    """So that a thief cannot do it quietly."""
    account = db.get(Account, event.subject_id)
    if account is not None:  # erased since: they were told so
        _send(db, account, "changed", event.subject_id.hex + account.updated_at.isoformat())


@on(MoveAsked)
def send_move(db: Session, event: MoveAsked) -> None:
    """The link goes to the new address, unless it is somebody's; the old one hears of it, and how to stop it."""
    ticket = db.get(Ticket, event.ticket_id)
    if ticket is None or ticket.email is None:
        return
    account = accounts.get_account(db, event.subject_id)
    if accounts.find_account(db, ticket.email) is None:
        _, link = service.link_for(db, ticket.id, settings())
        _write(db, "move", ticket.id.hex, to=ticket.email, lang=account.lang, link=link)
    _send(db, account, "moving", ticket.id.hex)


@at_once(AddressChanged)
def say_where_to(db: Session, event: AddressChanged) -> None:
    """So that a thief cannot do it quietly: the last mail to the old address, written while we know it."""
    account = accounts.get_account(db, event.subject_id)
    _send(db, account, "moved", account.id.hex + account.updated_at.isoformat())


@at_once(AccountErased)
def say_goodbye(db: Session, event: AccountErased) -> None:
    """So that a thief cannot do it quietly: one last mail. What else waits to be sent, or names them, is forgotten."""
    account = accounts.get_account(db, event.subject_id)
    mail.forget_address(db, account.email, mark=_mark(account.email))
    for ticket_id in accounts.moves_of(db, account.id):
        mail.forget_unsent(db, f"move:{ticket_id.hex}")
    for invitation in organisations.sent_by(db, account.id):
        mail.forget_unsent(db, f"invitation:{_invited(invitation)}")
    _write(db, "erased", account.id.hex, to=account.email, lang=account.lang)


@at_once(InvitationWithdrawn)
def take_back_the_mail(db: Session, event: InvitationWithdrawn) -> None:
    """What nobody is asked any more need not be sent."""
    mail.forget_unsent(db, f"invitation:{_invited(db.get_one(Invitation, event.invitation_id))}")


@on(MemberInvited)
def tell_the_invited(db: Session, event: MemberInvited) -> None:
    """Somebody is asked to join. One mail a day for one organisation and address, however often it is sent anew;
    and none from the invented people of a demo, whom any visitor may be.
    """
    invitation = organisations.find_to_tell(db, event.invitation_id)
    if invitation is None or accounts.is_invented(db, invitation.invited_by_id):
        return
    inviter, known = invitation.invited_by, accounts.find_account(db, invitation.email)
    _write(
        db,
        "invitation",
        _invited(invitation),
        to=invitation.email,
        lang=next((person.lang for person in (known, inviter) if person), invitation.organisation.lang),
        organisation=invitation.organisation.name,
        inviter=inviter.name if inviter else invitation.organisation.name,
        link=f"{settings().public_url.rstrip('/')}/invitations",
    )


@on(OpportunityApproved)
def tell_of_approval(db: Session, event: OpportunityApproved) -> None:
    """The staff let pass what an organisation that is not verified wanted to publish."""
    _tell_team(db, event.subject_id, "approved")


@on(OpportunityReturned)
def tell_of_return(db: Session, event: OpportunityReturned) -> None:
    """The staff ask for a change, and say which."""
    _tell_team(db, event.subject_id, "returned", event.reason)


@on(OpportunityRefused)
def tell_of_refusal(db: Session, event: OpportunityRefused) -> None:
    """The staff refuse, and say why."""
    _tell_team(db, event.subject_id, "refused", event.reason)


def _writers(db: Session, organisation_id: UUID) -> list[Account]:
    """Owners and editors of an organisation, but none of the invented people of a demo."""
    seats = accounts.members_of(db, organisation_id)
    return [one.account for one in seats if one.role != Role.VIEWER and not accounts.is_invented(db, one.account_id)]


def _tell_team(db: Session, opportunity_id: UUID, kind: str, reason: str = "") -> None:
    """Everybody who writes for the organisation."""
    opportunity = db.get(Opportunity, opportunity_id)
    if opportunity is None:  # thrown away since
        return
    link = f"{settings().public_url.rstrip('/')}/opportunities/{opportunity.id}"
    for account in _writers(db, opportunity.organisation_id):
        why = words(account.lang)[f"reason.{kind}.{reason}"] if reason else ""
        once = f"{opportunity.id.hex}:{account.id.hex}:{opportunity.status_at.isoformat()}"
        facts = {"title": opportunity.title, "why": why, "note": opportunity.staff_note, "link": link}
        _send(db, account, kind, once, **facts)


@on(ApplicationSent)
def tell_of_an_application(db: Session, event: ApplicationSent) -> None:
    """To those who answer for the organisation: one letter a day for each opportunity, and no names in it."""
    _tell_who_answers(db, "applied", event.organisation_id, event.opportunity_id, f"{now():%Y-%m-%d}")


@on(AnswersDue)
def remind_the_team(db: Session, event: AnswersDue) -> None:
    """People wait: before the time is up, and once when it is."""
    moment, waiting = f"{now():%Y-%m-%d}", str(event.waiting)
    if event.is_overdue:
        _tell_who_answers(db, "overdue", event.organisation_id, event.subject_id, moment, waiting=waiting)
    else:
        _tell_who_answers(db, "due", event.organisation_id, event.subject_id, moment, waiting=waiting)


@on(OfferAccepted)
def tell_of_a_yes(db: Session, event: OfferAccepted) -> None:
    """Somebody takes what was offered."""
    _tell_who_answers(db, "accepted", event.organisation_id, event.opportunity_id, event.subject_id.hex)


@on(ApplicationShortlisted)
def tell_of_a_shortlist(db: Session, event: ApplicationShortlisted) -> None:
    """One step further."""
    _tell_the_applicant(db, "shortlisted", event.subject_id, ApplicationStatus.SHORTLISTED)


@on(InterviewProposed)
def tell_of_an_interview(db: Session, event: InterviewProposed) -> None:
    """They want to meet."""
    _tell_the_applicant(db, "interview", event.subject_id, ApplicationStatus.INTERVIEW)


@on(OfferMade)
def tell_of_an_offer(db: Session, event: OfferMade) -> None:
    """A yes, which waits for theirs."""
    _tell_the_applicant(db, "offered", event.subject_id, ApplicationStatus.OFFERED)


@on(OfferWaits)
def remind_of_an_offer(db: Session, event: OfferWaits) -> None:
    """It does not stand for ever."""
    _tell_the_applicant(db, "offer-waits", event.subject_id, ApplicationStatus.OFFERED, f"{now():%Y-%m-%d}")


@on(ApplicationDeclined)
def tell_of_a_no(db: Session, event: ApplicationDeclined) -> None:
    """The reason stands on the page."""
    _tell_the_applicant(db, "declined", event.subject_id, ApplicationStatus.DECLINED)


@on(ApplicationLapsed)
def tell_of_a_silence(db: Session, event: ApplicationLapsed) -> None:
    """Nobody is left waiting, not even when nobody answers."""
    _tell_the_applicant(db, "lapsed", event.subject_id, ApplicationStatus.DECLINED)


def _tell_who_answers(
    db: Session, kind: str, organisation_id: UUID, opportunity_id: UUID, when: str, **facts: str
) -> None:
    """One letter for each of them; `when` keeps it from being written twice."""
    opportunity = db.get(Opportunity, opportunity_id)
    if opportunity is None:
        return
    link = f"{settings().public_url.rstrip('/')}/opportunities/{opportunity.id}/applications"
    for account in _writers(db, organisation_id):
        reason = f"{opportunity.id.hex}:{account.id.hex}:{when}"
        said = {
            "title": opportunity.title,
            "days": str(opportunity.reply_by_days),
            "link": link,
            "waiting": "",
            **facts,
        }
        _send(db, account, kind, reason, **said)


def _tell_the_applicant(
    db: Session, kind: str, application_id: UUID, status: ApplicationStatus, when: str = ""
) -> None:
    """Unless it has moved on since, or its person is gone."""
    application = applications.find_to_tell(db, application_id)
    if application is None or application.status != status or accounts.is_invented(db, application.account_id):
        return
    account, opportunity = accounts.get_account(db, application.account_id), application.opportunity
    link = f"{settings().public_url.rstrip('/')}/applications/{application.id}"
    said = {"title": opportunity.title, "organisation": opportunity.organisation.name, "link": link}
    _send(db, account, kind, f"{application.id.hex}:{when or application.status_at.isoformat()}", **said)


def _invited(invitation: Invitation) -> str:
    return f"{invitation.organisation_id.hex}:{_mark(invitation.email)}:{invitation.created_at:%Y-%m-%d}"


def _mark(address: str) -> str:
    return token_hash(address)[:32]


def _send_link(db: Session, kind: str, ticket_id: UUID) -> None:
    if db.get(Ticket, ticket_id) is None:  # it went with its account
        return
    ticket, link = service.link_for(db, ticket_id, settings())
    _send(db, ticket.account, kind, ticket_id.hex, link=link)


def _send(db: Session, account: Account, kind: str, reason: str, **facts: str) -> None:
    _write(db, kind, reason, to=account.email, lang=account.lang, name=account.name, **facts)


def _write(db: Session, kind: str, reason: str, *, to: str, lang: str, **facts: str) -> None:
    """What people typed is one line here: it can neither break a subject nor pretend to be a paragraph of ours."""
    say = words(lang)
    facts |= {"site": get_site(db).name, "home": settings().public_url}
    told = {name: " ".join(fact.split()) for name, fact in facts.items()}
    mail.write(
        db,
        key=f"{kind}:{reason}",
        to=to,
        subject=say[f"{kind}.subject"].format(**told),
        text=say[f"{kind}.text"].format(**told),
    )
