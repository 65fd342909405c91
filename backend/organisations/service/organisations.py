"""What one can do with organisations: describe, claim, verify, suspend."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from backend.accounts.queries import get_account
from backend.accounts.service import grant_role, vouch
from backend.core import limits
from backend.core.access import SYSTEM, Role, Viewer, require
from backend.core.db import reading
from backend.core.events import announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid, Stale
from backend.core.references import pointers, unknown
from backend.core.text import fold
from backend.core.work import every
from backend.organisations import dns, queries, rules
from backend.organisations.events import (
    OrganisationAdded,
    OrganisationClaimed,
    OrganisationDiscarded,
    OrganisationEdited,
    OrganisationRestored,
    OrganisationSuspended,
    OrganisationVerified,
    VerificationEnded,
)
from backend.organisations.models import Organisation, OrganisationStatus, Proof, SuspensionReason
from backend.organisations.problems import RecordMissing
from backend.organisations.schemas import (
    OrganisationChange,
    OrganisationDraft,
    ProofDraft,
    SuspensionDraft,
    VerificationDraft,
)
from backend.settings import Settings
from backend.taxonomy.models import Concept, ConceptKind
from backend.territories.models import Municipality

HOUR = 60 * 60
ADDED_AN_HOUR = 30  # more is a machine
A_YEAR = timedelta(days=365)


def add_organisation(db: Session, viewer: Viewer, draft: OrganisationDraft) -> Organisation:
    """Describe an organisation; whoever does owns it."""
    require(viewer, rules.add_organisation, None)
    limits.hit(db, f"add-organisation:{viewer.id}", limit=ADDED_AN_HOUR, seconds=HOUR)
    owner = get_account(db, viewer.id)
    _check_references(db, draft)
    organisation = Organisation(**draft.model_dump())
    _index(organisation)
    db.add(organisation)
    db.flush()
    grant_role(db, viewer, owner.id, Role.OWNER, organisation.id)
    announce(db, viewer, OrganisationAdded(organisation.id))
    return queries.get_organisation(db, SYSTEM, organisation.id)


def edit_organisation(db: Session, viewer: Viewer, organisation_id: UUID, change: OrganisationChange) -> Organisation:
    """Change the description. What was verified and is changed has to be verified again."""
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.edit_organisation, organisation)
    change.check_fresh(organisation.updated_at)
    whole = change.on(organisation, OrganisationDraft)
    changed = {name for name in change.changes() if getattr(organisation, name) != getattr(whole, name)}
    if not changed:
        return organisation
    _check_references(db, whole)
    for name in changed:
        setattr(organisation, name, getattr(whole, name))
    _index(organisation)
    organisation.updated_at = now()
    db.flush()
    announce(db, viewer, OrganisationEdited(organisation.id, tuple(sorted(changed))))
    if changed & rules.IDENTITY and organisation.status == OrganisationStatus.VERIFIED and not viewer.is_staff:
        _end_verification(db, viewer, organisation, because="identity-changed")
    return queries.get_organisation(db, viewer, organisation.id)


def claim_organisation(db: Session, viewer: Viewer, organisation_id: UUID) -> Organisation:
    """Stand for it in public."""
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.claim_organisation, organisation)
    _move(db, organisation, OrganisationStatus.CLAIMED)
    announce(db, viewer, OrganisationClaimed(organisation.id))
    return organisation


def verify_organisation(db: Session, viewer: Viewer, organisation_id: UUID, draft: VerificationDraft) -> Organisation:
    """The staff vouch for it."""
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.verify_organisation, organisation)
    draft.check_read(organisation.updated_at)
    return _verify(db, viewer, organisation, draft.proof, draft.until or now() + A_YEAR)


def prove_organisation(
    db: Session, viewer: Viewer, organisation_id: UUID, draft: ProofDraft, config: Settings
) -> Organisation:
    """An owner shows that the website's domain is theirs, by their address or by a record in the DNS."""
    limits.hit(db, f"prove:{viewer.id}", limit=20, seconds=HOUR)
    proved = _look_up(db, viewer, organisation_id, config) if draft.proof == Proof.DNS else None
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.prove_organisation, organisation)
    if proved and proved != rules.domain_of(organisation.website):
        raise Stale(updated_at=organisation.updated_at.isoformat())  # another website while the DNS was asked
    if draft.proof == Proof.EMAIL_DOMAIN:
        _check_address(db, viewer, organisation)
    return _verify(db, viewer, organisation, draft.proof, now() + A_YEAR)


