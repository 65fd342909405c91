"""Receipts of rankings that were shown."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field


class ShowingRead(BaseModel):
    """One time a ranking was shown to the asking person (to the staff: to anybody)."""

    shown_at: datetime
    market: str
    about: Literal["items", "people"]
    opportunity_id: UUID | None


class ReceiptRead(BaseModel):
    """A ranking as it can be checked: `sha256` is over the UTF-8 bytes of `canonical`."""

    id: str
    sha256: str
    config: str
    bytes: int
    created_at: datetime
    canonical: Annotated[str, Field(description="Canonical JSON (sorted keys, no spaces).")]
    showings: list[ShowingRead]


class ReplayRead(BaseModel):
    """The ranking computed again from nothing but its receipt."""

    identical: bool
    sha256: str
