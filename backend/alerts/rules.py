"""Who may do what with saved searches, and if not, why."""

from backend.alerts.problems import TooManyAlerts
from backend.core.access import Objection, Viewer, signed_in

AT_MOST = 20


def list_alerts(viewer: Viewer, _: object) -> Objection:
    """One's own, so one has to be somebody."""
    return signed_in(viewer, None)


def keep_alert(viewer: Viewer, kept: int) -> Objection:
    """As many as one reads."""
    if objection := signed_in(viewer, None):
        return objection
    return TooManyAlerts if kept >= AT_MOST else None
