"""The HTTP face of meetings."""

import hashlib
from typing import Annotated
from uuid import UUID

from fastapi import Header, Path, Query, Response

from backend.accounts.deps import Config, Member
from backend.accounts.queries import get_account
from backend.core.access import ANYONE, Viewer, allowed, asks, signed_in
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.page import Page
from backend.core.problems import NotFound, NotNow
from backend.meetings import calendars, queries, rules
from backend.meetings.models import Meeting
from backend.meetings.problems import GuestBusy, NotYetHeld, SlotPast, SlotTaken
from backend.meetings.schemas import (
    CancellationDraft,
    ChoiceDraft,
    ClosureDraft,
    FeedRead,
    FreeTimeRead,
    HoursDraft,
    HoursRead,
    MeetingRead,
    MeetingSearch,
    OpeningsSearch,
    SlotRead,
    TimesDraft,
)
from backend.meetings.service import feeds, hours, meetings

router = new_router("", "meetings")

Token = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{43}$")]
CALENDAR = "text/calendar; charset=utf-8"


class Ics(Response):
    """A calendar, and nothing else."""

    media_type = CALENDAR


@router.get("/meetings", **asks(signed_in))
def list_meetings(db: Db, viewer: Member, search: Annotated[MeetingSearch, Query()]) -> Page[MeetingRead]:
    """One's meetings; of one subject, also those of the organisation that one speaks for."""
    found = queries.list_meetings(db, viewer, search)
    taken = queries.taken_slots(db, found.items)
    items = [_read(viewer, one, taken) for one in found.items]
    return Page(items=items, total=found.total, page=found.page, size=found.size)


@router.get("/meetings/{meeting_id}", **asks(signed_in, NotFound))
def get_meeting(db: Db, viewer: Member, meeting_id: UUID) -> MeetingRead:
    """One meeting, and the times that are offered for it."""
    return _detail(db, viewer, queries.get_meeting(db, viewer, meeting_id))


@router.get("/meetings/{meeting_id}/calendar", response_class=Ics, **asks(signed_in, NotFound, NotNow))
def get_meeting_calendar(db: Db, viewer: Member, config: Config, meeting_id: UUID) -> Response:
    """One meeting as a file for a calendar."""
    meeting = queries.get_meeting(db, viewer, meeting_id)
    if meeting.status not in queries.HELD:
        raise NotNow
    reader = get_account(db, viewer.id)
    named = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return Ics(calendars.download(meeting, reader, config), headers=named)


@router.post("/meetings/{meeting_id}/times", **asks(rules.offer_times, NotFound, NotNow))
def offer_times(db: Db, viewer: Member, meeting_id: UUID, draft: TimesDraft) -> MeetingRead:
    """Offer other times; one that was chosen does not hold any more."""
    return _detail(db, viewer, meetings.offer_times(db, viewer, meeting_id, draft))


@router.post(
    "/meetings/{meeting_id}/booking",
    **asks(rules.book_meeting, GuestBusy, NotFound, NotNow, SlotPast, SlotTaken),
)
def book_meeting(db: Db, viewer: Member, meeting_id: UUID, draft: ChoiceDraft) -> MeetingRead:
    """Choose a time, or another one."""
    return _detail(db, viewer, meetings.book_meeting(db, viewer, meeting_id, draft))


@router.post("/meetings/{meeting_id}/cancellation", **asks(rules.cancel_meeting, NotFound, NotNow))
def cancel_meeting(db: Db, viewer: Member, meeting_id: UUID, draft: CancellationDraft) -> MeetingRead:
    """Say that it will not take place."""
    return _detail(db, viewer, meetings.cancel_meeting(db, viewer, meeting_id, draft))


@router.post("/meetings/{meeting_id}/closure", **asks(rules.close_meeting, NotFound, NotNow, NotYetHeld))
def close_meeting(db: Db, viewer: Member, meeting_id: UUID, draft: ClosureDraft) -> MeetingRead:
    """Say whether it took place."""
    return _detail(db, viewer, meetings.close_meeting(db, viewer, meeting_id, draft))


