"""Rows that may be there already."""

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from backend.core.model import Model


def add_missing(db: Session, table: type[Model], *rows: dict[str, object]) -> bool:
    """Insert the rows whose key is not there; true where one was inserted. Two at once do not collide."""
    insert = postgresql_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    missing = insert(table).values(list(rows)).on_conflict_do_nothing()
    return bool(db.execute(missing.returning(*table.__table__.primary_key)).all())
