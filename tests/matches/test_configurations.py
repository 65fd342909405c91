"""What was learnt ranks when it passed the gate and a person said so; every process sees that, and the past replays."""

import json
from pathlib import Path

import pytest

from backend.core.db import connect, reading, writing
from backend.core.events import LoggedEvent
from backend.core.model import now
from backend.matches.day import Day
from backend.matches.models import AuditReport, Configuration
from backend.matches.pricing import priced_stock
from backend.matches.service.learning import Asked, Outcome, learn
from matching import DEFAULT
from matching.codec import canonical
from matching.config import Config
from matching.learn.gate import REFUSALS
from tests.matches.months import month
from tests.matches.scene import role, talent

ADDRESS = "/api/configurations"
WORDS = Path(__file__).resolve().parents[2] / "frontend" / "src" / "core" / "words"
STANDING = {
    "ndcg": {"mean": 0.7, "low": 0.6, "high": 0.8},
    "calibration_error": 0.02,
    "outcomes": 900,
    "impact_ratios": {"town:city": 1.0, "town:town": 0.85},
}


@pytest.fixture
def staff(make):
    """The headers of somebody of the region's team."""
    return make.as_(make.staff())


@pytest.fixture
def proposed(make):
    """Writes a challenger: with this difference to the standing of what is in use."""

    def write(version="2027-01-01", beside=DEFAULT, champion=None, **challenger):
        config = Config(version=version, silence=70)
        evidence = {
            "market": "opportunities",
            "since": "2026-10-01",
            **dict.fromkeys(
                ("pages", "people", "reacted", "reactors", "learned_from", "held_out", "judged_pages"), 900
            ),
            "champion": STANDING | (champion or {}),
            "challenger": STANDING | challenger,
            "gain": {"mean": 0.0, "low": -0.1, "high": 0.1},
            "audit": {"people": 900, "listed": 900, "seed": 1, "has_groups": False},
        }
        return make.save(
            Configuration(
                digest=config.digest,
                version=version,
                content=canonical(config).decode(),
                status="challenger",
                beside=beside.digest,
                evidence=evidence,
            )
        )

    return write


def approve(client, headers, row, **given):
    """Say yes to what is on the page."""
    body = {"confirmation": row["version"], "updated_at": row["updated_at"]} | given
    return client.post(f"{ADDRESS}/{row['id']}/approve", json=body, headers=headers)


def listed(client, headers):
    """The whole page."""
    reply = client.get(ADDRESS, headers=headers)
    assert reply.status_code == 200, reply.text
    return reply.json()


def seen(client, headers):
    """The receipt of a page of matches, and the configuration that ranked it."""
    page = client.get("/api/matches", headers=headers).json()
    return page["receipt_id"], page["config"]


def replays(client, headers, receipt):
    """Whether it is made again byte for byte."""
    return client.post(f"/api/receipts/{receipt}/replay", headers=headers).json() == {
        "identical": True,
        "sha256": receipt,
    }


def test_from_what_people_did_to_what_ranks_and_back(app, client, make, config, staff):
    engine, day = app.state.engine, Day.at(now(), config.zone)
    accounts = month(engine, make, day)
    found = learn(engine, day, Asked(least_pages=20, audited=40))
    assert (found.outcome, found.refusals, found.log.reacted) == (Outcome.PROPOSED, (), len(accounts))
    before, after = ({one.factor: one.weight for one in side} for side in (found.before, found.after))
    assert after["pay"] > before["pay"] + 20
    assert found.told.challenger.ndcg > found.told.champion.ndcg

    me = make.as_(accounts[0])
    other = connect(app.state.settings.database)  # another process has its own engine, and its own copy of everything
    with reading(other) as db:
        assert priced_stock(db, day.moment).config == DEFAULT
    old, ranked_by = seen(client, me)
    assert ranked_by == DEFAULT.digest  # nothing goes live by itself
    page = listed(client, staff)
    assert (page["live"]["is_installed"], page["live"]["digest"]) == (True, DEFAULT.digest)
    challenger = page["challenger"]
    assert challenger["can"] == ["approve_configuration", "decline_configuration"]
    assert approve(client, me, challenger).status_code == 403
    assert approve(client, staff, challenger, confirmation="yes").json()["errors"][0]["pointer"] == "/confirmation"

    assert approve(client, staff, challenger).json()["status"] == "live"
    new, ranked_by = seen(client, me)
    assert ranked_by == challenger["digest"] != DEFAULT.digest
    assert new != old
    with reading(other) as db:
        assert priced_stock(db, day.moment).config.digest == challenger["digest"]
    assert replays(client, me, old)
    assert replays(client, me, new)
    choices = client.get("/api/matches/choices", headers=me).json()["weights"]
    assert {one["factor"]: one["usual"] for one in choices} == after

    installed = next(one for one in listed(client, staff)["items"] if one["is_installed"])
    assert approve(client, staff, installed).json()["status"] == "live"
    assert seen(client, me) == (old, DEFAULT.digest)
    assert replays(client, me, new)
    with reading(other) as db:
        assert priced_stock(db, day.moment).config == DEFAULT
    other.dispose()
    trail = client.get(f"{ADDRESS}/decisions", headers=staff).json()["items"]
    assert [(one["what"], one["version"], one["is_system"]) for one in trail] == [
        ("returned", DEFAULT.version, False),
        ("approved", challenger["version"], False),
        ("proposed", challenger["version"], True),
    ]
    with reading(engine) as db:
        assert db.query(AuditReport).one().config == DEFAULT.digest


