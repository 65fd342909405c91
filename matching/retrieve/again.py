"""The same view for the person as they would be after a deed: only what the deed bears on is worked out anew."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from matching.config import Weight
from matching.eligibility import RULES
from matching.eligibility.demands import scan_skills
from matching.eligibility.rule import FAIL, Rule
from matching.market.prices import priced_over
from matching.retrieve import wide
from matching.retrieve.facets import ESSENTIALS
from matching.retrieve.inverted import are_among, places_among, rising
from matching.retrieve.lens import Lens
from matching.retrieve.loops import Bits, Mask
from matching.retrieve.narrow import Narrow
from matching.retrieve.patched import Patched
from matching.retrieve.reads import BITS, OF_PEOPLE, changed
from matching.retrieve.scan import scan, scan_again
from matching.retrieve.view import View
from matching.retrieve.wide import Sides, Wide
from matching.scoring.personal import scheme_of
from matching.scoring.shapes import Numbers
from matching.types import Seeker, SkillClaim


class Deed(NamedTuple):
    """A person as they would be. `claim`: the one they make more, or better, where that is all that changes."""

    after: Seeker
    claim: SkillClaim | None = None


class Reach(NamedTuple):
    """What will be asked of a view: its first `top` rows, and those whose key is `key` or higher."""

    top: int
    key: int


def again(view: View, deeds: Sequence[Deed], reach: Reach | None = None) -> list[View]:
    """For each deed what looking anew would see; of those that are a claim alone, all in one pass over the rows.

    Only what is within `reach`, where that is told, is worked out at once: the rest when it is asked for after all.
    """
    if isinstance(view, Patched):
        return again(view.whole, deeds, reach)
    if isinstance(view, Narrow):
        return [_narrow(view, deed.after, deed.claim) for deed in deeds]
    if not isinstance(view, Wide):
        raise TypeError(type(view).__qualname__)
    alone = [Claimed(deed.after, deed.claim) for deed in deeds if deed.claim is not None and _is_local(view)]
    claimed = iter(_claimed(view, alone, _floor(view, reach)))
    return [next(claimed) if deed.claim is not None and _is_local(view) else _wide(view, deed.after) for deed in deeds]


def _floor(view: Wide, reach: Reach | None) -> int:
    """The lowest key that will be asked for: a claim lowers none, so what leads now does not fall below it."""
    if reach is None or reach.top > view.eligible:
        return 0
    return min(reach.key, int(view.keys[view.leading(reach.top)].min(initial=reach.key)))


def _is_local(view: Wide) -> bool:
    """Whether one claim more changes only rows that ask for something near to it."""
    factors = {weight.factor for weight in (*view.scheme.forward, *view.scheme.backward)}
    return bool(view.seeker.skills) and not ("practice" in factors and len(view.segment.shelf.affords["concept"]))


def _narrow(view: Narrow, after: Seeker, claim: SkillClaim | None) -> Narrow:
    if claim is None:
        lens = Lens(after, view.segment.shelf, view.scene)
        scanned = scan(lens)
    else:
        lens = view.lens.with_claim(after, claim)
        scanned = scan_again(view.scan, lens)
    return Narrow(view.segment, after, view.scene, view.wanted, view.day_seed, lens, scanned, taken=view.taken)


def _wide(view: Wide, after: Seeker) -> Wide:
    """Anything may have changed."""
    then = _empty(view, after)
    if view.seeker.weights != after.weights:
        return then
    differs = changed(view.seeker, after)
    rules = tuple(rule for rule in RULES if OF_PEOPLE[rule.name] & differs)
    _settle(then, view, _failed(view, then, rules) if rules else view.failed)
    scheme = (*view.scheme.forward, *view.scheme.backward)
    factors = {weight.factor for weight in scheme if OF_PEOPLE[weight.factor] & differs}
    then.__dict__["sides"] = _sides(view, then, factors)
    return then


class Claimed(NamedTuple):
    """A deed that is a claim alone."""

    after: Seeker
    claim: SkillClaim


class _Risen(NamedTuple):
    """Where among the eligible rows those stand that a deed helps to the floor, rising, and their new products."""

    at: Numbers
    products: Numbers


def _claimed(view: Wide, deeds: Sequence[Claimed], floor: int) -> list[Patched]:
    """Nothing changed but one claim, which no credit is lost by."""
    gains = [view.lens.gains(deed.claim) for deed in deeds]
    risen = _risen(view, gains, floor) if deeds else []
    return [_patched(view, *each, floor) for each in zip(deeds, gains, risen, strict=True)]


def _patched(view: Wide, deed: Claimed, gains: tuple[Numbers, Numbers], risen: _Risen, floor: int) -> Patched:
    then = _empty(view, deed.after)
    then.tables.update(view.tables)  # none of these speaks of skills
    turned = _turned(view, deed.after, deed.claim)
    left = places_among(turned.rows[turned.hides], view.rows)
    rows, found, out = view.rows[risen.at], risen.products, risen.at
    if len(left):
        stays = ~are_among(risen.at, left)
        rows, found, out = rows[stays], found[stays], rising(np.concatenate((risen.at, left)))
    shown = turned.rows[~turned.hides]
    came = shown[view.wanted[shown] & (view.failed[shown] == BITS["skills"])]
    if len(came):
        sides, at = then.sides_of(came, _earned(view, came, *gains)), np.searchsorted(rows, came)
        rows, found = np.insert(rows, at, came), np.insert(found, at, sides.forward * sides.backward)
    keys = found if view.taken is None else priced_over(found, view.taken[rows])
    given = (view.segment, deed.after, view.scene, view.wanted, view.day_seed)
    return Patched(*given, base=view, whole=then, out=out, into=rows, into_keys=keys, floor=floor, taken=view.taken)


class _Turned(NamedTuple):
    """Rows of which the rule on skills says something else now, and whether it hides them."""

    rows: Numbers
    hides: Mask


def _turned(view: Wide, after: Seeker, claim: SkillClaim) -> _Turned:
    """Only looks that ask for what the claim lifts are judged again."""
    lens, columns = view.lens_of(ESSENTIALS), view.columns
    raised = _raised(lens, claim)
    if not len(raised):
        return _Turned(raised, raised > 0)
    looks = columns.essential.any_of(raised)
    before = view.on_skills[ESSENTIALS].fails[looks] > 0
    hides = scan_skills(lens.with_claim(after, claim), lens.shelf.requirements.take(looks)) == FAIL
    rows = columns.essential_rows.any_of(looks[hides != before])
    table = np.zeros(len(lens), dtype=np.bool_)
    table[looks] = hides
    return _Turned(rows, table[columns.facet(ESSENTIALS).codes[rows]])


def _raised(lens: Lens, claim: SkillClaim) -> Numbers:
    """The numbers of concepts on which a claim lifts a level."""
    numbers, levels = lens.shelf.concepts.numbers, lens.skill_levels
    above = (numbers.get(concept) for concept in lens.scene.graph.above(claim.concept))
    raised = [number for number in above if number is not None and levels[number] < claim.level]
    return np.array(raised, dtype=np.int64)


def _empty(view: Wide, after: Seeker) -> Wide:
    scheme = scheme_of(view.scene.config, view.segment.shelf.market, after)
    return Wide(view.segment, after, view.scene, view.wanted, view.day_seed, scheme, taken=view.taken)


def _settle(then: Wide, view: Wide, failed: Bits) -> None:
    """Where `cached_property` keeps it: what is known of the rows."""
    then.__dict__["failed"] = failed
    if failed is view.failed:
        then.__dict__["rows"] = view.rows


def _failed(view: Wide, then: Wide, judged: Sequence[Rule]) -> Bits:
    """The bits with those of some rules judged anew; the very same array where nothing changes."""
    before, after = view.outcomes_of(judged), then.outcomes_of(judged)
    is_same = all(np.array_equal(before[look].fails, after[look].fails) for look in before)
    if is_same and not any(rule.name == "travel" for rule in judged):
        return view.failed
    failed = view.failed & np.uint32(0xFFFFFFFF - sum(BITS[rule.name] for rule in judged))
    then.mark(failed, judged)
    return failed


def _sides(view: Wide, then: Wide, factors: Collection[str]) -> Sides:
    """Of rows that were eligible before, less what those factors weighed, plus what they weigh now; others anew."""
    at, stays = _stays(view, then)
    rows, own = then.rows[stays], at[stays]
    old = Sides(*(side[own] for side in view.sides))
    earned = then.earned(rows) if "skills" in factors or "practice" in factors else old.earned
    was, now = view.weigh(factors, rows, old.earned), then.weigh(factors, rows, earned)
    new = Sides(old.forward - was[0] + now[0], old.backward - was[1] + now[1], earned)
    entered = then.sides_of(then.rows[~stays])
    return Sides(*(_woven(stays, kept, other) for kept, other in zip(new, entered, strict=True)))


def _stays(view: Wide, then: Wide) -> tuple[Numbers, Mask]:
    """For each row that is eligible now, where it stood among those that were, and whether it did."""
    if not len(view.rows):
        return np.zeros(len(then.rows), dtype=np.int64), np.zeros(len(then.rows), dtype=np.bool_)
    at = np.minimum(np.searchsorted(view.rows, then.rows), len(view.rows) - 1)
    return at, view.rows[at] == then.rows


def _woven(stays: Mask, kept: Numbers, entered: Numbers) -> Numbers:
    woven = np.empty(len(stays), dtype=np.int64)
    woven[stays], woven[~stays] = kept, entered
    return woven


def _earned(view: Wide, rows: Numbers, which: Numbers, more: Numbers) -> Numbers:
    """What the demands of some rows earn once these demands earn more."""
    rise = more.astype(np.int16)
    view.credits[which] += rise  # each of them once
    earned = view.earned(rows)
    view.credits[which] -= rise
    return earned


def _risen(view: Wide, gains: Sequence[tuple[Numbers, Numbers]], floor: int) -> list[_Risen]:
    """What each deed makes of the eligible rows, from the demands of which each earns more, and how much.

    Competition only takes from a product, so what does not come up to the floor before does not do so after.
    """
    columns, count, asked = view.columns, len(gains), view.columns.demands
    lifts = [_lifts(view, *each) for each in gains]
    which, more = (np.concatenate(each) for each in zip(*lifts, strict=True))
    deeds = np.repeat(np.arange(count, dtype=np.int32), [len(own) for own, _ in lifts])
    order = np.argsort(which, kind="stable")
    listed = np.zeros(len(asked.which) + 1, dtype=np.int32)
    np.cumsum(np.bincount(which, minlength=len(asked.which)), out=listed[1:])
    room = [min(int(asked.counts[own].sum()), len(view.rows)) for own, _ in lifts]
    begins = np.concatenate(([0], np.cumsum(room, dtype=np.int64)))
    counts, at, products = np.zeros(count, np.int64), np.empty(begins[-1], np.int64), np.empty(begins[-1], np.int64)
    wide.loop.rise(
        asked.starts,
        asked.told,
        view.rows,
        *view.sides,
        columns.weight,
        np.array([*_weights(view.scheme.forward), *_weights(view.scheme.backward), view.scene.config.half_missing]),
        listed,
        deeds[order],
        more[order],
        floor,
        np.zeros(count, np.int64),
        np.empty(count, np.int64),
        begins,
        counts,
        at,
        products,
    )
    return [_Risen(at[b : b + n], products[b : b + n]) for b, n in zip(begins.tolist(), counts.tolist(), strict=False)]


def _lifts(view: Wide, which: Numbers, more: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of the demands that earn more, and what more that weighs."""
    asked, credits_ = view.columns.demands, np.zeros(len(view.credits), dtype=np.int64)
    credits_[which] = more
    lifts = asked.weights * credits_[asked.which]
    own = np.flatnonzero(lifts)
    return own, lifts[own]


def _weights(side: Sequence[Weight]) -> tuple[int, int]:
    """What the factors that look at demands weigh."""
    weights = {one.factor: one.weight for one in side}
    return weights.get("skills", 0), weights.get("practice", 0)
