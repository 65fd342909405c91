"""`viveiro serve`: says where it is and whom one may become, and answers until it is told to stop."""

import re
import signal
import socket
import subprocess
import urllib.request
from contextlib import contextmanager

import pytest

from backend.accounts.models import Account, DemoPerson
from backend.core.site import Site
from tests.cli.conftest import VIVEIRO, environment

pytestmark = pytest.mark.slow


@contextmanager
def serving(url, folder, *arguments, **more):
    """The process, and the lines it greets with."""
    process = subprocess.Popen(
        [str(VIVEIRO), "serve", *arguments],
        cwd=folder,
        env=environment(url, folder, PYTHONUNBUFFERED="1", **more),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process, process.stderr.readline()
    finally:
        process.kill()
        process.wait(10)
        process.stderr.close()


def test_it_answers_where_it_says_and_stops_when_told(url, tmp_path):
    with serving(url, tmp_path, PORT="0") as (process, greeting):
        address = re.search(r"http://localhost:(\d+)", greeting)
        assert address, greeting
        assert int(address[1]) > 0

        with urllib.request.urlopen(f"{address[0]}/livez", timeout=30) as reply:
            assert reply.status == 200
        with urllib.request.urlopen(f"{address[0]}/about", timeout=30) as reply:
            assert f'<link rel="canonical" href="{address[0]}/about" />' in reply.read().decode()

        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)  # uvicorn ends itself by the signal it was sent


def test_a_demo_region_offers_its_people(url, looking, tmp_path):
    looking.add(Site(name="Viveiro Norte", is_demo=True))
    for key in ("ceramicist", "startup", "staff"):
        person = Account(email=f"{key}@example.org", name=f"Somebody {key}")
        looking.add(person)
        looking.flush()
        looking.add(DemoPerson(key=key, account_id=person.id))
    looking.commit()

    with serving(url, tmp_path, "--port", "0") as (process, greeting):
        lines = [process.stderr.readline() for _ in range(4)]

    assert greeting.startswith("Viveiro Norte is at http://localhost:")
    for key in ("ceramicist", "startup", "staff"):
        assert any(f"/demo#{key}" in line and "Somebody" in line for line in lines)


def test_a_port_that_is_taken_is_said_before_anything_is_promised(viveiro, url):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = viveiro("serve", "--port", taken.getsockname()[1])

    assert done.returncode == 1
    assert "Choose another with PORT=" in done.stderr
    assert "http://" not in done.stderr