def test_of_too_little_nothing_is_learnt_and_nothing_changes(app, client, make, config, staff):
    engine, day = app.state.engine, Day.at(now(), config.zone)
    talent(make), role(make)
    found = learn(engine, day, Asked(least_pages=1))
    assert (found.outcome, found.after) == (Outcome.TOO_LITTLE, None)
    with reading(engine) as db:
        assert db.query(Configuration).count() == db.query(LoggedEvent).count() == 0
    page = listed(client, staff)
    assert (page["live"]["is_installed"], page["challenger"], page["items"]) == (True, None, [])


@pytest.mark.parametrize(
    ("worse", "code"),
    [
        pytest.param({"ndcg": {"mean": 0.69, "low": 0.6, "high": 0.8}}, "gate.ndcg", id="worse order"),
        pytest.param({"calibration_error": 0.06}, "gate.calibration", id="chances that are off"),
        pytest.param({"impact_ratios": {"town:city": 1.0, "town:town": 0.84}}, "gate.impact", id="a group loses"),
        pytest.param({"champion": {"impact_ratios": {}}}, "gate.impact-unknown", id="nobody to compare"),
        pytest.param({"outcomes": 499}, "gate.too-few-outcomes", id="too little"),
    ],
)
def test_the_gate_lets_nothing_pass_that_is_worse_and_says_why(client, make, staff, proposed, worse, code):
    row = proposed(**worse)
    challenger = listed(client, staff)["challenger"]
    assert (challenger["can"], challenger["evidence"]["refusals"]) == (["decline_configuration"], [code])
    refused = approve(client, staff, challenger)
    assert (refused.status_code, refused.json()["code"]) == (409, "matches.gate-refuses")
    assert refused.json()["params"]["refusals"] == [code]
    for lang in ("en", "pt"):
        assert json.loads((WORDS / f"{lang}.json").read_text("utf-8"))[code]
    kept = client.post(
        f"{ADDRESS}/{row.id}/decline", json={"updated_at": challenger["updated_at"]}, headers=staff
    ).json()
    assert (kept["status"], kept["can"]) == ("retired", [])
    again = approve(client, staff, kept)
    assert (again.status_code, again.json()["code"]) == (409, "matches.never-live")


def test_what_passes_is_let_through_once_and_by_the_staff_alone(client, make, staff, proposed):
    """The control of all refusals above: the same challenger, no worse in anything."""
    proposed()
    challenger = listed(client, staff)["challenger"]
    assert client.get(ADDRESS).status_code == 401
    assert client.get(ADDRESS, headers=make.as_(make.account())).status_code == 403
    assert approve(client, staff, challenger, updated_at="2026-01-01T00:00:00Z").status_code == 409
    assert approve(client, staff, challenger).status_code == 200
    again = approve(client, staff, listed(client, staff)["live"])
    assert (again.status_code, again.json()["code"]) == (409, "matches.already-live")


def test_what_was_judged_beside_another_configuration_does_not_replace_this_one(client, make, staff, proposed):
    proposed(beside=Config(version="elsewhere"))
    challenger = listed(client, staff)["challenger"]
    assert (challenger["is_current"], challenger["can"]) == (False, ["decline_configuration"])
    refused = approve(client, staff, challenger)
    assert (refused.status_code, refused.json()["code"]) == (409, "matches.judged-beside-another")


def test_every_reason_of_the_gate_has_words():
    said = set(REFUSALS) - {"gate.approval"}  # without a person nobody is asked
    for path in WORDS.glob("??.json"):
        assert said <= json.loads(path.read_text("utf-8")).keys()


def test_more_configurations_cost_no_more_statements(app, client, make, staff, proposed, count_queries):
    def statements():
        return count_queries(lambda: listed(client, staff)), count_queries(
            lambda: client.get(f"{ADDRESS}/decisions", headers=staff)
        )

    def decline(version):
        row = proposed(version)
        body = {"updated_at": listed(client, staff)["challenger"]["updated_at"]}
        assert client.post(f"{ADDRESS}/{row.id}/decline", json=body, headers=staff).status_code == 200

    decline("a")
    few = statements()
    decline("b"), decline("c")
    assert statements() == few
    assert listed(client, staff)["total"] == 3


def test_the_database_keeps_one_of_each(app, proposed):
    from sqlalchemy.exc import IntegrityError

    proposed("a")
    with pytest.raises(IntegrityError):
        proposed("b")
    with writing(app.state.engine) as db:
        assert db.query(Configuration).count() == 1
