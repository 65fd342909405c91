"""What every factory shares."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TypeVar

from sqlalchemy.orm import Session

from backend.core.model import Model
from backend.settings import Settings

number = count(1)
Row = TypeVar("Row", bound=Model)


class Makes:
    """Keeps rows and commits them, so that the application sees them."""

    def __init__(self, db: Session, config: Settings) -> None:
        self.db = db
        self.config = config
        self._keep: Callable[[], None] = db.commit

    def save(self, row: Row) -> Row:
        """Insert, commit, and give it back with its id."""
        self.db.add(row)
        self._keep()
        return row

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is made within is committed together: a crowd is made quickly."""
        self._keep = self.db.flush
        yield
        self._keep = self.db.commit
        self._keep()
