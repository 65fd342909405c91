"""Filters are true: what each list finds is what a plain look at every row finds, alone and for every two filters."""

from itertools import combinations

import pytest
from sqlalchemy import select

from backend.opportunities import queries as opportunities
from tests.filters import LISTS, PLACE, Ground


def found(db, viewer, listed, given):
    rows = listed.searched(db, viewer, listed.schema.model_validate(given)).subquery()
    return set(db.scalars(select(rows.c.id)))


def plain(listed, *filters):
    """Every row in turn; without a status, and not among one's own, only what one can use now."""
    names = {name for one in filters for name in one.given}
    is_usual = not {"status", "standing", "mine"} & names
    return {
        row["id"]
        for row in listed.rows
        if listed.seen(row) and (not is_usual or listed.usual(row)) and all(one.holds(row) for one in filters)
    }


def asked(listed):
    """Each filter alone, and every two; not two that set the same, nor two that mean something else together, which is
    a filter of its own."""
    yield from ((one,) for one in listed.filters)
    wholes = [one.given.keys() for one in listed.filters]
    for a, b in combinations(listed.filters, 2):
        if not a.given.keys() & b.given.keys() and a.given.keys() | b.given.keys() not in wholes:
            yield a, b


def differing(db, viewer, listed):
    """What is asked where the list and the plain look disagree."""
    wrong = []
    for filters in asked(listed):
        given = {name: value for one in filters for name, value in one.given.items()}
        if found(db, viewer, listed, given) != plain(listed, *filters):
            wrong.append(given)
    return wrong


@pytest.mark.parametrize("name", LISTS)
def test_what_a_list_finds_is_what_a_plain_look_finds(db, make, name):
    ground = Ground(db, make)
    listed = LISTS[name](ground)
    assert listed.names() == set(listed.schema.model_fields) - PLACE, "a filter that nobody compares"
    blunt = [one.given for one in listed.filters if len({one.holds(row) for row in listed.rows}) == 1]
    assert [given for given in blunt if "mine" not in given] == [], "a filter that tells no rows apart"
    assert differing(db, ground.viewer, listed) == []
    impossible = [one.impossible for one in listed.filters if one.impossible is not None]
    assert len(impossible) >= 5
    assert [given for given in impossible if found(db, ground.viewer, listed, given)] == []


def test_a_filter_that_is_forgotten_is_noticed(db, make, monkeypatch):
    """The control: without its bounds, the list of opportunities disagrees with the plain look."""
    ground = Ground(db, make)
    listed = LISTS["opportunities"](ground)
    monkeypatch.setattr(opportunities, "_bounds", lambda _: iter(()))
    assert len(differing(db, ground.viewer, listed)) > 20
