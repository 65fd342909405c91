"""The base of everything that crosses the wire."""

from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import Any, Self, TypeVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError, field_validator
from pydantic_core import PydanticKnownError

from backend.core.problems import Invalid, ReadAgain, Stale, field_errors

NUL = "\0"


class Sent(BaseModel):
    """What people send, in a body or in an address. Unknown fields are an error, never silently dropped.

    What no database can keep is refused here, with its field: PostgreSQL has no NUL character, and a moment
    at the edge of the calendar has no UTC.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def _can_be_kept(cls, value: Any) -> Any:
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, str) and NUL in one:
                raise PydanticKnownError("string_pattern_mismatch", {"pattern": r"[^\x00]*"})
            if isinstance(one, datetime) and one.tzinfo is not None:
                _require_utc(one)
        return value


def _require_utc(moment: datetime) -> None:
    try:
        moment.astimezone(UTC)
    except OverflowError:
        if moment.year == MAXYEAR:
            raise PydanticKnownError("less_than", {"lt": f"{MAXYEAR}-12-31"}) from None
        raise PydanticKnownError("greater_than", {"gt": f"{MINYEAR:04}-01-01"}) from None


class Draft(Sent):
    """What people send in a body."""


Whole = TypeVar("Whole", bound=Draft)

KEPT: Any = None
"""The default of a `Change` field that may be left out but not emptied: a null that is sent is refused."""


class Change(Draft):
    """A patch: only what was sent changes. `updated_at` comes back with the form (optimistic locking)."""

    updated_at: AwareDatetime | None = None

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, as Python values."""
        return {name: getattr(self, name) for name in self.model_fields_set - {"updated_at"}}

    def check_fresh(self, row_updated_at: datetime) -> None:
        """Refuse a form that was filled from an older version; raises `Stale`."""
        if self.updated_at is not None and self.updated_at != row_updated_at:
            raise Stale(updated_at=row_updated_at.isoformat())

    def on(self, row: object, whole: type[Whole]) -> Whole:
        """The row with this patch, checked as if it had been sent at once; raises `Invalid` when parts do not agree."""
        kept = {name: getattr(row, name) for name in whole.model_fields}
        try:
            return whole.model_validate(kept | self.changes(), from_attributes=True)
        except ValidationError as invalid:
            raise Invalid(field_errors(invalid.errors())) from None


class Decision(Draft):
    """What is decided about something that was read: `updated_at` is that of the version on the page."""

    updated_at: AwareDatetime

    def check_read(self, row_updated_at: datetime) -> None:
        """Refuse to decide about what nobody has read; raises `ReadAgain`. The row is locked before."""
        if self.updated_at != row_updated_at:
            raise ReadAgain(updated_at=row_updated_at.isoformat())


def differing(before: Draft, after: Draft) -> tuple[str, ...]:
    """The fields in which two drafts of one kind differ, in order."""
    return tuple(sorted(name for name in type(before).model_fields if getattr(before, name) != getattr(after, name)))


class Read(BaseModel):
    """What people get. Filled straight from a row."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: object, **computed: Any) -> Self:
        """A row, plus what no column holds."""
        given = {name: getattr(row, name) for name in cls.model_fields if name not in computed and hasattr(row, name)}
        return cls.model_validate(given | computed)
