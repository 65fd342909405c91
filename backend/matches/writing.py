"""Rows that may be there already."""

from functools import cache
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from backend.core.model import Model


def add_missing(db: Session, table: type[Model], *rows: dict[str, object]) -> bool:
    """Insert the rows whose key is not there; true where one was inserted. Two at once do not collide."""
    return bool(db.execute(_missing(table, db.get_bind().dialect.name), rows).all())


@cache
def _missing(table: type[Model], dialect: str) -> ReturningInsert[Any]:
    insert = postgresql_insert if dialect == "postgresql" else sqlite_insert
    rows = cast("Table", table.__table__)
    return insert(rows).on_conflict_do_nothing().returning(*rows.primary_key)
