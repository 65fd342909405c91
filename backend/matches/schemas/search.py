"""What one may ask of a ranking: filters that live in the address."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from backend.core.fields import Cents
from backend.core.page import Window
from backend.opportunities.schemas import RemoteShare
from matching.types import Market

__all__ = ["ContrastSearch", "Market", "MatchFilters", "MatchSearch", "Order"]

Order = Literal["fit", "deadline", "newest"]
Kilometres = Annotated[int, Field(ge=0, le=20_100, description="As the crow flies, from where the person lives.")]
Word = Annotated[str, Field(max_length=64)]


class MatchFilters(Window):
    """Filters of a ranking. What a thing does not say does not pass a filter about it."""

    page: Annotated[int, Field(ge=1, le=200)] = 1
    size: Annotated[int, Field(ge=1, le=50)] = 20
    q: Annotated[str, Field(max_length=100, description="Words in the title, the summary or the organisation.")] = ""
    kind: list[Word] = []
    organisation: list[UUID] = []
    municipality: list[UUID] = []
    occupation: Annotated[list[UUID], Field(description="These occupations or narrower ones.")] = []
    sector: Annotated[list[UUID], Field(description="These sectors or narrower ones.")] = []
    concept: Annotated[list[UUID], Field(description="Asks for any of these skills, tools or crafts.")] = []
    teaches: Annotated[list[UUID], Field(description="Teaches, or is good for, any of these or narrower ones.")] = []
    access: Annotated[list[Word], Field(description="All of these access facts are there.")] = []
    km: Kilometres | None = None
    remote_at_least: RemoteShare | None = None
    pay_at_least: Annotated[Cents | None, Field(description="Cents a month that the stated pay reaches.")] = None
    price_at_most: Annotated[Cents | None, Field(description="Cents a month, or free of charge.")] = None
    grant_at_least: Annotated[Cents | None, Field(description="Cents that the largest grant reaches.")] = None
    closing_within_days: Annotated[int | None, Field(ge=0, le=366)] = None
    lang: list[Word] = []
    saved: bool = False
    order: Order = "fit"


class MatchSearch(MatchFilters):
    """A ranking of one market for the asking person."""

    market: Market = Market.OPPORTUNITIES


class ContrastSearch(Window):
    """Two things of one market."""

    market: Market = Market.OPPORTUNITIES
    a: UUID
    b: UUID
