"""The waiting list is the run going on: when seats come free, who moves up?

Whoever declined wishes for nothing any more, whoever accepted wishes for nothing else, and the same call runs again
with the same lottery. When somebody leaves, nobody who stays is worse off under deferred acceptance (Crawford 1991,
"Comparative statics in matching markets", Journal of Economic Theory 54), so this only ever promotes; seats and
seed are those of the commitment, and the new result is proved by the same kind of bundle.
"""

from collections.abc import Collection
from dataclasses import dataclass

from matching.allocate.allocation import Allocation, allocate
from matching.allocate.call import Wish
from matching.errors import BadInput


@dataclass(frozen=True, slots=True)
class Promotion:
    """Somebody who moves to a place they had wished for more; `before` is None for who had none."""

    applicant: str
    before: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Continuation:
    """The result after the answers, and who moved."""

    allocation: Allocation
    promotions: tuple[Promotion, ...]


def continued(
    allocation: Allocation, *, declined: Collection[str] = (), accepted: Collection[str] = ()
) -> Continuation:
    """Runs on after some declined what they were offered (or withdrew) and some accepted it for good.

    Everybody else keeps all wishes. Raises UnknownId for strangers, BadInput `continuation.both` for who did both and
    `continuation.nothing-to-accept` for who has no place.
    """
    both = sorted(set(declined) & set(accepted))
    if both:
        raise BadInput("continuation.both", applicant=both[0])
    changed: dict[str, tuple[Wish, ...]] = {allocation.placement(one).applicant: () for one in declined}
    for one in accepted:
        placement = allocation.placement(one)
        if placement.place is None:
            raise BadInput("continuation.nothing-to-accept", applicant=one)
        changed[one] = (Wish(placement.place, allocation.scores[one, placement.place]),)
    after = allocate(allocation.call.with_wishes(changed), allocation.seed)
    return Continuation(after, _promotions(allocation, after))


def _promotions(before: Allocation, after: Allocation) -> tuple[Promotion, ...]:
    return tuple(
        Promotion(now.applicant, then.place, now.place)
        for then, now in zip(before.placements, after.placements, strict=True)
        if now.place is not None and now.place != then.place
    )
