"""Is it alive, is it ready? For load balancers and operators."""

from threading import Event
from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter, Query, Request
from sqlalchemy import text

from backend.core.access import ANYONE, asks
from backend.core.db import reading
from backend.core.problems import Unavailable

router = APIRouter(tags=["health"])

Excluded: TypeAlias = Annotated[
    Literal["database"] | None,
    Query(description="What not to look at. A proxy leaves the database out: we say in words that it is away."),
]

draining = Event()  # set while this process finishes its last requests and wants no new ones


@router.get("/livez", **asks(ANYONE))
def livez() -> dict[str, str]:
    """The process answers."""
    return {"status": "alive"}


@router.get("/readyz", **asks(ANYONE, Unavailable))
def readyz(request: Request, exclude: Excluded = None) -> dict[str, Any]:
    """The database answers too, and nobody asked this process to drain."""
    engine = request.app.state.engine
    if draining.is_set():
        raise Unavailable(reason="draining")
    if exclude is None:
        with reading(engine) as db:
            db.execute(text("SELECT 1"))
    return {
        "status": "ready",
        "database": engine.dialect.name,
        "kernels": request.app.state.kernels,  # numba, or numpy, which finds the same more slowly
        "offer": "ready" if request.app.state.is_stocked() else "building",  # who asks for matches now waits for it
    }
