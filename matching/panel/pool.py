"""Who could read what: applications, reviewers, how well each pair fits, and what forbids it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from matching.allocate.call import all_once
from matching.errors import BadInput

MOST_FIT = 1_000_000
MOST_READS = 1_000

Read: TypeAlias = tuple[str, str]  # an application and who reads it


@dataclass(frozen=True, slots=True)
class Application:
    """An application to be read `reads` times, in a language, about some domains."""

    id: str
    reads: int
    language: str | None = None
    domains: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.id:
            raise BadInput("application.id")
        if not 1 <= self.reads <= MOST_READS:
            raise BadInput("application.reads", application=self.id, reads=self.reads, at_most=MOST_READS)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who reads at least `least` and at most `most`, in these languages (None: in any), and knows domains."""

    id: str
    most: int
    least: int = 0
    languages: frozenset[str] | None = None
    domains: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.id:
            raise BadInput("reviewer.id")
        if not 0 <= self.least <= self.most:
            raise BadInput("reviewer.load", reviewer=self.id, least=self.least, most=self.most)

    def reads(self, application: Application) -> bool:
        """Whether the language is no obstacle."""
        return application.language is None or self.languages is None or application.language in self.languages

    def knows(self, application: Application) -> bool:
        """Whether the reviewer is at home in one of the application's domains."""
        return not self.domains.isdisjoint(application.domains)


@dataclass(frozen=True)
class Pool:
    """All that an assignment of readers is made from; kept in the order of ids.

    `fits` are integers up to ±1 000 000 by (application, reviewer), 0 where nothing is said. `barred` pairs never meet:
    the conflicts of interest, computed elsewhere. `kept` pairs are fixed: that reading has begun. An application
    with domains needs at least one reader who knows one of them, if `needs_expert`. Raises BadInput.
    """

    applications: tuple[Application, ...]
    reviewers: tuple[Reviewer, ...]
    fits: Mapping[Read, int] = field(default_factory=dict)
    barred: frozenset[Read] = frozenset()
    kept: frozenset[Read] = frozenset()
    needs_expert: bool = True

    def __post_init__(self) -> None:
        if not self.applications or not self.reviewers:
            raise BadInput("pool.empty")
        all_once("application.twice", (application.id for application in self.applications))
        all_once("reviewer.twice", (reviewer.id for reviewer in self.reviewers))
        object.__setattr__(
            self, "applications", tuple(sorted(self.applications, key=lambda application: application.id))
        )
        object.__setattr__(self, "reviewers", tuple(sorted(self.reviewers, key=lambda reviewer: reviewer.id)))
        self._know_all((*self.fits, *self.barred, *self.kept))
        for read, fit in self.fits.items():
            if not (isinstance(fit, int) and abs(fit) <= MOST_FIT):
                raise BadInput("pool.fit", application=read[0], reviewer=read[1], fit=str(fit), at_most=MOST_FIT)
        self._keep()

    def _keep(self) -> None:
        """What is kept has to be possible by itself."""
        for read in sorted(self.kept):
            if not self.may_read(*read):
                raise BadInput("pool.kept-but-barred", application=read[0], reviewer=read[1])
        for reviewer, load in Counter(reviewer for _, reviewer in self.kept).items():
            if load > self.reviewer[reviewer].most:
                raise BadInput("pool.kept-too-many", reviewer=reviewer, load=load)
        for application, readers in Counter(application for application, _ in self.kept).items():
            if readers > self.application[application].reads:
                raise BadInput("pool.kept-too-many", application=application, readers=readers)
            experts = any(self.is_expert(*read) for read in self.kept if read[0] == application)
            if readers == self.application[application].reads and self.wants_expert(application) and not experts:
                raise BadInput("pool.kept-no-expert", application=application)

    def _know_all(self, reads: Iterable[Read]) -> None:
        for application, reviewer in reads:
            if application not in self.application or reviewer not in self.reviewer:
                raise BadInput("pool.stranger", application=application, reviewer=reviewer)

    @cached_property
    def application(self) -> dict[str, Application]:
        """Papers by id."""
        return {application.id: application for application in self.applications}

    @cached_property
    def reviewer(self) -> dict[str, Reviewer]:
        """Reviewers by id."""
        return {reviewer.id: reviewer for reviewer in self.reviewers}

    def may_read(self, application: str, reviewer: str) -> bool:
        """Whether nothing forbids this pair: no bar, and the language is known."""
        return (application, reviewer) not in self.barred and self.reviewer[reviewer].reads(
            self.application[application]
        )

    def fit(self, application: str, reviewer: str) -> int:
        """How well they fit."""
        return self.fits.get((application, reviewer), 0)

    def wants_expert(self, application: str) -> bool:
        """Whether one of the application's readers has to know a domain of it."""
        return self.needs_expert and bool(self.application[application].domains)

    def is_expert(self, application: str, reviewer: str) -> bool:
        """Whether this reader is one."""
        return self.reviewer[reviewer].knows(self.application[application])
