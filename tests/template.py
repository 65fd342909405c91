"""Fills the database that every test's own database is copied from."""

from sqlalchemy import Engine

from backend.core.model import Model


def fill(engine: Engine) -> None:
    """All tables."""
    Model.metadata.create_all(engine)
