"""What crosses the wire about meetings."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from backend.core.fields import Distinct, WebAddress, Zone
from backend.core.model import now
from backend.core.page import Window
from backend.core.schema import Draft, Read
from backend.meetings.hours import readable
from backend.meetings.models import MeetingKind, MeetingSide, MeetingStatus
from backend.organisations.schemas import OrganisationName

AT_MOST_SLOTS = 40
FARTHEST = timedelta(days=366)

Minutes = Annotated[int, Field(ge=5, le=480, description="How long it takes.")]
Buffer = Annotated[int, Field(ge=0, le=240, description="Minutes that the host keeps free afterwards.")]
Words = Annotated[str, Field(max_length=2_000, description="What the other side reads with it.")]


def _ahead(moment: datetime) -> datetime:
    if moment <= now():
        raise PydanticCustomError("in_the_past", "This has passed already.")
    if moment > now() + FARTHEST:
        raise PydanticCustomError("too_far_ahead", "This is more than a year ahead.")
    return moment.astimezone(UTC)


Ahead = Annotated[AwareDatetime, AfterValidator(_ahead)]


class TimesDraft(Draft):
    """Times to choose from, where one meets, and on whose clock the host thinks of them."""

    starts: Annotated[list[Ahead], Field(min_length=1, max_length=AT_MOST_SLOTS), Distinct, AfterValidator(sorted)]
    minutes: Minutes = 45
    buffer_minutes: Buffer = 0
    zone: Zone
    place: Annotated[str, Field(max_length=300)] = ""
    link: WebAddress | None = None
    words: Words = ""


class ChoiceDraft(Draft):
    """The time that is chosen."""

    slot_id: UUID


class CancellationDraft(Draft):
    """That it will not take place, and why."""

    words: Words = ""


class ClosureDraft(Draft):
    """What became of it."""

    status: Literal[MeetingStatus.DONE, MeetingStatus.NO_SHOW]


class MeetingSearch(Window):
    """Filters of the meetings one takes part in. `subject` is what they are about."""

    subject: list[UUID] = []
    when: Literal["upcoming", "past"] | None = None


class SlotRead(BaseModel):
    """A time that is offered; somebody else may have taken it meanwhile."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    starts_at: datetime
    ends_at: datetime
    is_free: bool


class MeetingRead(Read):
    """A meeting, as the asking person sees it: with whom, when, where, and what they may do."""

    kind: MeetingKind
    subject_id: UUID
    title: str
    lang: str
    organisation: OrganisationName | None
    host: Annotated[str | None, Field(description="The name of who offers the times.")]
    guest: Annotated[str | None, Field(description="The name of who chooses.")]
    side: MeetingSide
    zone: Annotated[str, Field(description="The host's.")]
    place: str
    link: str | None
    status: MeetingStatus
    status_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    cancelled_by: MeetingSide | None
    words: str
    slots: list[SlotRead]
    can: Annotated[list[str], Field(description="What the asking person may do with this meeting.")]


class HoursDraft(Draft):
    """When one can be met: a rule of recurrence by days, and from when to when on the clock on one's wall."""

    zone: Zone
    rule: Annotated[str, Field(max_length=200, examples=["FREQ=WEEKLY;BYDAY=TU,TH"])]
    first_day: date
    last_day: date | None = None
    begins: time
    ends: time
    minutes: Minutes = 45
    buffer_minutes: Buffer = 15
    except_days: Annotated[list[date], Field(max_length=60), Distinct, AfterValidator(sorted)] = []

    @field_validator("rule")
    @classmethod
    def _is_by_days(cls, value: str) -> str:
        try:
            return readable(value)
        except (ValueError, OverflowError):
            raise PydanticCustomError("recurrence", "This is no rule by days, weeks or months.") from None

    @field_validator("begins", "ends")
    @classmethod
    def _on_the_wall(cls, value: time) -> time:
        if value.tzinfo is not None:
            raise PydanticCustomError("wall_time", "This is a time on the wall, without a zone.")
        return value.replace(second=0, microsecond=0)

    @field_validator("first_day", "last_day")
    @classmethod
    def _within_reason(cls, value: date | None) -> date | None:
        if value is not None and abs(value - now().date()) > 2 * FARTHEST:
            raise PydanticCustomError("too_far_ahead", "This is more than a year ahead.")
        return value

    @field_validator("last_day", "ends")
    @classmethod
    def _in_order(cls, value: Any, info: ValidationInfo) -> Any:
        first = info.data.get({"last_day": "first_day", "ends": "begins"}[str(info.field_name)])
        is_before = (
            value is not None
            and first is not None
            and (value < first or (value == first and info.field_name == "ends"))
        )
        if is_before:
            raise PydanticCustomError("wrong_order", "The second cannot come before the first.")
        return value


class HoursRead(Read):
    """When one can be met."""

    zone: str
    rule: str
    first_day: date
    last_day: date | None
    begins: time
    ends: time
    minutes: int
    buffer_minutes: int
    except_days: list[date]


class OpeningsSearch(Draft):
    """From when on, and for how long."""

    after: AwareDatetime | None = None
    days: Annotated[int, Field(ge=1, le=62)] = 14


class FreeTimeRead(BaseModel):
    """A time in one's weekly hours at which nothing else is booked."""

    starts_at: datetime
    ends_at: datetime


class FeedRead(BaseModel):
    """Whether there is a way into one's calendar. The address itself is told once, when it is made."""

    created_at: datetime | None
    url: Annotated[str | None, Field(description="Only in the answer that makes it.")] = None
