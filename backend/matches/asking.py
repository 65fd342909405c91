"""One person before one market on one day: everything a ranking needs, gathered once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
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
from matching import Filters, Snapshot
from matching.rank import Asked, arranged_of, look
from matching.rerank.caps import Arranged
from matching.retrieve.view import View, find, is_tied
from matching.types import Item, Market, Seeker

POLICY = "fit"
PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Myself:
    """The asking person: who they are to the library, to the cards, and in whose name they might apply."""

    asker: Asker
    profile_id: UUID | None = None
    venture: Venture | None = None

    def facing(self, market: Market) -> Seeker:
        """As one market looks at them."""
        return people.facing(self.asker.seeker, market, self.venture.applicant if self.venture else None)

    @property
    def venture_id(self) -> UUID | None:
        """The organisation whose page answers what conditions ask."""
        return self.venture.id if self.venture else None


def find_myself(db: Session, viewer: Viewer, day: Day) -> Myself:
    """The asking person, in a constant number of statements; raises `NoProfile`."""
    mine = select(Profile).where(Profile.account_id == viewer.id)
    found = people.fetch(db, mine, day.start)
    if not found:
        raise NoProfile
    person = found[0]
    profile_id = UUID(person.seeker.id)
    evidence = queries.evidence_of(db, [profile_id])
    asker = Asker(person.own, person.town, evidence, queries.saved_by(db, viewer))
    return Myself(asker, profile_id, venture_of(db, viewer))


@dataclass(frozen=True)
class Desk:
    """A market as the person sees it through these filters: scanned once, read many times."""

    me: Myself
    stock: Stock
    market: Market
    day: Day
    filters: Filters = field(default_factory=Filters)

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

    @cached_property
    def asked(self) -> Asked:
        """What the library is asked; how many to show is for those who show."""
        return Asked(self.day.start, self.day.seed, self.market, self.filters, 1, POLICY)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The market, scanned."""
        return look(self.seeker, self.snapshot, self.asked)

    @cached_property
    def eligible(self) -> list[Item]:
        """What no rule hides and no filter leaves out, by id."""
        return [item for view in self.views for item in view.items()]

    @cached_property
    def arranged(self) -> Arranged:
        """All of it in the order shown, with the moves that made it."""
        return arranged_of(self.views, self.snapshot.config.policy(POLICY), max(1, len(self.eligible)))

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Each thing's place in that order."""
        return {item.id: rank for rank, item in enumerate(self.arranged.items, start=1)}

    def key(self, item_id: str) -> int:
        """What a thing that is shown is ordered by: the product of its two sides."""
        one = find(item_id, self.views)
        return one.key if one else 0

    def is_tied(self, item_id: str) -> bool:
        """Whether another thing has the very same score."""
        return is_tied(item_id, self.views)
