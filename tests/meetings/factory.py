"""Makes meetings, as they stand after somebody has offered times or chosen one."""

from datetime import datetime, timedelta
from typing import Any

from backend.core.ids import new_id
from backend.core.model import now
from backend.meetings.models import Meeting, MeetingClaim, MeetingSlot, MeetingStatus
from tests.organisations.factory import MakesOrganisations


class MakesMeetings(MakesOrganisations):
    """Meetings."""

    def meeting(self, *, starts: list[datetime] | None = None, minutes: int = 30, **given: Any) -> Meeting:
        """Offered at these times, by default tomorrow at this minute; with status booked at the first of them."""
        starts = starts or [now() + timedelta(days=1)]
        length = timedelta(minutes=minutes)
        usual = {"kind": "interview", "subject_id": new_id(), "title": "Motion designer", "lang": "en"}
        usual |= {"zone": "Europe/Lisbon", "status": MeetingStatus.PROPOSED}
        for side in ("host_id", "guest_id"):
            if side not in given:
                given[side] = self.account().id
        booked = given.get("status", MeetingStatus.PROPOSED) != MeetingStatus.PROPOSED
        when = {"starts_at": starts[0], "ends_at": starts[0] + length} if booked else {}
        slots = [MeetingSlot(starts_at=start, ends_at=start + length) for start in starts]
        meeting = self.save(Meeting(**usual | when | given, slots=slots))
        if meeting.status == MeetingStatus.BOOKED:
            for account_id in (meeting.host_id, meeting.guest_id):
                self.save(MeetingClaim(meeting_id=meeting.id, account_id=account_id, **when))
        return meeting
