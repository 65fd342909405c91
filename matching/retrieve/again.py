"""The same view for the person as they would be after a deed: only what the deed bears on is worked out anew."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import NamedTuple

import numpy as np

from matching.eligibility import RULES
from matching.eligibility.demands import scan_skills
from matching.eligibility.rule import FAIL, Rule
from matching.factors import practice, skills
from matching.market.prices import priced_over
from matching.retrieve import wide
from matching.retrieve.facets import ESSENTIALS
from matching.retrieve.lens import Lens
from matching.retrieve.loops import Bits, Mask
from matching.retrieve.narrow import Narrow
from matching.retrieve.patched import Patched
from matching.retrieve.reads import BITS, OF_PEOPLE
from matching.retrieve.scan import scan, scan_again
from matching.retrieve.view import View
from matching.retrieve.wide import Sides, Wide
from matching.scoring.personal import scheme_of
from matching.scoring.shapes import Numbers
from matching.types import Seeker, SkillClaim

FIELDS = tuple(field.name for field in fields(Seeker) if field.name not in {"id", "weights"})


def again(view: View, after: Seeker, claim: SkillClaim | None) -> View:
    """Equal to looking anew. `claim`: the one the person makes more, or better, where that is all that changes."""
    if isinstance(view, Patched):
        return again(view.whole, after, claim)
    if isinstance(view, Narrow):
        return _narrow(view, after, claim)
    if not isinstance(view, Wide):
        raise TypeError(type(view).__qualname__)
    return _wide(view, after) if claim is None else _claimed(view, after, claim)


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
    changed = frozenset(name for name in FIELDS if getattr(view.seeker, name) != getattr(after, name))
    rules = tuple(rule for rule in RULES if OF_PEOPLE[rule.name] & changed)
    _settle(then, view, _failed(view, then, rules) if rules else view.failed)
    scheme = (*view.scheme.forward, *view.scheme.backward)
    factors = {weight.factor for weight in scheme if OF_PEOPLE[weight.factor] & changed}
    then.__dict__["sides"] = _sides(view, then, factors)
    return then


def _claimed(view: Wide, after: Seeker, claim: SkillClaim) -> View:
    """Nothing changed but one claim, which no credit is lost by."""
    factors = {weight.factor for weight in (*view.scheme.forward, *view.scheme.backward)}
    if not view.seeker.skills or ("practice" in factors and len(view.segment.shelf.affords["concept"])):
        return _wide(view, after)
    then = _empty(view, after)
    then.tables.update(view.tables)  # none of these speaks of skills
    which, more = view.lens.gains(claim)
    risen, products = _risen(view, which, more)
    turned = _turned(view, after, claim)
    left = view.position[turned.rows[turned.hides]]
    left = left[left >= 0].astype(np.int64)
    stays = ~np.isin(risen, left) if len(left) else np.ones(len(risen), dtype=np.bool_)
    shown = turned.rows[~turned.hides]
    came = shown[view.wanted[shown] & (view.failed[shown] == BITS["skills"])]
    rows, found = view.rows[risen[stays]], products[stays]
    if len(came):
        sides, at = then.sides_of(came, _earned(view, came, which, more)), np.searchsorted(rows, came)
        rows, found = np.insert(rows, at, came), np.insert(found, at, sides.forward * sides.backward)
    keys = found if view.taken is None else priced_over(found, view.taken[rows])
    out = np.union1d(risen, left) if len(left) else risen
    given = (view.segment, after, view.scene, view.wanted, view.day_seed)
    return Patched(*given, base=view, whole=then, out=out, into=rows, into_keys=keys, taken=view.taken)


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


def _sides(view: Wide, then: Wide, factors: Iterable[str]) -> Sides:
    """Of rows that were eligible before, less what those factors weighed, plus what they weigh now; others anew."""
    at, stays = _stays(view, then)
    rows, own = then.rows[stays], at[stays]
    old = Sides(*(side[own] for side in view.sides))
    new = old._replace(earned=then.earned(rows) if "skills" in factors or "practice" in factors else old.earned)
    for name in factors:
        view.add(name, rows, old, -1)
        then.add(name, rows, new)
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


def _risen(view: Wide, which: Numbers, more: Numbers) -> tuple[Numbers, Numbers]:
    """Where among the eligible rows those stand that earn anything of what these demands earn more; their products."""
    gained, touched = view.room
    count = wide.loop.gain(*view.columns.holders, more, which, view.position, gained, touched)
    at = np.sort(touched[:count])
    plus = gained[at]
    gained[at] = 0
    forward, backward, earned = (side[at] for side in view.sides)
    weight = view.columns.weight[view.rows[at]]
    before, after = _worth(view, weight, earned), _worth(view, weight, earned + plus)
    for weights, side in ((view.scheme.forward, forward), (view.scheme.backward, backward)):
        for one in weights:
            if one.factor in after:
                np.add(side, one.weight * (after[one.factor] - before[one.factor]), out=side)
    return at, forward * backward


def _worth(view: Wide, weight: Numbers, earned: Numbers) -> dict[str, Numbers]:
    """What factors of skills are worth where something is asked for; elsewhere a claim gains nothing."""
    return {
        "skills": skills.over(view.scene, weight, earned),
        "practice": practice.over(weight, earned, np.zeros_like(earned)),
    }
