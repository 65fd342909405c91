"""What each rule and each factor reads: of an item, and of a person. Tests hold both against the whole computation."""

from collections.abc import Callable, Mapping
from dataclasses import fields

from matching.eligibility import RULES
from matching.factors import FACTORS, goals, time
from matching.retrieve.facets import ESSENTIALS
from matching.retrieve.lens import Lens
from matching.scoring.shapes import Numbers
from matching.types import Seeker

BITS: Mapping[str, int] = {rule.name: 1 << place for place, rule in enumerate(RULES)}

LOOKS: Mapping[str, tuple[str, ...]] = {
    "deadline": ("deadline",),
    "travel": (),  # a place is like no other: rows are measured themselves
    "remote": ("remote",),
    "hours": ("hours",),
    "dates": ("starts", "ends"),
    "pay": ("pay",),
    "price": ("price",),
    "education": ("education",),
    "languages": ("languages",),
    "skills": (ESSENTIALS,),
} | {rule.name: ("conditions",) for rule in RULES if rule.name.startswith("condition-")}
"""Rule → the facets it looks at; it hides what any of them hides."""

FACETS: Mapping[str, str] = {
    "conditions": "conditions",
    "deadline": "deadline",
    "education": "education",
    "experience": "experience",
    "grant": "grant",
    "growth": "offers",
    "language": "languages",
    "occupation": "occupation",
    "pay": "pay",
    "price": "price",
    "responsiveness": "reply",
}
"""Factor → the one facet it looks at; the others are put together from several."""

PARTS: Mapping[str, tuple[tuple[str, Callable[[Lens], Numbers]], ...]] = {
    "goals": (("kind", goals.scan_kind), ("occupation", goals.scan_occupation), ("subjects", goals.scan_subject)),
    "time": (("hours", time.scan), ("starts", time.scan), ("ends", time.scan)),
}

_FREE = frozenset({"available_from", "available_until"})
_CALLED = frozenset({"applicant", "place", "education_level"})
OF_PEOPLE: Mapping[str, frozenset[str]] = {
    "deadline": frozenset(),
    "travel": frozenset({"place", "travel_limit_km"}),
    "remote": frozenset({"remote"}),
    "hours": frozenset({"hours"}),
    "dates": _FREE,
    "pay": frozenset({"pay_floor"}),
    "price": frozenset({"rent_ceiling"}),
    "education": frozenset({"education_level", "fields"}),
    "languages": frozenset({"languages", "denied"}),
    "skills": frozenset({"skills", "denied"}),
    "conditions": _CALLED,
    "experience": frozenset({"experience"}),
    "goals": frozenset({"kinds", "occupations", "sectors", "goals"}),
    "grant": frozenset({"funding_need"}),
    "growth": frozenset({"goals"}),
    "language": frozenset({"languages"}),
    "occupation": frozenset({"experience"}),
    "place": frozenset({"place", "travel_limit_km", "remote"}),
    "practice": frozenset({"skills", "denied"}),
    "responsiveness": frozenset(),
    "time": frozenset({"hours"}) | _FREE,
} | {rule.name: _CALLED for rule in RULES if rule.name.startswith("condition-")}
"""Rule or factor → the fields of a person it reads."""

FIELDS = tuple(field.name for field in fields(Seeker) if field.name not in {"id", "weights"})


def changed(before: Seeker, after: Seeker) -> frozenset[str]:
    """The fields that a person would have otherwise; how they would weigh things is no part of what is read of them."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in FIELDS)
    return frozenset(name for name, was, then in pairs if was is not then and was != then)


assert set(LOOKS) == set(BITS)  # noqa: S101
assert OF_PEOPLE.keys() == BITS.keys() | FACTORS.keys()  # noqa: S101
