"""Puts the invented region into an empty database: one transaction, bulk inserts, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypeAlias
from uuid import UUID

from sqlalchemy import Engine, exists, insert, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.core.access import SYSTEM
from backend.core.db import writing
from backend.core.events import Event, announce
from backend.core.model import Model
from backend.core.site import Site
from backend.organisations.models import Organisation
from backend.seed.problems import NotEmptyError
from backend.seed.rows import batches
from backend.seed.world.world import Size, make_world
from backend.taxonomy import service as taxonomy
from backend.territories import service as territories
from backend.territories.models import region_id

REGION = "PT11"
NAME = "Viveiro Norte"
AT_ONCE = 2_000  # rows in one statement

Progress: TypeAlias = Callable[[str, int, int], None]
"""Hears the step (`vocabulary`, `territories`, `world` or the name of a table), rows done and rows in all."""


@dataclass(frozen=True)
class RegionSeeded(Event):
    """An invented region was put into this database."""

    name: ClassVar[str] = "region.seeded"
    subject_id: UUID
    size: str
    rows: int


def is_empty(engine: Engine) -> bool:
    """True if nobody has signed up and no organisation is known."""
    with Session(engine.execution_options(reading=True)) as db:
        return _is_empty(db)


def seed(engine: Engine, today: date, progress: Progress = lambda *_: None, size: Size = Size.FULL) -> int:
    """Fill an empty database, and say how many rows it took; raises `NotEmptyError` otherwise.

    The vocabulary and the municipalities are brought up to date first; they may be there already.
    """
    with writing(engine) as db:
        if not _is_empty(db):
            raise NotEmptyError
        progress("vocabulary", 0, 1)
        taxonomy.load_starter(db)
        progress("territories", 0, 1)
        territories.load_starter(db)
        progress("world", 0, 1)
        every = list(batches(make_world(today, size)))
        total, done = sum(len(rows) for _, rows in every), 0
        for table, rows in every:
            for start in range(0, len(rows), AT_ONCE):
                some = rows[start : start + AT_ONCE]
                db.execute(
                    insert(Model.metadata.tables[table.__tablename__]), some
                )  # not the class: no objects, no flush
                done += len(some)
                progress(table.__tablename__, done, total)
        _mark(db, today)
        announce(db, SYSTEM, RegionSeeded(region_id(REGION), size, total))
    return total


def _is_empty(db: Session) -> bool:
    return not db.scalar(select(exists(select(Account.id)) | exists(select(Organisation.id))))


def _mark(db: Session, today: date) -> None:
    """Says on the installation itself that its people are invented."""
    site = db.scalars(select(Site)).one_or_none() or Site(id=1)
    site.name, site.region_id, site.is_demo, site.seeded_on = NAME, region_id(REGION), True, today
    db.add(site)
