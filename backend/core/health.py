"""Is it alive, is it ready? For load balancers and operators."""

from threading import Event
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import text

from backend.core.access import ANYONE, asks
from backend.core.db import reading
from backend.core.problems import Unavailable

router = APIRouter(tags=["health"])

draining = Event()  # set while this process finishes its last requests and wants no new ones


@router.get("/livez", **asks(ANYONE))
def livez() -> dict[str, str]:
    """The process answers."""
    return {"status": "alive"}


@router.get("/readyz", **asks(ANYONE, Unavailable))
def readyz(request: Request) -> dict[str, Any]:
    """The database answers too, and nobody asked this process to drain."""
    if draining.is_set():
        raise Unavailable(reason="draining")
    with reading(request.app.state.engine) as db:
        db.execute(text("SELECT 1"))
    return {"status": "ready", "database": request.app.state.engine.dialect.name}
