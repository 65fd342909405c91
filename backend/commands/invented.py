"""An invented region of any size as rows of a database, skewed as real ones are: for measuring whole requests.

What is asked for follows Zipf's law over the skills of the starter vocabulary, mixed with what goes with an occupation;
towns, organisations, dates and pay are skewed too. Half of the people are narrow (they stay near, for some kinds of
work, above a wage), half are broad. Seeded: the same rows each time. Nobody and nothing here exists.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.core.db import writing
from backend.core.model import Model
from backend.core.text import fold
from backend.opportunities.models import Opportunity, OpportunityKind, OpportunityLanguage, OpportunityRequirement
from backend.organisations.models import Organisation
from backend.profiles.models import Experience, Profile, ProfileLanguage, ProfileSkill, ProfileWish
from backend.taxonomy.models import Concept
from backend.taxonomy.vocabulary import ConceptKind
from backend.territories.models import Municipality

Row: TypeAlias = dict[str, Any]
Batch: TypeAlias = tuple[type[Model], list[Row]]
Heard: TypeAlias = Callable[[str, int, int], None]
"""Hears the noun, how many are written, and how many there will be."""

AT_ONCE = 2_000  # things whose rows are made and written together
EACH = 25  # opportunities of one organisation, on average
TYPICAL = 40  # skills that go with an occupation
ZONE = "Europe/Lisbon"
CLAIMABLE = (ConceptKind.SKILL, ConceptKind.TOOL, ConceptKind.CRAFT)
CEFR = ("A2", "B1", "B2", "C1")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rows refer to, as a database holds it."""

    skills: Sequence[UUID]
    occupations: Sequence[UUID]
    languages: Sequence[UUID]
    towns: Sequence[UUID]

    @classmethod
    def of(cls, db: Session) -> "Ground":
        """The vocabulary and the municipalities of a database that has both."""
        named = select(Concept.id).where(Concept.is_group.is_(False)).order_by(Concept.id)
        return cls(
            skills=db.scalars(named.where(Concept.kind.in_(CLAIMABLE))).all(),
            occupations=db.scalars(named.where(Concept.kind == ConceptKind.OCCUPATION)).all(),
            languages=db.scalars(named.where(Concept.kind == ConceptKind.LANGUAGE)).all()[:7],
            towns=db.scalars(select(Municipality.id).order_by(Municipality.id)).all(),
        )


