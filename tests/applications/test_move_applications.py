"""The board: counts that are true, one step for several or for none, and a way back before anybody is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from backend.applications.models import Application, ApplicationMove, ApplicationStatus
from backend.applications.service import moving
from backend.core.events import Delivery
from backend.core.model import now
from backend.profiles.models import ShownTo
from backend.profiles.service import sight
from tests.applications.test_add_application import apply

BOARD = [status.value for status in ApplicationStatus if status != "draft"]


@pytest.fixture
def job(make):
    return make.opportunity(reply_by_days=10)


@pytest.fixture
def owner(make, job):
    return make.as_(make.member_of(job))


def cards(*applications):
    return [{"id": str(one.id), "status": one.status} for one in applications]


def step(client, job, headers, cards, status, **said):
    body = {"cards": cards, "status": status, **said}
    return client.post(f"/api/opportunities/{job.id}/applications/moves", headers=headers, json=body)


def undo(client, job, headers, *applications):
    body = {"ids": [str(getattr(one, "id", one)) for one in applications]}
    return client.post(f"/api/opportunities/{job.id}/applications/undo", headers=headers, json=body)


def board(client, job, headers, **filters):
    reply = client.get(f"/api/opportunities/{job.id}/board", headers=headers, params=filters)
    assert reply.status_code == 200, reply.text
    return {column["status"]: column for column in reply.json()["columns"]}


def mine(client, make, application):
    return client.get(f"/api/applications/{application.id}", headers=make.as_by_id(application.account_id)).json()


def minutes_pass(db):
    """Until nothing can be undone any more."""
    minutes = timedelta(minutes=6)
    for row in db.query(Application).filter(Application.told_at.is_not(None)):
        row.told_at -= minutes
    for row in db.query(Delivery).filter(Delivery.due_at.is_not(None)):
        row.due_at -= minutes
    db.commit()


def test_every_count_is_a_plain_count_also_under_filters_and_after_a_bulk_step(client, make, job, owner, db):
    late = [make.application(job, days=12) for _ in range(3)]
    young = [make.application(job, status="seen"), make.application(job, status="interview")]
    make.application(job, status="draft")
    make.application()  # somebody else's

    def check(**filters):
        columns = board(client, job, owner, size=1, **filters)
        assert list(columns) == BOARD
        for status, column in columns.items():
            here = f"/api/opportunities/{job.id}/applications"
            page = client.get(here, headers=owner, params={"status": status, "size": 100, **filters}).json()
            assert column["total"] == page["total"] == len(page["items"]) == page["counts"].get(status, 0)
            assert column["items"] == page["items"][:1]  # and `show more` goes on from there
        return {status: column["total"] for status, column in columns.items() if column["total"]}

    assert check() == {"sent": 3, "seen": 1, "interview": 1}
    assert check(is_overdue=True) == {"sent": 3}
    assert check(is_overdue=False) == {"seen": 1, "interview": 1}
    assert check(q="rítA ceram") == {"sent": 3, "seen": 1, "interview": 1}
    assert check(q="nobody") == {}
    step(client, job, owner, cards(*late, young[0]), "declined", reason="depth")
    assert check() == {"interview": 1, "declined": 4}
    assert db.query(Application).filter(Application.status == "declined").count() == 4


def test_nobody_is_told_before_the_time_to_undo_is_over_and_then_everybody_reads_the_same(
    client, make, job, owner, inbox, db
):
    two = [make.application(job), make.application(job, status="interview")]
    before = [mine(client, make, one) for one in two]
    mails = len(inbox())

    moved = step(client, job, owner, cards(*two), "declined", reason="languages", words="Thank you both.").json()

    assert [(one["status"], one["reason"]) for one in moved["items"]] == [("declined", "languages")] * 2
    assert all("take_back_step" in one["can"] and one["told_at"] for one in moved["items"])
    assert [mine(client, make, one) for one in two] == before
    listed = client.get("/api/applications?status=sent", headers=make.as_by_id(two[0].account_id)).json()["items"]
    assert [(one["status"], one["told_at"]) for one in listed] == [("sent", None)]
    assert len(inbox()) == mails
    minutes_pass(db)
    for one in two:
        told = mine(client, make, one)
        assert (told["status"], told["reason"], told["moves"][-1]["words"]) == (
            "declined",
            "languages",
            "Thank you both.",
        )
    assert sorted(mail["To"] for mail in inbox()[mails:]) == sorted(make.email_of(one) for one in two)


def test_undone_is_as_if_it_had_never_been_said(client, make, job, owner, inbox, db):
    sent, met = make.application(job, days=3), make.application(job, status="interview", days=2)
    before = {one.id: mine(client, make, one) for one in (sent, met)}
    columns = board(client, job, owner)
    mails = len(inbox())
    step(client, job, owner, cards(sent), "shortlisted")
    step(client, job, owner, [{"id": str(sent.id), "status": "shortlisted"}, *cards(met)], "declined", reason="skills")

    back = undo(client, job, owner, sent, met)

    assert [one["status"] for one in back.json()["items"]] == ["sent", "interview"]
    assert board(client, job, owner) == columns | {
        status: columns[status] | {"items": board(client, job, owner)[status]["items"]} for status in columns
    }
    minutes_pass(db)
    assert len(inbox()) == mails
    for one in (sent, met):
        assert mine(client, make, one) == before[one.id]
    assert undo(client, job, owner, sent).json()["code"] == "applications.already-told"


def test_after_the_time_it_is_too_late(client, make, job, owner, db):
    sent, other = make.application(job), make.application(job)
    step(client, job, owner, cards(sent), "interview")
    minutes_pass(db)
    step(client, job, owner, cards(other), "interview")

    refused = undo(client, job, owner, other, sent)

    assert (refused.status_code, refused.json()["code"]) == (409, "applications.already-told")
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/ids/1"]
    assert make.status_of(other) == "interview"  # all or none


def test_all_or_none_and_who_cannot_move_is_named(client, make, job, owner):
    sent, offered, strange = make.application(job), make.application(job, status="offered"), make.application()

    refused = step(client, job, owner, cards(sent, offered, strange), "declined", reason="no_money")

    assert (refused.status_code, refused.json()["code"]) == (409, "applications.cannot-move")
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [
        ("/cards/1", "not-now"),
        ("/cards/2", "not-found"),
    ]
    assert make.status_of(sent) == "sent"


@pytest.mark.parametrize("said", [{"status": "declined"}, {"status": "seen", "reason": "skills"}])
def test_a_no_needs_a_reason_and_nothing_else_has_one(client, make, job, owner, said):
    refused = step(client, job, owner, cards(make.application(job)), **said)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/reason")


def test_who_withdraws_before_being_told_is_never_told(client, make, job, owner, inbox, db):
    sent = make.application(job)
    rita = make.as_by_id(sent.account_id)
    step(client, job, owner, cards(sent), "declined", reason="skills")
    assert apply(client, rita, job, is_draft=True).json()["code"] == "applications.already-applied"

    gone = client.post(f"/api/applications/{sent.id}/withdrawal", headers=rita, json={}).json()

    assert [(gone["status"], one["status"]) for one in gone["moves"][1:]] == [("withdrawn", "withdrawn")]
    minutes_pass(db)
    assert [mail["Subject"] for mail in inbox() if mail["To"] == make.email_of(sent)] == []


def test_neither_the_order_nor_the_count_of_ones_own_tells_a_no_early_and_a_yes_elsewhere_comes_before_it(
    client, make, job, owner, db
):
    sent = make.application(job, status_at=now() - timedelta(days=1), sent_at=now() - timedelta(days=5))
    offered = make.application(account_id=sent.account_id, status="offered", days=2)
    rita, here = make.as_by_id(sent.account_id), f"/api/applications/{offered.id}"

    def known():
        listed = client.get("/api/applications", headers=rita).json()["items"]
        return [one["id"] for one in listed], client.get(here, headers=rita).json()["others"]

    assert known() == ([str(sent.id), str(offered.id)], 1)
    step(client, job, owner, cards(sent), "declined", reason="skills")
    assert known() == ([str(sent.id), str(offered.id)], 1)

    client.post(f"{here}/acceptance", headers=rita, json={"withdraw_others": True})

    ended = mine(client, make, sent)
    assert (ended["reason"], [one["status"] for one in ended["moves"]]) == ("another_offer", ["sent", "elsewhere"])


def test_a_no_said_anew_after_its_undo_is_acted_on_at_its_own_time(client, make, job, owner, inbox, db):
    sent = make.application(job)
    sight.open_to(db, sent.account_id, sent.organisation_id, sent.id)
    db.commit()
    step(client, job, owner, cards(sent), "declined", reason="skills")
    undo(client, job, owner, sent)
    for row in db.query(Delivery).filter(Delivery.due_at.is_not(None)):
        row.due_at -= timedelta(minutes=6)
    db.commit()
    step(client, job, owner, cards(sent), "declined", reason="depth")

    def shown():
        inbox()  # what is due is heard
        db.expire_all()
        return db.query(ShownTo).filter_by(because_id=sent.id).count()

    assert shown() == 1
    minutes_pass(db)
    assert shown() == 0


def test_an_offer_that_can_still_be_undone_cannot_be_accepted(client, make, job, owner, db):
    sent = make.application(job)
    rita = make.as_by_id(sent.account_id)
    step(client, job, owner, cards(sent), "offered")

    def accept():
        here = f"/api/applications/{sent.id}/acceptance"
        return client.post(here, headers=rita, json={"withdraw_others": False}).status_code

    assert accept() == 409
    minutes_pass(db)
    assert accept() == 200


def both_move(client, make, job):
    """Two colleagues move the same card from where both read it."""
    sent = make.application(job)
    team = [make.as_(make.member_of(job)) for _ in range(2)]
    read = cards(sent)
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda who: step(client, job, who, read, "shortlisted"), team))
    steps = make.db.query(ApplicationMove).filter(ApplicationMove.status == "shortlisted").count()
    make.db.commit()
    return sorted(reply.status_code for reply in replies), {reply.json().get("code") for reply in replies}, steps


def test_of_two_who_move_the_same_card_one_reads_again(client, make, job):
    assert both_move(client, make, job) == ([200, 409], {None, "read-again"}, 1)


def test_without_reading_where_it_stands_both_would_move_it(client, make, job, monkeypatch):
    """The control."""
    monkeypatch.setattr(moving, "_objection", lambda *_: None)

    assert both_move(client, make, job) == ([200, 200], {None}, 2)


def test_to_have_looked_is_no_move_that_stops_a_colleague(client, make, job, owner):
    sent = make.application(job)
    client.post(f"/api/applications/{sent.id}/sight", headers=owner)

    assert step(client, job, owner, cards(sent), "interview").status_code == 200


def test_only_the_team_moves(client, make, job):
    sent = make.application(job)
    for headers in (make.as_(make.staff()), make.as_by_id(sent.account_id)):
        assert step(client, job, headers, cards(sent), "seen").status_code == 403
        assert undo(client, job, headers, sent).status_code == 403
        assert client.get(f"/api/opportunities/{job.id}/board", headers=headers).status_code == 403


def test_what_was_taken_back_is_its_persons_alone(client, make, job, owner):
    rita = make.as_by_id(make.profile().account_id)
    here = f"/api/applications/{apply(client, rita, job, note='Too much').json()['id']}"
    client.delete(f"{here}/sending", headers=rita)
    client.patch(here, headers=rita, json={"note": "Enough"})
    client.post(f"{here}/sending", headers=rita, json={})

    def read(headers):
        seen = client.get(here, headers=headers).json()
        return len(seen["moves"]), client.get(f"{here}/receipt?version=1", headers=headers).status_code

    assert (read(rita), read(owner)) == ((3, 200), (1, 404))
    assert client.get(f"{here}/receipt?version=2", headers=owner).status_code == 200


def test_a_board_of_one_takes_as_many_queries_as_a_board_of_three(client, make, job, owner, count_queries):
    make.application(job)
    board(client, job, owner)
    one = count_queries(lambda: board(client, job, owner))
    for status in ("sent", "interview"):
        make.application(job, status=status)

    assert count_queries(lambda: board(client, job, owner)) == one
    assert one <= 8
