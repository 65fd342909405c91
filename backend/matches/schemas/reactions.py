"""What a person does with what they were shown."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.core.schema import Draft
from backend.matches.models import Deed
from matching.types import Market


class ReactionDraft(Draft):
    """Something was opened, saved or applied for, on the page that this receipt is of."""

    receipt_id: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    market: Market
    thing_id: UUID
    deed: Deed
