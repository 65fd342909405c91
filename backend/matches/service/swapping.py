"""The same CV of different people: read, linked and ranked anew, and held against the first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session

from backend.matches.auditing.swaps import FIRST, Person, changed, written
from backend.matches.day import Day
from backend.matches.schemas.preview import PreviewDraft
from backend.matches.service.cvs import read_claims
from backend.matches.service.preview import rank_claims
from matching.audit.stability import rbo
from matching.types import Market

LIMIT = 1 << 20  # bytes of a CV
TOP = 20

Ranked: TypeAlias = dict[Market, tuple[tuple[str, float], ...]]
"""Per market the first twenty, with their scores."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One CV of one person beside the first person's: the lowest rank-biased overlap of any market.

    `is_same` is stricter: the same things at the same scores. `gained` and `lost` name what was read differently.
    """

    cv: str
    kind: str
    person: Person
    rbo: float
    is_same: bool
    gained: tuple[str, ...]
    lost: tuple[str, ...]


class Ranker:
    """Reads and ranks CVs on one day; the same claims are ranked once."""

    def __init__(self, db: Session, day: Day) -> None:
        self._db, self._day = db, day
        self._known: dict[str, Ranked] = {}

    def claims(self, text: str) -> PreviewDraft:
        """What a CV says, without the words that show it."""
        _, claims = read_claims(self._db, text.encode(), "cv.txt", limit=LIMIT, lang=None)
        bare = [skill.model_copy(update={"evidence": ""}) for skill in claims.skills]
        return claims.model_copy(update={"skills": bare})

    def ranked(self, claims: PreviewDraft) -> Ranked:
        """All markets."""
        key = claims.model_dump_json()
        if key not in self._known:
            self._known[key] = {market: self._page(claims, market) for market in Market}
        return self._known[key]

    def _page(self, claims: PreviewDraft, market: Market) -> tuple[tuple[str, float], ...]:
        page = rank_claims(self._db, claims.model_copy(update={"market": market, "size": TOP}), self._day)
        return tuple((str(card.thing_id), card.score) for card in page.items)


def compare(
    ranker: Ranker,
    texts: Iterable[tuple[str, str]],
    people: Iterable[tuple[str, Person]],
    show: Callable[[int], object] = int,
) -> Iterator[Compared]:
    """Every CV as each of these people would send it."""
    them, done = list(people), 0
    for cv, text in texts:
        first = ranker.claims(written(text, FIRST))
        for kind, person in them:
            yield _compared(ranker, cv, kind, person, first, ranker.claims(written(text, person)))
            done += 1
            show(done)


def control(ranker: Ranker, texts: Iterable[tuple[str, str]]) -> Iterator[Compared]:
    """Every CV of the first person with one skill exchanged: here the ranking has to change."""
    for cv, text in texts:
        first, other = (ranker.claims(written(each, FIRST)) for each in (text, changed(cv, text)))
        yield _compared(ranker, cv, "a skill", FIRST, first, other)


def _compared(
    ranker: Ranker, cv: str, kind: str, person: Person, first: PreviewDraft, claims: PreviewDraft
) -> Compared:
    before, after = ranker.ranked(first), ranker.ranked(claims)
    overlap = min(rbo([one for one, _ in before[m]], [one for one, _ in after[m]]) for m in Market)
    had, has = _told(first), _told(claims)
    return Compared(cv, kind, person, overlap, before == after, tuple(sorted(has - had)), tuple(sorted(had - has)))


def _told(claims: PreviewDraft) -> set[str]:
    """Each claim in a few words that can be compared."""
    skills = {f"skill {s.concept_id} {s.level} {s.evidence_kind} {s.confidence}" for s in claims.skills}
    jobs = {f"job {job.occupation_id} {job.months}" for job in claims.experience}
    tongues = {f"language {line.concept_id} {line.cefr}" for line in claims.languages}
    others = {f"education {claims.education_level}", f"town {claims.municipality_id}"}
    return skills | jobs | tongues | others | {f"field {one}" for one in claims.field_ids}
