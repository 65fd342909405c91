"""Browsers that are signed in: seen, ended, and ended by themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from backend.accounts.models import SignIn, Ticket
from backend.accounts.service import forget_spent
from backend.accounts.tokens import hash_password
from backend.core.db import writing
from backend.core.model import now

GOOD, NEW = "azulejo-vento-4-pontes", "lousa-neblina-9-comboios"


@pytest.fixture
def rita(make):
    return make.account(name="Rita", password_hash=hash_password(GOOD))


def who(client, headers):
    return client.get("/api/me", headers=headers).json()["name"]


def test_a_person_sees_their_own_browsers_and_which_one_this_is(client, make, rita):
    here, _ = make.as_(rita), make.as_(rita)
    make.as_(make.account())

    sessions = client.get("/api/sessions", headers=here).json()

    assert sorted(session["is_current"] for session in sessions) == [False, True]
    assert "token" not in str(sessions)
    assert client.get("/api/sessions").status_code == 401


@pytest.mark.parametrize(
    "late",
    [{"expires_at": now() - timedelta(seconds=1)}, {"seen_at": now() - timedelta(days=14, seconds=1)}],
    ids=["after ninety days", "after two idle weeks"],
)
def test_what_no_longer_works_is_neither_listed_nor_kept(client, app, db, make, rita, late):
    make.as_(rita)
    db.execute(update(SignIn).values(**late))
    db.commit()
    here = make.as_(rita)

    listed = client.get("/api/sessions", headers=here).json()
    with writing(app.state.engine) as own:
        forget_spent(own)

    assert [session["is_current"] for session in listed] == [True]
    assert len(db.scalars(select(SignIn.id)).all()) == 1
    assert who(client, here) == "Rita"


def test_another_browser_can_be_signed_out_and_somebody_elses_cannot(client, make, rita):
    here, there = make.as_(rita), make.as_(rita)
    stranger = make.as_(make.account())
    lost = next(s["id"] for s in client.get("/api/sessions", headers=here).json() if not s["is_current"])

    assert client.delete(f"/api/sessions/{lost}", headers=stranger).status_code == 404
    assert who(client, there) == "Rita"
    assert client.delete(f"/api/sessions/{lost}", headers=here).status_code == 204
    assert (who(client, here), who(client, there)) == ("Rita", None)


def test_signing_out_ends_this_browser_alone_also_for_a_copy_of_its_cookie(client, make, rita):
    here, there = make.as_(rita), make.as_(rita)

    reply = client.delete("/api/sessions/current", headers=here)

    assert reply.status_code == 204
    assert 'sid=""' in reply.headers["set-cookie"]
    assert (who(client, here), who(client, there)) == (None, "Rita")
    assert client.delete("/api/sessions/current").status_code == 204


def test_signing_in_never_keeps_a_token_somebody_else_chose(client, rita):
    """Session fixation: the cookie a visitor came with opens nothing afterwards."""
    planted = {"Cookie": "sid=chosen-by-a-stranger"}

    reply = client.post("/api/sessions", json={"email": rita.email, "password": GOOD}, headers=planted)

    assert reply.status_code == 204
    assert "chosen-by-a-stranger" not in reply.headers["set-cookie"]
    client.cookies.clear()
    assert who(client, planted) is None


@pytest.mark.parametrize(
    "late",
    [{"expires_at": now() - timedelta(seconds=1)}, {"seen_at": now() - timedelta(days=14, seconds=1)}],
    ids=["after ninety days", "after two idle weeks"],
)
def test_a_session_ends_by_itself(client, db, make, rita, late):
    headers = make.as_(rita)
    assert who(client, headers) == "Rita"

    db.execute(update(SignIn).values(**late))
    db.commit()

    assert who(client, headers) is None


def test_being_seen_is_written_down_now_and_then(client, db, make, rita):
    headers = make.as_(rita)
    hour = timedelta(hours=1)
    db.execute(update(SignIn).values(seen_at=now() - hour))
    db.commit()

    who(client, headers)

    assert db.scalar(select(SignIn.seen_at).execution_options(populate_existing=True)) > now() - hour / 2


def test_another_password_ends_every_other_session(client, make, rita):
    here, thief = make.as_(rita), make.as_(rita)
    change = {"current": GOOD, "password": NEW}

    wrong = client.post("/api/me/password", json=change | {"current": NEW}, headers=here)
    weak = client.post("/api/me/password", json=change | {"password": "rita-rita-rita"}, headers=here)
    assert (wrong.status_code, weak.status_code, who(client, thief)) == (401, 422, "Rita")

    assert client.post("/api/me/password", json=change, headers=here).status_code == 204
    assert client.get("/api/me").json()["name"] == "Rita"
    client.cookies.clear()
    assert (who(client, here), who(client, thief)) == (None, None)
    assert client.post("/api/sessions", json={"email": rita.email, "password": GOOD}).status_code == 401


def test_what_has_ended_is_forgotten(app, db, make, rita):
    make.as_(rita)
    make.as_(rita)
    old = db.scalars(select(SignIn).order_by(SignIn.id)).first()
    old.expires_at = now()
    make.save(Ticket(account_id=rita.id, purpose="reset", expires_at=now() - timedelta(days=8)))
    make.save(Ticket(account_id=rita.id, purpose="reset", expires_at=now() - timedelta(days=6)))

    with writing(app.state.engine) as own:
        forget_spent(own)

    assert len(db.scalars(select(SignIn.id)).all()) == len(db.scalars(select(Ticket.id)).all()) == 1
