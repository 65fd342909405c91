"""Applying: in one request, with exactly what was shown before, once; and undone for a while."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from backend.applications.models import Application
from backend.core.events import LoggedEvent
from backend.core.model import now

QUESTIONS = ["Which of your works should we look at?", "Do you drive?"]


@pytest.fixture
def job(make):
    """An open role that asks two questions."""
    return make.opportunity(title="Motion designer", questions=QUESTIONS, reply_by_days=10)


@pytest.fixture
def rita(make):
    """Somebody with a profile that nobody else sees."""
    account = make.account(name="Rita", email="rita@example.org")
    profile = make.profile(account, status="private", about="Clay and light.", pay_floor=1, pay_period="month")
    make.skill(profile, "tool/blender", 3, evidence="Two short films")
    return account


def apply(client, headers, job, **said):
    return client.post(f"/api/opportunities/{job.id}/applications", headers=headers, json=said)


def preview(client, headers, job):
    return client.get(f"/api/opportunities/{job.id}/application", headers=headers).json()


def told(db):
    names = [e.name for e in db.query(LoggedEvent).order_by(LoggedEvent.position)]
    db.rollback()
    return [name for name in names if name.startswith("applications.")]


def test_what_is_sent_is_what_was_shown_before(client, make, job, rita):
    headers, owner = make.as_(rita), make.as_(make.member_of(job))
    before = preview(client, headers, job)
    assert (before["objection"], before["questions"], before["grace_days"]) == (None, QUESTIONS, 7)

    answers = [{"question": QUESTIONS[0], "answer": "The lamp."}, {"question": QUESTIONS[1], "answer": ""}]
    sent = apply(client, headers, job, note="Hello!", answers=answers, preview=before["sha256"])

    assert sent.status_code == 201, sent.text
    mine = sent.json()
    assert (mine["status"], mine["turn"], mine["version"]) == ("sent", "organisation", 1)
    seen = client.get(f"/api/applications/{mine['id']}", headers=owner).json()
    assert seen["shown"] == mine["shown"]
    assert seen["shown"] == {
        "opportunity": before["opportunity"],
        "person": before["person"],
        "note": "Hello!",
        "answers": [{"question": QUESTIONS[0], "answer": "The lamp."}],
    }
    assert seen["shown"]["person"]["skills"][0]["name"] == "Blender"
    assert seen["shown"]["person"]["email"] == "rita@example.org"
    assert "pay_floor" not in json.dumps(seen)
    assert (seen["others"], seen["undo_until"]) == (0, None)


def test_the_receipt_is_the_bytes_and_does_not_change_with_the_profile(client, make, job, rita):
    headers = make.as_(rita)
    made = apply(client, headers, job).json()
    client.patch("/api/profiles/mine", headers=headers, json={"about": "Something else."})

    receipt = client.get(f"/api/applications/{made['id']}/receipt", headers=headers).json()

    assert hashlib.sha256(receipt["canonical"].encode()).hexdigest() == receipt["sha256"] == made["sha256"]
    kept = json.loads(receipt["canonical"])
    assert (kept, kept["person"]["about"]) == (made["shown"], "Clay and light.")
    assert receipt["canonical"] == json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_nothing_else_is_sent_than_what_was_read(client, make, job, rita, db):
    headers = make.as_(rita)
    before = preview(client, headers, job)["sha256"]
    client.patch("/api/profiles/mine", headers=headers, json={"about": "Changed in another tab."})

    refused = apply(client, headers, job, preview=before)

    assert (refused.status_code, refused.json()["code"]) == (409, "read-again")
    assert refused.json()["params"]["sha256"] == preview(client, headers, job)["sha256"]
    assert db.query(Application).count() == 0


def test_the_clock_is_the_one_that_was_stated(client, make, job, rita):
    made = apply(client, make.as_(rita), job).json()

    sent, until, closes = (make.moment(made[name]) for name in ("sent_at", "reply_by_at", "closes_at"))
    assert (until - sent, closes - until) == (timedelta(days=10), timedelta(days=7))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"status": "paused"}, "applications.not-open"),
        ({"deadline_at": now() - timedelta(minutes=1)}, "applications.not-open"),
        ({"apply_url": "https://attic.example/jobs"}, "applications.elsewhere"),
    ],
)
def test_where_one_cannot_apply_the_preview_says_why(client, make, rita, given, code):
    job, headers = make.opportunity(**given), make.as_(rita)

    assert preview(client, headers, job)["objection"] == code
    assert apply(client, headers, job).json()["code"] == code


def test_who_hides_from_an_organisation_sends_it_nothing(client, make, job, rita):
    headers = make.as_(rita)
    client.put(f"/api/profiles/mine/hidden-from/{job.organisation_id}", headers=headers)

    assert preview(client, headers, job)["objection"] == "applications.hidden"
    assert apply(client, headers, job).json()["code"] == "applications.hidden"


def test_who_begins_to_hide_takes_everything_back(client, make, job, rita):
    headers, owner = make.as_(rita), make.as_(make.member_of(job))
    made = apply(client, headers, job).json()

    client.put(f"/api/profiles/mine/hidden-from/{job.organisation_id}", headers=headers)

    assert client.get(f"/api/applications/{made['id']}", headers=headers).json()["status"] == "withdrawn"
    assert client.get(f"/api/applications/{made['id']}", headers=owner).status_code == 404
    assert client.get(f"/api/opportunities/{job.id}/applications", headers=owner).json()["total"] == 0


def test_nobody_applies_to_their_own_and_nobody_without_a_word_about_themselves(client, make, job):
    member, blank = make.as_(make.member_of(job)), make.as_(make.account())

    assert apply(client, member, job).json()["code"] == "applications.own"
    assert preview(client, blank, job)["objection"] == "applications.profile-empty"
    assert apply(client, blank, job).json()["code"] == "applications.profile-empty"


def test_a_question_that_nobody_asked_has_no_answer(client, make, job, rita):
    refused = apply(client, make.as_(rita), job, answers=[{"question": "How old are you?", "answer": "no"}])

    assert refused.status_code == 422
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [("/answers/0/question", "unknown")]


def test_a_draft_waits_unseen_and_is_sent_once(client, make, job, rita, db):
    headers, owner = make.as_(rita), make.as_(make.member_of(job))
    draft = apply(client, headers, job, note="I", is_draft=True).json()
    here = f"/api/applications/{draft['id']}"
    assert (draft["status"], draft["shown"], draft["reply_by_at"]) == ("draft", None, None)
    assert client.get(here, headers=owner).status_code == 404
    assert preview(client, headers, job)["application_id"] == draft["id"]

    client.patch(here, headers=headers, json={"note": "I can."})
    sent = client.post(f"{here}/sending", headers=headers, json={})
    again = client.post(f"{here}/sending", headers=headers, json={})

    assert (sent.json()["status"], sent.json()["shown"]["note"]) == ("sent", "I can.")
    assert (again.status_code, again.json()["code"]) == (409, "not-now")
    assert told(db) == ["applications.sent"]


def test_the_sending_can_be_undone_until_somebody_looks(client, make, job, rita, db):
    headers, owner = make.as_(rita), make.as_(make.member_of(job))
    made = apply(client, headers, job, note="Oops").json()
    here = f"/api/applications/{made['id']}"

    back = client.delete(f"{here}/sending", headers=headers).json()
    assert (back["status"], back["note"], back["shown"]) == ("draft", "Oops", None)
    assert client.get(here, headers=owner).status_code == 404
    client.patch(here, headers=headers, json={"note": "Better."})
    assert client.post(f"{here}/sending", headers=headers, json={}).json()["version"] == 2
    client.post(f"{here}/sight", headers=owner)
    late = client.delete(f"{here}/sending", headers=headers)

    assert (late.status_code, late.json()["code"]) == (409, "applications.too-late-to-undo")
    old = client.get(f"{here}/receipt?version=1", headers=headers).json()
    assert json.loads(old["canonical"])["note"] == "Oops"
    assert told(db) == ["applications.sent", "applications.taken-back", "applications.sent", "applications.seen"]


def test_nor_after_ten_minutes(client, make, job, rita):
    made = make.application(job, account_id=rita.id, days=1)

    late = client.delete(f"/api/applications/{made.id}/sending", headers=make.as_(rita))

    assert late.json()["code"] == "applications.too-late-to-undo"


def test_who_was_answered_there_is_left_with_the_answer_who_withdrew_may_come_again(client, make, job, rita):
    headers = make.as_(rita)
    make.application(job, account_id=rita.id, status="withdrawn", ended_by="person")
    assert apply(client, headers, job).status_code == 201
    other = make.opportunity()
    make.application(other, account_id=rita.id, status="declined", ended_by="organisation", reason="skills")

    assert apply(client, headers, other).json()["code"] == "applications.answered-before"


def race(client, make, job, headers, people=64):
    """So many applications of one person at once, from as many windows; how many were taken, and how many are kept."""
    with ThreadPoolExecutor(people) as pool:
        codes = [reply.status_code for reply in pool.map(lambda _: apply(client, headers, job), range(people))]
    kept = make.db.query(Application).filter(Application.opportunity_id == job.id).count()
    make.db.commit()
    return codes, kept


@pytest.mark.parametrize("guarded", [True, False])
def test_of_sixty_four_at_once_one_is_kept(client, make, job, rita, monkeypatch, guarded):
    """Kept by the database: the control takes its index away, and the same race doubles."""
    monkeypatch.setattr("backend.applications.service.applications.AN_HOUR", 1000)
    headers = make.as_(rita)
    if not guarded:
        make.db.execute(text("DROP INDEX uq_application_active"))
        make.db.commit()

    codes, kept = race(client, make, job, headers, 64 if guarded else 8)

    if guarded:
        assert (codes.count(201), codes.count(409), kept) == (1, 63, 1)
    else:
        assert codes.count(201) == kept > 1
        make.db.query(Application).delete()
        make.restore_index()


def test_more_than_a_person_can_write_in_an_hour_is_a_machine(client, make, rita):
    job, headers = make.opportunity(status="paused"), make.as_(rita)

    codes = [apply(client, headers, job).status_code for _ in range(31)]

    assert codes == [409] * 30 + [429]


def test_a_repeated_request_is_one_application(client, make, job, rita):
    headers = make.as_(rita) | {"Idempotency-Key": "once"}

    first, second = apply(client, headers, job), apply(client, headers, job)

    assert first.json() == second.json()
    assert (first.status_code, second.headers["Idempotency-Replayed"]) == (201, "true")
