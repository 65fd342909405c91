"""Meetings as iCalendar (RFC 5545): an invitation or a cancellation by mail (RFC 5546), a calendar to subscribe.

Nobody's address is told to anybody else: we are the organizer, and the only attendee is whoever reads it.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from backend.accounts.models import Account
from backend.meetings.models import Meeting
from backend.settings import Settings

YEAR = timedelta(days=366)
REQUEST, CANCEL = "REQUEST", "CANCEL"
REFRESH = "PT1H"


def invitation(meeting: Meeting, reader: Account, config: Settings, *, sequence: int) -> str:
    """For the mail that says when."""
    return _whole([_event(meeting, reader, config, sequence=sequence)], method=REQUEST)


def cancellation(
    meeting: Meeting, reader: Account, config: Settings, *, sequence: int, when: tuple[datetime, datetime]
) -> str:
    """For the mail that says that it does not take place, or not then."""
    event = _event(meeting, reader, config, sequence=sequence, when=when)
    event["status"] = vText("CANCELLED")
    return _whole([event], method=CANCEL)


def download(meeting: Meeting, reader: Account, config: Settings) -> str:
    """One meeting, to put into a calendar by hand: published, so that no program answers it."""
    return _whole([_event(meeting, reader, config, sequence=meeting.sequence)], method="PUBLISH")


def feed(meetings: Sequence[Meeting], reader: Account, config: Settings, *, name: str) -> str:
    """All of somebody's: what is not in it any more disappears where it is subscribed."""
    calendar = [_event(one, reader, config, sequence=one.sequence) for one in meetings]
    return _whole(calendar, name=name)


def _whole(events: Sequence[Event], *, method: str | None = None, name: str | None = None) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Viveiro//Viveiro//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", name)  # RFC 7986, 5.1; most programs still read the older one
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", REFRESH)
    days = [_day(event) for event in events]
    for event in events:
        calendar.add_component(event)
    if days:  # each zone as it is over these years, and not since the invention of the computer
        calendar.add_missing_timezones(min(days) - YEAR, max(days) + YEAR)
    return str(calendar.to_ical().decode())


def _day(event: Event) -> date:
    return event.start.date() if isinstance(event.start, datetime) else event.start


def _event(
    meeting: Meeting,
    reader: Account,
    config: Settings,
    *,
    sequence: int,
    when: tuple[datetime, datetime] | None = None,
) -> Event:
    starts_at, ends_at = when or (meeting.starts_at, meeting.ends_at)
    if starts_at is None or ends_at is None:
        raise ValueError("a meeting without a time is in no calendar")
    event, link = Event(), f"{config.public_url}/calendar"
    event.add("uid", uid_of(meeting, config))
    event.add("sequence", sequence)
    event.add("dtstamp", meeting.status_at)  # of the state, so that the same state is the same bytes
    event.add("dtstart", _on_the_wall(starts_at, meeting.zone))
    event.add("dtend", _on_the_wall(ends_at, meeting.zone))
    event.add("summary", f"{meeting.title}: {other(meeting, reader)}")
    event.add("description", "\n".join(part for part in (meeting.link, link) if part))
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    if meeting.link or meeting.place:
        event.add("location", meeting.place or meeting.link)
    event.add("url", meeting.link or link)
    event.add("organizer", _organizer(meeting, config))
    event.add("attendee", _attendee(reader), encode=False)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", timedelta(minutes=-15))
    event.add_component(alarm)
    return event


def uid_of(meeting: Meeting, config: Settings) -> str:
    """The same for as long as the meeting lives."""
    return f"{meeting.id}@{urlsplit(config.public_url).hostname}"


def other(meeting: Meeting, reader: Account) -> str:
    """With whom one meets: the organisation where there is one, and the person."""
    person = meeting.guest if reader.id == meeting.host_id else meeting.host
    organisation = meeting.organisation.name if meeting.organisation and reader.id != meeting.host_id else None
    return ", ".join(name for name in (person.name if person else None, organisation) if name)


def _on_the_wall(moment: datetime, zone: str) -> datetime:
    """On the host's clock; but what that clock shows twice is said in UTC. RFC 5545, 3.3.5, means the first of the two,
    and not every program reads it so.
    """
    local = moment.astimezone(ZoneInfo(zone))
    is_shown_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return moment if is_shown_twice else local


def _organizer(meeting: Meeting, config: Settings) -> vCalAddress:
    name, address = parseaddr(config.mail_from)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = vText(meeting.organisation.name if meeting.organisation else name)
    return organizer


def _attendee(reader: Account) -> vCalAddress:
    """Whoever chose a time has said yes with it, and who offered it too."""
    attendee = vCalAddress(f"mailto:{reader.email}")
    for name, value in {"CN": reader.name, "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}.items():
        attendee.params[name] = vText(value)
    return attendee
