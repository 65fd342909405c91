"""One person before one market on one day: everything a ranking needs, gathered once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

import numpy as np
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.matches import queries
from backend.matches.day import Day
from backend.matches.feeding import people
from backend.matches.feeding.organisations import Venture, venture_of
from backend.matches.feeding.thing import Thing
from backend.matches.problems import NoProfile
from backend.matches.stock import Stock
from backend.matches.telling.cards import Asker
from backend.profiles.models import Profile
from matching import Config, Filters, Ranking, Snapshot
from matching.config import Policy
from matching.rank import Asked, arranged_of, look, rank_of, ranked
from matching.rerank.caps import Arranged
from matching.retrieve.filters import Mask
from matching.retrieve.segment import Segment
from matching.retrieve.view import View, find, is_tied, place_of
from matching.types import Item, Market, Move, Seeker

POLICIES = {True: ("fit", "plain"), False: ("varied", "plain-competition")}
"""By fit alone or not: the policy of the whole list, and that of a page of it, which moves nothing."""

MINE = people.Reading.of(select(Profile).where(Profile.account_id == bindparam("account_id")))
"""The asking person: read with every request, so that the statements are made once."""


@dataclass(frozen=True, slots=True)
class Myself:
    """The asking person: who they are to the library, to the cards, and in whose name they might apply. `unseen` are
    what people offer who hide from an organisation of theirs.
    """

    asker: Asker
    profile_id: UUID | None = None
    is_pure_fit: bool = False
    venture: Venture | None = None
    unseen: frozenset[str] = frozenset()

    def facing(self, market: Market) -> Seeker:
        """As one market looks at them."""
        return people.facing(self.asker.seeker, market, self.venture.applicant if self.venture else None)

    @property
    def venture_id(self) -> UUID | None:
        """The organisation whose page answers what conditions ask."""
        return self.venture.id if self.venture else None


def find_myself(db: Session, viewer: Viewer, day: Day, config: Config) -> Myself:
    """The asking person, in a constant number of statements; raises `NoProfile`."""
    found = MINE.fetch(db, day.start, account_id=viewer.id)
    if not found:
        raise NoProfile
    person = found[0]
    profile_id = UUID(person.seeker.id)
    evidence = queries.evidence_of(db, [profile_id])
    asker = Asker(person.own(config), person.town, evidence, queries.saved_by(db, viewer))
    return Myself(asker, profile_id, person.is_pure_fit, venture_of(db, viewer), queries.hiding_from(db, viewer))


@dataclass(frozen=True)
class Desk:
    """A market as the person sees it through these filters: scanned once, read many times.

    Only the first `depth` places are put in order; what a card further down needs to know is counted. `passes` are
    filters the library knows nothing of.
    """

    me: Myself
    stock: Stock
    market: Market
    day: Day
    filters: Filters = field(default_factory=Filters)
    depth: int = 1
    passes: Callable[[Segment], Mask] | None = None

    @cached_property
    def seeker(self) -> Seeker:
        """The person as this market looks at them."""
        return self.me.facing(self.market)

    @property
    def snapshot(self) -> Snapshot:
        """All that is on offer."""
        return self.stock.snapshot

    @property
    def things(self) -> Mapping[str, Thing]:
        """What cards show, by the id of the item."""
        return self.stock.things

    @property
    def code(self) -> str:
        """How the list is ordered: by fit, and also by competition unless the person wants none of it."""
        return POLICIES[self.me.is_pure_fit][0]

    @property
    def plain(self) -> str:
        """How one page of it is ranked again, with the same arithmetic and no moves."""
        return POLICIES[self.me.is_pure_fit][1]

    @property
    def policy(self) -> Policy:
        """What moves things from where their scores would put them, and whether competition comes off these."""
        return self.snapshot.config.policy(self.code)

    @cached_property
    def asked(self) -> Asked:
        """What the library is asked; how many to show is for those who show."""
        return Asked(self.day.start, self.day.seed, self.market, self.filters, 1, self.code)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The market, scanned."""
        views = look(self.seeker, self.snapshot, self.asked)
        return views if self.passes is None else tuple(_narrowed(view, self.passes(view.segment)) for view in views)

    @cached_property
    def eligible(self) -> int:
        """How many things no rule hides and no filter leaves out."""
        return sum(len(view.rows) for view in self.views)

    @cached_property
    def arranged(self) -> Arranged:
        """The first places in the order shown, with the moves that made them."""
        return arranged_of(self.views, self.policy, max(1, self.depth, self.policy.window))

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The place in that order of each thing that is among the first."""
        return {item.id: rank for rank, item in enumerate(self.arranged.items, start=1)}

    def standing(self, item: Item) -> tuple[int | None, tuple[Move, ...]]:
        """Its rank, however deep, and what moved it there; no rank where it is hidden or filtered out."""
        rank = self.ranks.get(item.id)
        if rank is not None:
            return rank, self.arranged.moves(item, rank)
        rank, place = rank_of(item, self.views, self.policy), place_of(item.id, self.views)
        if rank is None or place is None:
            return None, ()
        before = {**self.arranged.before, item.id: place}
        return rank, replace(self.arranged, before=before).moves(item, rank)

    def only(self, ids: Sequence[str]) -> "Desk":
        """The same through filters that leave nothing but these, all of which were eligible: nothing is scanned."""
        part = replace(self, filters=replace(self.filters, only=tuple(sorted(ids))), depth=len(ids))
        part.__dict__["views"] = tuple(_only(view, ids) for view in self.views)  # where `cached_property` keeps it
        return part

    def ranked(self, top: int, policy: str | None = None) -> Ranking:
        """The first `top` of it, explained, with everything that was counted."""
        asked = replace(self.asked, top=max(1, top), policy=policy or self.code)
        return ranked(self.seeker, self.snapshot, asked, self.views)

    def key(self, item_id: str) -> int:
        """What a thing that is shown is ordered by: the product of its two sides."""
        one = find(item_id, self.views)
        return one.key if one else 0

    def is_tied(self, item_id: str) -> bool:
        """Whether another thing has the very same score."""
        return is_tied(item_id, self.views)


def _narrowed(view: View, passes: Mask) -> View:
    """The same view through one more filter."""
    return replace(view, wanted=view.wanted & passes)


def _only(view: View, ids: Sequence[str]) -> View:
    mask = np.zeros(len(view.wanted), dtype=np.bool_)
    mask[[row for one in ids if (row := view.segment.row_of(one)) is not None]] = True
    part = replace(view, wanted=mask, _led={})
    part.__dict__["failed"] = view.failed  # rules judge each row by itself
    return part
