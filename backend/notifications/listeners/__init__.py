"""What we tell people when something happened to them, by what it is about."""

from backend.notifications.listeners import accounts, applications, opportunities, organisations

__all__ = ["accounts", "applications", "opportunities", "organisations"]
