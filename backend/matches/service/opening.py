"""What would open most: skills that somebody with room teaches, by what they would change for this person."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import Viewer, require
from backend.core.problems import NotFound
from backend.matches import rules
from backend.matches.asking import Desk, Myself, find_myself
from backend.matches.day import Day
from backend.matches.feeding.thing import Thing
from backend.matches.filtering import filters_of
from backend.matches.pricing import priced_stock
from backend.matches.schemas.openings import Climb, OpeningRead, OpeningSearch, OpeningsRead
from backend.matches.schemas.search import MatchFilters
from backend.matches.schemas.told import FieldTarget, ThingTarget
from backend.matches.stock import Stock
from backend.matches.telling.facts import plain
from matching.explain.openings import Opening, openings, teachers
from matching.types import Item, Market

PAGE = 10
TEACHERS = 3


def list_openings(db: Session, viewer: Viewer, search: OpeningSearch, day: Day) -> OpeningsRead:
    """The few lessons that open most; raises `NotFound` for an opportunity that is not on offer."""
    require(viewer, rules.list_matches, None)
    stock = priced_stock(db, day.moment)
    me = find_myself(db, viewer, day, stock.config)
    jobs, mentors, places = (
        _desk(me, stock, market, viewer, day) for market in (Market.OPPORTUNITIES, Market.MENTORS, Market.PLACES)
    )
    taught_by = [item for desk in (mentors, places) for item in teachers(desk.seeker, stock.snapshot, desk.asked)]
    found = openings(
        jobs.seeker,
        stock.snapshot,
        taught_by,
        now=day.start,
        day_seed=day.seed,
        filters=jobs.filters,
        policy=jobs.code,
        page=PAGE,
        about=_about(jobs, search.thing_id),
    )
    return OpeningsRead(items=[_read(one, jobs) for one in found], page=PAGE)


def _desk(me: Myself, stock: Stock, market: Market, viewer: Viewer, day: Day) -> Desk:
    return Desk(me, stock, market, day, filters_of(MatchFilters(), market, stock, viewer, me.unseen))


def _about(desk: Desk, thing_id: UUID | None) -> Item | None:
    if thing_id is None:
        return None
    thing = desk.things.get(str(thing_id))
    if thing is None or thing.item.market is not Market.OPPORTUNITIES:
        raise NotFound
    return thing.item


def _read(one: Opening, desk: Desk) -> OpeningRead:
    facts = {name: value for name, value in one.action.facts.items() if name != "importance"}
    return OpeningRead(
        code=one.action.code,
        facts=plain(facts),
        unlocks=one.unlocks,
        enters=one.enters,
        raises=one.raises,
        steps=one.steps,
        climb=_climb(one, desk),
        teachers=[_target(desk.things[id_]) for id_ in one.teachers if id_ in desk.things][:TEACHERS],
        target=FieldTarget(field="skills"),
    )


def _climb(one: Opening, desk: Desk) -> Climb | None:
    if one.best is None or one.rank_after is None:
        return None
    thing = desk.things[one.best]
    return Climb(
        thing_id=UUID(thing.id),
        title=thing.title,
        lang=thing.lang,
        rank_from=one.rank_before,
        rank_to=one.rank_after,
    )


def _target(thing: Thing) -> ThingTarget:
    return ThingTarget(market=thing.item.market, thing_id=UUID(thing.id), title=thing.title, places=thing.item.capacity)
