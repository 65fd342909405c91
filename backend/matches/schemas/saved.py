"""Things a person wants to keep in view."""

from datetime import datetime

from backend.core.page import Window
from backend.matches.schemas.cards import ThingRead
from matching.types import Market


class SavedSearch(Window):
    """One's own saved things, newest first."""

    market: list[Market] = []


class SavedRead(ThingRead):
    """A saved thing. What is no longer on offer stays, with `is_open` false."""

    saved_at: datetime
    is_open: bool
