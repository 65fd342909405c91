"""Who may apply, as typed rules: data that a machine can judge and a person can read.

Funding calls and programme calls use them alike. Every rule speaks of a venture, of where it is, or of what somebody
has learnt. None speaks of a person's age, and none can: an unknown topic is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from backend.core.fields import Distinct
from backend.core.schema import Draft
from backend.organisations.models import LegalForm, OrganisationKind

Nuts = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[0-9A-Z]{0,3}$")]


class _Rule(Draft):
    """A bonus adds points where it is met; everything else has to be met."""

    is_bonus: bool = False
    note: Annotated[str, Field(max_length=300, description="Where the regulation says so.")] = ""


class _Bounds(_Rule):
    """A number between two."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        low, high = getattr(self, "at_least", None), getattr(self, "at_most", None)
        if low is None and high is None:
            raise PydanticCustomError("says_nothing", "Say at least one bound.")
        if low is not None and high is not None and low > high:
            raise PydanticCustomError("wrong_order", "The second cannot come before the first.")
        return self


class RegionRule(_Rule):
    """The venture is, or will be, in one of these places: NUTS codes of any level, or municipalities."""

    topic: Literal["region"]
    one_of: Annotated[list[UUID | Nuts], Field(min_length=1, max_length=100), Distinct]


class OrganisationKindRule(_Rule):
    """The venture is of one of these kinds."""

    topic: Literal["organisation_kind"]
    one_of: Annotated[list[OrganisationKind], Field(min_length=1), Distinct]


class LegalFormRule(_Rule):
    """The venture has one of these legal forms."""

    topic: Literal["legal_form"]
    one_of: Annotated[list[LegalForm], Field(min_length=1), Distinct]


class SectorRule(_Rule):
    """The venture works in one of these sectors, or in something narrower."""

    topic: Literal["sector"]
    one_of: Annotated[list[UUID], Field(min_length=1, max_length=40), Distinct]


class CompanyMonthsRule(_Bounds):
    """Months since the venture was founded."""

    topic: Literal["company_months"]
    at_least: Annotated[int | None, Field(ge=0, le=1200)] = None
    at_most: Annotated[int | None, Field(ge=0, le=1200)] = None


class HeadcountRule(_Bounds):
    """People who work there."""

    topic: Literal["headcount"]
    at_least: Annotated[int | None, Field(ge=0, le=1_000_000)] = None
    at_most: Annotated[int | None, Field(ge=0, le=1_000_000)] = None


class CoFinancingRule(_Rule):
    """The venture can pay this share of the costs itself, in per cent."""

    topic: Literal["co_financing"]
    at_least: Annotated[int, Field(ge=1, le=100)]


class EducationRule(_Bounds):
    """Level of the European Qualifications Framework that somebody in the team has reached."""

    topic: Literal["education"]
    at_least: Annotated[int | None, Field(ge=1, le=8)] = None
    at_most: Annotated[int | None, Field(ge=1, le=8)] = None


class LowDensityRule(_Rule):
    """The venture is in a sparsely populated municipality."""

    topic: Literal["low_density"]


Rule: TypeAlias = Annotated[
    RegionRule
    | OrganisationKindRule
    | LegalFormRule
    | SectorRule
    | CompanyMonthsRule
    | HeadcountRule
    | CoFinancingRule
    | EducationRule
    | LowDensityRule,
    Field(discriminator="topic"),
]


def _one_a_topic(rules: list[Rule]) -> list[Rule]:
    if len({(rule.topic, rule.is_bonus) for rule in rules}) < len(rules):
        raise PydanticCustomError("repeated_topic", "Each topic may be asked once, and be worth a bonus once.")
    return rules


Rules = Annotated[list[Rule], Field(max_length=18), AfterValidator(_one_a_topic)]

_RULES: TypeAdapter[list[Rule]] = TypeAdapter(Rules)


def sectors_in(rules: Iterable[Rule]) -> dict[str, UUID]:
    """The sectors that rules name, each with its place (RFC 6901) in a draft's `rules`."""
    return _named(rules, SectorRule)


def towns_in(rules: Iterable[Rule]) -> dict[str, UUID]:
    """The municipalities that rules name, each with its place in a draft's `rules`."""
    return _named(rules, RegionRule)


def _named(rules: Iterable[Rule], kind: type[SectorRule] | type[RegionRule]) -> dict[str, UUID]:
    return {
        f"/rules/{place}/one_of/{i}": one
        for place, rule in enumerate(rules)
        if isinstance(rule, kind)
        for i, one in enumerate(rule.one_of)
        if isinstance(one, UUID)
    }


@dataclass(frozen=True, slots=True)
class Term:
    """A rule as plain values, for whoever judges or searches: one of these, or a number between two."""

    topic: str
    one_of: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    is_bonus: bool = False


def stored(rules: list[Rule]) -> list[Any]:
    """Rules as plain JSON, for a column."""
    return list(_RULES.dump_python(rules, mode="json"))


def restored(rows: list[Any]) -> list[Rule]:
    """Rules from a column, checked again: what is no rule any more raises `pydantic.ValidationError`."""
    return _RULES.validate_python(rows)


def term_of(rule: Rule) -> Term:
    """A rule as plain values. Low density is a number: 1 where the municipality is sparsely populated, else 0."""
    if isinstance(rule, LowDensityRule):
        return Term(rule.topic, at_least=1, at_most=1, is_bonus=rule.is_bonus)
    one_of = tuple(str(value) for value in getattr(rule, "one_of", ()))
    return Term(rule.topic, one_of, getattr(rule, "at_least", None), getattr(rule, "at_most", None), rule.is_bonus)
