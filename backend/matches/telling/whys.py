"""Which reasons a card tells: at most three that speak for a match, and the one thing that costs most."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from backend.matches.schemas.cards import Why
from backend.matches.telling.facts import Evidence, plain
from matching.errors import Facts
from matching.types import Match, Side

MOST = 3
MOST_OF_A_FACTOR = 2
SAME = {"practice": "skills"}  # two factors that would say the same thing
LEAST = 0.05  # points: what prints as nothing is no reason

TELLING = frozenset(
    {
        *("skills.covered", "skills.partly", "skills.related", "language.met", "language.shared"),
        *("goals.answered", "growth.serves", "practice.share", "occupation.same", "occupation.close"),
        *("experience.enough", "education.met", "place.distance", "place.remote", "time.fits"),
        *("pay.above-floor", "pay.reaches-floor", "pay.stated", "price.within", "grant.covers", "grant.part"),
        *("conditions.counted", "deadline.days-left", "responsiveness.record"),
    }
)
"""Codes that say something to somebody who asks why."""

LACKING = frozenset(
    {
        *("skills.missing", "skills.denied", "skills.partly", "skills.related"),
        *("language.missing", "language.below", "language.none-shared", "education.below", "experience.short"),
        *("occupation.new", "time.partly", "pay.below-floor", "price.above", "grant.part", "place.distance"),
        *("growth.elsewhere", "goals.answered", "conditions.counted"),
    }
)
"""Codes that name what is not there."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence a card could tell."""

    side: Side
    factor: str
    code: str
    points: float
    facts: Facts


def whys_of(match: Match, evidence: Evidence, sides: frozenset[Side] = frozenset(Side)) -> list[Why]:
    """What brings most, at most two of one factor; what can be shown comes before what is only said."""
    told: list[_Line] = []
    seen: Counter[str] = Counter()
    lines = (line for line in _lines(match) if line.side in sides and line.code in TELLING and line.points >= LEAST)
    for line in sorted(lines, key=lambda line: (not line.facts.get("evidence"), -line.points)):
        kind = SAME.get(line.factor, line.factor)
        if seen[kind] < MOST_OF_A_FACTOR and len(told) < MOST:
            seen[kind] += 1
            told.append(line)
    return [_why(line, evidence) for line in told]


def lack_of(match: Match, evidence: Evidence, sides: frozenset[Side] = frozenset(Side)) -> Why | None:
    """What costs most; None where nothing does."""
    lines = (line for line in _lines(match) if line.side in sides and line.code in LACKING and line.points <= -LEAST)
    worst = min(lines, key=lambda line: line.points, default=None)
    return _why(worst, evidence) if worst else None


def _lines(match: Match) -> Iterator[_Line]:
    """The lines of a factor where it has some, else its first reason with all its points."""
    for one in match.contributions:
        if one.parts:
            yield from (_Line(one.side, one.factor, part.code, part.points, part.facts) for part in one.parts)
        elif one.reasons:
            reason = one.reasons[0]
            yield _Line(one.side, one.factor, reason.code, one.points, reason.facts)


def _why(line: _Line, evidence: Evidence) -> Why:
    return Why(
        code=line.code,
        facts=plain(line.facts, evidence),
        side=line.side,
        factor=line.factor,
        points=line.points,
    )
