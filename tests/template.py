"""Fills the database that every test's own database is copied from."""

from sqlalchemy import Engine

from backend.core.db import writing
from backend.core.model import Model
from backend.territories import service as territories


def fill(engine: Engine) -> None:
    """All tables, and the municipalities."""
    Model.metadata.create_all(engine)
    with writing(engine) as db:
        territories.load_starter(db)
