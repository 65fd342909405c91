"""What a process keeps a copy of is noted by the database whoever changes it, and no late commit is missed."""

from contextlib import ExitStack

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from backend.core import journal
from backend.core.db import reading
from backend.core.journal import Line
from backend.organisations.models import Organisation

NOUN = Organisation.__tablename__


@pytest.fixture
def see(app):
    """Calling it gives what came since, and the new position."""

    def look(position):
        with reading(app.state.engine) as db:
            return journal.position(db) if position is None else journal.since(db, position)

    return look


def test_whoever_changes_a_row_and_however_it_is_noted(make, db, see):
    one, other = make.organisation(), make.organisation()
    start = see(None)
    assert see(start).changed == {}
    one.summary = "Another"
    db.commit()
    assert see(start).changed == {NOUN: {one.id}}
    db.execute(update(Organisation).values(summary="All at once"))  # no object, no hook
    db.commit()
    told = see(start)
    assert told.changed == {NOUN: {one.id, other.id}}
    db.execute(delete(Organisation).where(Organisation.id == other.id))
    db.commit()
    assert see(told.position).changed == {NOUN: {other.id}}


def test_what_is_taken_back_was_never_there(make, db, see):
    one = make.organisation()
    start = see(None)
    one.summary = "Another"
    db.flush()
    assert see(start).changed == {}
    db.rollback()
    assert see(start) == journal.Told(see(start).position, {})


def test_a_late_commit_of_an_early_change_is_seen(app, make, see):
    """The early writer has the lower number. On SQLite the second waits for the first, so there is nothing to miss."""
    early, late = make.organisation(), make.organisation()
    if app.state.engine.dialect.name == "sqlite":
        return
    start = see(None)
    with ExitStack() as open_, reading(app.state.engine) as db:
        first = db.scalar(select(func.max(Line.id)))
        writers = [open_.enter_context(Session(app.state.engine)) for _ in range(2)]
        for writer, row in zip(writers, (early, late), strict=True):
            writer.execute(update(Organisation).where(Organisation.id == row.id).values(summary="Another"))
        writers[1].commit()
        told = see(start)
        assert told.changed == {NOUN: {late.id}}
        by_number = db.scalar(select(func.max(Line.id)))
        writers[0].commit()
        assert see(told.position).changed == {NOUN: {early.id}}
        assert see(see(told.position).position).changed == {}
        missed = select(Line.row_id).where(Line.id > by_number)
        assert db.scalars(missed).all() == []  # who remembers a number would never see it
        assert by_number > first


def test_forgotten_lines_are_not_missed(make, db, see, monkeypatch):
    one = make.organisation()
    start = see(None)
    monkeypatch.setattr(journal, "KEPT", -journal.KEPT)
    journal.forget_lines(db)
    db.commit()
    assert db.scalar(select(func.count()).select_from(Line)) == 0
    assert see(start).changed == {}
    one.summary = "Another"
    db.commit()
    assert see(start).changed == {NOUN: {one.id}}
