"""How many people a posting reaches, without giving away the few."""

from backend.matches.schemas.reach import CostRead, PeopleCount, ReachRead, SofterRead
from backend.matches.telling.facts import plain
from matching.explain.reach import Cost, Reach

FEW = 10  # below this, a number of people is told only as few


def reach_of(found: Reach) -> ReachRead:
    """Every count protected; with too few people in all, nothing about demands is said."""
    total = found.total
    return ReachRead(
        total=count_of(total, total),
        eligible=count_of(found.eligible, total),
        musts=count_of(found.musts, total),
        everything=count_of(found.everything, total),
        costs=[_cost_of(cost, total) for cost in found.costs] if total >= FEW else [],
    )


def count_of(n: int, total: int) -> PeopleCount:
    """Nobody and everybody are told; between them, neither the few nor the few who are left."""
    if 0 < n < FEW:
        return PeopleCount(n=None, bound="few")
    return PeopleCount(n=None, bound="nearly-all") if 0 < total - n < FEW else PeopleCount(n=n)


def _cost_of(cost: Cost, total: int) -> CostRead:
    softer = cost.softer
    return CostRead(
        code=cost.code,
        facts=plain(cost.facts),
        importance=cost.importance,
        costs=count_of(cost.costs, total),
        unsaid=count_of(cost.unsaid, total),
        only=count_of(cost.only, total),
        hides=count_of(cost.hides, total),
        softer=softer
        and SofterRead(code=softer.code, facts=plain(softer.facts), brings=count_of(softer.brings, total)),
    )
