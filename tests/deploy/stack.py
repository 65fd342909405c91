"""The topology of docker-compose.yml as processes: PostgreSQL, two web processes, a worker, Caddy, a mail server."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
from aiosmtpd.controller import Controller
from sqlalchemy import create_engine, text

from tests.tools import postgres
from tests.tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
VIVEIRO = Path(sys.executable).parent / "viveiro"
DRAIN = 1.5  # seconds: three looks of the proxy
PATIENCE = 60.0


def until(holds: Callable[[], Any], seconds: float = PATIENCE, what: str = "it") -> Any:
    """Wait for something to become true; its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen within {seconds} s")


def answers(url: str) -> bool:
    """Whether there is a 200."""
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


class Mailbox:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        self.got.append(envelope)
        return "250 OK"

    def has_for(self, address: str) -> bool:
        """Whether something came for this address."""
        return any(address in envelope.rcpt_tos for envelope in self.got)


class Stack:
    """All the processes. Only those that were started here are ever signalled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mailbox = Mailbox()
        self.port, self.mail_port = free_port(), free_port()
        self.ports = [free_port(), free_port()]
        self.url = f"http://127.0.0.1:{self.port}"
        self.cluster = Path(tempfile.mkdtemp(prefix="viveiro-pg-"))  # short: a socket's path has a limit
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def environment(self) -> dict[str, str]:
        """As in docker-compose.yml, but for http and loopback."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("VIVEIRO_")}
        return inherited | {
            "VIVEIRO_PUBLIC_URL": self.url,
            "VIVEIRO_DATABASE_URL": postgres.address(self.cluster).format(db="viveiro"),
            "VIVEIRO_FILES_URL": f"file:{self.folder}/files",
            "VIVEIRO_MAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "VIVEIRO_DRAIN_SECONDS": str(DRAIN),
            "VIVEIRO_LOG_LEVEL": "warning",
        }

    def run(self, name: str, *command: str, **more: str) -> None:
        """Start a process whose words go to a file."""
        with (self.folder / f"{name}.log").open("ab") as out:
            self.running[name] = subprocess.Popen(
                command, cwd=self.folder, env=self.environment | more, stdout=out, stderr=out
            )

    def stop(self, name: str, sign: signal.Signals = signal.SIGTERM) -> None:
        """Signal a process and wait for its end."""
        process = self.running.pop(name)
        process.send_signal(sign)
        process.wait(PATIENCE)

    def start_database(self) -> None:
        """A cluster, as it was left."""
        self.running["database"] = postgres.start(self.cluster)

    def stop_database(self) -> None:
        """At once, whoever is connected."""
        postgres.stop(self.running.pop("database"))

    def start_web(self, *numbers: int) -> None:
        """One of the two, or both at once, and wait until they are ready."""
        for number in numbers:
            self.run(f"web{number}", str(VIVEIRO), "serve", "--port", str(self.ports[number]))
        for number in numbers:
            ready = f"http://127.0.0.1:{self.ports[number]}/readyz"
            until(lambda ready=ready: answers(ready), what=f"web{number} being ready")

    def stop_web(self, number: int, sign: signal.Signals = signal.SIGTERM) -> None:
        """Told to stop, it drains first; killed, it does not."""
        self.stop(f"web{number}", sign)

    def restart_web(self, number: int) -> None:
        """As an update does it."""
        self.stop_web(number)
        self.start_web(number)
        time.sleep(DRAIN)  # until the proxy has seen that it is back

    def start_proxy(self) -> None:
        """Caddy with the file that is deployed; the test only keeps it on loopback."""
        deployed = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
        own = self.folder / "Caddyfile"
        own.write_text(deployed.replace("\tadmin ", "\tdefault_bind 127.0.0.1\n\tadmin ", 1), "utf-8")
        self.run(
            "caddy",
            *(shutil.which("caddy") or "caddy", "run", "--config", str(own), "--adapter", "caddyfile"),
            VIVEIRO_SITE=self.url,
            VIVEIRO_UPSTREAMS=" ".join(f"127.0.0.1:{port}" for port in self.ports),
            VIVEIRO_CADDY_ADMIN="off",
            HOME=str(self.folder),
            XDG_DATA_HOME=str(self.folder),
            XDG_CONFIG_HOME=str(self.folder),
        )

    def start(self) -> None:
        """In the order of docker-compose.yml."""
        postgres.prepare(self.cluster)
        self.start_database()
        admin = create_engine(postgres.address(self.cluster).format(db="postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE viveiro"))
        admin.dispose()
        for words in (["migrate"], ["territories", "load"]):
            subprocess.run([str(VIVEIRO), *words], env=self.environment, check=True, capture_output=True)
        self.run("worker", str(VIVEIRO), "work")
        self.start_proxy()
        self.start_web(0, 1)
        until(lambda: answers(f"{self.url}/readyz"), what="the proxy answering")

    def end(self) -> None:
        """Everything that is still there."""
        for name in [name for name in self.running if name != "database"]:
            self.stop(name, signal.SIGKILL)
        if "database" in self.running:
            self.stop_database()
        shutil.rmtree(self.cluster, ignore_errors=True)


@contextmanager
def deployed(folder: Path) -> Iterator[Stack]:
    """The whole topology, up; gone afterwards."""
    stack = Stack(folder)
    with ExitStack() as ending:
        mail = Controller(stack.mailbox, hostname="127.0.0.1", port=stack.mail_port)
        mail.start()
        ending.callback(mail.stop)
        ending.callback(stack.end)
        stack.start()
        yield stack
