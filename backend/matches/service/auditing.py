"""An audit of the region: what its rankings show whom. It reads only; its figures may be kept, for the staff."""

from collections.abc import Callable, Mapping
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import Viewer, require
from backend.core.page import Slice, Window
from backend.matches import queries, rules
from backend.matches.auditing.figures import RegionAudit, figures
from backend.matches.auditing.ground import ground_of
from backend.matches.auditing.looking import see
from backend.matches.auditing.plain import plain
from backend.matches.day import Day
from backend.matches.models import AuditReport
from matching import Config

Progress: TypeAlias = Callable[[int, int], object]
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


def keep_audit(db: Session, told: RegionAudit) -> AuditReport:
    """Keep the figures of what is in use for the staff's page; what people stated for an audit is never kept."""
    figures = plain(told)
    figures["candidates"]["by_group"] = None
    figures["candidates_of_other_configuration"] = None
    figures["stability"].pop("other configuration", None)
    is_alarm = told.crowd.by_size.is_alarm
    figures["alarm"] = is_alarm
    row = AuditReport(day=told.day, config=told.config, people=told.people, is_alarm=is_alarm, figures=figures)
    db.add(row)
    db.flush()
    return row


def list_audits(db: Session, viewer: Viewer, window: Window) -> Slice[AuditReport]:
    """All that were kept, newest first."""
    require(viewer, rules.read_configurations, None)
    return queries.list_audits(db, window)


def get_audit(db: Session, viewer: Viewer, audit_id: UUID) -> AuditReport:
    """All figures of one; raises `NotFound`."""
    require(viewer, rules.read_configurations, None)
    return queries.get_audit(db, audit_id)
