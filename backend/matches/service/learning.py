"""Once a month: what people weigh, learnt from what they did, beside what is in use. A person decides, never this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from backend.core.access import SYSTEM
from backend.core.db import reading, writing
from backend.core.events import announce
from backend.matches.auditing.figures import RegionAudit
from backend.matches.configuring import live
from backend.matches.day import Day
from backend.matches.events import ConfigurationProposed
from backend.matches.learning.evidence import Looked, evidence_of
from backend.matches.learning.log import Log, read_log
from backend.matches.learning.verdict import refusals
from backend.matches.models import Configuration, ConfigurationStatus
from backend.matches.service.auditing import NOBODY, audit_region, keep_audit
from matching import Config
from matching.codec import canonical
from matching.config import Weight
from matching.errors import BadInput
from matching.learn.feedback import learned
from matching.learn.gate import adopted
from matching.learn.standing import Compared, compared
from matching.types import Market, Side

WINDOW = timedelta(days=90)
LEAST_PAGES = 200  # on which somebody did something
LEAST_PEOPLE = 30  # who did
Show: TypeAlias = Callable[[str, int, int], object]


class Outcome(StrEnum):
    """What came of it."""

    TOO_LITTLE = "too-little"  # nothing is learned from a few; the content of things ranks alone
    SAME = "same"  # people do what the weights in use say
    PROPOSED = "proposed"  # a challenger waits for a person


@dataclass(frozen=True, slots=True)
class Asked:
    """What to learn about, from when on, and whom the audit of both looks at."""

    market: Market = Market.OPPORTUNITIES
    window: timedelta = WINDOW
    least_pages: int = LEAST_PAGES
    least_people: int = LEAST_PEOPLE
    audited: int = 1_000
    seed: int = 1
    stated: Mapping[UUID, str] | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that was found; what was not reached is None."""

    outcome: Outcome
    asked: Asked
    since: date
    log: Log
    before: tuple[Weight, ...]
    after: tuple[Weight, ...] | None = None
    told: Compared | None = None
    version: str | None = None
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Challenger:
    config: Config
    champion: Config
    told: Compared
    audit: RegionAudit


def learn(engine: Engine, day: Day, asked: Asked, show: Show = lambda *_: None) -> Learned:
    """Reads long, writes at the end, and only where there is something to propose: then the audit is kept as well."""
    since = day.date - asked.window
    with reading(engine) as db:
        log = read_log(db, asked.market, day.moment - asked.window, lambda done, of: show("reading", done, of))
        champion = live(db)
        before = champion.scheme(asked.market).forward
        found = Learned(Outcome.TOO_LITTLE, asked, since, log, before)
        if log.reacted < asked.least_pages or log.reactors < asked.least_people:
            return found
        after = learned(before, log.train)
        if after == before:
            return replace(found, outcome=Outcome.SAME, after=after)
        version = _version(db, day)
        config = adopted(champion, asked.market, Side.FORWARD, after, version)
        try:
            compared((before, after), log.train, log.test, (NONE, NONE))  # before everybody is looked at for nothing
        except BadInput:
            return found
        audit = audit_region(
            db,
            day,
            people=asked.audited,
            seed=asked.seed,
            stated=asked.stated or NOBODY,
            challenger=config,
            show=lambda done, of: show("auditing", done, of),
        )
    told = compared((before, after), log.train, log.test, _ratios(audit))
    with writing(engine) as db:
        refused = _propose(db, found, _Challenger(config, champion, told, audit))
        if not asked.stated:
            keep_audit(db, audit)
    return replace(found, outcome=Outcome.PROPOSED, after=after, told=told, version=version, refusals=refused)


NONE: Mapping[str, float] = {}


def _ratios(audit: RegionAudit) -> tuple[Mapping[str, float], Mapping[str, float]]:
    return audit.crowd.impact_ratios, audit.challenger.impact_ratios if audit.challenger else NONE


def _version(db: Session, day: Day) -> str:
    """The day; the second of a day says so."""
    name = day.date.isoformat()
    earlier = db.scalar(
        select(func.count()).select_from(Configuration).where(Configuration.version.startswith(name, autoescape=True))
    )
    return f"{name}.{earlier + 1}" if earlier else name


def _propose(db: Session, found: Learned, one: _Challenger) -> tuple[str, ...]:
    """Takes the place of the challenger that nobody decided about."""
    earlier = select(Configuration).where(Configuration.status == ConfigurationStatus.CHALLENGER)
    for undecided in db.scalars(earlier.with_for_update()):
        undecided.status = ConfigurationStatus.RETIRED
    db.flush()
    looked = Looked(one.audit.people, one.audit.listed, found.asked.seed, bool(found.asked.stated))
    row = Configuration(
        digest=one.config.digest,
        version=one.config.version,
        content=canonical(one.config).decode(),
        status=ConfigurationStatus.CHALLENGER,
        beside=one.champion.digest,
        evidence=evidence_of(found.asked.market, found.since, found.log, one.told, looked),
    )
    db.add(row)
    db.flush()
    found_wanting = refusals(row.evidence)
    announce(db, SYSTEM, ConfigurationProposed(row.id, row.version, found_wanting))
    return found_wanting
