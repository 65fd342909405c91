"""The proof in a letter that lets whoever holds it stop a search, or all letters, and nothing else."""

import hashlib
import hmac
from uuid import UUID

from backend.core.problems import NotFound


def stopping(secret: str, row_id: UUID) -> str:
    """For the address in a letter: the id of an alert or a rhythm and its HMAC, so that no secret is ever stored."""
    return f"{row_id.hex}.{_mac(secret, row_id)}"


def stopped_by(secret: str, token: str) -> UUID:
    """What a link stops; raises `NotFound` for a made-up one."""
    identity, _, mac = token.partition(".")
    try:
        row_id = UUID(hex=identity)
    except ValueError:
        raise NotFound from None
    if not hmac.compare_digest(mac.encode(), _mac(secret, row_id).encode()):
        raise NotFound
    return row_id


def _mac(secret: str, row_id: UUID) -> str:
    return hmac.new(secret.encode(), b"alert" + row_id.bytes, hashlib.sha256).hexdigest()
