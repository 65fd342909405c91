"""Is it alive, is it ready? For load balancers and operators."""

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import text

from backend.core.access import ANYONE, asks
from backend.core.db import reading
from backend.core.problems import Unavailable

router = APIRouter(tags=["health"])


@router.get("/livez", **asks(ANYONE))
def livez() -> dict[str, str]:
    """The process answers."""
    return {"status": "alive"}


@router.get("/readyz", **asks(ANYONE, Unavailable))
def readyz(request: Request) -> dict[str, Any]:
    """The database answers too, and nobody asked this process to drain."""
    if getattr(request.app.state, "draining", False):
        raise Unavailable(reason="draining")
    with reading(request.app.state.engine) as db:
        db.execute(text("SELECT 1"))
    return {"status": "ready", "database": request.app.state.engine.dialect.name}
