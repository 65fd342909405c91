"""A match with everything that made it."""

from backend.matches.schemas.arithmetic import Arithmetic, FactorLine, Line, SideSum, VerdictRead
from backend.matches.schemas.cards import CompetitionRead
from backend.matches.schemas.told import Told
from backend.matches.telling.facts import Evidence, plain
from matching import Config
from matching.types import Contribution, Match, SideScore


def arithmetic_of(match: Match, evidence: Evidence, config: Config) -> Arithmetic:
    """Every number as the library has it; floats keep all their digits in JSON."""
    return Arithmetic(
        score=match.score,
        base=match.base,
        low=match.low,
        high=match.high,
        forward=_side(match.forward),
        backward=_side(match.backward),
        factors=[_factor(one, evidence) for one in match.contributions],
        competition=competition_of(match),
        verdicts=[
            VerdictRead(code=v.code, facts=plain(v.facts), rule=v.rule, outcome=v.outcome) for v in match.verdicts
        ],
        config=config.digest,
    )


def competition_of(match: Match) -> CompetitionRead | None:
    """What being shown to many takes off; None where that is nothing."""
    term = match.competition
    return (
        CompetitionRead(code="competition.shown-to-many", facts=plain(term.facts), points=term.points) if term else None
    )


def reasons_of(one: Contribution | None, evidence: Evidence) -> list[Told]:
    """The reasons of a factor; none of one that is not there."""
    reasons = one.reasons if one else ()
    return [Told(code=reason.code, facts=plain(reason.facts, evidence)) for reason in reasons]


def _side(side: SideScore) -> SideSum:
    return SideSum(base=side.base, score=side.score)


def _factor(one: Contribution, evidence: Evidence) -> FactorLine:
    return FactorLine(
        side=one.side,
        factor=one.factor,
        points=one.points,
        side_points=one.side_points,
        weight=one.weight,
        value=one.value,
        prior=one.prior,
        low=one.low,
        high=one.high,
        is_known=one.is_known,
        reasons=reasons_of(one, evidence),
        lines=[Line(code=part.code, facts=plain(part.facts, evidence), points=part.points) for part in one.parts],
    )
