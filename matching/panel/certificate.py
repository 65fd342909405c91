"""Whether an assignment keeps all rules and could not be better; needs no solver, only multiplication and sums.

Weak duality: give each application a price `u`, each reviewer a price `v`, and each application that needs an expert a
price `d ≥ 0` for readers who are none. Whatever these prices are, no assignment is worth more than the *bound*

    Σ reads·u + Σ (most·v if v ≥ 0 else least·v) + Σ (reads − 1)·d + Σ over allowed pairs of max(0, fit − u − v [− d])

so an assignment that reaches the bound is optimal, and one that does not is at most the gap away from it (Ahuja,
Magnanti and Orlin 1993, "Network Flows", sections 9.4 and 11.5).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from matching.errors import Facts
from matching.panel.pool import Pool, Read


@dataclass(frozen=True, slots=True)
class Certificate:
    """Prices by application and reviewer, in units of fit; `outsiders` by application, for readers who are no experts.

    With `floor`, only pairs that fit at least so well were allowed.
    """

    applications: Mapping[str, int]
    reviewers: Mapping[str, int]
    outsiders: Mapping[str, int] = field(default_factory=dict)
    floor: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that an assignment breaks: a code (`matching.codes.FAULTS`) and its facts."""

    code: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Checked:
    """What the assignment is worth, what no assignment can exceed, and the rules it breaks."""

    total: int
    bound: int
    faults: tuple[Fault, ...]

    @property
    def gap(self) -> int:
        """How much better another assignment could be at most; 0 proves the optimum."""
        return self.bound - self.total


def check(pool: Pool, reads: Collection[Read], certificate: Certificate) -> Checked:
    """Checks each rule and adds up both sides of the duality."""
    total = sum(pool.fit(*read) for read in reads)
    return Checked(total, bound(pool, certificate), tuple(_faults(pool, reads)))


def bound(pool: Pool, certificate: Certificate) -> int:
    """What no assignment within the rules can be worth more than, by these prices."""
    limit = sum(application.reads * certificate.applications[application.id] for application in pool.applications)
    for reviewer in pool.reviewers:
        price = certificate.reviewers[reviewer.id]
        limit += (reviewer.most if price >= 0 else reviewer.least) * price
    for application in pool.applications:
        outsider = max(0, certificate.outsiders.get(application.id, 0)) if pool.wants_expert(application.id) else 0
        limit += (application.reads - 1) * outsider
        own = certificate.applications[application.id]
        for reviewer in pool.reviewers:
            read = application.id, reviewer.id
            if read in pool.kept:
                limit += pool.fit(*read) - _price(pool, certificate, read, outsider)
            elif pool.may_read(*read) and (certificate.floor is None or pool.fit(*read) >= certificate.floor):
                further = 0 if pool.is_expert(*read) else outsider
                limit += max(0, pool.fit(*read) - own - certificate.reviewers[reviewer.id] - further)
    return limit


def _price(pool: Pool, certificate: Certificate, read: Read, outsider: int) -> int:
    further = 0 if pool.is_expert(*read) else outsider
    return certificate.applications[read[0]] + certificate.reviewers[read[1]] + further


def _faults(pool: Pool, reads: Collection[Read]) -> Iterator[Fault]:
    for (application, reviewer), times in sorted(Counter(reads).items()):
        if (
            application not in pool.application
            or reviewer not in pool.reviewer
            or not pool.may_read(application, reviewer)
        ):
            yield Fault("panel.barred", {"application": application, "reviewer": reviewer})
        if times > 1:
            yield Fault("panel.read-twice", {"application": application, "reviewer": reviewer})
    for application, reviewer in sorted(pool.kept - set(reads)):
        yield Fault("panel.not-kept", {"application": application, "reviewer": reviewer})
    loads = Counter(reviewer for _, reviewer in reads)
    for one in pool.reviewers:
        if not one.least <= loads[one.id] <= one.most:
            yield Fault("panel.load", {"reviewer": one.id, "load": loads[one.id], "least": one.least, "most": one.most})
    yield from _underread(pool, reads)


def _underread(pool: Pool, reads: Collection[Read]) -> Iterator[Fault]:
    readers = Counter(application for application, _ in reads)
    experts = {application for application, reviewer in reads if pool.is_expert(application, reviewer)}
    for application in pool.applications:
        if readers[application.id] != application.reads:
            yield Fault(
                "panel.reads",
                {"application": application.id, "reads": readers[application.id], "needs": application.reads},
            )
        if pool.wants_expert(application.id) and application.id not in experts:
            yield Fault("panel.no-expert", {"application": application.id})
