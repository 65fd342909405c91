"""Which numbers rank: the configuration that a person approved last, or else the one that comes with the system."""

import json

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.matches.models import Configuration, ConfigurationStatus
from matching import DEFAULT, Config
from matching.codec import from_plain
from matching.errors import BrokenReceipt

log = structlog.get_logger(__name__)

LIVE = select(Configuration.digest).where(Configuration.status == ConfigurationStatus.LIVE)
"""The digest of the one that ranks; nothing where none was ever approved."""

MOST = 64  # configurations a process keeps in mind

_known: dict[str, Config] = {DEFAULT.digest: DEFAULT}  # by what they are, whichever database they were found in


def live(db: Session) -> Config:
    """The one in use, in every process as soon as it is approved: one short statement."""
    return of_digest(db, db.scalar(LIVE))


def of_digest(db: Session, digest: str | None) -> Config:
    """The configuration under that digest; the system's own for None."""
    if digest is None:
        return DEFAULT
    if digest not in _known:
        content = db.scalar(select(Configuration.content).where(Configuration.digest == digest))
        if len(_known) >= MOST:
            _known.clear()
        _known[digest] = parsed(content or "", digest)
    return _known[digest]


def parsed(content: str, digest: str) -> Config:
    """From what was kept. What another version of the system wrote, and this one does not read, does not rank."""
    try:
        return from_plain(Config, json.loads(content))
    except (BrokenReceipt, ValueError):
        log.exception("configuration.unreadable", digest=digest)
        return DEFAULT
