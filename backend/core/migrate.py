"""Brings a database to the newest tables; one migration history serves SQLite and PostgreSQL."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from backend.settings import ROOT


def history(connection: Connection | None = None) -> Config:
    """Alembic's configuration, bound to a connection where one is given."""
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply what is missing, in one transaction."""
    with engine.begin() as connection:
        command.upgrade(history(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take migrations back, in one transaction."""
    with engine.begin() as connection:
        command.downgrade(history(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has every migration this code knows."""
    with engine.connect() as connection:
        heads = set(MigrationContext.configure(connection).get_current_heads())
    return heads == set(ScriptDirectory.from_config(history()).get_heads())
