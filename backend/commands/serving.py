"""`viveiro serve`: the web server."""

import os
import socket
from threading import Timer
from types import FrameType
from typing import Annotated

import typer
import uvicorn
from prometheus_client import start_http_server
from sqlalchemy import Engine

from backend.accounts import queries as accounts
from backend.commands.ground import current, said
from backend.core import health
from backend.core.db import reading
from backend.core.site import get_site
from backend.settings import Settings, settings, use

app = typer.Typer(add_completion=False)
SERVING = "backend.app:serving"


@app.command("serve")
def serve(
    host: str = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", help="0 takes any that is free.")] = 8000,
    reload: Annotated[bool, typer.Option(help="Restart when the code changes.")] = False,
) -> None:
    """Answer requests; with SQLite, the worker runs beside."""
    listening = _listen(host, port)
    config = _reached_at(listening.getsockname()[1])
    engine = current(config)
    _greet(engine, config)
    engine.dispose()
    if reload:
        listening.close()  # the process that is restarted listens for itself
        uvicorn.run(SERVING, factory=True, host=host, port=port, access_log=False, reload=True)
        return
    if config.metrics_port:
        start_http_server(config.metrics_port, addr=config.metrics_host)
    options = uvicorn.Config(
        SERVING,
        factory=True,
        access_log=False,
        log_level="warning",
        log_config=None,  # its lines go where ours go, with tracebacks that quote nobody
        proxy_headers=True,
        forwarded_allow_ips=config.trusted_proxies,
        timeout_graceful_shutdown=20,
    )
    _Server(options, config.drain_seconds).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """The port, before anything is promised about it."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        said.print(f"Cannot listen on {host}, port {port}: {error.strerror}. Choose another with [b]PORT=…[/b]")
        raise typer.Exit(1) from None


def _reached_at(port: int) -> Settings:
    """The settings; where nobody said how people reach the site, they do so on this machine."""
    config = settings()
    if "public_url" in config.model_fields_set:
        return config
    os.environ["VIVEIRO_PUBLIC_URL"] = f"http://localhost:{port}"  # a restarted process reads it too
    return use(Settings())


class _Server(uvicorn.Server):
    """Told to stop, it first says so on /readyz, so that the proxy sends people elsewhere."""

    def __init__(self, options: uvicorn.Config, drain_seconds: float) -> None:
        super().__init__(options)
        self.drain_seconds = drain_seconds

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first signal drains; a second one, or none to wait for, stops."""
        if self.drain_seconds and not health.draining.is_set():
            health.draining.set()
            Timer(self.drain_seconds, super().handle_exit, (sig, frame)).start()
        else:
            super().handle_exit(sig, frame)


def _greet(engine: Engine, config: Settings) -> None:
    with reading(engine) as db:
        site, people = get_site(db), accounts.list_demo_people(db)
    said.print(f"[b]{site.name}[/b] is at [link]{config.public_url}[/link]")
    if site.is_demo:
        said.print("Everybody here is invented. Enter as one of them, by a click:")
        for person in people:
            said.print(f"  {person.account.name:28} {config.public_url}/demo#{person.key}")
