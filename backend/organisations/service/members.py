"""What one can do with those who speak for an organisation: give another role, remove, leave."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.accounts.models import Grant
from backend.accounts.queries import get_account, viewer_of
from backend.accounts.service import end_role, grant_role
from backend.core.access import Role, Viewer, require
from backend.organisations import queries, rules
from backend.organisations.models import Organisation
from backend.organisations.problems import OthersLeftAlone
from backend.organisations.schemas import MemberChange
from backend.organisations.service.invitations import forget_invited, withdraw_those_of
from backend.organisations.service.organisations import abandon_organisation


def change_member(db: Session, viewer: Viewer, organisation_id: UUID, account_id: UUID, change: MemberChange) -> Grant:
    """Give a member another role."""
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.list_members, organisation)
    grant, seat = queries.get_seat(db, organisation, account_id)
    if grant.role == change.role:
        return grant
    require(viewer, rules.change_member, seat)
    _stand_down(db, viewer, organisation, grant)
    grant = grant_role(db, viewer, account_id, change.role, organisation.id, vouched_until=organisation.verified_until)
    db.refresh(grant, ["account"])
    return grant


def remove_member(db: Session, viewer: Viewer, organisation_id: UUID, account_id: UUID) -> None:
    """Take somebody's role away, or leave."""
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.list_members, organisation)
    grant, seat = queries.get_seat(db, organisation, account_id)
    require(viewer, rules.remove_member, seat)
    _stand_down(db, viewer, organisation, grant)


def leave_for_good(db: Session, account_id: UUID) -> None:
    """Somebody has their account erased: out of every organisation, and of every invitation that names their address.

    Raises `OthersLeftAlone` with all the organisations that need another owner first.
    """
    organisations = queries.lock_all(db, viewer_of(db, account_id).member_of)
    db.expire_all()  # until the locks were there, others could still come and go
    viewer = viewer_of(db, account_id)
    seats = [queries.get_seat(db, one, account_id) for one in organisations if viewer.belongs_to(one.id)]
    if stuck := [seat.organisation.id for _, seat in seats if rules.leave_for_good(viewer, seat)]:
        raise OthersLeftAlone(organisation_ids=[str(one) for one in stuck])
    for grant, seat in seats:
        _stand_down(db, viewer, seat.organisation, grant)
        if not seat.others:
            abandon_organisation(db, viewer, seat.organisation)
    forget_invited(db, get_account(db, account_id).email)


def _stand_down(db: Session, viewer: Viewer, organisation: Organisation, grant: Grant) -> None:
    """The role ends, and with an owner's the invitations they sent: nobody leaves a back door open for themselves."""
    end_role(db, viewer, grant)
    if grant.role == Role.OWNER:
        withdraw_those_of(db, viewer, organisation, grant.account_id)
