"""Who is asking, and the grammar in which every domain writes its rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from backend.core.problems import EVERYWHERE, NotAllowed, NotSignedIn, Problem, TooMany, documented

Thing = TypeVar("Thing")
Objection: TypeAlias = type[Problem] | None

KEEPS_NOTHING = {"x-keeps-nothing": True}


class Role(StrEnum):
    """What a dated grant lets a person do, in the region (staff) or in one organisation."""

    STAFF = "staff"
    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The asking person as plain data: safe to keep, easy to fake."""

    id: UUID | None = None
    is_staff: bool = False
    organisations: frozenset[tuple[UUID, Role]] = field(default_factory=frozenset)
    vouched: frozenset[UUID] = field(default_factory=frozenset)  # own organisations that are verified now

    @property
    def is_guest(self) -> bool:
        """Nobody we know."""
        return self.id is None

    @property
    def member_of(self) -> frozenset[UUID]:
        """The organisations this person belongs to in any role."""
        return frozenset(organisation for organisation, _ in self.organisations)

    @property
    def editable(self) -> frozenset[UUID]:
        """The organisations this person may speak for."""
        return frozenset(o for o, role in self.organisations if role in (Role.OWNER, Role.EDITOR))

    def belongs_to(self, organisation_id: UUID | None) -> bool:
        """In any role."""
        return organisation_id in self.member_of

    def may_edit(self, organisation_id: UUID | None) -> bool:
        """As owner or editor."""
        return organisation_id in self.editable

    def owns(self, organisation_id: UUID | None) -> bool:
        """As owner."""
        return (organisation_id, Role.OWNER) in self.organisations


GUEST = Viewer()
SYSTEM = Viewer(is_staff=True)  # the worker and the command line

Rule: TypeAlias = Callable[[Viewer, Any], Objection]


def require(viewer: Viewer, rule: Callable[[Viewer, Thing], Objection], thing: Thing) -> None:
    """Raise whatever the rule objects."""
    if objection := rule(viewer, thing):
        raise objection(rule=rule.__name__)


def allowed(viewer: Viewer, thing: Thing, rules: Sequence[Callable[[Viewer, Thing], Objection]]) -> list[str]:
    """The names of the rules that object to nothing; the front end shows these buttons."""
    return [rule.__name__ for rule in rules if rule(viewer, thing) is None]


def ANYONE(viewer: Viewer, _: object) -> Objection:  # noqa: N802  reads as a constant in routes
    """The rule of public reads."""
    return None


def signed_in(viewer: Viewer, _: object) -> Objection:
    """The rule of everything that belongs to the asking person."""
    return NotSignedIn if viewer.is_guest else None


def staff_only(viewer: Viewer, _: object) -> Objection:
    """The rule of the region's own desk."""
    if viewer.is_guest:
        return NotSignedIn
    return None if viewer.is_staff else NotAllowed


def asks(rule: Rule, *problems: type[Problem], keeps: bool = True) -> dict[str, Any]:
    """The keyword arguments of a route: who may use it, and how it can refuse.

    `x-rule` in OpenAPI names the rule; a test walks every route and fails on one without it. A route that only
    reads what it is sent `keeps` nothing, not even its reply for an `Idempotency-Key`; nor does signing in, which may
    be repeated, and whose cookie must not be kept.
    """
    refusals: tuple[type[Problem], ...] = () if rule is ANYONE else (NotSignedIn,)
    if rule is not ANYONE and rule is not signed_in:
        refusals += (NotAllowed,)
    every = dict.fromkeys((*EVERYWHERE, *refusals, TooMany, *problems))
    extra = {"x-rule": rule.__name__} | ({} if keeps else KEEPS_NOTHING)
    return {"responses": documented(*every), "openapi_extra": extra}
