"""Across markets: a skill that is missing, who teaches it and has room, and what it would open. Every promise exact."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np

from matching.config import Policy
from matching.eligibility import RULES
from matching.explain.actions import Action, learn
from matching.rank import EVERYTHING, Asked, arranged_of, check_seeker, look, look_again, rank_of
from matching.retrieve.again import Deed
from matching.retrieve.filters import Filters
from matching.retrieve.lens import Lens
from matching.retrieve.snapshot import Snapshot
from matching.retrieve.view import View
from matching.scoring.demand import WHOLE
from matching.scoring.shapes import Numbers
from matching.types import Item, Market, Requirement, Seeker, SkillClaim

MOST = 3  # openings a panel can carry
TRIED = 12  # skills on a level worth a look at everything: those with most to gain come first
BIT_OF_SKILLS = 1 << next(place for place, rule in enumerate(RULES) if rule.name == "skills")
STEPS = 12  # divisible by every number of levels one can climb


@dataclass(frozen=True, slots=True)
class Opening:
    """One skill on one level, and what the whole market would look like with it.

    `unlocks` items are hidden now and would not be; `enters` stand behind the first page now and would be on it;
    `raises` would score higher; `opens`, by which openings are ordered, counts each unlocked or entering item once.
    `best` climbs most: from `rank_before` (None: hidden) to `rank_after`. `steps`: levels to climb, the effort.
    `teachers`: ids, the best for this person first.
    """

    action: Action
    concept: str
    level: int
    steps: int
    teachers: tuple[str, ...]
    opens: int
    unlocks: int
    enters: int
    raises: int
    best: str | None
    rank_before: int | None
    rank_after: int | None


class _Lesson(NamedTuple):
    """Something to learn, and the market before and after."""

    action: Action
    concept: str
    level: int
    steps: int
    after: tuple[View, ...]
    unlocks: int
    hides: int
    raises: int
    page: tuple[Item, ...]
    opened: frozenset[str]


def teachers(seeker: Seeker, snapshot: Snapshot, asked: Asked) -> tuple[Item, ...]:
    """Who teaches anything in the market asked for, is open to this person and has room, the best for them first.

    A capacity that is not stated counts as room: what is full is no longer on offer.
    """
    views = look(seeker, snapshot, asked)
    count = sum(len(view.rows) for view in views)
    ordered = arranged_of(views, snapshot.config.policy("plain"), max(1, count)).items
    return tuple(item for item in ordered if item.teaches and item.capacity != 0)


def openings(
    seeker: Seeker,
    snapshot: Snapshot,
    taught_by: Iterable[Item],
    *,
    now: datetime,
    day_seed: str,
    filters: Filters = EVERYTHING,
    policy: str = "fit",
    page: int = 10,
    about: Item | None = None,
    most: int = MOST,
) -> tuple[Opening, ...]:
    """The skills that open most per level to climb, of those that `taught_by` (see `teachers`) teach.

    Counts and ranks are those that `rank` would give of opportunities for the person afterwards, with the same filters,
    policy and snapshot. `about`: only skills that this opportunity asks for. Each skill once, on its best level; none
    that would change nothing, nor one that would hide something (who is silent is asked whether they have what is
    indispensable; who says they have a little of it is not). Raises BadInput for a person with absurdly many claims.
    """
    check_seeker(seeker, snapshot.config)
    asked = Asked(now, day_seed, Market.OPPORTUNITIES, filters, page, policy)
    teaching = _teaching(taught_by)
    views, rules = look(seeker, snapshot, asked), snapshot.config.policy(policy)
    shown = {item.id for item in arranged_of(views, rules, page).items}
    found: dict[str, _Lesson] = {}
    for concept, level in _wanted(views, seeker, teaching, about)[:TRIED]:
        lesson = _lesson(seeker, views, rules, page, shown, concept, level)
        if not lesson.hides and (lesson.raises or lesson.opened):
            found[concept] = min(found.get(concept, lesson), lesson, key=_order)
    best = sorted(found.values(), key=_order)[:most]
    return tuple(_opening(lesson, views, shown, rules, teaching[lesson.concept]) for lesson in best)


def _teaching(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for concept in dict.fromkeys(item.teaches):
            found[concept].append(item.id)
    return {concept: tuple(ids) for concept, ids in found.items()}


def _wanted(
    views: Sequence[View], seeker: Seeker, teaching: Mapping[str, tuple[str, ...]], about: Item | None
) -> list[tuple[str, int]]:
    """(concept, level) that is taught, asked for and not yet there, the greatest loss of credit first."""
    among = None if about is None else {requirement.concept for requirement in about.requirements}
    held = _held(seeker)
    lost: Counter[tuple[str, int]] = Counter()
    for view in views:
        numbers = view.segment.shelf.concepts.numbers
        taught = {numbers[one]: one for one in teaching if one in numbers and (among is None or one in among)}
        for number, level, loss in _losses(view, np.array(sorted(taught), dtype=np.int64)):
            if level > held[taught[number]]:
                lost[taught[number], level] += loss
    return sorted(lost, key=lambda one: (-lost[one], one))


def _losses(view: View, taught: Numbers) -> Iterator[tuple[int, int, int]]:
    """(number of a concept, level, missing weight) of each demand of what is shown, or hidden for skills alone."""
    shelf = view.segment.shelf
    asked = shelf.requirements
    open_rows = view.wanted & ((view.failed == 0) | (view.failed == BIT_OF_SKILLS))
    demands = np.flatnonzero(np.isin(asked["concept"], taught) & np.repeat(open_rows, asked.lengths))
    concepts, levels, weights = (asked[name][demands] for name in ("concept", "level", "weight"))
    losses = weights * (WHOLE - Lens(view.seeker, shelf, view.scene).credit_table[levels, concepts])
    for concept, level, loss in zip(concepts.tolist(), levels.tolist(), losses.tolist(), strict=True):
        if loss:
            yield concept, level, loss


def _held(seeker: Seeker) -> Counter[str]:
    held: Counter[str] = Counter()
    for claim in seeker.skills:
        held[claim.concept] = max(held[claim.concept], claim.level)
    return held


def _lesson(
    seeker: Seeker,
    views: tuple[View, ...],
    policy: Policy,
    page: int,
    shown: set[str],
    concept: str,
    level: int,
) -> _Lesson:
    action = learn(seeker, Requirement(concept, level=level))
    (after,) = look_again(views, [Deed(action.after, _claimed(seeker, action.after))])
    unlocked = [np.setdiff1d(then.rows, now.rows, assume_unique=True) for now, then in zip(views, after, strict=True)]
    raised = sum(_raised(now, then) for now, then in zip(views, after, strict=True))
    hidden = sum(len(np.setdiff1d(now.rows, then.rows, True)) for now, then in zip(views, after, strict=True))
    first = arranged_of(after, policy, page).items
    seen = [
        view.segment.shelf.items[row].id for view, rows in zip(after, unlocked, strict=True) for row in rows.tolist()
    ]
    return _Lesson(
        action=action,
        concept=concept,
        level=level,
        steps=level - _held(seeker)[concept],
        after=after,
        unlocks=len(seen),
        hides=hidden,
        raises=raised,
        page=first,
        opened=frozenset(seen) | ({item.id for item in first} - shown),
    )


def _raised(now: View, then: View) -> int:
    """How many of what is shown now would score higher, what competition takes being off."""
    stays = np.isin(now.rows, then.rows, assume_unique=True)
    return int(np.count_nonzero(then.keys[np.searchsorted(then.rows, now.rows[stays])] > now.keys[stays]))


def _claimed(seeker: Seeker, after: Seeker) -> SkillClaim | None:
    """The claim that is made or bettered, where that is all that changes."""
    if not seeker.skills or after.denied != seeker.denied:
        return None
    known = {id(claim) for claim in seeker.skills}
    return next(claim for claim in after.skills if id(claim) not in known)


def _order(lesson: _Lesson) -> tuple[int, int, str, int]:
    """What opens most for each level to climb; then what raises most."""
    share = STEPS // lesson.steps
    return -len(lesson.opened) * share, -lesson.raises * share, lesson.concept, lesson.level


def _opening(
    lesson: _Lesson, views: tuple[View, ...], shown: set[str], policy: Policy, teaching: tuple[str, ...]
) -> Opening:
    climbs = [(rank_of(item, views, policy), rank, item.id) for rank, item in enumerate(lesson.page, start=1)]
    rising = [one for one in climbs if one[0] is None or one[0] > one[1]]
    best = min(rising, key=lambda one: (one[0] is not None, one[1] - (one[0] or 0), one[1]), default=None)
    return Opening(
        action=lesson.action,
        concept=lesson.concept,
        level=lesson.level,
        steps=lesson.steps,
        teachers=teaching,
        opens=len(lesson.opened),
        unlocks=lesson.unlocks,
        enters=sum(item.id not in shown for item in lesson.page),
        raises=lesson.raises,
        best=best[2] if best else None,
        rank_before=best[0] if best else None,
        rank_after=best[1] if best else None,
    )
