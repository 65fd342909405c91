"""Why one thing stands before another."""

from uuid import UUID

from backend.matches.feeding.thing import Thing
from backend.matches.schemas.arithmetic import ContrastRead, ContrastSide, DifferenceLine
from backend.matches.telling.arithmetic import reasons_of
from backend.matches.telling.facts import Evidence
from matching import contrast
from matching.types import Match


def contrast_of(first: tuple[Match, Thing], second: tuple[Match, Thing], evidence: Evidence) -> ContrastRead:
    """The difference of two scores, factor by factor."""
    found = contrast(first[0], second[0])
    return ContrastRead(
        code=found.code,
        facts={},
        first=_side(*first),
        second=_side(*second),
        score=found.score,
        base=found.base,
        competition=found.competition,
        lines=[
            DifferenceLine(
                side=line.side,
                factor=line.factor,
                points=line.points,
                first=reasons_of(line.first, evidence),
                second=reasons_of(line.second, evidence),
            )
            for line in found.differences
        ],
    )


def _side(match: Match, thing: Thing) -> ContrastSide:
    return ContrastSide(thing_id=UUID(thing.id), title=thing.title, score=match.score, rank=match.rank)
