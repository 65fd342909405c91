"""Makes organisations, and people who speak for them."""

from datetime import timedelta
from typing import Any

from backend.accounts.models import Account
from backend.core.access import Role
from backend.core.model import now
from backend.core.text import fold
from backend.organisations.models import Invitation, Organisation, OrganisationStatus, Proof
from backend.territories.models import municipality_id
from tests.accounts.factory import MakesAccounts
from tests.made import number

PORTO, BRAGA, BARCELOS, BRAGANCA = (municipality_id(code) for code in ("1312", "0303", "0302", "0402"))


class MakesOrganisations(MakesAccounts):
    """Organisations."""

    def organisation(self, **given: Any) -> Organisation:
        """A creative business in Porto, public and not verified."""
        usual = {
            "name": f"Oficina {next(number)}",
            "kind": "creative_business",
            "summary": "Makes things that move people.",
            "municipality_id": PORTO,
            "status": OrganisationStatus.CLAIMED,
            "sector_ids": [],
        }
        fields = usual | given
        return self.save(Organisation(**fields, folded=fold(fields["name"], fields["summary"])))

    def verified(self, **given: Any) -> Organisation:
        """An organisation that the staff vouch for."""
        until = now() + timedelta(days=100)
        return self.organisation(status=OrganisationStatus.VERIFIED, proof=Proof.STAFF, verified_until=until, **given)

    def member(self, organisation: Organisation, role: Role = Role.OWNER, **given: Any) -> Account:
        """Somebody who speaks for it."""
        account = self.account(**given)
        self.grant(account, role, organisation.id, vouched_until=organisation.verified_until)
        return account

    def invitation(self, organisation: Organisation, **given: Any) -> Invitation:
        """Somebody without an account is asked to be its editor, for two weeks."""
        usual = {
            "email": f"guest{next(number)}@example.org",
            "role": Role.EDITOR,
            "expires_at": now() + timedelta(days=14),
        }
        return self.save(Invitation(organisation_id=organisation.id, **usual | given))
