"""Tables: mentor (a person's offer), the topics, languages and goals it is about."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.models import Account
from backend.core.model import Model, Record, Searched, now
from backend.organisations.models import Organisation
from backend.territories.models import Municipality


class MentorStatus(StrEnum):
    """A draft is seen by its author; a paused offer stays readable; a closed one is gone."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Cadence(StrEnum):
    """How often mentor and mentee talk."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    ON_DEMAND = "on_demand"


class Meeting(StrEnum):
    """Where they talk."""

    ONLINE = "online"
    IN_PERSON = "in_person"
    EITHER = "either"


class Goal(StrEnum):
    """What a mentee wants to reach."""

    FIRST_JOB = "first_job"
    CAREER_CHANGE = "career_change"
    PORTFOLIO = "portfolio"
    CRAFT = "craft"
    START_A_BUSINESS = "start_a_business"
    GROW_A_BUSINESS = "grow_a_business"
    FUNDING = "funding"
    LEADERSHIP = "leadership"


class Mentor(Record):
    """What one person offers, perhaps in the name of an organisation. `folded` is what the search box looks through."""

    __tablename__ = "mentor"
    __table_args__ = (
        CheckConstraint("monthly_hours >= 1", name="monthly_hours"),
        CheckConstraint("free_hours BETWEEN 0 AND monthly_hours", name="free_hours"),
        Index(None, "status", "created_at"),
        Index(None, "status", "free_hours"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(280))
    about: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(8), default="pt")
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), index=True)
    meeting: Mapped[Meeting] = mapped_column(default=Meeting.EITHER)
    cadence: Mapped[Cadence] = mapped_column(default=Cadence.FORTNIGHTLY)
    monthly_hours: Mapped[int]
    free_hours: Mapped[int]
    status: Mapped[MentorStatus] = mapped_column(default=MentorStatus.DRAFT)
    status_at: Mapped[datetime] = mapped_column(default=now)
    folded: Mapped[str] = mapped_column(Searched(700))

    account: Mapped[Account] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
    municipality: Mapped[Municipality] = relationship(lazy="raise")
    topics: Mapped[list["MentorTopic"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="MentorTopic.position"
    )
    languages: Mapped[list["MentorLanguage"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="MentorLanguage.position"
    )
    aims: Mapped[list["MentorGoal"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="MentorGoal.goal"
    )

    @property
    def name(self) -> str:
        """Who offers it: a mentor is not anonymous."""
        return self.account.name

    @property
    def goals(self) -> list[Goal]:
        """What it helps with, as plain values."""
        return [aim.goal for aim in self.aims]

    @goals.setter
    def goals(self, goals: list[Goal]) -> None:
        self.aims = [MentorGoal(goal=goal) for goal in goals]


class MentorTopic(Model):
    """A skill, tool or craft, and the level up to which the mentor can lead."""

    __tablename__ = "mentor_topic"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level"),)

    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentor.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)
    position: Mapped[int]
    level: Mapped[int]


class MentorLanguage(Model):
    """A language the mentor talks in, on a CEFR level."""

    __tablename__ = "mentor_language"

    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentor.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)
    position: Mapped[int]
    level: Mapped[str] = mapped_column(String(2))


class MentorGoal(Model):
    """One kind of goal the mentor helps with."""

    __tablename__ = "mentor_goal"

    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentor.id", ondelete="CASCADE"), primary_key=True)
    goal: Mapped[Goal] = mapped_column(primary_key=True)
