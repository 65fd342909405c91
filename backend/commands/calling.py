"""One client of an application in this process: one loop, as a server has, and nothing between the two."""

import asyncio
import json
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from backports import zstd
from fastapi import FastAPI

MAGIC = bytes.fromhex("28b52ffd")  # how every frame of Zstandard begins


@dataclass(frozen=True)
class Reply:
    """What came back, as it was sent."""

    status_code: int
    sent: bytes

    @cached_property
    def content(self) -> bytes:
        """The body, unpacked."""
        return zstd.decompress(self.sent) if self.sent.startswith(MAGIC) else self.sent

    @property
    def text(self) -> str:
        """The same as text."""
        return self.content.decode()

    def json(self) -> Any:
        """The same as data."""
        return json.loads(self.content)


class Caller:
    """Asks one thing after the other, and takes what is packed, as browsers do."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._runner = asyncio.Runner()

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def get(self, address: str, headers: Mapping[str, str]) -> Reply:
        """From the request to the last byte back."""
        return self._runner.get_loop().run_until_complete(self._get(address, headers))

    async def _get(self, address: str, headers: Mapping[str, str]) -> Reply:
        path, _, query = address.partition("?")
        status, body = 0, bytearray()
        told = {"host": "testserver", "accept-encoding": "gzip, zstd"} | {
            name.lower(): one for name, one in headers.items()
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            status = message.get("status", status)
            body.extend(message.get("body", b""))

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.replace(" ", "%20").encode(),
            "root_path": "",
            "server": ("testserver", 80),
            "client": ("127.0.0.1", 1),
            "headers": [(name.encode(), one.encode()) for name, one in told.items()],
        }
        await self._app(scope, receive, send)
        return Reply(status, bytes(body))
