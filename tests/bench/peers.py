"""The library beside two things one would write in an afternoon, on the same people and the same opportunities.

Neither knows a rule, a distance or a wage, and neither can say why: the ratios show what all that costs.
"""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

import numpy as np
from rapidfuzz import fuzz, process

from backend.accounts.queries import viewer_of
from backend.core.db import reading
from backend.core.model import now
from backend.matches.asking import find_myself
from backend.matches.day import Day
from backend.matches.stock import stocks
from backend.taxonomy import queries as taxonomy
from matching import Snapshot, rank, receipt
from matching.rank import EVERYTHING, Asked, look
from matching.types import Market, Seeker
from tests.bench.region import Region
from tests.bench.timing import Figures, measure

TOP = 20


def figures(here: Region) -> Iterator[Figures]:
    """From the bare scan to the whole explained ranking, then the peers."""
    day = Day.at(now(), "Europe/Lisbon")
    with reading(here.client.app.state.engine) as db:
        stock = stocks.get(db, day.moment)
        seekers = [find_myself(db, viewer_of(db, one.id), day, stock.config).asker.seeker for one in here.accounts]
        segments = stock.snapshot.shelves[Market.OPPORTUNITIES].segments
        items = [item for segment in segments for item in segment.shelf.items]
        concepts = {r.concept for item in items for r in item.requirements} | {
            c.concept for s in seekers for c in s.skills
        }
        labels = {str(one): label for one, label in taxonomy.labels_of(db, map(UUID, concepts), "en").items()}
    asked = Asked(day.start, day.seed, Market.OPPORTUNITIES, EVERYTHING, TOP, "fit")
    yield measure("library: scan and filter, exact", (partial(look, one, stock.snapshot, asked) for one in seekers))
    yield measure(
        f"library: top {TOP} with the whole arithmetic", (partial(_rank, one, stock.snapshot, day) for one in seekers)
    )
    yield measure("library: the same with its receipt", (partial(_signed, one, stock.snapshot, day) for one in seekers))
    vectors = Vectors(items, stock.snapshot)
    yield measure(f"peer: dot product of skills (numpy), top {TOP}", (partial(vectors.best, one) for one in seekers))
    texts = [" ".join(labels.get(r.concept, "") for r in item.requirements) for item in items]
    asked_for = [" ".join(labels.get(claim.concept, "") for claim in one.skills) for one in seekers]
    fuzzy = (partial(process.extract, text, texts, scorer=fuzz.token_set_ratio, limit=TOP) for text in asked_for)
    yield measure(f"peer: rapidfuzz token_set_ratio on labels, top {TOP}", fuzzy)


def _rank(seeker: Seeker, snapshot: Snapshot, day: Day) -> object:
    return rank(seeker, snapshot, now=day.start, day_seed=day.seed, market=Market.OPPORTUNITIES, top=TOP)


def _signed(seeker: Seeker, snapshot: Snapshot, day: Day) -> object:
    return receipt(_rank(seeker, snapshot, day))


class Vectors:
    """Skills as columns, opportunities as rows, weights by how telling a skill is."""

    def __init__(self, items, snapshot: Snapshot) -> None:
        concepts = sorted({r.concept for item in items for r in item.requirements})
        self.column = {concept: i for i, concept in enumerate(concepts)}
        self.matrix = np.zeros((len(items), len(concepts)), dtype=np.float32)
        for row, item in enumerate(items):
            for requirement in item.requirements:
                self.matrix[row, self.column[requirement.concept]] = snapshot.graph.weight(requirement.concept)

    def best(self, seeker: Seeker) -> np.ndarray:
        """The rows that share most."""
        has = np.zeros(len(self.column), dtype=np.float32)
        for claim in seeker.skills:
            if claim.concept in self.column:
                has[self.column[claim.concept]] = claim.level
        return np.argsort(-(self.matrix @ has), kind="stable")[:TOP]
