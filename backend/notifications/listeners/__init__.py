"""What we tell people when something happened to them, by what it is about."""

from backend.notifications.listeners import (
    accounts,
    alerts,
    applications,
    meetings,
    messages,
    opportunities,
    organisations,
)

__all__ = ["accounts", "alerts", "applications", "meetings", "messages", "opportunities", "organisations"]
