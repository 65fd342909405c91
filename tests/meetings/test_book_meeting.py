"""Choosing a time: one of those offered, once, and never for somebody who is somewhere else then."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from backend.accounts.models import Account
from backend.core import overlap
from backend.core.model import now
from backend.meetings.models import Meeting, MeetingClaim

TOMORROW = now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
QUARTER = timedelta(minutes=15)


def book(client, headers, meeting, nth=0):
    slot = {"slot_id": str(meeting.slots[nth].id)}
    return client.post(f"/api/meetings/{meeting.id}/booking", headers=headers, json=slot)


def person(make, account_id):
    account = make.db.get_one(Account, account_id)
    make.db.commit()
    return make.as_(account)


def test_the_guest_chooses_and_both_see_it(client, make):
    meeting = make.meeting(starts=[TOMORROW, TOMORROW + 2 * QUARTER])
    guest, host = person(make, meeting.guest_id), person(make, meeting.host_id)
    assert client.get(f"/api/meetings/{meeting.id}", headers=guest).json()["can"] == ["book_meeting", "cancel_meeting"]

    booked = book(client, guest, meeting, 1)

    assert booked.status_code == 200, booked.text
    seen = client.get(f"/api/meetings/{meeting.id}", headers=host).json()
    assert (seen["status"], datetime.fromisoformat(seen["starts_at"])) == ("booked", TOMORROW + 2 * QUARTER)
    assert (seen["side"], booked.json()["side"], seen["zone"]) == ("host", "guest", "Europe/Lisbon")
    stranger = make.as_(make.account())
    assert client.get(f"/api/meetings/{meeting.id}", headers=stranger).status_code == 404
    assert book(client, host, meeting).status_code == 403


def test_another_time_frees_the_first_and_the_same_again_changes_nothing(client, make):
    meeting = make.meeting(starts=[TOMORROW, TOMORROW + 4 * QUARTER])
    rival = make.meeting(starts=[TOMORROW], host_id=meeting.host_id)
    guest, other = person(make, meeting.guest_id), person(make, rival.guest_id)
    first, again = book(client, guest, meeting).json(), book(client, guest, meeting).json()
    assert first == again
    slots = client.get(f"/api/meetings/{rival.id}", headers=other).json()["slots"]
    assert [one["is_free"] for one in slots] == [False]
    assert book(client, other, rival).json()["code"] == "meetings.slot-taken"

    moved = book(client, guest, meeting, 1)

    assert moved.status_code == 200
    assert book(client, other, rival).status_code == 200
    assert make.db.query(Meeting.sequence).order_by(Meeting.id).all() == [(2,), (1,)]


def test_the_guest_is_told_about_a_meeting_of_their_own_and_of_a_time_that_passed(client, make):
    mine = make.meeting(starts=[TOMORROW], status="booked")
    other = make.meeting(starts=[TOMORROW - QUARTER, now() - timedelta(minutes=1)], guest_id=mine.guest_id)
    guest = person(make, mine.guest_id)

    assert book(client, guest, other, 0).json()["code"] == "meetings.guest-busy"
    assert book(client, guest, other, 1).json()["code"] == "meetings.slot-past"


def test_what_the_host_keeps_free_afterwards_is_held_too(client, make):
    meeting = make.meeting(starts=[TOMORROW], buffer_minutes=15)
    after = make.meeting(starts=[TOMORROW + 2 * QUARTER, TOMORROW + 3 * QUARTER], host_id=meeting.host_id)
    book(client, person(make, meeting.guest_id), meeting)
    guest = person(make, after.guest_id)

    assert book(client, guest, after, 0).json()["code"] == "meetings.slot-taken"
    assert book(client, guest, after, 1).status_code == 200


def restore_guard(make):
    for statement in overlap.statements(make.db.get_bind().dialect.name):
        make.db.execute(text(statement))
    make.db.commit()


def drop_guard(make):
    if make.db.get_bind().dialect.name == "postgresql":
        make.db.execute(text("ALTER TABLE meeting_claim DROP CONSTRAINT meeting_claim_no_overlap"))
    else:
        make.db.execute(text("DROP TRIGGER meeting_claim_no_overlap_new"))
        make.db.execute(text("DROP TRIGGER meeting_claim_no_overlap_changed"))
    make.db.commit()


@pytest.mark.parametrize("shared", ["host_id", "guest_id"])
@pytest.mark.parametrize("guarded", [True, False])
def test_of_many_who_book_at_once_for_the_same_person_one_does(client, make, monkeypatch, shared, guarded):
    """One host offered one time to sixty-four; one guest was offered eight that overlap. The look before is taken away:
    the database refuses, and in the control, without its guard, the same race books twice.
    """
    monkeypatch.setattr("backend.meetings.queries.is_taken", lambda *_: False)
    people = 64 if guarded and shared == "host_id" else 8
    with make.at_once():
        busy, others = make.account(), [make.account() for _ in range(people)]
        sides = [{"host_id": one.id, "guest_id": one.id} | {shared: busy.id} for one in others]
        meetings = [make.meeting(starts=[TOMORROW + (i % 2) * QUARTER], **side) for i, side in enumerate(sides)]
        guests = others if shared == "host_id" else [busy] * people
        asking = [(make.as_(guest), one) for guest, one in zip(guests, meetings, strict=True)]
    if not guarded:
        drop_guard(make)
        assert overlap.unguarded(make.db.get_bind()) == ["meeting_claim"]

    with ThreadPoolExecutor(people) as pool:
        replies = list(pool.map(lambda one: book(client, *one), asking))

    codes = [reply.status_code for reply in replies]
    held = make.db.query(MeetingClaim).filter(MeetingClaim.account_id == busy.id).count()
    make.db.commit()
    if guarded:
        assert (codes.count(200), codes.count(409), held) == (1, people - 1, 1)
        assert overlap.unguarded(make.db.get_bind()) == []
    else:
        assert codes.count(200) == held > 1
        make.db.query(MeetingClaim).delete()
        restore_guard(make)