@router.get("/meeting-hours", **asks(signed_in, NotFound))
def get_my_hours(db: Db, viewer: Member) -> HoursRead:
    """The hours in which one can be met."""
    found = queries.hours_of(db, viewer.id)
    if found is None:
        raise NotFound
    return HoursRead.of(found)


@router.put("/meeting-hours", **asks(signed_in))
def set_my_hours(db: Db, viewer: Member, draft: HoursDraft) -> HoursRead:
    """Say when one can be met."""
    return HoursRead.of(hours.set_my_hours(db, viewer, draft))


@router.delete("/meeting-hours", status_code=204, **asks(signed_in, NotFound))
def drop_my_hours(db: Db, viewer: Member) -> None:
    """Have no such hours any more."""
    hours.drop_my_hours(db, viewer)


@router.get("/meeting-hours/openings", **asks(signed_in, NotFound))
def list_my_openings(db: Db, viewer: Member, search: Annotated[OpeningsSearch, Query()]) -> list[FreeTimeRead]:
    """The times in one's hours at which nothing is booked yet."""
    found = hours.list_my_openings(db, viewer, search)
    return [FreeTimeRead(starts_at=start, ends_at=end) for start, end in found]


@router.get("/calendars/mine", **asks(signed_in))
def get_my_feed(db: Db, viewer: Member) -> FeedRead:
    """Whether programs can read one's calendar."""
    feed = queries.find_feed(db, viewer.id)
    return FeedRead(created_at=feed.created_at if feed else None)


@router.put("/calendars/mine", **asks(signed_in, keeps=False))
def open_my_feed(db: Db, viewer: Member, config: Config) -> FeedRead:
    """Make an address to subscribe; an older one leads nowhere any more. It is told this once."""
    feed, token = feeds.open_my_feed(db, viewer)
    return FeedRead(created_at=feed.created_at, url=f"{config.public_url}/api/calendars/{token}.ics")


@router.delete("/calendars/mine", status_code=204, **asks(signed_in))
def close_my_feed(db: Db, viewer: Member) -> None:
    """No program reads it any more."""
    feeds.close_my_feed(db, viewer)


_FEED = asks(ANYONE, NotFound)
_FEED["responses"] = _FEED["responses"] | {304: {"description": "Nothing has changed."}}


@router.get("/calendars/{token}.ics", response_class=Ics, **_FEED)
def read_feed(
    db: Db, config: Config, token: Token, if_none_match: Annotated[str, Header(max_length=400)] = ""
) -> Response:
    """One's calendar for the program that was given its address: whoever has it can read it, until it is renewed."""
    body = feeds.read_feed(db, token, config)
    etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    fresh = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in {one.strip().removeprefix("W/") for one in if_none_match.split(",")}:
        return Response(status_code=304, headers=fresh)
    return Ics(body, headers=fresh | {"Content-Disposition": 'inline; filename="calendar.ics"'})


def _detail(db: Db, viewer: Viewer, meeting: Meeting) -> MeetingRead:
    return _read(viewer, meeting, queries.taken_slots(db, [meeting]))


def _read(viewer: Viewer, meeting: Meeting, taken: set[UUID]) -> MeetingRead:
    offered = meeting.slots if meeting.status in rules.OPEN else []
    return MeetingRead.of(
        meeting,
        host=meeting.host.name if meeting.host else None,
        guest=meeting.guest.name if meeting.guest else None,
        side=rules.side_of(viewer, meeting),
        slots=[
            SlotRead(id=one.id, starts_at=one.starts_at, ends_at=one.ends_at, is_free=one.id not in taken)
            for one in offered
        ],
        can=allowed(viewer, meeting, rules.OF_A_MEETING),
    )
