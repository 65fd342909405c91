"""Makes applications, as they stand after somebody has sent them."""

import json
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from backend.accounts.models import Account
from backend.applications.models import Application, ApplicationMove, ApplicationSnapshot, ApplicationStatus
from backend.applications.rules import WAITING
from backend.applications.schemas import Shown
from backend.applications.snapshots import content_of, opportunity_of, sha256, stranger_of
from backend.core.access import Role
from backend.core.model import Model, now
from backend.core.text import fold
from backend.opportunities.models import Opportunity
from backend.organisations.models import Organisation, OrganisationStatus, SuspensionReason
from backend.profiles.models import Profile
from tests.opportunities.factory import MakesOpportunities
from tests.profiles.factory import MakesProfiles

Row = TypeVar("Row", bound=Model)


class MakesApplications(MakesOpportunities, MakesProfiles):
    """Applications."""

    def application(self, opportunity: Opportunity | None = None, **given: Any) -> Application:
        """Sent a moment ago by somebody with a profile; `days` moves it, and its clock, so far into the past."""
        opportunity = opportunity or self.opportunity()
        days = timedelta(days=given.pop("days", 0))
        if "account_id" not in given:
            given["account_id"] = self.profile().account_id
        moment = now() - days
        status = ApplicationStatus(given.setdefault("status", ApplicationStatus.SENT))
        until = moment + timedelta(days=opportunity.reply_by_days)
        usual = {
            "opportunity_id": opportunity.id,
            "organisation_id": opportunity.organisation_id,
            "reply_by_days": opportunity.reply_by_days,
            "status_at": moment,
            "sent_at": moment,
            "version": 1,
            "reply_by_at": until if status in WAITING else None,
            "remind_at": until - timedelta(days=3) if status in WAITING else None,
            "answered_at": None,
        }
        if status == ApplicationStatus.DRAFT:
            usual |= {"sent_at": None, "version": 0}
        made = self.save(Application(**usual | given))
        if made.version:
            self.save(self._shown(made, opportunity))
            self.save(ApplicationMove(application_id=made.id, before="draft", status="sent", by="person"))
        return made

    def _shown(self, made: Application, opportunity: Opportunity) -> ApplicationSnapshot:
        opportunity.organisation = self.db.get(Organisation, opportunity.organisation_id)
        person = stranger_of(Account(name="Rita", email="rita@example.org", lang="pt"))
        person.headline = "Ceramicist"
        shown = Shown(opportunity=opportunity_of(opportunity), person=person, note="", answers=[])
        content = content_of(shown)
        assert json.loads(content)["person"]["name"] == "Rita"
        return ApplicationSnapshot(
            application_id=made.id,
            version=made.version,
            name=person.name,
            headline=person.headline,
            folded=fold(person.name, person.headline),
            sha256=sha256(content),
            content=content,
        )

    def member_of(self, opportunity: Opportunity, role: Role = Role.OWNER) -> Account:
        """Somebody who speaks for the organisation that offers it."""
        return self.member(self._read(Organisation, opportunity.organisation_id), role)

    def moment(self, text: str) -> datetime:
        """A moment as it crosses the wire."""
        return datetime.fromisoformat(text)

    def restore_index(self) -> None:
        """The database of a test is used again."""
        (index,) = (index for index in Application.__table__.indexes if index.name == "uq_application_active")
        index.create(self.db.connection())
        self.db.commit()

    def organisation_of(self, application: Application) -> Organisation:
        """Whom it was sent to."""
        return self._read(Organisation, application.organisation_id)

    def opportunity_of(self, application: Application) -> Opportunity:
        """What it is for."""
        return self._read(Opportunity, application.opportunity_id)

    def profile_of(self, application: Application) -> Profile:
        """Whose it is."""
        profile = self.db.query(Profile).filter(Profile.account_id == application.account_id).one()
        self.db.commit()
        return profile

    def email_of(self, application: Application) -> str:
        """Where its person is told."""
        return self._read(Account, application.account_id).email

    def as_by_id(self, account_id: UUID) -> dict[str, str]:
        """A browser of that person."""
        return self.as_(self._read(Account, account_id))

    def status_of(self, application: Application) -> str:
        """Where it stands now."""
        return self._again(application).status

    def reason_of(self, application: Application) -> str | None:
        """Why it ended."""
        return self._again(application).reason

    def suspend(self, organisation: Organisation) -> None:
        """The staff took it off the stage."""
        organisation.status, organisation.suspended_for = OrganisationStatus.SUSPENDED, SuspensionReason.IMPOSTOR
        organisation.proof = organisation.verified_until = None
        self.db.commit()

    def _again(self, application: Application) -> Application:
        return self._read(Application, application.id)

    def _read(self, table: type[Row], one: UUID) -> Row:
        """As it is now; and the session lets go of SQLite's write lock."""
        row = self.db.get_one(table, one, populate_existing=True)
        self.db.commit()
        return row
