"""Everybody who may ask, seen from one organisation: what tests of rules go through."""

from backend.core.access import GUEST, Role, Viewer
from backend.core.ids import new_id

ID = new_id()
"""The organisation."""

EVERYBODY = {
    "owner": Viewer(new_id(), organisations=frozenset({(ID, Role.OWNER)})),
    "editor": Viewer(new_id(), organisations=frozenset({(ID, Role.EDITOR)})),
    "viewer": Viewer(new_id(), organisations=frozenset({(ID, Role.VIEWER)})),
    "stranger": Viewer(new_id(), organisations=frozenset({(new_id(), Role.OWNER)})),
    "staff": Viewer(new_id(), is_staff=True),
    "guest": GUEST,
}

THEIRS = {"owner", "editor", "staff"}
"""Who may edit what it offers."""
