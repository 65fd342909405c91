"""`viveiro work`: the worker, as a process of its own."""

import signal
from threading import Event as Signal

import typer
from prometheus_client import start_http_server

from backend.app import create_app
from backend.commands.ground import current
from backend.core import logs
from backend.core import work as worker
from backend.settings import settings

app = typer.Typer(add_completion=False)


@app.command("work")
def work() -> None:
    """Deliver events, send mail and do what is due, until told to stop."""
    config = settings()
    logs.configure(config.log_level)
    create_app(config)  # importing and wiring it registers every listener
    engine, stop = current(config), Signal()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    if config.metrics_port:
        start_http_server(config.metrics_port, addr=config.metrics_host)
    worker.work(engine, config, stop)
