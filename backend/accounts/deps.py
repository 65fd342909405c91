"""Who is asking? Turns a session cookie into a Viewer."""

from typing import Annotated

from fastapi import Depends, Request, Response

from backend.accounts import queries
from backend.accounts.tokens import token_hash
from backend.core.access import GUEST, Viewer, require, signed_in
from backend.core.db import POOL, SAFE, reading, writing
from backend.settings import Settings


async def settings_of(request: Request) -> Settings:
    """The settings this application was made with."""
    config: Settings = request.app.state.settings
    return config


Config = Annotated[Settings, Depends(settings_of)]


async def cookie_hash(request: Request, config: Config) -> str | None:
    """The hash of the session token the browser sent, if any."""
    token = request.cookies.get(config.session_cookie)
    return token_hash(token) if token else None


CookieHash = Annotated[str | None, Depends(cookie_hash)]


def _viewer(request: Request, config: Config, hashed: CookieHash) -> Viewer:
    """Looks in a short session of its own, so that the request's transaction begins with its own first word."""
    if hashed is None:
        return GUEST
    with reading(request.app.state.engine) as db:
        found = queries.find_viewer(db, hashed, idle_days=config.session_idle_days)
    if found is None:
        return GUEST
    request.state.person_id = found.viewer.id  # for what core keeps of this request
    if found.is_due and request.method in SAFE:
        with writing(request.app.state.engine) as db:
            queries.touch(db, hashed)
    return found.viewer


Asking = Annotated[Viewer, Depends(_viewer, scope="function", max_concurrency=POOL)]
"""Whoever asks, also a guest."""


async def _member(viewer: Asking) -> Viewer:
    require(viewer, signed_in, None)
    return viewer


Member = Annotated[Viewer, Depends(_member)]
"""Somebody who is signed in; a guest is asked to."""


def set_cookie(response: Response, config: Settings, token: str) -> None:
    """HttpOnly, Lax, host-only; `__Host-` and Secure wherever the site is served over https."""
    response.set_cookie(
        config.session_cookie,
        token,
        max_age=config.session_days * 86_400,
        path="/",
        secure=config.is_secure,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, config: Settings) -> None:
    """The browser forgets."""
    response.delete_cookie(config.session_cookie, path="/", secure=config.is_secure, httponly=True, samesite="lax")
