"""Pagination: the same two query parameters and the same envelope on every list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from backend.core.schema import Sent

Item = TypeVar("Item", bound=BaseModel)
Row = TypeVar("Row")
Other = TypeVar("Other")


class Window(Sent):
    """Which page of a list. Searches inherit from it and add their filters."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1
    size: Annotated[int, Field(ge=1, le=100)] = 20


class Page(BaseModel, Generic[Item]):
    """One page of a list, on the wire."""

    model_config = ConfigDict(from_attributes=True)

    items: list[Item]
    total: int
    page: int
    size: int


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """One page of rows, inside the server."""

    items: Sequence[Row]
    total: int
    page: int
    size: int

    def map(self, change: Callable[[Row], Other]) -> "Slice[Other]":
        """The same page with each row turned into something else."""
        return Slice([change(row) for row in self.items], self.total, self.page, self.size)


def paginate(db: Session, statement: Select[Any], window: Window) -> Slice[Any]:
    """The statement must order its rows completely (end with the id), or pages overlap."""
    total = db.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    rows = db.scalars(statement.limit(window.size).offset((window.page - 1) * window.size))
    return Slice(rows.unique().all(), total, window.page, window.size)
