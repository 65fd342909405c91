"""What every request passes before it reaches a route, and every reply on its way out. Plain ASGI."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import structlog
from fastapi import APIRouter
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders

from backend.core import once
from backend.core.db import SAFE
from backend.core.ids import new_id
from backend.core.problems import Broken, CrossSite, TooLarge, reply

log = structlog.get_logger(__name__)

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})

REQUESTS = Counter("viveiro_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("viveiro_request_seconds", "Seconds until the reply began.", ["method", "route"])


def _security(*, is_secure: bool) -> dict[str, str]:
    return SECURITY | ({"Strict-Transport-Security": "max-age=63072000; includeSubDomains"} if is_secure else {})


def router(prefix: str, tag: str) -> APIRouter:
    """An APIRouter whose unsafe routes understand `Idempotency-Key`."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=once.Route)


class Watched:
    """Outermost: request id, one log line, metrics, and a plain problem for what nobody caught."""

    def __init__(self, app: App, *, is_secure: bool) -> None:
        self.app = app
        self.headers = {**_security(is_secure=is_secure), "Cache-Control": "no-store"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it pass, and write down how it went."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = str(new_id())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started, status = time.perf_counter(), 0

        async def number(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, number)
        except Exception:
            log.exception("request.broken")
            if status:
                raise  # half the reply is gone; only the connection can be closed
            answer = reply(Broken(request_id=request_id))
            answer.headers.update(self.headers)  # nobody further in dresses this one
            await answer(dict(scope), receive, number)
        finally:
            _note(scope, status, time.perf_counter() - started)


def _note(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "unmatched")
    method = scope["method"] if scope["method"] in METHODS else "other"  # or anybody could make us count for ever
    REQUESTS.labels(method, route, status).inc()
    SECONDS.labels(method, route).observe(seconds)
    log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


class Protected:
    """Security headers on every reply, and nothing done in a person's name by another site.

    Cross-site guard: an unsafe method must come from our own pages (Fetch metadata: `Sec-Fetch-Site`); where a
    client does not send it, a given Origin must be ours. The same rules as Go 1.25's CrossOriginProtection.
    """

    def __init__(self, app: App, *, is_secure: bool) -> None:
        self.app = app
        self.headers = _security(is_secure=is_secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Guard the way in, dress the way out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if scope["method"] not in SAFE and not _is_ours(Headers(scope=scope)):
            await reply(CrossSite())(dict(scope), receive, dress)
            return
        await self.app(scope, receive, dress)


def _is_ours(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


class Bounded:
    """No body larger than the limit (bytes), declared or not; nothing of it reaches a route."""

    def __init__(self, app: App, *, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse at the first sign: the declared length, or the byte too many."""
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if not (declared.isascii() and declared.isdigit()) or int(declared) > self.limit:
            await reply(TooLarge(limit=self.limit))(dict(scope), receive, send)
            return
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self.limit:
                await reply(TooLarge(limit=self.limit))(dict(scope), receive, send)
                return
        whole = bytes(body)
        sent = False

        async def again() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": whole, "more_body": False}

        await self.app(scope, again, send)
