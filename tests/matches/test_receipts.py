"""A ranking that was shown can be read again, byte for byte, and computed again."""

import hashlib
import json
import zlib
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from backend.core.model import now
from backend.matches.models import Receipt, ReceiptPerson, Showing
from backend.matches.packing import pack, unpack
from backend.matches.service import keeping
from backend.matches.service.receipts import KEPT, forget_receipts
from tests.matches.scene import far, role, talent


@pytest.fixture
def me(make):
    """A signed-in animator."""
    account, profile = talent(make)
    return make.as_(account), account, profile


def shown(client, me, **asked):
    return client.get("/api/matches", params=asked, headers=me[0]).json()["receipt_id"]


def test_it_is_what_its_name_says(client, make, me):
    role(make), far(make)
    id_ = shown(client, me)
    told = client.get(f"/api/receipts/{id_}", headers=me[0]).json()
    assert hashlib.sha256(told["canonical"].encode()).hexdigest() == id_ == told["sha256"] == told["id"]
    assert told["bytes"] == len(told["canonical"].encode())
    body = json.loads(told["canonical"])
    assert body["config_hash"] == told["config"]
    assert [h["rule"] for h in body["hidden"]] == ["travel"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"order": "deadline"},
        {"page": 2, "size": 1},
        {"market": "spaces"},
        {"market": "funding"},
        {"km": 10},
        {"q": "work"},
        {"page": 9},
    ],
)
def test_it_replays_byte_for_byte(client, make, me, asked):
    role(make), role(make, "craft/basketry"), far(make), make.space(), make.funding_call()
    id_ = shown(client, me, **asked)
    again = client.post(f"/api/receipts/{id_}/replay", headers=me[0])
    assert again.json() == {"identical": True, "sha256": id_}


def test_it_replays_after_everything_has_changed(client, make, db, me):
    made = role(make)
    id_ = shown(client, me)
    made.status, me[2].travel_km = "paused", 1
    db.commit()
    assert client.post(f"/api/receipts/{id_}/replay", headers=me[0]).json()["identical"] is True


def test_a_ranking_of_people_replays_too(client, make):
    organisation = make.verified()
    posted = role(make, organisation_id=organisation.id)
    talent(make), talent(make)
    headers = make.as_(make.member(organisation))
    for order in ("fit", "unranked"):
        page = client.get(f"/api/opportunities/{posted.id}/candidates?order={order}", headers=headers).json()
        again = client.post(f"/api/receipts/{page['receipt_id']}/replay", headers=headers)
        assert again.json() == {"identical": True, "sha256": page["receipt_id"]}


def test_each_showing_is_told(client, make, me):
    role(make)
    id_ = shown(client, me)
    shown(client, me)
    told = client.get(f"/api/receipts/{id_}", headers=me[0]).json()
    assert [(one["market"], one["about"]) for one in told["showings"]] == [("opportunities", "items")] * 2


def test_only_those_who_saw_it_and_the_staff_may_read_it(client, make, me):
    role(make)
    address = f"/api/receipts/{shown(client, me)}"
    other, staff = make.as_(talent(make)[0]), make.as_(make.staff())
    assert client.get(address).status_code == 401
    assert client.get(address, headers=other).status_code == 404
    assert client.post(f"{address}/replay", headers=other).status_code == 404
    assert client.get(address, headers=staff).status_code == 200
    assert client.post(f"{address}/replay", headers=staff).json()["identical"] is True


def test_a_name_that_is_no_hash_or_of_nothing_is_refused(client, me):
    assert client.get(f"/api/receipts/{uuid4()}", headers=me[0]).status_code == 404
    assert client.get(f"/api/receipts/{'0' * 64}", headers=me[0]).status_code == 404


def test_bytes_that_were_tampered_with_do_not_replay(client, make, db, me):
    role(make)
    id_ = shown(client, me)
    kept = db.get(Receipt, id_)
    body = json.loads(unpack(kept.content))
    body["matches"][0]["score"] += 1
    kept.content = pack(json.dumps(body).encode())
    db.commit()
    assert client.post(f"/api/receipts/{id_}/replay", headers=me[0]).json()["identical"] is False
    assert client.get(f"/api/receipts/{id_}", headers=me[0]).json()["sha256"] != id_
    for broken in (pack(b'{"format": "matching-receipt/0"}'), pack(b"{}")[:-2], b"neither"):
        kept.content = broken
        db.commit()
        refused = client.post(f"/api/receipts/{id_}/replay", headers=me[0])
        assert (refused.status_code, refused.json()["code"]) == (409, "matches.not-replayable")
    assert client.get(f"/api/receipts/{id_}", headers=me[0]).status_code == 409


def test_receipts_go_with_the_people_in_them(client, make, db, me):
    role(make)
    id_ = shown(client, me)
    forget_receipts(db)
    assert db.get(Receipt, id_) is not None
    db.delete(me[2])
    db.commit()
    forget_receipts(db)
    db.expire_all()
    assert db.get(Receipt, id_) is None