def suspend_organisation(db: Session, viewer: Viewer, organisation_id: UUID, draft: SuspensionDraft) -> Organisation:
    """Take it off the stage."""
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.suspend_organisation, organisation)
    organisation.suspended_for = draft.reason
    _move(db, organisation, OrganisationStatus.SUSPENDED)
    announce(db, viewer, OrganisationSuspended(organisation.id, draft.reason))
    return organisation


def restore_organisation(db: Session, viewer: Viewer, organisation_id: UUID) -> Organisation:
    """End a suspension; it has to be verified anew."""
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.restore_organisation, organisation)
    organisation.suspended_for = None
    _move(db, organisation, OrganisationStatus.CLAIMED)
    announce(db, viewer, OrganisationRestored(organisation.id))
    return organisation


def abandon_organisation(db: Session, viewer: Viewer, organisation: Organisation) -> None:
    """Its last member is gone. A draft goes along, for nobody else ever saw it. What was public leaves the stage with
    what it offers, without the address that mails would still go to; the staff may give it into other hands.
    """
    if organisation.status == OrganisationStatus.DRAFT:
        announce(db, viewer, OrganisationDiscarded(organisation.id))
        db.execute(delete(Organisation).where(Organisation.id == organisation.id))
        return
    organisation.contact_email = None
    if organisation.status != OrganisationStatus.SUSPENDED:
        organisation.suspended_for = SuspensionReason.OWNERLESS
        _move(db, organisation, OrganisationStatus.SUSPENDED)
        announce(db, viewer, OrganisationSuspended(organisation.id, organisation.suspended_for))
    db.flush()


def note_replies(db: Session, organisation_id: UUID, **counted: int | None) -> None:
    """What a domain above has counted. A form of the organisation's fields stays fresh; nothing new, no change."""
    differs = or_(*(getattr(Organisation, name).is_distinct_from(value) for name, value in counted.items()))
    noted = update(Organisation).where(Organisation.id == organisation_id, differs)
    db.execute(noted.values(updated_at=Organisation.updated_at, **counted).execution_options(synchronize_session=False))


@every(minutes=60)
def end_lapsed_verifications(db: Session) -> None:
    """A verification holds for a time."""
    for organisation in queries.lapsed(db, now()):
        _end_verification(db, SYSTEM, organisation, because="lapsed")


def _verify(db: Session, viewer: Viewer, organisation: Organisation, proof: Proof, until: datetime) -> Organisation:
    if until <= now():
        raise Invalid([FieldError(pointer="/until", code="in_the_past")])
    organisation.proof, organisation.verified_until = proof, until
    _move(db, organisation, OrganisationStatus.VERIFIED)
    announce(db, viewer, OrganisationVerified(organisation.id, proof, until))
    return organisation


def _end_verification(db: Session, viewer: Viewer, organisation: Organisation, *, because: str) -> None:
    _move(db, organisation, OrganisationStatus.CLAIMED)
    announce(db, viewer, VerificationEnded(organisation.id, because))


def _move(db: Session, organisation: Organisation, status: OrganisationStatus) -> None:
    """The one door through which a status changes; its members are trusted accordingly."""
    if status != OrganisationStatus.VERIFIED:
        organisation.proof = organisation.verified_until = None
    organisation.status, organisation.status_at = status, now()
    db.flush()
    vouch(db, organisation.id, organisation.verified_until)


def _look_up(db: Session, viewer: Viewer, organisation_id: UUID, config: Settings) -> str | None:
    """Ask the DNS before the transaction begins: it may take seconds, and a lock must not wait for it.

    Returns the domain that it spoke for.
    """
    with reading(db.get_bind().engine) as look:
        organisation = queries.get_organisation(look, viewer, organisation_id)
    require(viewer, rules.prove_organisation, organisation)
    if not dns.has_record(dns.record_for(organisation, config), config.dns_server):
        raise RecordMissing
    return rules.domain_of(organisation.website)


def _check_address(db: Session, viewer: Viewer, organisation: Organisation) -> None:
    if objection := rules.address_proves(get_account(db, viewer.id).email, organisation):
        raise objection


def _check_references(db: Session, draft: OrganisationDraft) -> None:
    """The ids lead to things of the right kind; raises `Invalid`."""
    sectors = pointers("sector_ids", draft.sector_ids)
    errors = [
        *unknown(db, Municipality, {"/municipality_id": draft.municipality_id}),
        *unknown(db, Concept, sectors, Concept.kind == ConceptKind.SECTOR),
    ]
    if errors:
        raise Invalid(errors)


def _index(organisation: Organisation) -> None:
    organisation.folded = fold(organisation.name, organisation.summary)
