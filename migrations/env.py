"""One history for both databases. Migrations never import application code; only this file does, to compare."""

from typing import Any

import sqlalchemy as sa
from alembic import context

from backend import app  # noqa: F401  importing it imports every domain's models
from backend.core.db import connect
from backend.core.model import Model, Moment
from backend.settings import settings


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write plain SQLAlchemy types, so that old migrations survive new application code."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String({item.length})"
    return False


def run(connection: sa.Connection) -> None:
    """Apply what is asked for, in one transaction; on SQLite in batch mode, because it cannot ALTER."""
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_item=render_item,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def write() -> None:
    """Print the statements for PostgreSQL instead of running them."""
    context.configure(dialect_name="postgresql", target_metadata=Model.metadata, render_item=render_item, as_sql=True)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    write()
elif given := context.config.attributes.get("connection"):  # the application and the tests pass their own
    run(given)
else:
    with connect(settings().database).begin() as connection:
        run(connection)
