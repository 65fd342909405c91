"""What rules hide, and what a person could answer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

import numpy as np

from backend.matches.schemas.cards import HiddenBy, Relaxation
from backend.matches.schemas.told import FieldTarget, Question
from backend.matches.telling.facts import plain
from matching.errors import Fact
from matching.rank import Hidden
from matching.rank import Question as Asked
from matching.retrieve.filters import Mask
from matching.retrieve.shelf import Shelf
from matching.retrieve.view import View
from matching.types import Item, Seeker, Topic

TOPIC_FIELDS = {
    Topic.ORGANISATION_KIND: "kind",
    Topic.LEGAL_FORM: "legal_form",
    Topic.COMPANY_MONTHS: "founded_year",
    Topic.HEADCOUNT: "headcount",
    Topic.SECTOR: "sector_ids",
}
"""Where an organisation says what a condition asks. How much it can pay itself is said nowhere yet."""

OWN_FIELDS = {
    Topic.EDUCATION: "education_level",
    Topic.REGION: "municipality_id",
    Topic.LOW_DENSITY: "municipality_id",
}
"""Where a person does."""


class Gap(NamedTuple):
    """Something a person has not said, the things to which it would matter, and where to say it."""

    name: str
    is_open: Callable[[Seeker], bool]
    matters: Callable[[Item], bool]
    field: str


GAPS = (
    Gap("skills", lambda s: not s.skills, lambda i: bool(i.requirements or i.affords), "skills"),
    Gap(
        "wishes",
        lambda s: not (s.occupations or s.sectors),
        lambda i: bool(i.occupation or i.sectors),
        "occupation_ids",
    ),
    Gap("goals", lambda s: not s.goals, lambda i: bool(i.teaches or i.affords), "goal_ids"),
    Gap("place", lambda s: s.place is None, lambda i: i.place is not None and i.remote_share != 100, "municipality_id"),
    Gap("experience", lambda s: not s.experience, lambda i: bool(i.occupation or i.experience_months), "experience"),
    Gap("languages", lambda s: not s.languages, lambda i: bool(i.languages or i.speaks), "languages"),
    Gap("education", lambda s: s.education_level is None, lambda i: i.education is not None, "education_level"),
    Gap("hours", lambda s: s.hours is None, lambda i: i.hours is not None, "hours_min"),
)
_known: WeakKeyDictionary[Shelf, dict[str, Mask]] = WeakKeyDictionary()

RULE_GAPS = {"skills": "skills", "languages": "languages"}
"""Rules that ask a person about one more of what they have already said much about."""


def hidden_of(hidden: Iterable[Hidden]) -> list[HiddenBy]:
    """Each rule that hides, with what loosening it would show."""
    return [
        HiddenBy(
            code=f"hidden.{one.rule}",
            facts=plain({"limit": one.limit}),
            rule=one.rule,
            count=one.count,
            only=one.only,
            relaxations=[_relaxation(one.rule, step.to, step.shows) for step in one.loosenings],
        )
        for one in hidden
    ]


def _relaxation(rule: str, to: Fact, shows: int) -> Relaxation:
    return Relaxation(code=f"relax.{rule}", facts=plain({"to": to, "n": shows}), shows=shows)


def questions_of(
    seeker: Seeker, asked: Iterable[Asked], views: Sequence[View], venture_id: UUID | None
) -> list[Question]:
    """What the person could answer, most telling first."""
    open_gaps = [gap for gap in GAPS if gap.is_open(seeker)]
    found = {gap.name: _question(gap.name, _count(gap, views), FieldTarget(field=gap.field)) for gap in open_gaps}
    for rule in asked:
        name = RULE_GAPS.get(rule.rule)
        if name and name not in found:
            found[name] = _question(name, rule.count, FieldTarget(field=name))
    told = [*found.values(), *_conditions(asked, venture_id)]
    return sorted((one for one in told if one.count), key=lambda one: (-one.count, one.code))


def _count(gap: Gap, views: Sequence[View]) -> int:
    """To how many of the things that are shown it would matter."""
    return sum(int(np.count_nonzero(_mattering(gap, view.segment.shelf)[view.rows])) for view in views)


def _mattering(gap: Gap, shelf: Shelf) -> Mask:
    """The rows to which it would matter, worked out once for each shelf."""
    known = _known.setdefault(shelf, {})
    if gap.name not in known:
        known[gap.name] = np.array([gap.matters(item) for item in shelf.items], dtype=np.bool_)
    return known[gap.name]


def _question(name: str, count: int, target: FieldTarget) -> Question:
    return Question(code=f"question.{name}", facts={"n": count}, count=count, target=target)


def _conditions(asked: Iterable[Asked], venture_id: UUID | None) -> Iterator[Question]:
    for one in asked:
        if not one.rule.startswith("condition-"):
            continue
        target = target_of(Topic(one.rule.removeprefix("condition-").replace("-", "_")), venture_id)
        if target is not None:
            yield _question(one.rule, one.count, target)


def target_of(topic: Topic, venture_id: UUID | None) -> FieldTarget | None:
    """Where the answer to a condition is given; None where there is no such place."""
    if topic in OWN_FIELDS:
        return FieldTarget(field=OWN_FIELDS[topic])
    if topic in TOPIC_FIELDS:
        return FieldTarget(field=TOPIC_FIELDS[topic], organisation_id=venture_id)
    return None
