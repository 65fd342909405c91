"""A shelf as rows of an index, and a person's lens on it as a query: the door through which ranking may use the index.

The index hides only what rules hide: whatever is eligible is admitted (a test holds both together). It knows fewer
rules than there are, and its score is of concepts, place and time alone, so who asks it asks for more than is shown
and scores those in full. A shelf's numbers are its rows.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.distance import point
from matching.errors import BadInput
from matching.retrieve.index import words
from matching.retrieve.index.query import Query, for_person
from matching.retrieve.index.rows import Rows, item_rows
from matching.retrieve.index.score import LONGEST_SCALE, SHARES
from matching.retrieve.index.shares import CONCEPTS, spread
from matching.retrieve.lens import Lens
from matching.retrieve.select import Hashes
from matching.retrieve.shelf import NOT_SAID, Shelf
from matching.scoring.demand import WHOLE
from matching.scoring.shapes import Numbers
from matching.types import CEFR, Remote, Seeker

Named = TypeVar("Named", str, int)
USUAL_LEVEL = 2  # what a demand asks where nothing else is said; credits are taken at this level
ROUNDED = 51  # metres that a distance in hundreds may be longer than it says, and one for the chord
OTHERS = words.KINDS - 1  # all kinds but the fifteen most frequent share a number


@dataclass(frozen=True, slots=True)
class Shelving:
    """How one shelf is told in words: the first of its days, which languages have a place, which kinds a number."""

    since: date
    languages: tuple[str, ...]
    kinds: tuple[int, ...]

    @classmethod
    def of(cls, shelf: Shelf, since: date) -> "Shelving":
        """`since`: what ends before it is as if it ended on it; no more than 1 023 days later are told apart.

        Languages that rule out most often have the seven places. Raises BadInput("index.concept") when a shelf speaks
        of more concepts than a number holds.
        """
        if len(shelf.concepts) > CONCEPTS:
            raise BadInput("index.concept", at_least=0, at_most=CONCEPTS - 1)
        essential = Counter(r.concept for item in shelf.items for r in item.languages if r.is_essential)
        kinds = Counter(shelf.kind.tolist())
        return cls(since, _often(essential, words.LANGUAGES), _often(kinds, OTHERS))

    def rows(self, shelf: Shelf, hashes: Hashes) -> Rows:
        """The shelf's items; `hashes` of their ids."""
        remote = shelf.remote_share
        told = words.item_words(
            kind=self._kinds(shelf.kind),
            education=np.where(shelf.is_education_essential, shelf.education_level, 0),
            languages=self._asked(shelf),
            first=self._days(shelf.starts_on, 0),
            last=self._days(shelf.ends_on, words.LAST_DAY),
            is_open=np.ones(len(shelf), dtype=np.bool_),
            is_remote=remote == 100,
            is_placed=shelf.has_place,
            is_on_site=(remote >= 0) & (remote < 100),
        )
        asked = shelf.requirements
        owners = np.repeat(np.arange(len(shelf)), asked.lengths)
        lists = spread(len(shelf), owners, asked["concept"], asked["weight"])
        return item_rows(np.arange(len(shelf)), hashes, told, shelf.points, lists)

    def query(self, lens: Lens, day_seed: str) -> Query:
        """What this person asks of the shelf."""
        seeker, scene = lens.seeker, lens.scene
        km = seeker.travel_limit_km
        usual = scene.config.usual_travel_km if km is None else km
        return for_person(
            _similarities(lens),
            education=words.TOP_EDUCATION if seeker.education_level is None else seeker.education_level,
            languages=[_level(seeker, concept) for concept in self._slots()],
            days=(self._day(seeker.available_from, 0), self._day(seeker.available_until, words.LAST_DAY)),
            where=None if seeker.place is None else point(seeker.place),
            limit=None if km is None else km * 1000 + ROUNDED,
            scale=min(max(2000 * usual, 1), LONGEST_SCALE),
            is_only_remote=seeker.remote is Remote.ONLY,
            day_seed=day_seed,
        )

    def _slots(self) -> tuple[str | None, ...]:
        return (*self.languages, *(None,) * (words.LANGUAGES - len(self.languages)))

    def _asked(self, shelf: Shelf) -> Numbers:
        """N × 7 levels that rule out, 1..6; 0 for none."""
        levels = np.zeros((len(shelf), words.LANGUAGES), dtype=np.int64)
        slots = {concept: slot for slot, concept in enumerate(self.languages)}
        for row, item in enumerate(shelf.items):
            for one in item.languages:
                if one.is_essential and one.concept in slots:
                    slot = slots[one.concept]
                    levels[row, slot] = max(levels[row, slot], CEFR.index(one.level) + 1)
        return levels

    def _kinds(self, kinds: Numbers) -> Numbers:
        told = np.full(len(kinds), OTHERS, dtype=np.int64)
        for number, kind in enumerate(self.kinds):
            told[kinds == kind] = number
        return told

    def _days(self, ordinals: Numbers, unknown: int) -> npt.NDArray[np.int64]:
        since = np.clip(ordinals - self.since.toordinal(), 0, words.LAST_DAY)
        return np.where(ordinals == NOT_SAID, unknown, since)

    def _day(self, day: date | None, unknown: int) -> int:
        return unknown if day is None else min(max(day.toordinal() - self.since.toordinal(), 0), words.LAST_DAY)


def _level(seeker: Seeker, concept: str | None) -> int:
    """The level spoken, 1..6; 0 for one denied; 7, which nothing rules out, where nothing was said."""
    said = [CEFR.index(claim.level) + 1 for claim in seeker.languages if claim.concept == concept]
    return max(said, default=0 if concept in seeker.denied else words.TOP_LANGUAGE)


def _similarities(lens: Lens) -> dict[int, int]:
    """Concept → the credit for a demand on the usual level, in 255ths, where it is more than silence earns."""
    credit = lens.credit_table[USUAL_LEVEL]
    claimed = np.flatnonzero(credit > lens.scene.config.silence)
    return dict(zip(claimed.tolist(), (credit[claimed] * SHARES // WHOLE).tolist(), strict=True))


def _often(counted: Mapping[Named, int], most: int) -> tuple[Named, ...]:
    """The most frequent, in order of name among equals."""
    return tuple(sorted(counted, key=lambda one: (-counted[one], str(one)))[:most])
