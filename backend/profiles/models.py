"""Tables: profile and what belongs to it; imports of CVs and their lines."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.model import Model, Record, now
from backend.core.terms import Cefr, Period
from backend.profiles.reading.facts import CvFormat, LinkKind
from backend.territories.models import Municipality


class ProfileStatus(StrEnum):
    """A private profile is seen by its person only, a listed one by its audience, an archived one rests."""

    PRIVATE = "private"
    LISTED = "listed"
    ARCHIVED = "archived"


class Audience(StrEnum):
    """Who sees a listed profile, apart from those it hides from."""

    EVERYONE = "everyone"
    VERIFIED = "verified"
    APPLIED = "applied"  # the organisations one applied to, for as long as it goes on
    NOBODY = "nobody"


class Unseen(StrEnum):
    """Why somebody does not see a profile."""

    NOT_LISTED = "not_listed"
    HIDDEN = "hidden"
    AUDIENCE = "audience"


class RemoteWish(StrEnum):
    """How a person feels about work from afar; `only` is a hard preference."""

    AVOID = "avoid"
    OPEN = "open"
    PREFER = "prefer"
    ONLY = "only"


class WishAspect(StrEnum):
    """What a wished concept is about. Fields are those studied; goals are what one wants to learn or become."""

    OCCUPATION = "occupation"
    SECTOR = "sector"
    GOAL = "goal"
    FIELD = "field"


class EvidenceKind(StrEnum):
    """Where a skill was shown."""

    PROJECT = "project"
    COURSE = "course"
    JOB = "job"
    SELF = "self"
    REFERENCE = "reference"


class Source(StrEnum):
    """Whether a person typed it, or accepted it from a CV."""

    TYPED = "typed"
    CV = "cv"


class LineKind(StrEnum):
    """What a line of an import proposes."""

    FIELD = "field"
    SKILL = "skill"
    LANGUAGE = "language"
    EDUCATION = "education"
    EXPERIENCE = "experience"
    LINK = "link"


class LineStatus(StrEnum):
    """What the person said about it."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Profile(Record):
    """What one person shows and looks for. `content_at` is when anything of it changed last, children included."""

    __tablename__ = "profile"
    __table_args__ = (
        CheckConstraint("hours_min BETWEEN 1 AND 80 AND hours_max BETWEEN 1 AND 80", name="hours"),
        CheckConstraint("hours_min <= hours_max", name="hours_in_order"),
        CheckConstraint("available_from <= available_until", name="dates_in_order"),
        CheckConstraint("education_level BETWEEN 1 AND 8", name="eqf"),
        CheckConstraint("travel_km BETWEEN 0 AND 2000", name="travel"),
        CheckConstraint("pay_floor >= 0", name="pay"),
        CheckConstraint("(pay_floor IS NULL) = (pay_period IS NULL)", name="pay_is_whole"),
        CheckConstraint("status <> 'listed' OR headline <> ''", name="listed_says_something"),
        Index(None, "status", "audience"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    headline: Mapped[str] = mapped_column(String(160), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(8), default="pt")
    municipality_id: Mapped[UUID | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    travel_km: Mapped[int | None]
    remote: Mapped[RemoteWish] = mapped_column(default=RemoteWish.OPEN)
    hours_min: Mapped[int | None]
    hours_max: Mapped[int | None]
    available_from: Mapped[date | None]
    available_until: Mapped[date | None]
    kinds: Mapped[list[Any]] = mapped_column(default=list)
    choices: Mapped[list[Any]] = mapped_column(default=list)
    is_pure_fit: Mapped[bool] = mapped_column(default=False, server_default=false())
    pay_floor: Mapped[int | None] = mapped_column(BigInteger)
    pay_currency: Mapped[str] = mapped_column(String(3), default="EUR")
    pay_period: Mapped[Period | None]
    education_level: Mapped[int | None]
    status: Mapped[ProfileStatus] = mapped_column(default=ProfileStatus.PRIVATE)
    status_at: Mapped[datetime] = mapped_column(default=now)
    audience: Mapped[Audience] = mapped_column(default=Audience.VERIFIED)
    content_at: Mapped[datetime] = mapped_column(default=now)

    municipality: Mapped[Municipality | None] = relationship(lazy="raise")
    wishes: Mapped[list["ProfileWish"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ProfileWish.position"
    )
    skills: Mapped[list["ProfileSkill"]] = relationship(lazy="raise", order_by="ProfileSkill.id", passive_deletes="all")
    languages: Mapped[list["ProfileLanguage"]] = relationship(
        lazy="raise", order_by="ProfileLanguage.id", passive_deletes="all"
    )
    education: Mapped[list["Education"]] = relationship(lazy="raise", order_by="Education.id", passive_deletes="all")
    experience: Mapped[list["Experience"]] = relationship(lazy="raise", order_by="Experience.id", passive_deletes="all")
    links: Mapped[list["ProfileLink"]] = relationship(lazy="raise", order_by="ProfileLink.id", passive_deletes="all")
    hidden_from: Mapped[list["HiddenFrom"]] = relationship(
        lazy="raise", order_by="HiddenFrom.organisation_id", passive_deletes="all"
    )

    def wished(self, aspect: WishAspect) -> list[UUID]:
        """The concepts of one aspect, in the order the person gave."""
        return [wish.concept_id for wish in self.wishes if wish.aspect == aspect]

    def wish(self, aspect: WishAspect, ids: list[UUID]) -> None:
        """Replace the concepts of one aspect."""
        others = [wish for wish in self.wishes if wish.aspect != aspect]
        self.wishes = others + [
            ProfileWish(aspect=aspect, concept_id=concept_id, position=position)
            for position, concept_id in enumerate(ids)
        ]

    @property
    def occupation_ids(self) -> list[UUID]:
        """Occupations sought."""
        return self.wished(WishAspect.OCCUPATION)

    @property
    def sector_ids(self) -> list[UUID]:
        """Sectors sought."""
        return self.wished(WishAspect.SECTOR)

    @property
    def goal_ids(self) -> list[UUID]:
        """What one wants to learn or become."""
        return self.wished(WishAspect.GOAL)

    @property
    def field_ids(self) -> list[UUID]:
        """Fields studied."""
        return self.wished(WishAspect.FIELD)


class ProfileWish(Model):
    """A concept a person looks for or has studied."""

    __tablename__ = "profile_wish"

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    aspect: Mapped[WishAspect] = mapped_column(primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)
    position: Mapped[int]


class ProfileSkill(Record):
    """A skill, tool or craft a person has: 1 basic, 2 working, 3 strong, 4 expert. Confidence is 0–100."""

    __tablename__ = "profile_skill"
    __table_args__ = (
        UniqueConstraint("profile_id", "concept_id"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence"),
    )

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), index=True)
    level: Mapped[int]
    evidence_kind: Mapped[EvidenceKind] = mapped_column(default=EvidenceKind.SELF)
    evidence: Mapped[str] = mapped_column(String(500), default="")
    evidence_url: Mapped[str | None] = mapped_column(String(300))
    confidence: Mapped[int] = mapped_column(default=100)
    source: Mapped[Source] = mapped_column(default=Source.TYPED)


class ProfileLanguage(Record):
    """A language a person speaks, on a CEFR level."""

    __tablename__ = "profile_language"
    __table_args__ = (UniqueConstraint("profile_id", "concept_id"),)

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), index=True)
    cefr: Mapped[Cefr]
    source: Mapped[Source] = mapped_column(default=Source.TYPED)


class Education(Record):
    """A course of study. Dates are "2021" or "2021-09": people rarely know the day."""

    __tablename__ = "profile_education"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 8", name="eqf"),)

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    school: Mapped[str] = mapped_column(String(200), default="")
    level: Mapped[int | None]
    field_id: Mapped[UUID | None] = mapped_column(ForeignKey("concept.id"), index=True)
    started: Mapped[str | None] = mapped_column(String(7))
    ended: Mapped[str | None] = mapped_column(String(7))
    is_current: Mapped[bool] = mapped_column(default=False)
    source: Mapped[Source] = mapped_column(default=Source.TYPED)


class Experience(Record):
    """A position held, here or anywhere."""

    __tablename__ = "profile_experience"

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    employer: Mapped[str] = mapped_column(String(200), default="")
    occupation_id: Mapped[UUID | None] = mapped_column(ForeignKey("concept.id"), index=True)
    summary: Mapped[str] = mapped_column(Text, default="")
    started: Mapped[str | None] = mapped_column(String(7))
    ended: Mapped[str | None] = mapped_column(String(7))
    is_current: Mapped[bool] = mapped_column(default=False)
    source: Mapped[Source] = mapped_column(default=Source.TYPED)


class ProfileLink(Record):
    """A portfolio, a repository, a showreel."""

    __tablename__ = "profile_link"
    __table_args__ = (UniqueConstraint("profile_id", "url"),)

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    url: Mapped[str] = mapped_column(String(300))
    kind: Mapped[LinkKind] = mapped_column(default=LinkKind.OTHER)
    title: Mapped[str] = mapped_column(String(120), default="")
    source: Mapped[Source] = mapped_column(default=Source.TYPED)


class HiddenFrom(Model):
    """An organisation whose members never see this profile. A plain id: organisations stand above profiles."""

    __tablename__ = "profile_hidden_from"

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class ShownTo(Model):
    """An organisation that sees a profile because of something that goes on between them: an application says so, and
    takes it back when it ends. Plain ids: whoever writes them stands above profiles.
    """

    __tablename__ = "profile_shown_to"

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    because_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class CvImport(Record):
    """A CV that was read once: its text stays for the evidence, the file itself is not kept."""

    __tablename__ = "cv_import"
    __table_args__ = (UniqueConstraint("profile_id", "sha256"),)

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(String(64))
    format: Mapped[CvFormat]
    lang: Mapped[str | None] = mapped_column(String(8))
    filename: Mapped[str] = mapped_column(String(160), default="")
    text: Mapped[str] = mapped_column(Text)
    left_out: Mapped[int] = mapped_column(default=0)

    lines: Mapped[list["CvLine"]] = relationship(lazy="raise", order_by="CvLine.position", passive_deletes="all")


class CvLine(Record):
    """One proposal. `before` and `made_id` are what an acceptance replaced or made, so that it can be taken back."""

    __tablename__ = "cv_line"
    __table_args__ = (
        UniqueConstraint("import_id", "position"),
        CheckConstraint("0 <= span_start AND span_start <= span_end", name="span"),
        CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence"),
        CheckConstraint("(status = 'pending') = (decided_at IS NULL)", name="decided_once"),
    )

    import_id: Mapped[UUID] = mapped_column(ForeignKey("cv_import.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[LineKind]
    field: Mapped[str] = mapped_column(String(32), default="")
    proposed: Mapped[dict[str, Any]]
    span_start: Mapped[int]
    span_end: Mapped[int]
    confidence: Mapped[int]
    status: Mapped[LineStatus] = mapped_column(default=LineStatus.PENDING)
    decided_at: Mapped[datetime | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    made_id: Mapped[UUID | None]
