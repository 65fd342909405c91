"""Makes profiles and what belongs to them."""

from typing import Any
from uuid import UUID

from backend.accounts.models import Account
from backend.profiles.models import (
    Audience,
    Education,
    Experience,
    HiddenFrom,
    Profile,
    ProfileLanguage,
    ProfileLink,
    ProfileSkill,
    ProfileStatus,
    ProfileWish,
    WishAspect,
)
from backend.taxonomy.vocabulary import id_of as concept_id
from tests.accounts.factory import MakesAccounts


class MakesProfiles(MakesAccounts):
    """Profiles: listed for everyone unless a test says otherwise."""

    def profile(self, account: Account | None = None, **given: Any) -> Profile:
        """What one person shows."""
        account = account or self.account()
        usual = {
            "display_name": account.name,
            "headline": "Ceramicist",
            "status": ProfileStatus.LISTED,
            "audience": Audience.EVERYONE,
        }
        return self.save(Profile(account_id=account.id, **usual | given))

    def skill(self, profile: Profile, key: str, level: int = 2, **given: Any) -> ProfileSkill:
        """`make.skill(profile, "tool/blender", 3)`."""
        return self.save(ProfileSkill(profile_id=profile.id, concept_id=concept_id(key), level=level, **given))

    def spoken(self, profile: Profile, code: str, cefr: str = "B2") -> ProfileLanguage:
        """`make.spoken(profile, "pt", "C2")`."""
        language = concept_id(f"language/{code}")
        return self.save(ProfileLanguage(profile_id=profile.id, concept_id=language, cefr=cefr))

    def studied(self, profile: Profile, **given: Any) -> Education:
        """A course of study."""
        return self.save(Education(profile_id=profile.id, **{"title": "Licenciatura em Design"} | given))

    def worked(self, profile: Profile, **given: Any) -> Experience:
        """A position held."""
        usual = {"title": "Designer", "employer": "Atelier do Vale", "started": "2020-01", "ended": "2021-12"}
        return self.save(Experience(profile_id=profile.id, **usual | given))

    def link(self, profile: Profile, url: str = "https://example.org/portfolio") -> ProfileLink:
        """An address on the web."""
        return self.save(ProfileLink(profile_id=profile.id, url=url))

    def wish(self, profile: Profile, aspect: WishAspect, key: str) -> ProfileWish:
        """Something sought or studied."""
        return self.save(ProfileWish(profile_id=profile.id, aspect=aspect, concept_id=concept_id(key), position=0))

    def hidden(self, profile: Profile, organisation_id: UUID) -> HiddenFrom:
        """The profile hides from an organisation."""
        return self.save(HiddenFrom(profile_id=profile.id, organisation_id=organisation_id))
