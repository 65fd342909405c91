"""An audit of the region: what its rankings show whom. Reads only, and keeps nothing."""

from collections.abc import Callable, Mapping
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from backend.matches.auditing.figures import RegionAudit, figures
from backend.matches.auditing.ground import ground_of
from backend.matches.auditing.looking import see
from backend.matches.day import Day
from matching import Config

Progress: TypeAlias = Callable[[int, int], None]
"""Hears how many people were looked at, and of how many."""

NOBODY: Mapping[UUID, str] = {}


def audit_region(
    db: Session,
    day: Day,
    *,
    people: int,
    seed: int,
    stated: Mapping[UUID, str] = NOBODY,
    challenger: Config | None = None,
    show: Progress = lambda *_: None,
) -> RegionAudit:
    """Rank everything for so many people, and these people for every employer; count what came of it.

    `stated` has what people said about themselves for this purpose, by account; it is never written down. With a
    `challenger`, everything is looked at under that configuration as well.
    """
    ground = ground_of(db, day, people=people, seed=seed)
    every = len(ground.people) * (2 if challenger else 1)
    seen = see(ground, day, None, lambda done: show(done, every))
    other = see(ground, day, challenger, lambda done: show(len(ground.people) + done, every)) if challenger else None
    return figures(ground, day, seen, other, stated, seed)
