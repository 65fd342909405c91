"""A repeated request has one effect: `Idempotency-Key` on every unsafe route.

The key, the effect and the reply commit together (draft-ietf-httpapi-idempotency-key-header).
"""

import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from sqlalchemy import Connection, LargeBinary, String, delete, event, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from backend.core.access import KEEPS_NOTHING
from backend.core.model import Model, now
from backend.core.problems import Invalid

LONGEST = 255


class KeyReused(Invalid):
    """The same key came with another request."""

    code, title = "key-reused", "This Idempotency-Key was used for another request."


class KeptReply(Model):
    """What we answered to a key, so that we can answer it again. `person_id` is whom, to forget it with them."""

    __tablename__ = "kept_reply"

    actor: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    media_type: Mapped[str | None] = mapped_column(String(120))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


@dataclass(frozen=True, slots=True)
class Once:
    """Who sent which key with what."""

    actor: str
    key: str
    fingerprint: str


class Replayed(Exception):  # noqa: N818  not an error: the answer is already known
    """Carries the kept reply out of the dependency."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def begin(request: Request, db: Session) -> None:
    """Claim the request's key the moment its transaction begins, or raise the reply that was kept for it.

    Not earlier: until a service says its first word to the database it may still check a rate limit or
    a password without holding SQLite's one write lock.
    """
    request.state.db = db
    mine: Once | None = getattr(request.state, "once", None)
    if mine is None:
        return

    @event.listens_for(db, "after_begin", once=True)
    def claim(_db: Session, _transaction: SessionTransaction, connection: Connection) -> None:
        _claim(connection, mine)


def _claim(connection: Connection, mine: Once) -> None:
    insert = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    claim = insert(KeptReply).values(actor=mine.actor, key=mine.key, fingerprint=mine.fingerprint, created_at=now())
    if connection.execute(claim.on_conflict_do_nothing().returning(KeptReply.key)).first() is not None:
        return
    mine_kept = (KeptReply.actor == mine.actor, KeptReply.key == mine.key)
    kept = connection.execute(select(KeptReply.__table__).where(*mine_kept)).one()
    if kept.fingerprint != mine.fingerprint:
        raise KeyReused
    raise Replayed(Response(kept.body, kept.status or 200, {"Idempotency-Replayed": "true"}, kept.media_type))


def _keep(db: Session, mine: Once, response: Response, person_id: UUID | None) -> None:
    said = {"media_type": response.media_type or "application/json", "body": response.body}
    db.execute(
        update(KeptReply)
        .where(KeptReply.actor == mine.actor, KeptReply.key == mine.key)
        .values(status=response.status_code, person_id=person_id, **said)
    )


def forget_person(db: Session, person_id: UUID) -> None:
    """What we answered somebody who is no longer here."""
    db.execute(delete(KeptReply).where(KeptReply.person_id == person_id))


def forget_older_than(db: Session, moment: datetime) -> None:
    """Keys are kept for a day; called by the worker."""
    db.execute(delete(KeptReply).where(KeptReply.created_at < moment))


class Route(APIRoute):
    """A route whose unsafe methods understand `Idempotency-Key`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The usual handler, with the kept reply before it and the keeping behind it."""
        handle = super().get_route_handler()
        if KEEPS_NOTHING.items() <= (self.openapi_extra or {}).items():
            return handle

        async def handle_once(request: Request) -> Response:
            key = request.headers.get("idempotency-key")
            if key is None or request.method in {"GET", "HEAD", "OPTIONS"}:
                return await handle(request)
            if not 1 <= len(key) <= LONGEST:
                raise KeyReused(longest=LONGEST)
            mine = request.state.once = Once(_actor(request), key, await _fingerprint(request))
            try:
                response = await handle(request)
            except Replayed as known:
                return known.response
            # Here the request's transaction is still open: FastAPI leaves it after this function.
            if hasattr(request.state, "db"):
                person_id = getattr(request.state, "person_id", None)  # whoever looked at the session left it there
                await run_in_threadpool(_keep, request.state.db, mine, response, person_id)
            return response

        return handle_once


def _actor(request: Request) -> str:
    """Keys of different people never meet."""
    return hashlib.sha256(request.headers.get("cookie", "").encode()).hexdigest()


async def _fingerprint(request: Request) -> str:
    said = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return hashlib.sha256(said + await request.body()).hexdigest()
