"""What a person does with their own application: write, send, undo, withdraw."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.accounts.queries import get_account
from backend.applications import queries, rules
from backend.applications.events import (
    ApplicationSent,
    ApplicationTakenBack,
    ApplicationWithdrawn,
)
from backend.applications.models import GRACE, Application, ApplicationSnapshot, ApplicationStatus, Reason, Side
from backend.applications.problems import AlreadyApplied, AnsweredBefore, Hidden, ProfileEmpty
from backend.applications.schemas import (
    AnswerDraft,
    AnswerRead,
    ApplicationChange,
    ApplicationDraft,
    ApplicationPreview,
    SendingDraft,
    Shown,
    ShownPerson,
    WithdrawalDraft,
    Written,
)
from backend.applications.service.door import move
from backend.applications.snapshots import content_of, opportunity_of, person_of, preview_hash, sha256, stranger_of
from backend.core import limits
from backend.core.access import Viewer, require
from backend.core.model import now
from backend.core.problems import FieldError, Invalid, Problem, ReadAgain
from backend.core.text import fold
from backend.opportunities import queries as opportunities
from backend.opportunities.models import Opportunity
from backend.profiles import queries as profiles
from backend.profiles.models import Profile
from backend.profiles.rules import missing

HOUR = 60 * 60
AN_HOUR = 30  # more is a machine


def preview_application(db: Session, viewer: Viewer, opportunity_id: UUID) -> ApplicationPreview:
    """What the employer would see, and whether one can apply; nothing is kept."""
    opportunity = opportunities.get_opportunity(db, viewer, opportunity_id)
    require(viewer, rules.preview_application, opportunity)
    profile = _profile(db, viewer)
    terms, person = opportunity_of(opportunity), _person(db, viewer, profile, opportunity)
    active = queries.find_active(db, viewer, opportunity.id)
    objection = _objection(db, viewer, opportunity, profile)
    return ApplicationPreview(
        sha256=preview_hash(terms, person),
        opportunity=terms,
        person=person,
        questions=opportunity.questions,
        grace_days=GRACE.days,
        application_id=active.id if active else None,
        status=active.status if active else None,
        objection=objection.code if objection else None,
    )


def add_application(db: Session, viewer: Viewer, opportunity_id: UUID, draft: ApplicationDraft) -> Application:
    """Write an application and, unless it is to stay a draft, send it. The database keeps one at a time."""
    limits.hit(db, f"apply:{viewer.id}", limit=AN_HOUR, seconds=HOUR)
    opportunity = opportunities.get_opportunity(db, viewer, opportunity_id, lock=True)
    require(viewer, rules.add_application, opportunity)
    _check_answers(opportunity, draft.answers)
    if queries.has_untold(db, viewer, opportunity.id):  # as far as they know it is still under way
        raise AlreadyApplied
    application = Application(
        account_id=viewer.id,
        opportunity_id=opportunity.id,
        organisation_id=opportunity.organisation_id,
        reply_by_days=opportunity.reply_by_days,
        **_written(draft),
    )
    try:
        with db.begin_nested():
            db.add(application)
    except IntegrityError as taken:  # there is one; perhaps it came a moment ago from another window
        raise AlreadyApplied from taken
    if not draft.is_draft:
        _send(db, viewer, application, opportunity, draft.preview)
    return queries.get_application(db, viewer, application.id)


def edit_application(db: Session, viewer: Viewer, application_id: UUID, change: ApplicationChange) -> Application:
    """Go on writing."""
    application = queries.get_application(db, viewer, application_id, lock=True)
    require(viewer, rules.edit_application, application)
    change.check_fresh(application.updated_at)
    kept = Written(note=application.note, answers=[AnswerDraft(**one) for one in application.answers])
    whole = change.on(kept, Written)
    _check_answers(application.opportunity, whole.answers)
    for name, value in _written(whole).items():
        setattr(application, name, value)
    application.updated_at = now()
    db.flush()
    return application


def discard_application(db: Session, viewer: Viewer, application_id: UUID) -> None:
    """Throw a draft away."""
    application = queries.get_application(db, viewer, application_id, lock=True)
    require(viewer, rules.discard_application, application)
    db.delete(application)
    db.flush()


def send_application(db: Session, viewer: Viewer, application_id: UUID, draft: SendingDraft) -> Application:
    """Send a draft."""
    limits.hit(db, f"apply:{viewer.id}", limit=AN_HOUR, seconds=HOUR)
    there = queries.get_application(db, viewer, application_id).opportunity_id
    opportunity = opportunities.get_opportunity(
        db, viewer, there, lock=True
    )  # before the application, as whoever closes
    application = queries.get_application(db, viewer, application_id, lock=True)
    require(viewer, rules.send_application, application)
    _send(db, viewer, application, opportunity, draft.preview)
    return queries.get_application(db, viewer, application.id)


def take_back_application(db: Session, viewer: Viewer, application_id: UUID) -> Application:
    """Undo the sending: it is a draft again, and nobody has seen it."""
    application = queries.get_application(db, viewer, application_id, lock=True)
    require(viewer, rules.take_back_application, application)
    move(db, viewer, application, ApplicationStatus.DRAFT, ApplicationTakenBack, by=Side.PERSON)
    return queries.get_application(db, viewer, application.id)


def withdraw_application(db: Session, viewer: Viewer, application_id: UUID, draft: WithdrawalDraft) -> Application:
    """Want it no more. What they had not been told yet they are never told."""
    application = queries.get_application(db, viewer, application_id, lock=True)
    require(viewer, rules.withdraw_application, application)
    reason = Reason(draft.reason) if draft.reason else None
    to, told = ApplicationStatus.WITHDRAWN, ApplicationWithdrawn
    move(db, viewer, application, to, told, by=Side.PERSON, reason=reason, words=draft.words)
    return queries.get_application(db, viewer, application.id)


def _send(db: Session, viewer: Viewer, application: Application, opportunity: Opportunity, preview: str | None) -> None:
    """Show what there is now, on the terms of now, and start the clock."""
    profile = _profile(db, viewer)
    if objection := _objection(db, viewer, opportunity, profile):
        raise objection
    terms, person = opportunity_of(opportunity), _person(db, viewer, profile, opportunity)
    if preview is not None and preview != preview_hash(terms, person):
        raise ReadAgain(sha256=preview_hash(terms, person))
    version = application.version + 1
    shown = Shown(opportunity=terms, person=person, note=application.note, answers=_answers(application))
    _keep(db, application, version, shown)
    application.reply_by_days = opportunity.reply_by_days
    db.flush()
    move(
        db,
        viewer,
        application,
        ApplicationStatus.SENT,
        ApplicationSent,
        by=Side.PERSON,
        version=version,
    )


def _keep(db: Session, application: Application, version: int, shown: Shown) -> None:
    content = content_of(shown)
    person = shown.person
    db.add(
        ApplicationSnapshot(
            application_id=application.id,
            version=version,
            name=person.name,
            headline=person.headline,
            folded=fold(person.name, person.headline),
            sha256=sha256(content),
            content=content,
        )
    )
    db.flush()


def _profile(db: Session, viewer: Viewer) -> Profile | None:
    return profiles.find_mine(db, viewer)


def _objection(db: Session, viewer: Viewer, opportunity: Opportunity, profile: Profile | None) -> type[Problem] | None:
    """What no rule can know without the person's profile and past."""
    if objection := rules.add_application(viewer, opportunity):
        return objection
    if queries.was_declined(db, viewer, opportunity.id):
        return AnsweredBefore
    if profile is None or missing(profile):
        return ProfileEmpty
    hidden = {row.organisation_id for row in profile.hidden_from}
    return Hidden if opportunity.organisation_id in hidden else None


def _person(db: Session, viewer: Viewer, profile: Profile | None, opportunity: Opportunity) -> ShownPerson:
    account = get_account(db, viewer.id)
    return person_of(db, viewer, account, profile, opportunity.lang) if profile else stranger_of(account)


def _check_answers(opportunity: Opportunity, answers: Sequence[AnswerDraft]) -> None:
    """Each answers a question that is asked; raises `Invalid`."""
    lost = [i for i, line in enumerate(answers) if line.question not in opportunity.questions]
    if lost:
        raise Invalid([FieldError(pointer=f"/answers/{i}/question", code="unknown") for i in lost])


def _written(draft: Written) -> dict[str, object]:
    return {"note": draft.note, "answers": [line.model_dump() for line in draft.answers]}


def _answers(application: Application) -> list[AnswerRead]:
    """What was answered, in the order in which it was; an empty answer is none."""
    return [AnswerRead(**line) for line in application.answers if line["answer"]]
