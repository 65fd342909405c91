"""The whole arithmetic of one pair."""

import math
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from matching.config import WHOLE, Scheme, Weight
from matching.eligibility import judge
from matching.factors import factor
from matching.factors.factor import Share, Told
from matching.market.prices import FREE, Charge, priced
from matching.retrieve.reads import OF_PEOPLE, changed
from matching.scene import Scene
from matching.scoring import mutual
from matching.scoring.personal import scheme_of
from matching.types import Contribution, Item, Match, Move, Part, Seeker, Side, SideScore, Term


class Valued(NamedTuple):
    """One factor of one side of one pair: its weight, its value, and whether that is known."""

    weight: Weight
    value: int
    is_known: bool


class Pair(NamedTuple):
    """A person and an item with every value of either side, before anything is told of them."""

    scheme: Scheme
    forward: tuple[Valued, ...]
    backward: tuple[Valued, ...]


def pair(seeker: Seeker, item: Item, scene: Scene) -> Pair:
    """The pair in this scene, worked out once: its score, its lines and its levers stand on the same values."""
    return scene.once(_pair, seeker, item)


def _pair(scene: Scene, seeker: Seeker, item: Item) -> Pair:
    """Each factor's value, the market's prior where it cannot be known."""
    scheme = scheme_of(scene.config, item.market, seeker)
    known: dict[str, int | None] = {}
    for weight in (*scheme.forward, *scheme.backward):
        if weight.factor not in known:
            known[weight.factor] = factor(weight.factor).value(seeker, item, scene)
    forward, backward = (tuple(_valued(one, known[one.factor]) for one in side) for side in scheme.sides)
    return Pair(scheme, forward, backward)


def _valued(weight: Weight, value: int | None) -> Valued:
    return Valued(weight, weight.prior, is_known=False) if value is None else Valued(weight, value, is_known=True)


def sides(seeker: Seeker, item: Item, scene: Scene) -> tuple[int, int]:
    """The two sides as integers, 0..1 000 000 each."""
    _, forward, backward = _pair(scene, seeker, item)
    return total(forward), total(backward)


def sides_after(before: Seeker, after: Seeker, item: Item, scene: Scene) -> tuple[int, int]:
    """The two sides for the person as they would be: only what reads a field that changes is worked out anew."""
    if before.weights != after.weights:
        return sides(after, item, scene)
    _, forward, backward = pair(before, item, scene)
    differs, known = changed(before, after), dict[str, int | None]()
    for one in (*forward, *backward):
        name = one.weight.factor
        if name not in known and OF_PEOPLE[name] & differs:
            known[name] = factor(name).value(after, item, scene)
    return _moved(forward, known), _moved(backward, known)


def _moved(side: Sequence[Valued], known: Mapping[str, int | None]) -> int:
    """One side as an integer, with these values instead of its own."""
    return total([_valued(one.weight, known[one.weight.factor]) if one.weight.factor in known else one for one in side])


def total(valued: Sequence[Valued]) -> int:
    """One side as an integer."""
    return sum(one.weight.weight * one.value for one in valued)


def explain(
    seeker: Seeker,
    item: Item,
    scene: Scene,
    rank: int | None = None,
    moves: tuple[Move, ...] = (),
    charge: Charge = FREE,
) -> Match:
    """The match of a pair: two side scores, the mutual score, every contribution with its reasons, and competition."""
    scheme, forward, backward = pair(seeker, item, scene)
    split = mutual.split(scheme, total(forward), total(backward))
    factors = {one.weight.factor for one in (*forward, *backward)}
    told = {name: factor(name).tell(seeker, item, scene) for name in factors}
    there, back = ([_span(one, told[one.weight.factor]) for one in side] for side in (forward, backward))
    contributions = (
        *map(_contribution, repeat(Side.FORWARD), there, repeat(split.per_forward)),
        *map(_contribution, repeat(Side.BACKWARD), back, repeat(split.per_backward)),
    )
    fit = total(forward) * total(backward)
    low = sum(one.weight.weight * one.low for one in there) * sum(one.weight.weight * one.low for one in back)
    high = sum(one.weight.weight * one.high for one in there) * sum(one.weight.weight * one.high for one in back)
    return Match(
        item_id=item.id,
        person_id=seeker.id,
        market=item.market,
        score=mutual.score(priced(fit, charge.taken), 1),
        base=split.base,
        low=mutual.score(priced(low, charge.taken), 1),
        high=mutual.score(priced(high, charge.taken), 1),
        forward=_side_score(forward),
        backward=_side_score(backward),
        contributions=contributions,
        verdicts=judge(seeker, item, scene),
        rank=rank,
        moves=moves,
        competition=_competition(fit, charge) if charge.taken else None,
    )


def _competition(fit: int, charge: Charge) -> Term:
    """What comes off; less than is asked only where there is no more to take."""
    points = mutual.score(priced(fit, charge.taken), 1) - mutual.score(fit, 1)
    return Term("competition.shown-to-many", points, {"price": charge.price, "taken": charge.taken})


def _side_score(valued: Sequence[Valued]) -> SideScore:
    return SideScore(mutual.priors([one.weight for one in valued]) / mutual.POINTS, total(valued) / mutual.POINTS)


class _Span(NamedTuple):
    """A factor of one side with what is told of it, and between what it lies while something is not known."""

    weight: Weight
    value: int
    is_known: bool
    told: Told
    low: int
    high: int


def _span(one: Valued, told: Told) -> _Span:
    weight, value = one.weight, one.value
    if not one.is_known:
        return _Span(*one, told, weight.low, weight.high)
    return _Span(*one, told, value, max(value, weight.high) if told.is_guess else value)


def _contribution(side: Side, one: _Span, per_unit: float) -> Contribution:
    weight, value, told = one.weight, one.value, one.told
    units = weight.weight * (value - weight.prior)
    points = units * per_unit
    return Contribution(
        side=side,
        factor=weight.factor,
        points=points,
        side_points=units / mutual.POINTS,
        weight=weight.weight / WHOLE,
        value=value / WHOLE,
        prior=weight.prior / WHOLE,
        low=one.low / WHOLE,
        high=one.high / WHOLE,
        is_known=one.is_known and not told.is_guess,
        reasons=told.reasons,
        parts=_parts(told.shares, value, weight, points, per_unit) if one.is_known else (),
    )


def _parts(shares: Sequence[Share], value: int, weight: Weight, points: float, per_unit: float) -> tuple[Part, ...]:
    """The points of a factor, line by line.

    What is covered lifts from the prior to the top, pro rata to the weight gained; what is missing takes down from the
    top, pro rata to the weight lost. The last line takes the rounding.
    """
    if not shares:
        return ()
    gained, lost = sum(share.gained for share in shares), sum(share.lost for share in shares)
    lift, drop = WHOLE - weight.prior if gained else value - weight.prior, WHOLE - value if gained else 0
    unit = weight.weight * per_unit
    count = len(shares)
    exact = [unit * (_of(lift, one.gained, gained, count) - _of(drop, one.lost, lost, 1)) for one in shares]
    exact[-1] = points - math.fsum(exact[:-1])
    return tuple(Part(share.code, line, share.facts) for share, line in zip(shares, exact, strict=True))


def _of(whole: int, part: int, parts: int, count: int) -> float:
    """The share of `whole` that goes to `part` of `parts`; split evenly where there are no parts."""
    return whole * part / parts if parts else whole / count
