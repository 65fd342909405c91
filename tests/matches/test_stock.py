"""What a process keeps in memory is what the database says, also when many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from backend.core.db import reading
from backend.core.model import now
from backend.matches import ahead as ahead_of_requests
from backend.matches import census
from backend.matches import crowd as crowd_of_process
from backend.matches import stock as stock_of_process
from backend.matches.ahead import Ahead
from backend.matches.crowd import Crowds
from backend.matches.day import Day
from backend.matches.feeding import people
from backend.matches.stock import Stocks
from backend.taxonomy.vocabulary import id_of
from matching import Snapshot
from matching.types import Market
from tests.matches.scene import role, talent


def test_nothing_is_built_again_while_nothing_changes(app, make):
    role(make), make.space()
    stocks = Stocks()
    with reading(app.state.engine) as db:
        first = stocks.get(db, now())
    with reading(app.state.engine) as db:
        assert stocks.get(db, now()) is first


def test_only_what_changed_is_fetched_again_and_the_whole_is_as_if_built_anew(app, make, db):
    organisation = make.verified()
    stays, changes, goes = (role(make, organisation_id=organisation.id) for _ in range(3))
    space, stocks = make.space(), Stocks()

    def look(stocks=stocks):
        with reading(app.state.engine) as read:
            return stocks.get(read, now())

    before = look()
    changes.title, goes.status = "Renamed", "paused"
    db.commit()
    came = role(make)
    after = look()
    assert set(after.things) == {str(one.id) for one in (stays, changes, came, space)}
    assert after.things[str(stays.id)] is before.things[str(stays.id)]
    assert after.snapshot.shelves[Market.SPACES].segments == before.snapshot.shelves[Market.SPACES].segments
    organisation.name, organisation.verified_until = "Renamed too", now()
    db.commit()
    for stock in (look(), look(Stocks())):
        assert {stock.things[str(one.id)].organisation.name for one in (stays, changes)} == {"Renamed too"}
        assert stock.things[str(came.id)].organisation.name != "Renamed too"
    assert look().snapshot.digest == look(Stocks()).snapshot.digest != before.snapshot.digest
    assert dict(look().owned.items()) == dict(look(Stocks()).owned.items())
    organisation.status, organisation.suspended_for = "suspended", "asked"
    db.commit()
    assert set(look().things) == {str(came.id), str(space.id)}


def test_what_came_loose_is_put_in_order_beside_and_changes_meanwhile_are_kept(app, make, db, monkeypatch):
    monkeypatch.setattr(stock_of_process, "LOOSE", 0)
    is_over, merged = Event(), Snapshot.merged
    monkeypatch.setattr(Snapshot, "merged", lambda before: is_over.wait(20) and merged(before))
    one, other = role(make), role(make)
    stocks = Stocks()

    def look(stocks=stocks):
        with reading(app.state.engine) as read:
            return stocks.get(read, now())

    look()
    one.capacity += 1
    db.commit()
    monkeypatch.setattr(stock_of_process, "A_FEW", 1)
    assert look().snapshot.loose > 0  # nobody waits for the merge
    other.capacity += 1
    db.commit()
    assert look().things[str(other.id)].item.capacity == other.capacity
    is_over.set()
    for thread in enumerate_threads():
        if thread.name == "offer":
            thread.join(20)
    told = look()
    assert told.snapshot.shelves[Market.OPPORTUNITIES].segments[0].shelf.row_of.keys() == set(told.things)
    assert told.snapshot.item(str(other.id)).capacity == other.capacity
    assert told.snapshot.digest == look(Stocks()).snapshot.digest


def test_many_at_once_get_one_and_the_same(app, make):
    for _ in range(3):
        role(make)
    stocks = Stocks()

    def ask(_):
        with reading(app.state.engine) as db:
            return stocks.get(db, now())

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(24)))
    assert {id(stock) for stock in found} == {id(found[0])}


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), "2026-03-28"),
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), "2026-03-30"),  # summer time has begun
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), "2026-10-25"),  # and is over
    ],
)
def test_a_day_is_a_day_where_the_region_is(moment, date):
    day = Day.at(moment, "Europe/Lisbon")
    assert (day.seed, day.start.hour, day.start.date().isoformat()) == (date, 0, date)
    assert day.start <= moment


def test_only_the_people_who_changed_are_fetched_again(app, make, db):
    crowds, day = Crowds(), Day.at(now(), "Europe/Lisbon")
    (_, one), (_, other) = talent(make), talent(make)
    with reading(app.state.engine) as look:
        before = crowds.get(look, day)
    one.travel_km, one.content_at = 99, now()
    db.commit()
    with reading(app.state.engine) as look:
        after = crowds.get(look, day)
    assert after.people[one.id].seeker.travel_limit_km == 99
    assert after.people[other.id] is before.people[other.id]
    one.status = "archived"
    db.commit()
    with reading(app.state.engine) as look:
        assert set(crowds.get(look, day).people) == {other.id}


def test_the_next_month_is_there_before_it_begins_and_only_who_changes_meanwhile_is_fetched_then(
    app, make, db, monkeypatch
):
    _, works = talent(make)
    make.worked(works, occupation_id=id_of("occupation/illustrator"), started="2026-01", ended=None, is_current=True)
    _, other = talent(make)
    fetched, fetch = [], people.fetch

    def counted(*asked):
        found = fetch(*asked)
        fetched.append(len(found))
        return found

    monkeypatch.setattr(people, "fetch", counted)
    crowds, late = Crowds(), datetime(2026, 11, 30, 23, 10, tzinfo=UTC)

    def ask(moment):
        with reading(app.state.engine) as look:
            return crowds.get(look, Day.at(moment, "Europe/Lisbon"))

    for moment, whole in ((late - timedelta(days=2), 1), (late - timedelta(days=1), 0), (late, 1)):
        with reading(app.state.engine) as look:
            crowds.prepare(look, moment, "Europe/Lisbon")
        assert [fetched.count(2), len(fetched)] == [whole, whole], "one build a month, not one a day"
        fetched.clear()
    other.travel_km, other.content_at = 99, now()
    db.commit()
    november, december = ask(late), ask(late + timedelta(hours=1))
    assert fetched == [1, 1], "nobody who asks builds a crowd"
    month = [min(spell.months for spell in crowd.people[works.id].seeker.experience) for crowd in (november, december)]
    assert month == [10, 11]
    assert december.people[other.id].seeker.travel_limit_km == 99
    with reading(app.state.engine) as look:
        crowds.prepare(look, late + timedelta(hours=1), "Europe/Lisbon")
    assert ask(late + timedelta(hours=2)).people is december.people
    ask(late)
    assert fetched[2:] == [2], "the month that is over is forgotten"


def test_a_month_that_another_clears_away_while_one_asks_is_built_anew(app, make, db, monkeypatch):
    talent(make)
    _, other = talent(make)
    crowds, november, may = Crowds(), datetime(2026, 11, 28, 12, tzinfo=UTC), datetime(2027, 5, 3, 12, tzinfo=UTC)

    def ask():
        with reading(app.state.engine) as look:
            return crowds.get(look, Day.at(november, "Europe/Lisbon"))

    ask()
    other.travel_km, other.content_at = 99, now()
    db.commit()
    since, cleared = crowd_of_process.journal.since, []

    def clear_away(look, position):
        if not cleared:
            cleared.append(True)
            with reading(app.state.engine) as another:
                crowds.prepare(another, may, "Europe/Lisbon")
        return since(look, position)

    monkeypatch.setattr(crowd_of_process.journal, "since", clear_away)
    assert ask().people[other.id].seeker.travel_limit_km == 99
    assert cleared


def test_a_thread_that_builds_ahead_goes_on_after_whatever_went_wrong(app, monkeypatch):
    looks, again = [], Event()

    def fails(*_):
        looks.append(True)
        if len(looks) > 1:
            again.set()
        raise RuntimeError

    monkeypatch.setattr(ahead_of_requests, "LOOK", 0.01)
    monkeypatch.setattr(Ahead, "look", fails)
    with Ahead(app.state.engine, app.state.settings.zone):
        assert again.wait(20)


def test_who_asks_first_for_candidates_waits_for_nobody(app, client, make, monkeypatch):
    organisation = make.verified()
    post, headers = role(make, organisation_id=organisation.id), make.as_(make.member(organisation))
    talent(make)
    address = f"/api/opportunities/{post.id}/candidates"
    built = []
    for owner, name in ((census, "_counted"), (crowd_of_process, "_everybody")):
        whole = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *asked, whole=whole, name=name: built.append(name) or whole(*asked))
    Ahead(app.state.engine, app.state.settings.zone).look(app.state.engine)
    assert built == ["_everybody", "_counted"]
    assert len(client.get(address, headers=headers).json()["items"]) == 1
    assert len(built) == 2
    with Ahead(app.state.engine, app.state.settings.zone) as ahead:
        pass
    assert not ahead.thread.is_alive()
