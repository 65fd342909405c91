"""An audit counts what pages show: the same lists, from both sides, and nothing about anybody."""

from uuid import uuid4

import pytest
from sqlalchemy import event

from backend.core.db import reading
from backend.core.model import now
from backend.matches.auditing.ground import ground_of
from backend.matches.auditing.looking import see
from backend.matches.day import Day
from backend.matches.service.auditing import audit_region
from tests.matches.scene import far, role, talent


@pytest.fixture
def day(config):
    return Day.at(now(), config.zone)


@pytest.fixture
def region(make):
    """Three people, one of whom hides from the only organisation that is verified, and five roles."""
    organisation = make.verified()
    people = [talent(make) for _ in range(3)]
    make.skill(people[1][1], "tool/after-effects", 3)
    make.hidden(people[2][1], organisation.id)
    roles = [
        role(make, *asked, organisation_id=organisation.id) for asked in (("tool/blender",), ("tool/after-effects",))
    ]
    return people, [*roles, far(make), role(make), role(make, "craft/basketry")], make.as_(make.member(organisation))


def test_what_is_counted_is_what_pages_show(client, make, db, day, region):
    people, roles, owner = region
    ground = ground_of(db, day, people=99, seed=1)
    seen = see(ground, day, None, lambda done: None)
    accounts = {account.id: account for account, _ in people}
    for account_id, page in zip(ground.accounts, seen.pages, strict=True):
        shown = client.get("/api/matches", headers=make.as_(accounts[account_id])).json()["items"]
        assert [ground.items[row].id for row in page] == [card["thing_id"] for card in shown] != []
    for opportunity in roles[:2]:
        room = [ground.items[row].id for row in ground.rooms].index(str(opportunity.id))
        shown = client.get(f"/api/opportunities/{opportunity.id}/candidates", headers=owner).json()["items"]
        found = [ground.people[row].seeker.id for row in seen.candidates[room]]
        assert found == [card["profile_id"] for card in shown]
        assert len(found) == 2  # one hides


def test_nothing_is_kept_and_no_more_is_asked_of_the_database_when_there_is_more(app, db, make, day, region):
    def statements():
        asked = []
        event.listen(app.state.engine, "before_cursor_execute", note := lambda *given: asked.append(given[2]))
        with reading(app.state.engine) as look:
            told = audit_region(look, day, people=99, seed=1)
        event.remove(app.state.engine, "before_cursor_execute", note)
        assert not [each for each in asked if not each.upper().startswith(("SELECT", "BEGIN", "PRAGMA", "SET", "WITH"))]
        return len(asked), told

    statements()  # builds what is kept; from then on only what changed is fetched
    talent(make), role(make)
    few, told = statements()
    talent(make), role(make), role(make)
    more, grown = statements()
    assert few == more
    assert (told.people, told.offer.opportunities, grown.people, grown.offer.opportunities) == (4, 6, 5, 8)


def test_few_people_are_not_told_of_and_groups_are_as_the_file_says(db, make, day, region):
    people, _, _ = region
    more = [talent(make) for _ in range(19)]
    named = {account.id: "a" if at % 2 else "b" for at, (account, _) in enumerate([*people, *more])}
    told = audit_region(db, day, people=99, seed=1, stated=named | {uuid4(): "a"})
    assert told.unmatched == 1
    rates = told.crowd.by_group.impact.rates
    assert [(told.crowd.names[rate.group], rate.people) for rate in rates] == [("a", 11), ("b", 11)]
    assert set(told.crowd.impact_ratios) == {"town:city", "group:a", "group:b"}
    few = audit_region(db, day, people=99, seed=1, stated=dict(list(named.items())[:9]))
    assert (few.crowd.by_group.impact.rates, few.crowd.by_group.impact.rest) == ((), 22)


def test_a_region_without_anything_has_no_figures_and_no_alarm(db, day):
    told = audit_region(db, day, people=99, seed=1)
    assert (told.people, told.offer.opportunities, told.employers.employers, told.is_alarm) == (0, 0, 0, False)
