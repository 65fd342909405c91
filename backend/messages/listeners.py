"""What messages tell a person about themselves."""

from typing import Any

from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.core.personal import columns, keeps
from backend.messages import queries


@keeps("messages")
def messages(db: Session, viewer: Viewer) -> dict[str, Any]:
    """What one wrote and was written, how far one has read, from whom one wants nothing, and what one reported."""
    said = ("conversation_id", "number", "side", "created_at", "words", "deleted_at")
    read = ("conversation_id", "number", "read_at", "told_at")
    about = ("id", "created_at", "application_id", "organisation_id", "length", "last_at")
    return {
        "conversations": [columns(one, *about) for one in queries.conversations_of(db, viewer)],
        "messages": [
            columns(one, *said)
            | {"is_own": one.author_id == viewer.id, "application_id": one.conversation.application_id}
            for one in queries.written_by(db, viewer)
        ],
        "readings": [columns(one, *read) for one in queries.readings_of(db, viewer)],
        "silences": [columns(one, "organisation_id", "created_at") for one in queries.silences_of(db, viewer)],
        "reports": [
            columns(one, "created_at", "message_id", "reason", "words", "quoted", "outcome", "settled_at")
            for one in queries.reports_of(db, viewer)
        ],
    }
