"""Fills the database that every test's own database is copied from."""

from sqlalchemy import Engine

from backend.core.db import writing
from backend.core.model import Model
from backend.taxonomy import service as taxonomy
from backend.territories import service as territories


def fill(engine: Engine) -> None:
    """All tables, the vocabulary and the municipalities."""
    Model.metadata.create_all(engine)
    with writing(engine) as db:
        taxonomy.load_starter(db)
        territories.load_starter(db)
