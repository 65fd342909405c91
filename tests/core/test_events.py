"""The event log: written with the deed, chained, delivered at least once, retried when a listener stumbles."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from backend.core.access import GUEST
from backend.core.db import writing
from backend.core.events import AT_MOST, LISTENERS, Delivery, Event, LoggedEvent, announce, deliver, first_broken
from backend.core.ids import new_id
from backend.core.model import now


@dataclass(frozen=True)
class SeedSown(Event):
    name = "tests.seed-sown"

    depth_cm: int = 3


@pytest.fixture
def heard(monkeypatch):
    """Replaces all listeners by one that writes down what it hears."""
    heard: list[SeedSown] = []
    monkeypatch.setitem(LISTENERS, SeedSown, {"test": lambda _db, event: heard.append(event)})
    return heard


def test_a_rollback_unsays_the_event(app, db, heard):
    announce(db, GUEST, SeedSown(new_id()))
    db.rollback()

    assert deliver(app.state.engine) == 0
    assert db.scalars(select(LoggedEvent)).all() == []


def test_a_listener_hears_the_same_event_once(app, db, heard):
    event = SeedSown(new_id(), 5)
    announce(db, GUEST, event)
    db.commit()

    assert (deliver(app.state.engine), deliver(app.state.engine)) == (1, 0)
    assert heard == [event]


def test_a_stumbling_listener_is_asked_again_later(app, db, monkeypatch):
    monkeypatch.setitem(LISTENERS, SeedSown, {"test": lambda _db, _event: 1 / 0})
    announce(db, GUEST, SeedSown(new_id()))
    db.commit()

    deliver(app.state.engine)

    delivery = db.scalars(select(Delivery)).one()
    assert (delivery.attempts, delivery.error) == (1, "builtins.ZeroDivisionError")
    assert delivery.due_at > now()


def test_a_listener_that_fails_leaves_nothing_half_done(app, db, monkeypatch):
    def half(db, event):
        announce(db, GUEST, SeedSown(new_id(), 99))
        raise RuntimeError("after writing")

    monkeypatch.setitem(LISTENERS, SeedSown, {"test": half})
    announce(db, GUEST, SeedSown(new_id()))
    db.commit()

    deliver(app.state.engine)

    assert [e.facts["depth_cm"] for e in db.scalars(select(LoggedEvent))] == [3]


def test_a_worker_that_died_is_followed_by_another(app, db, heard):
    announce(db, GUEST, SeedSown(new_id()))
    db.commit()
    db.execute(update(Delivery).values(attempts=1))  # leased once, and the lease has run out
    db.commit()

    assert deliver(app.state.engine) == 1
    assert len(heard) == 1


def test_what_kills_every_worker_is_left_for_a_person(app, db, heard):
    announce(db, GUEST, SeedSown(new_id()))
    db.commit()
    db.execute(update(Delivery).values(attempts=AT_MOST))  # leased that often, and no worker lived to say how it went
    db.commit()

    assert deliver(app.state.engine) == 0
    parked = db.scalars(select(Delivery)).one()
    assert (parked.due_at, parked.error, heard) == (None, "its worker died", [])


def test_the_chain_holds_also_when_many_write_at_once(app, db):
    def sow(depth: int) -> None:
        with writing(app.state.engine) as own:
            announce(own, GUEST, SeedSown(new_id(), depth))
            announce(own, GUEST, SeedSown(new_id(), depth + 100))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sow, range(24)))

    positions = sorted(db.scalars(select(LoggedEvent.position)))
    assert positions == list(range(1, 49))
    assert first_broken(db) is None


def without_guard(db):
    """What somebody with the keys to the database could do."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("ALTER TABLE event DISABLE TRIGGER USER"))
    else:
        db.execute(text("DROP TRIGGER event_no_change"))
        db.execute(text("DROP TRIGGER event_no_removal"))


def test_events_of_one_transaction_keep_their_order(db):
    for depth in range(50):
        announce(db, GUEST, SeedSown(new_id(), depth))
    db.commit()

    in_order = db.scalars(select(LoggedEvent).order_by(LoggedEvent.position))
    assert [e.facts["depth_cm"] for e in in_order] == list(range(50))


@pytest.mark.parametrize(
    "forgery",
    [
        pytest.param("UPDATE event SET name = 'tests.other' WHERE position = 2", id="a changed name"),
        pytest.param("DELETE FROM event WHERE position = 2", id="a removed row"),
        pytest.param("UPDATE event SET facts = '{\"depth_cm\": 4}' WHERE position = 2", id="a changed fact"),
    ],
)
def test_a_forgery_breaks_the_chain_where_it_was_made(db, forgery):
    for depth in (1, 2, 3):
        announce(db, GUEST, SeedSown(new_id(), depth))
        db.commit()
    assert first_broken(db) is None

    without_guard(db)
    db.execute(text(forgery))
    db.commit()

    assert first_broken(db) == 2


@pytest.mark.parametrize("forgery", ["UPDATE event SET name = 'x'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_the_log(db, forgery):
    announce(db, GUEST, SeedSown(new_id()))
    db.commit()

    with pytest.raises(DBAPIError, match="event_append_only"):
        db.execute(text(forgery))
    db.rollback()
    assert first_broken(db) is None
