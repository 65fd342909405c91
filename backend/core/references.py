"""Ids that people send have to lead somewhere. Better a field error than a broken foreign key."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from backend.core.model import Record
from backend.core.problems import FieldError


def pointers(field: str, ids: Iterable[UUID], leaf: str = "") -> dict[str, UUID]:
    """A list of ids with the place of each: `/sector_ids/0`, or `/languages/0/concept_id` with a leaf."""
    return {f"/{field}/{i}{leaf and '/' + leaf}": one for i, one in enumerate(ids)}


def unknown(
    db: Session, table: type[Record], asked: Mapping[str, UUID | None], *conditions: ColumnElement[bool]
) -> list[FieldError]:
    """One query: which of the ids (by RFC 6901 pointer) are not in the table, or not of the right kind."""
    ids = {one for one in asked.values() if one is not None}
    if not ids:
        return []
    known = set(db.scalars(select(table.id).where(table.id.in_(ids), *conditions)))
    return [FieldError(pointer=at, code="unknown") for at, one in asked.items() if one is not None and one not in known]