class Invented:
    """A region of so many opportunities and people, as of one moment."""

    def __init__(self, ground: Ground, moment: datetime, seed: int = 1) -> None:
        self.ground = ground
        self.moment = moment
        self._drawn = np.random.default_rng(seed)

    def fill(self, engine: Engine, items: int, people: int, heard: Heard = lambda *_: None) -> list[UUID]:
        """Write everything, and say the ids of the accounts of the people, in the order in which they were made."""
        organisations = max(1, items // EACH)
        accounts = [_id(4, number) for number in range(people)]
        for noun, count, make in (
            ("organisations", organisations, self._organisations),
            ("opportunities", items, lambda some: self._opportunities(some, organisations)),
            ("people", people, self._people),
        ):
            for start in range(0, count, AT_ONCE):
                some = range(start, min(start + AT_ONCE, count))
                with writing(engine) as db:
                    for table, rows in make(some):
                        db.execute(insert(Model.metadata.tables[table.__tablename__]), rows)
                heard(noun, some.stop, count)
        return accounts

    def _organisations(self, some: range) -> Iterator[Batch]:
        towns = self._zipf(len(self.ground.towns), len(some))
        yield (
            Organisation,
            [
                self._born(1, number)
                | {
                    "name": f"Oficina {number}",
                    "kind": "creative_business",
                    "status": "verified",
                    "proof": "staff",
                    "verified_until": self.moment + timedelta(days=365),
                    "status_at": self.moment,
                    "municipality_id": self.ground.towns[town],
                    "summary": "Inventada para medir.",
                    "lang": "pt",
                    "folded": f"oficina {number}",
                }
                for number, town in zip(some, towns, strict=True)
            ],
        )

    def _opportunities(self, some: range, organisations: int) -> Iterator[Batch]:
        count = len(some)
        owners, towns = self._zipf(organisations, count, 0.6), self._zipf(len(self.ground.towns), count)
        works = self._zipf(len(self.ground.occupations), count)
        closing, age = self._drawn.integers(1, 120, count).tolist(), self._drawn.integers(0, 60, count).tolist()
        asked, remote = self._drawn.integers(3, 13, count).tolist(), self._drawn.random(count).tolist()
        pay = (self._drawn.lognormal(7.4, 0.35, count) * 100).astype(int).tolist()
        levels = self._drawn.integers(1, 9, count).tolist()
        kinds = self._drawn.choice(list(OpportunityKind), count, p=(0.55, 0.15, 0.15, 0.1, 0.05)).tolist()
        yield (
            Opportunity,
            [
                self._born(2, number)
                | {
                    "organisation_id": _id(1, owners[i]),
                    "kind": kinds[i],
                    "title": f"Trabalho {number}",
                    "summary": f"O que se faz aqui, com quem e porquê: trabalho número {number} de muitos.",
                    "lang": "pt",
                    "occupation_id": self.ground.occupations[works[i]],
                    "municipality_id": self.ground.towns[towns[i]],
                    "remote_share": 100 if remote[i] < 0.1 else 40 if remote[i] < 0.3 else 0,
                    "hours_min": 20 if number % 3 else 30,
                    "hours_max": 40,
                    "starts_on": (self.moment + timedelta(days=closing[i] + 14)).date(),
                    "pay_basis": "range",
                    "pay_min": pay[i],
                    "pay_max": pay[i] + 300_00,
                    "pay_period": "month",
                    "pay_monthly": pay[i] + 300_00,
                    "education_level": levels[i] if levels[i] <= 6 else None,
                    "deadline_at": self.moment + timedelta(days=closing[i], seconds=number % 86_400),
                    "zone": ZONE,
                    "status": "open",
                    "status_at": self.moment,
                    "opened_at": self.moment - timedelta(days=age[i], seconds=number % 86_400),
                    "folded": fold(f"Trabalho {number}", "O que se faz aqui, com quem e porquê"),
                }
                for i, number in enumerate(some)
            ],
        )
        yield (
            OpportunityRequirement,
            [
                {
                    "opportunity_id": _id(2, number),
                    "concept_id": self.ground.skills[skill],
                    "position": position,
                    "importance": ("must", "should", "nice")[position % 3],
                    "level": 1 + (skill + position) % 3,
                    "is_essential": position == 0 and number % 20 == 0,
                }
                for i, number in enumerate(some)
                for position, skill in enumerate(self._skills(works[i], asked[i]))
            ],
        )
        yield (
            OpportunityLanguage,
            [
                {
                    "opportunity_id": _id(2, number),
                    "concept_id": self.ground.languages[number % len(self.ground.languages)],
                    "position": 0,
                    "level": CEFR[number % 3],
                    "importance": "should",
                }
                for number in some
                if number % 2
            ],
        )

    def _people(self, some: range) -> Iterator[Batch]:
        count = len(some)
        towns, works = self._zipf(len(self.ground.towns), count), self._zipf(len(self.ground.occupations), count)
        held, travel = self._drawn.integers(5, 21, count).tolist(), self._drawn.integers(10, 60, count).tolist()
        yield (
            Account,
            [
                self._born(4, number)
                | {"email": f"inventada{number}@example.org", "name": f"Pessoa {number}", "confirmed_at": self.moment}
                for number in some
            ],
        )
        yield (
            Profile,
            [
                self._born(5, number)
                | {
                    "account_id": _id(4, number),
                    "display_name": f"Pessoa {number}",
                    "headline": "Faz coisas",
                    "municipality_id": self.ground.towns[towns[i]],
                    "travel_km": travel[i] if number % 2 else None,
                    "remote": "open" if number % 5 else "prefer",
                    "hours_min": 20,
                    "hours_max": 40,
                    "kinds": ["job", "project"] if number % 2 else [],
                    "pay_floor": 1_000_00 if number % 2 else None,
                    "pay_currency": "EUR",
                    "pay_period": "month" if number % 2 else None,
                    "education_level": 1 + number % 7,
                    "status": "listed",
                    "status_at": self.moment,
                    "content_at": self.moment,
                }
                for i, number in enumerate(some)
            ],
        )
        yield (
            ProfileSkill,
            [
                self._born(6, number * 64 + position)
                | {
                    "profile_id": _id(5, number),
                    "concept_id": self.ground.skills[skill],
                    "level": 1 + (skill + position) % 4,
                    "evidence_kind": ("project", "job", "self")[position % 3],
                    "evidence": "Uma vez, em casa",
                    "confidence": 90,
                }
                for i, number in enumerate(some)
                for position, skill in enumerate(self._skills(works[i], held[i]))
            ],
        )
        yield (
            ProfileLanguage,
            [
                self._born(7, number * 8 + position)
                | {
                    "profile_id": _id(5, number),
                    "concept_id": self.ground.languages[(number + position) % len(self.ground.languages)],
                    "cefr": CEFR[(number + position) % 4],
                }
                for number in some
                for position in range(2)
            ],
        )
        yield (
            ProfileWish,
            [
                {
                    "profile_id": _id(5, number),
                    "aspect": "occupation",
                    "concept_id": self.ground.occupations[works[i]],
                    "position": 0,
                }
                for i, number in enumerate(some)
            ],
        )
        yield (
            Experience,
            [
                self._born(8, number)
                | {
                    "profile_id": _id(5, number),
                    "title": "Antes",
                    "occupation_id": self.ground.occupations[works[i]],
                    "started": "2021-03",
                    "ended": "2024-06",
                }
                for i, number in enumerate(some)
            ],
        )

    def _born(self, table: int, number: int) -> Row:
        return {"id": _id(table, number), "created_at": self.moment, "updated_at": self.moment}

    @cached_property
    def _typical(self) -> list[list[int]]:
        """The skills that go with each occupation."""
        return [self._zipf(len(self.ground.skills), TYPICAL, 0.7) for _ in self.ground.occupations]

    def _skills(self, work: int, count: int) -> list[int]:
        """Different ones: seven in ten go with the occupation, the others are drawn from all."""
        usual = self._typical[work]
        own = [usual[place] for place in self._drawn.integers(0, TYPICAL, -(-7 * count // 10)).tolist()]
        return list(dict.fromkeys([*own, *self._zipf(len(self.ground.skills), count - len(own))]))

    def _zipf(self, among: int, count: int, by: float = 1.0) -> list[int]:
        """Numbers below `among`; the first is drawn most often."""
        shares = np.cumsum(1 / np.arange(1, among + 1) ** by)
        found: list[int] = np.searchsorted(shares / shares[-1], self._drawn.random(count)).tolist()
        return found


def _id(table: int, number: int) -> UUID:
    """The same row has the same id in every run; shaped as a UUID of version 8 (RFC 9562)."""
    return UUID(int=number << 80 | 0x8 << 76 | 0b10 << 62 | table)