def test_receipts_go_when_nobody_is_left_who_saw_them_and_after_their_time(client, make, db, me):
    role(make)
    seen, old = shown(client, me), shown(client, me, market="spaces")
    for showing in db.scalars(select(Showing).where(Showing.receipt_id == seen)):
        db.delete(showing)
    db.get(Receipt, old).created_at = now() - KEPT * 2
    db.commit()
    forget_receipts(db)
    assert db.scalars(select(Receipt.id)).all() == []


@pytest.fixture
def tomorrow(monkeypatch):
    """Calling it lets a day pass for those who rank."""
    from backend.matches import router

    passed = 0

    def pass_a_day():
        nonlocal passed
        passed += 1
        monkeypatch.setattr(router, "now", lambda: now() + timedelta(days=passed))

    return pass_a_day


def test_asked_again_another_day_only_the_difference_is_kept(client, make, db, me, tomorrow):
    for _ in range(6):
        role(make)
    first = shown(client, me)
    tomorrow()
    second = shown(client, me)
    tomorrow()
    third = shown(client, me)
    kept = {one: db.get(Receipt, one) for one in (first, second, third)}
    assert [kept[one].base_id for one in (first, second, third)] == [None, first, first]
    assert all(len(kept[one].content) * 8 < len(kept[first].content) for one in (second, third))
    for id_ in (first, second, third):
        told = client.get(f"/api/receipts/{id_}", headers=me[0]).json()
        assert hashlib.sha256(told["canonical"].encode()).hexdigest() == id_ == told["id"]
        assert client.post(f"/api/receipts/{id_}/replay", headers=me[0]).json()["identical"] is True


def test_what_has_little_in_common_stands_alone(client, make, db, me, tomorrow):
    role(make), role(make, "craft/basketry")
    first = shown(client, me)
    other_question = shown(client, me, q="work")
    tomorrow()
    other_people = shown(client, (make.as_(talent(make)[0]),))
    assert [db.get(Receipt, one).base_id for one in (first, other_question, other_people)] == [None] * 3


def test_a_receipt_of_before_is_read_too(client, make, db, me):
    role(make)
    id_ = shown(client, me)
    kept = db.get(Receipt, id_)
    kept.content = zlib.compress(unpack(kept.content))
    db.commit()
    assert client.post(f"/api/receipts/{id_}/replay", headers=me[0]).json() == {"identical": True, "sha256": id_}


def test_the_difference_goes_with_the_people_too(client, make, db, tomorrow):
    organisation = make.verified()
    posted = role(make, organisation_id=organisation.id)
    profiles = [talent(make)[1] for _ in range(3)]
    headers = make.as_(make.member(organisation))
    ids = []
    for _ in range(2):
        ids.append(client.get(f"/api/opportunities/{posted.id}/candidates", headers=headers).json()["receipt_id"])
        tomorrow()
    assert db.get(Receipt, ids[1]).base_id == ids[0]
    assert set(db.scalars(select(ReceiptPerson.receipt_id))) == {ids[0]}  # who is in both is written once
    assert client.post(f"/api/receipts/{ids[1]}/replay", headers=headers).json()["identical"] is True
    db.delete(profiles[0])
    db.commit()
    assert {client.get(f"/api/receipts/{one}", headers=headers).status_code for one in ids} == {404}  # at once
    forget_receipts(db)
    assert db.scalars(select(Receipt.id)).all() == []


def test_a_base_stays_for_as_long_as_somebody_saw_what_stands_on_it(client, make, db, me, tomorrow):
    for _ in range(6):
        role(make)
    first = shown(client, me)
    tomorrow()
    second = shown(client, me)
    for showing in db.scalars(select(Showing).where(Showing.receipt_id == first)):
        db.delete(showing)
    db.commit()
    forget_receipts(db)
    assert client.post(f"/api/receipts/{second}/replay", headers=me[0]).json()["identical"] is True
    for showing in db.scalars(select(Showing)):
        db.delete(showing)
    db.commit()
    forget_receipts(db), forget_receipts(db)
    assert db.scalars(select(Receipt.id)).all() == []


def test_a_day_of_one_account_has_room_for_so_much(client, make, db, me, monkeypatch):
    role(make)
    shown(client, me)
    monkeypatch.setattr(keeping, "DAILY", 1_000)
    refused = client.get("/api/matches?market=spaces", headers=me[0])
    assert (refused.status_code, refused.json()["code"]) == (429, "matches.too-many-rankings")
    assert 0 < int(refused.headers["retry-after"]) <= 86_400
    assert len(db.scalars(select(Receipt.id)).all()) == len(db.scalars(select(Showing.id)).all()) == 1  # taken back
    db.rollback()
    assert client.get("/api/matches?market=spaces", headers=make.as_(talent(make)[0])).status_code == 429  # also theirs
    monkeypatch.setattr(keeping, "DAILY", 10**6)
    assert client.get("/api/matches?market=spaces", headers=me[0]).status_code == 200
