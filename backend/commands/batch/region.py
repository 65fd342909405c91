"""Who is matched with what: a region's people and what is on offer to them, on one day."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session

from backend.core.db import reading
from backend.matches.configuring import live
from backend.matches.day import Day
from backend.matches.feeding import opportunities, people
from backend.organisations.models import Organisation, OrganisationStatus
from backend.profiles.models import Audience, HiddenFrom, Profile, ProfileStatus
from backend.taxonomy import queries as taxonomy
from matching.retrieve.filters import Filters
from matching.retrieve.index.askers import Askers, askers_of
from matching.retrieve.index.index import Index
from matching.retrieve.index.shelving import Shelving
from matching.retrieve.index.together import NOBODY, Together
from matching.retrieve.lens import Lens
from matching.retrieve.seeing import see
from matching.retrieve.segment import Segment
from matching.retrieve.select import id_hash
from matching.retrieve.view import View
from matching.scene import Scene
from matching.types import Market, Seeker

AGREED = (Audience.EVERYONE, Audience.VERIFIED)


@dataclass(frozen=True)
class Region:
    """Everybody listed who agreed to be seen by organisations, in order of id; nobody is put before one they avoid."""

    engine: Engine
    day: Day
    name: str
    ids: Sequence[UUID]
    index: Index
    things: Sequence[str]
    _scene: Scene = field(repr=False)
    _segment: Segment = field(repr=False)
    _shelving: Shelving = field(repr=False)
    _rows: Mapping[UUID, Sequence[int]] = field(repr=False)
    _unverified: frozenset[UUID] = field(repr=False)

    @classmethod
    def of(cls, engine: Engine, day: Day) -> "Region":
        """Reads what is on offer, and who there is; people themselves are read portion by portion."""
        with reading(engine) as db:
            graph, config = taxonomy.graph(db), live(db)
            things = opportunities.fetch(db, opportunities.on_offer(day.start))
            marks = db.execute(
                agreed().with_only_columns(Profile.id, Profile.updated_at, Profile.content_at).order_by(Profile.id)
            ).all()
            verified = Organisation.status == OrganisationStatus.VERIFIED
            unverified = frozenset(db.scalars(select(Organisation.id).where(~verified)))
        segment = Segment.of(Market.OPPORTUNITIES, [thing.item for thing in things], Scene(graph, config, day.start))
        shelving = Shelving.of(segment.shelf, day.date)
        rows = defaultdict(list)
        for row, item in enumerate(segment.shelf.items):
            if item.organisation:
                rows[UUID(item.organisation)].append(row)
        return cls(
            engine=engine,
            day=day,
            name=f"region {day.date} {_told(marks)} {graph.digest[:16]} {config.digest[:16]}",
            ids=[mark[0] for mark in marks],
            index=Index.build(shelving.rows(segment.shelf, segment.hashes)),
            things=[item.id for item in segment.shelf.items],
            _scene=Scene(graph, config, day.start),
            _segment=segment,
            _shelving=shelving,
            _rows=rows,
            _unverified=unverified,
        )

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.ids)

    @property
    def seed(self) -> np.uint64:
        """The day's."""
        return np.uint64(id_hash(self.day.seed))

    def people(self, low: int, high: int) -> tuple[Sequence[str], Askers]:
        """Read in a few statements, however many."""
        with reading(self.engine) as db:
            found = people.fetch(db, self._those(low, high), self.day.start)
        lenses = [Lens(person.seeker, self._segment.shelf, self._scene) for person in found]
        queries = [self._shelving.query(lens, self.day.seed) for lens in lenses]
        return [person.seeker.id for person in found], askers_of(queries)

    def exact(self, low: int, high: int, top: int) -> tuple[Sequence[str], Together]:
        """By both sides, as pages order before caps and competition: everything scored in full, by their own weights.

        Scores are U·V, 10¹² at most; the square root of it, over ten thousand, is what pages show.
        """
        with reading(self.engine) as db:
            found = people.fetch(db, self._those(low, high), self.day.start)
        barred = self.barred(low, high)
        best = Together(np.full((len(found), top), NOBODY, np.int32), np.zeros((len(found), top), np.int64))
        for at, person in enumerate(found):
            shut = barred.get(person.seeker.id, ())
            view = self._seen(people.facing(person.own(self._scene.config), Market.OPPORTUNITIES))
            may = [(self._segment.shelf.row_of[one.item.id], one.key) for one in view.best(top + len(shut))]
            kept = [(row, key) for row, key in may if row not in shut][:top]
            if kept:
                best.numbers[at, : len(kept)], best.scores[at, : len(kept)] = np.array(kept, dtype=np.int64).T
        return [person.seeker.id for person in found], best

    def _seen(self, seeker: Seeker) -> View:
        return see(self._segment, seeker, self._scene, Filters(), self.day.seed)

    def barred(self, low: int, high: int) -> dict[str, Sequence[int]]:
        """Person → what is offered by organisations that they hide from, or did not agree to be seen by."""
        with reading(self.engine) as db:
            avoided = _avoided(db, self._those(low, high), self._unverified)
        rows = {
            who: [row for one in sorted(those) for row in self._rows.get(one, ())] for who, those in avoided.items()
        }
        return {str(who): found for who, found in rows.items() if found}

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()

    def _those(self, low: int, high: int) -> Select[Profile]:
        return agreed().where(Profile.id.between(self.ids[low], self.ids[high - 1]))


def agreed() -> Select[Profile]:
    """The listed people who agreed to be seen by organisations, by verified ones at least."""
    return select(Profile).where(Profile.status == ProfileStatus.LISTED, Profile.audience.in_(AGREED))


def _avoided(db: Session, those: Select[Profile], unverified: frozenset[UUID]) -> dict[UUID, set[UUID]]:
    """Person → organisations."""
    careful = those.where(Profile.audience == Audience.VERIFIED).with_only_columns(Profile.id)
    avoided = {who: set(unverified) for who in db.scalars(careful)}
    hidden = select(HiddenFrom.profile_id, HiddenFrom.organisation_id)
    for who, organisation in db.execute(hidden.where(HiddenFrom.profile_id.in_(those.with_only_columns(Profile.id)))):
        avoided.setdefault(who, set()).add(organisation)
    return avoided


def _told(marks: Sequence[tuple[object, ...]]) -> str:
    """When anybody's profile changed last, of all of them."""
    return hashlib.sha256("\n".join(map(str, marks)).encode()).hexdigest()[:16]
