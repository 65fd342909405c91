"""What calendars are told: invitations and cancellations by mail, a feed to subscribe, read by a library not ours."""

from datetime import UTC, datetime, time, timedelta

import pytest
import vobject
from icalendar import Calendar

from backend.accounts.models import Account
from backend.core.ids import new_id
from backend.core.model import now
from backend.meetings import calendars
from backend.meetings.hours import openings
from backend.meetings.models import Meeting, WeeklyHours
from backend.settings import Settings

CONFIG = Settings(_env_file=None, public_url="https://viveiro.example", mail_from="Viveiro <ola@viveiro.example>")
TOMORROW = now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
RITA = Account(name="Rita, a oleira", email="rita@example.org", lang="pt")
AUTUMN, SPRING = datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)


def parts(mail):
    """The calendar inside a mail: what its header says, and what is in it."""
    (part,) = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    return part.get_param("method"), Calendar.from_ical(part.get_content())


def _talk(zone, at):
    """At a moment on somebody's wall."""
    until = at + timedelta(hours=1)
    said = {"id": new_id(), "title": "Talk; with, signs", "zone": zone, "place": "", "sequence": 0}
    return Meeting(**said, starts_at=at, ends_at=until, status_at=at)


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Atlantic/Azores", "Europe/Bucharest"])
@pytest.mark.parametrize("day", [AUTUMN, SPRING])
def test_no_hour_around_a_change_of_clocks_is_read_wrongly(zone, day):
    """Every half hour of two days, written by one library and read by another."""
    halves = [day - timedelta(hours=12) + i * timedelta(minutes=30) for i in range(96)]
    kept = [_talk(zone, at) for at in halves]

    text = calendars.feed(kept, RITA, CONFIG, name="Viveiro")

    read = list(vobject.readOne(text).contents["vevent"])
    assert [one.dtstart.value.astimezone(UTC) for one in read] == halves
    assert [one.dtend.value.astimezone(UTC) for one in read] == [at + timedelta(hours=1) for at in halves]
    assert [one.decoded("dtstart").astimezone(UTC) for one in Calendar.from_ical(text).walk("VEVENT")] == halves
    naive = [at.astimezone(read[0].dtstart.value.tzinfo).replace(tzinfo=None) for at in halves]
    assert (len(set(naive)) < len(halves)) == (day == AUTUMN), "the control: without a zone an hour of October is lost"


@pytest.mark.parametrize(("day", "offsets"), [(AUTUMN, [1, 0]), (SPRING, [0, 1])])
def test_ten_oclock_stays_ten_oclock(day, offsets):
    first = day.date() - timedelta(days=2)
    hours = WeeklyHours(
        zone="Europe/Lisbon", rule="FREQ=DAILY", first_day=first, last_day=None, minutes=45, buffer_minutes=15,
        begins=time(10), ends=time(12), except_days=[day.date().isoformat()],
    )  # fmt: skip

    found = [start for start, _ in openings(hours, day - timedelta(days=1), day + timedelta(days=2))]

    assert [(one.day - day.day, one.hour) for one in found] == [
        (-1, 10 - offsets[0]), (-1, 11 - offsets[0]), (1, 10 - offsets[1]), (1, 11 - offsets[1])
    ]  # fmt: skip


def test_both_are_invited_by_mail_and_told_when_it_is_cancelled(client, make, inbox):
    job = make.opportunity(title="Motion designer")
    owner, made = make.member_of(job), make.application(job)
    host, guest = make.as_(owner), make.as_by_id(made.account_id)
    times = {"starts": [TOMORROW.isoformat()], "zone": "Europe/Lisbon", "place": "Rua do Almada 1"}
    offered = client.post(f"/api/applications/{made.id}/interview-times", headers=host, json=times)
    assert (offered.status_code, offered.json()["status"]) == (200, "interview"), offered.text
    again = client.post(f"/api/applications/{made.id}/interview-times", headers=host, json=times)
    assert again.json()["code"] == "meetings.open-already"
    (asked,) = inbox()
    assert (asked["To"], asked["Subject"]) == (make.email_of(made), "Choose a time: “Motion designer”")

    (meeting,) = client.get("/api/meetings", headers=guest, params={"subject": str(made.id)}).json()["items"]
    slot = {"slot_id": meeting["slots"][0]["id"]}
    assert client.post(f"/api/meetings/{meeting['id']}/booking", headers=guest, json=slot).status_code == 200
    invited = inbox()[1:]

    assert {mail["To"] for mail in invited} == {owner.email, make.email_of(made)}
    for mail in invited:
        method, calendar = parts(mail)
        (event,) = calendar.walk("VEVENT")
        assert (method, calendar["METHOD"], event["SEQUENCE"]) == ("REQUEST", "REQUEST", 1)
        assert event["UID"] == f"{meeting['id']}@testserver"
        assert event["ATTENDEE"] == f"mailto:{mail['To']}", "and nobody else's address"
        assert event["ORGANIZER"] == "mailto:no-reply@viveiro.invalid"
        assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Lisbon"]
        assert event.decoded("DTSTART").astimezone(UTC) == TOMORROW

    gone = client.post(f"/api/applications/{made.id}/withdrawal", headers=guest, json={})
    assert gone.status_code == 200
    told = inbox()[3:]
    assert {mail["To"] for mail in told} == {owner.email, make.email_of(made)}
    method, calendar = parts(told[0])
    (event,) = calendar.walk("VEVENT")
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert event["UID"] == f"{meeting['id']}@testserver"
    assert client.get(f"/api/meetings/{meeting['id']}", headers=host).json()["status"] == "cancelled"


def test_a_cancelled_meeting_leaves_the_calendar_that_is_subscribed(client, make):
    stays, goes = make.meeting(status="booked"), None
    goes = make.meeting(guest_id=stays.guest_id, status="booked", starts=[TOMORROW + timedelta(days=1)])
    guest = make.as_by_id(stays.guest_id)
    url = client.put("/api/calendars/mine", headers=guest).json()["url"].removeprefix("http://testserver")
    before = client.get(url)
    read = vobject.readOne(before.text)
    assert before.headers["content-type"] == "text/calendar; charset=utf-8"
    assert {one.uid.value for one in read.contents["vevent"]} == {f"{one.id}@testserver" for one in (stays, goes)}
    assert "method" not in read.contents, "a METHOD would make it an invitation"
    assert client.get(url, headers={"If-None-Match": before.headers["etag"]}).status_code == 304

    said = client.post(f"/api/meetings/{goes.id}/cancellation", headers=guest, json={"words": "I am ill."})

    assert (said.json()["status"], said.json()["cancelled_by"], said.json()["words"]) == (
        "cancelled",
        "guest",
        "I am ill.",
    )
    after = client.get(url, headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.text.count("BEGIN:VEVENT"), str(goes.id) in after.text) == (200, 1, False)
    renewed = client.put("/api/calendars/mine", headers=guest).json()["url"].removeprefix("http://testserver")
    assert [client.get(one).status_code for one in (url, renewed)] == [404, 200]
    assert client.delete("/api/calendars/mine", headers=guest).status_code == 204
    assert client.get(renewed).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_as_many_queries_with_one_row_as_with_three(client, make, count_queries, rows):
    host = make.account()
    for day in range(rows):
        make.meeting(host_id=host.id, starts=[TOMORROW + timedelta(days=day)])
    headers = make.as_(host)

    assert count_queries(lambda: client.get("/api/meetings", headers=headers)) == 5
