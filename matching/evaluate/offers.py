"""The invented market as items and people of the library's own types, for measuring whole rankings.

What is asked for, where and when, comes from `market`; what that does not speak of (hours, pay, organisations, replies,
fields, wishes) is drawn here, from few values, as people write them. Seven people in ten name a limit to travel, six
in ten hours or a floor for pay; a broad one names nothing that hides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import numpy as np

from matching.evaluate import market as invented
from matching.evaluate.market import CONCEPTS, TOWNS, Market
from matching.taxonomy.graph import Graph
from matching.types import (
    CEFR,
    EducationRequirement,
    Experience,
    Hours,
    Importance,
    Item,
    LanguageClaim,
    LanguageRequirement,
    Money,
    MoneyRange,
    Place,
    Remote,
    ReplyRecord,
    Requirement,
    Seeker,
    SkillClaim,
)
from matching.types import Market as Markets

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FIRST = date(2026, 9, 1)
JOBS = 300
WEEKS = (Hours(35, 40), Hours(40, 40), Hours(20, 20), Hours(20, 40), Hours(8, 16), Hours(10, 20))
LANGUAGES = ("pt", "en", "es", "fr", "de", "it", "uk")
IMPORTANCE = (Importance.MUST, Importance.SHOULD, Importance.SHOULD, Importance.NICE)
KINDS = ("job", "internship", "project", "residency", "commission", "co-founder", "call", "other")
SHARES = (0, 0, 0, 20, 40, 60)


@dataclass(frozen=True)
class Offers:
    """Items and people of one seed; different seeds, different markets."""

    seed: int = 1

    @cached_property
    def market(self) -> Market:
        """Concepts, towns and distributions."""
        return Market(self.seed)

    @cached_property
    def graph(self) -> Graph:
        """The concepts of the market, a tree in each sector; and occupations, ten under each branch."""
        skills = [(f"c{n}", "skill") for n in range(CONCEPTS)]
        jobs = [(f"job{n}", "occupation") for n in range(JOBS)]
        links = [(f"job{n}", "broader", f"job{n // 10}") for n in range(10, JOBS)]
        for sector in range(invented.SECTORS):
            members = np.flatnonzero(self.market.sector == sector).tolist()
            links += [
                (f"c{members[at]}", "broader", f"c{members[(at - 1) // invented.BRANCHES]}")
                for at in range(1, len(members))
            ]
        return Graph.build((*skills, *jobs), links)

    def items(self, count: int) -> Iterator[Item]:
        """`count` opportunities, one after the other."""
        drawn, random = self.market.items(count), np.random.default_rng((self.seed, 3))
        organisations = max(1, count // 8)
        for row in range(count):
            low, high = drawn.lists.starts[row : row + 2].tolist()
            pick = random.integers(0, 1 << 30, 8).tolist()
            pay = 80_000 + 5_000 * (pick[0] % 60)
            asks = drawn.lists.concepts[low:high].tolist()
            yield Item(
                f"i{row:08}",
                Markets.OPPORTUNITIES,
                kind=KINDS[int(drawn.kind[row])],
                organisation=f"o{pick[1] % organisations}",
                occupation=f"job{pick[2] % JOBS}",
                sectors=(f"c{asks[0]}",),
                requirements=tuple(_demand(concept, pick[3] + at) for at, concept in enumerate(asks)),
                languages=_asked(drawn.languages[row].tolist(), pick[4]),
                education=_education(int(drawn.education[row]), pick[4]),
                experience_months=(None, None, 12, 24, 36, 60)[pick[5] % 6],
                place=self._place(int(drawn.town[row]), pick[6]),
                remote_share=100 if drawn.is_remote[row] else SHARES[pick[6] % 6],
                hours=WEEKS[pick[7] % len(WEEKS)],
                starts_on=FIRST + timedelta(int(drawn.first[row])),
                ends_on=FIRST + timedelta(int(drawn.last[row])) if pick[7] % 3 == 0 else None,
                deadline=_deadline(int(drawn.first[row])),
                pay=MoneyRange(pay, pay + 20_000) if pick[0] % 4 else None,
                reply=ReplyRecord(pick[1] % 40, pick[1] % 40 // 2, pick[1] % 30) if pick[1] % 3 else None,
            )

    def people(self, count: int) -> Iterator[Seeker]:
        """`count` people."""
        drawn, random = self.market.people(count), np.random.default_rng((self.seed, 4))
        towns = random.integers(0, TOWNS, count)
        for row in range(count):
            low, high = drawn.claims.starts[row : row + 2].tolist()
            pick = random.integers(0, 1 << 30, 8).tolist()
            has = drawn.claims.concepts[low:high].tolist()
            yield Seeker(
                f"p{row:07}",
                skills=tuple(SkillClaim(f"c{concept}", 1 + (pick[0] + at) % 4) for at, concept in enumerate(has)),
                languages=tuple(
                    LanguageClaim(concept, CEFR[level - 1])
                    for concept, level in zip(LANGUAGES, drawn.languages[row].tolist(), strict=True)
                    if level
                ),
                education_level=int(drawn.education[row]) or None,
                experience=tuple(Experience(f"job{pick[at] % JOBS}", 6 + pick[at] % 80) for at in range(pick[0] % 3)),
                occupations=tuple(f"job{pick[3 + at] % JOBS}" for at in range(1 + pick[3] % 2)),
                kinds=tuple(kind for n, kind in enumerate(KINDS) if drawn.kinds[row] >> n & 1),
                goals=tuple(f"c{concept}" for concept in has[: pick[5] % 4]),
                place=self._place(int(towns[row]), pick[6]),
                travel_limit_km=(10, 25, 25, 40, 40, 60, 100, None, None, None)[pick[6] % 10],
                remote=(Remote.OPEN, Remote.OPEN, Remote.PREFER, Remote.AVOID)[pick[7] % 4],
                hours=Hours(20, 40) if pick[5] % 5 < 3 else None,
                available_from=FIRST + timedelta(int(drawn.first[row])) if pick[4] % 10 < 7 else None,
                pay_floor=Money(70_000 + 5_000 * (pick[7] % 30)) if pick[7] % 10 < 6 else None,
            )

    def _place(self, town: int, pick: int) -> Place:
        """One of a dozen addresses in a town, to four decimals."""
        lat = self.market.town_lat[town] + (pick % 4 - 2) * 0.02
        lon = self.market.town_lon[town] + (pick % 3 - 1) * 0.03
        return Place(round(float(lat), 4), round(float(lon), 4), f"m{town}")


def broad(seeker: Seeker) -> Seeker:
    """The same person without any limit of their own."""
    return replace(seeker, travel_limit_km=None, hours=None, available_from=None, pay_floor=None)


def _demand(concept: int, pick: int) -> Requirement:
    return Requirement(f"c{concept}", IMPORTANCE[pick % 4], 1 + pick // 4 % 3, is_essential=pick % 97 == 0)


def _asked(levels: list[int], pick: int) -> tuple[LanguageRequirement, ...]:
    return tuple(
        LanguageRequirement(concept, CEFR[level - 1], is_essential=pick % 3 == 0)
        for concept, level in zip(LANGUAGES, levels, strict=True)
        if level
    )


def _education(level: int, pick: int) -> EducationRequirement | None:
    return EducationRequirement(level, is_essential=pick % 4 == 0) if level else None


def _deadline(day: int) -> datetime | None:
    """At the end of a day; one in four items has none."""
    return None if day % 4 == 0 else datetime(2026, 9, 1, 23, 59, tzinfo=UTC) + timedelta(day + 30)
