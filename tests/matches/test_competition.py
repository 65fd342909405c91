"""What many people are being shown stands a little lower, and says so; whoever wants fit alone has it."""

import json
import math

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from backend.commands.pricing import app as command
from backend.core.db import reading
from backend.core.model import now
from backend.matches.day import Day
from backend.matches.feeding import people
from backend.matches.models import CompetitionPrice, Exposure
from backend.matches.service import wanting
from backend.matches.service.competing import price_competition
from backend.matches.stock import stocks
from backend.profiles.models import Profile
from matching.eligibility import judge
from matching.explain.contributions import sides
from matching.market.prices import UNIT
from matching.scene import Scene
from matching.types import Outcome
from tests.matches.scene import adds_up, far, role, sums, talent

MATCHES, MINE = "/api/matches", "/api/profiles/mine"


@pytest.fixture
def town(make):
    """Six animators alike, one post for one of them, and one a little less good with room for all."""
    people = [talent(make) for _ in range(6)]
    crowded = role(make, "tool/blender", capacity=1)
    roomy = role(make, capacity=20)
    return [make.as_(account) for account, _ in people], crowded, roomy


def listed(client, headers, **asked):
    reply = client.get(MATCHES, params=asked, headers=headers)
    assert reply.status_code == 200, reply.text
    return reply.json()


def card_of(page, thing):
    return next(card for card in page["items"] if card["thing_id"] == str(thing.id))


def test_before_there_are_prices_nothing_changes(client, town):
    page = listed(client, town[0][0])
    assert [card["competition"] for card in page["items"]] == [None, None]
    assert "competition" not in {segment["factor"] for card in page["items"] for segment in card["segments"]}
    assert page["is_pure_fit"] is False


def test_what_many_are_shown_gives_way_by_name_and_everything_still_sums(app, client, town):
    (me, *_), crowded, roomy = town
    before = listed(client, me)
    price_competition(app.state.engine)
    page = listed(client, me)
    card, other = card_of(page, crowded), card_of(page, roomy)
    taken = card["competition"]["points"]
    assert -15 <= taken < 0
    assert other["competition"] is None
    assert card["score"] == pytest.approx(card_of(before, crowded)["score"] + taken)
    assert card["segments"][-1] == {"factor": "competition", "points": taken, "of": 0}
    assert all(sums(each) for each in page["items"])
    assert listed(client, me, order="newest")["items"][0]["score"] in {card["score"], other["score"]}

    address = f"{MATCHES}/opportunities/{crowded.id}"
    detail = client.get(address, headers=me).json()
    assert adds_up(detail["arithmetic"])
    assert detail["arithmetic"]["competition"] == card["competition"]
    assert detail["card"]["lever"] == card["lever"]
    told = client.get(f"{MATCHES}/contrast", params={"a": str(crowded.id), "b": str(roomy.id)}, headers=me).json()
    assert told["score"] == pytest.approx(
        told["base"] + told["competition"] + sum(line["points"] for line in told["lines"]), abs=1e-9
    )
    assert told["competition"] == taken

    for one in (before, page):  # what was shown before there were prices replays as well
        again = client.post(f"/api/receipts/{one['receipt_id']}/replay", headers=me).json()
        assert again["identical"] is True
    kept = json.loads(client.get(f"/api/receipts/{page['receipt_id']}", headers=me).json()["canonical"])
    assert set(kept["prices"]) == {str(crowded.id)}


def test_whoever_wants_fit_alone_has_it_and_nobody_else_changes(app, client, town):
    (me, you, *_), crowded, _ = town
    before = listed(client, me)
    price_competition(app.state.engine)
    assert client.patch(MINE, json={"is_pure_fit": True}, headers=me).status_code == 200
    assert client.get(MINE, headers=me).json()["is_pure_fit"] is True
    page = listed(client, me)
    assert page["is_pure_fit"] is True
    assert [(c["thing_id"], c["score"]) for c in page["items"]] == [
        (c["thing_id"], c["score"]) for c in before["items"]
    ]
    assert card_of(listed(client, you), crowded)["competition"]["points"] < 0
    assert client.patch(MINE, json={"is_pure_fit": None}, headers=me).status_code == 422


def test_showings_are_counted_by_thing_and_day_and_by_nobody(app, client, db, town):
    viewers, crowded, roomy = town
    pages = [listed(client, viewer) for viewer in (*viewers, viewers[0])]
    for _ in range(2):  # counted again, not twice
        price_competition(app.state.engine)
    rows = {row.thing_id: row for row in db.scalars(select(Exposure))}
    assert {one: row.times for one, row in rows.items()} == {crowded.id: 7, roomy.id: 7}
    first = pages[0]["items"][0]["thing_id"]
    assert rows[crowded.id].attention != rows[roomy.id].attention
    assert max(rows.values(), key=lambda row: row.attention).thing_id.hex == first.replace("-", "")
    assert {column.name for column in Exposure.__table__.columns} == {"market", "thing_id", "day", "times", "attention"}


def test_a_run_by_hand_tells_how_well_it_clears(app, client, db, make, town, monkeypatch):
    monkeypatch.setattr("backend.commands.pricing.current", lambda _: app.state.engine)
    far(make)
    told = json.loads(CliRunner().invoke(command, ["--json"]).stdout)["markets"]
    assert [one["market"] for one in told] == ["opportunities", "mentors"]
    assert (told[0]["people"], told[0]["things"], told[0]["has_converged"]) == (6, 3, True)
    assert told[1] | {"steps": 0} == told[1]  # nobody mentors here: nothing to clear
    assert "three quarters" in CliRunner().invoke(command).stdout
    assert told[0]["priced"] == db.scalar(select(func.count()).select_from(CompetitionPrice)) == 1


def test_prices_are_the_same_in_portions_on_many_threads(app, db, make, town, monkeypatch):
    far(make)
    runs = price_competition(app.state.engine)
    before = {row.thing_id: row.price for row in db.scalars(select(CompetitionPrice))}
    db.commit()  # lets go of the write lock
    monkeypatch.setattr(wanting, "PORTION", 2)
    heard = []
    price_competition(app.state.engine, lambda *told: heard.append(told), threads=3)
    assert before == {row.thing_id: row.price for row in db.scalars(select(CompetitionPrice))} != {}
    assert heard == [("people", done, 6) for done in (2, 4, 6)]
    lists = [_one_by_one(app, one) for one in runs]
    assert [run.people for run in runs] == [len(lists[0]), 0]


def _one_by_one(app, run):
    """The oracle: each person's list from scoring every pair alone."""
    moment = now()
    with reading(app.state.engine) as read:
        stock, day = stocks.get(read, moment), Day.at(moment, "UTC")
        them = people.fetch(read, select(Profile), day.start)
    found = wanting.wanted(app.state.engine, stock, day, [run.market], 1, lambda *_: None)[run.market]
    scene = Scene(stock.snapshot.graph, stock.config, day.start)
    for person, wanted in zip(them, found, strict=True):
        seeker = people.facing(person.own(stock.config), run.market, None)
        keys = {
            item.id: math.prod(sides(seeker, item, scene))
            for item in stock.snapshot.shelves[run.market].items()
            if all(verdict.outcome is not Outcome.FAIL for verdict in judge(seeker, item, scene))
        }
        assert dict(wanted.things) == {one: int(math.sqrt(key) / UNIT) for one, key in keys.items()}
    return [one for one in found if one.things]
