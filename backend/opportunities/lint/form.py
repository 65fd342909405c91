"""Is everything there that people need, and not too much of it?"""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from backend.core.terms import Importance
from backend.opportunities.lint.circumstances import Circumstances, advise, refuse
from backend.opportunities.schemas import Finding, LintCode, OpportunityDraft

FAR = timedelta(days=120)
MUSTS = 6  # each further one turns away people who could do the work


def has_a_description(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """What the work is."""
    if not draft.description:
        yield refuse(LintCode.DESCRIPTION_MISSING, "/description")


def has_a_deadline(draft: OpportunityDraft, circumstances: Circumstances) -> Iterator[Finding]:
    """An offer without an end becomes a fake one."""
    if draft.deadline_at is None:
        yield refuse(LintCode.DEADLINE_MISSING, "/deadline_at")
    elif draft.deadline_at <= circumstances.now:
        yield refuse(LintCode.DEADLINE_PAST, "/deadline_at")
    elif draft.deadline_at > circumstances.now + FAR:
        yield advise(LintCode.DEADLINE_FAR, "/deadline_at", days=(draft.deadline_at - circumstances.now).days)


def starts_in_time(draft: OpportunityDraft, circumstances: Circumstances) -> Iterator[Finding]:
    """Nobody can begin yesterday; today, by the calendar of the place, is in time."""
    if draft.starts_on is not None and draft.starts_on < circumstances.now.astimezone(ZoneInfo(draft.zone)).date():
        yield refuse(LintCode.START_PAST, "/starts_on")


def asks_for_little(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """Enough to be found by, and not more musts than people can have."""
    if not draft.requirements:
        yield advise(LintCode.NO_REQUIREMENTS, "/requirements")
    musts = sum(line.importance == Importance.MUST for line in draft.requirements)
    if musts > MUSTS:
        yield advise(LintCode.MANY_MUSTS, "/requirements", count=musts, at_most=MUSTS)
