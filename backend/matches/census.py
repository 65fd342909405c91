"""What a process keeps of everybody listed as columns, so that counting and ranking them costs milliseconds."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock
from uuid import UUID

import numpy as np
import numpy.typing as npt

from backend.core.memory import building_to_keep
from backend.matches.crowd import Crowd, Month
from backend.matches.day import Day
from backend.matches.feeding.people import Person
from backend.matches.layers import Layers
from backend.profiles.models import Audience
from backend.profiles.queries import Consent
from matching import DEFAULT, Config, Graph
from matching.crowd.judging import prepare
from matching.crowd.order import Order, Part
from matching.crowd.people import Mask, People
from matching.scene import Scene
from matching.types import Item, Market

A_FEW, SHARE = 200, 20  # people who may have changed before everything is built anew: so many, or one in so many
KEPT = 8  # orders, for the next page of the same people
AUDIENCES = tuple(Audience)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # columns do not depend on the hour


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Some people as columns, as their pages show them; who of them is still so; and the audience of each."""

    people: People
    stays: Mask
    audiences: npt.NDArray[np.int8]

    def agreed(self, consent: Consent) -> Part:
        """With those marked who agreed."""
        mask = np.isin(self.audiences, [AUDIENCES.index(one) for one in consent.audiences])
        shown = self._rows(consent.shown)
        mask[shown] |= self.audiences[shown] == AUDIENCES.index(Audience.APPLIED)
        mask[self._rows(consent.hiding)] = False
        return self.people, mask & self.stays

    def _rows(self, them: Iterable[UUID]) -> list[int]:
        found = (self.people.row_of.get(str(one)) for one in them)
        return [row for row in found if row is not None]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A crowd in two parts: most of it as it was built once, from those `known` then, and who changed since."""

    crowd: Layers[UUID, Person]
    graph: Graph
    known: Layers[UUID, Person]
    whole: Layers[UUID, Person]
    most: Group
    changed: Group
    _orders: dict[tuple[Item, Consent, datetime, Config], Order] = field(default_factory=dict, repr=False)

    def agreed(self, consent: Consent) -> list[Part]:
        """Both parts, with those marked who agreed: nobody else is looked at."""
        return [self.most.agreed(consent), self.changed.agreed(consent)]

    def before(self, item: Item, consent: Consent, day: Day, config: Config) -> Order:
        """Those who agreed, before one item: the same for every page of the same people on one day."""
        key = item, consent, day.start, config
        order = self._orders.get(key)
        if order is None:
            order = Order.of(item, self.agreed(consent), Scene(self.graph, config, day.start), day.seed).settled()
            for oldest in list(self._orders)[: 1 - KEPT]:
                self._orders.pop(oldest, None)
            self._orders[key] = order
        return order


class Counts:
    """The last crowd of each month that was counted; another process, or another database, counts its own."""

    def __init__(self) -> None:
        self._held: dict[Month, Counted] = {}
        self._counting = Lock()

    def get(self, crowd: Crowd, graph: Graph) -> Counted:
        """The crowd as columns; only who changed is looked at again."""
        held = self._held.get(crowd.month)
        if held is not None and held.crowd is crowd.people and held.graph is graph:
            return held
        with self._counting:
            self._held[crowd.month] = held = _renewed(self._held.get(crowd.month), crowd, graph)
            for past in sorted(self._held)[:-2]:
                del self._held[past]
            return held


def _renewed(held: Counted | None, crowd: Crowd, graph: Graph) -> Counted:
    if held is None or held.graph is not graph or held.whole is not crowd.whole:
        return _counted(crowd, graph)
    changed = [one for one in crowd.touched if crowd.people.get(one) is not held.known.get(one)]
    if len(changed) > max(A_FEW, len(crowd.people) // SHARE):
        return _counted(crowd, graph)
    stays = np.ones(len(held.most.people), dtype=np.bool_)
    rows = (held.most.people.row_of.get(str(one)) for one in changed)
    stays[[row for row in rows if row is not None]] = False
    came = [crowd.people[one] for one in changed if one in crowd.people]
    most = Group(held.most.people, stays, held.most.audiences)
    return replace(held, crowd=crowd.people, most=most, changed=_group(came, graph), _orders={})


def _counted(crowd: Crowd, graph: Graph) -> Counted:
    with building_to_keep():
        most = _group(crowd.people.values(), graph)
        prepare(most.people, Market.OPPORTUNITIES, Scene(graph, DEFAULT, _EPOCH))
    return Counted(crowd.people, graph, crowd.people, crowd.whole, most, _group((), graph))


def _group(them: Iterable[Person], graph: Graph) -> Group:
    known = {person.seeker.id: person for person in them}
    people = People((person.public for person in known.values()), graph)
    audiences = [AUDIENCES.index(known[one.id].audience) for one in people.seekers]
    return Group(people, np.ones(len(people), dtype=np.bool_), np.array(audiences, dtype=np.int8))


counts = Counts()
