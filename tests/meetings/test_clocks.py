"""What ends and reminds by itself: a meeting goes with what it was about, and each reminder is sent once."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.applications.service import clocks as replies
from backend.core.db import writing
from backend.core.model import now
from backend.meetings.models import Meeting
from backend.meetings.service import clocks
from backend.notifications.service.moments import told

HOUR = timedelta(hours=1)


def end(client, make, app, how, made, owner):
    """The ends of an application that its person may know of."""
    rita = make.as_by_id(made.account_id)
    if how == "declined":
        return client.post(f"/api/applications/{made.id}/rejection", headers=owner, json={"reason": "portfolio"})
    if how == "elsewhere":
        other = make.application(status="offered", account_id=made.account_id)
        yes = {"withdraw_others": True}
        return client.post(f"/api/applications/{other.id}/acceptance", headers=rita, json=yes)
    if how == "lapsed":
        replies.close_overdue(app.state.engine)
    return None


@pytest.mark.parametrize(
    ("how", "status", "days"),
    [("declined", "interview", 0), ("elsewhere", "interview", 0), ("lapsed", "offered", 60), (None, "interview", 0)],
)
def test_a_meeting_ends_with_its_application_and_both_are_told(client, make, app, inbox, how, status, days):
    """And in the control, where nothing ends, it stays."""
    job = make.opportunity()
    host, made = make.member_of(job), make.application(job, status=status, days=days)
    meeting = make.meeting(subject_id=made.id, host_id=host.id, guest_id=made.account_id, status="booked")

    reply = end(client, make, app, how, made, make.as_(host))

    assert reply is None or reply.status_code == 200, reply.text
    cancelled = [mail["To"] for mail in inbox() if mail["Subject"].startswith("Cancelled:")]
    assert sorted(cancelled) == (sorted([host.email, make.email_of(made)]) if how else [])
    seen = client.get(f"/api/meetings/{meeting.id}", headers=make.as_(host)).json()
    assert (seen["status"], seen["cancelled_by"]) == (("cancelled", "system") if how else ("booked", None))


def test_both_are_reminded_a_day_and_an_hour_before_each_time_once(make, app, inbox):
    starts_at = now() + timedelta(days=2)
    host, guest = make.account(lang="en"), make.account(lang="pt")
    meeting = make.meeting(
        host_id=host.id, guest_id=guest.id, status="booked", starts=[starts_at], remind_at=starts_at - 24 * HOUR
    )

    def letters_when(left):
        """What has been sent once it begins so much later, however often the worker looks."""
        row = make.db.get_one(Meeting, meeting.id, populate_existing=True)
        shift = starts_at - now() - left if row.remind_at else timedelta()
        row.starts_at, row.ends_at = starts_at - shift, starts_at - shift + HOUR
        row.remind_at = row.remind_at and starts_at - shift - (24 if left > HOUR else 1) * HOUR
        make.db.commit()
        for _ in range(3):
            with writing(app.state.engine) as db:
                clocks.remind_of_meetings(db)
        return [(mail["To"], mail["Subject"]) for mail in inbox()]

    assert letters_when(25 * HOUR) == []
    day = letters_when(23 * HOUR)
    assert sorted(to for to, _ in day) == sorted([host.email, guest.email])
    assert len(letters_when(HOUR / 2)) == 4
    assert len(letters_when(HOUR / 4)) == 4, "and never again"


@pytest.mark.parametrize(
    ("lang", "zone", "said"),
    [
        ("en", "Europe/Lisbon", "Fri 12 Jun 2026, 18:00 (Lisbon time)"),
        ("pt", "Europe/Lisbon", "sexta, 12 jun 2026, 18:00 (hora de Lisboa)"),
        ("pt", "America/Sao_Paulo", "sexta, 12 jun 2026, 14:00 (hora de Sao Paulo)"),
    ],
)
def test_letters_say_a_moment_as_people_do(lang, zone, said):
    assert told(datetime(2026, 6, 12, 17, tzinfo=UTC), zone, lang) == said
