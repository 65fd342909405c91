"""Whether a search can still be asked, and for whom."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from backend.alerts.models import Alert
from backend.alerts.searches import read
from backend.core.access import Viewer
from backend.core.problems import Problem
from backend.matches import rules as matches
from backend.opportunities import queries as opportunities
from backend.opportunities.models import Opportunity

State: TypeAlias = Literal["ok", "unreadable", "not_yours"]


def states_of(db: Session, viewer: Viewer, alerts: Sequence[Alert]) -> dict[UUID, State]:
    """The state of each. What has a filter that its list no longer knows is never asked without it."""
    about = {one.opportunity_id for one in alerts if one.opportunity_id is not None}
    theirs = opportunities.by_ids(db, viewer, about) if about else {}
    return {one.id: _state(viewer, one, theirs) for one in alerts}


def _state(viewer: Viewer, alert: Alert, theirs: Mapping[UUID, Opportunity]) -> State:
    try:
        read(alert.listing, alert.query)
    except Problem:
        return "unreadable"
    if alert.opportunity_id is None:
        return "ok"
    opportunity = theirs.get(alert.opportunity_id)
    if opportunity is None or matches.list_candidates(viewer, opportunity) is not None:
        return "not_yours"
    return "ok"
