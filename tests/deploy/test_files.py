"""The container files are well-formed, and promise what the documentation says."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_compose_follows_its_schema():
    done = run(str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    assert done.returncode == 0, done.stdout


def test_the_dockerfile_has_nothing_to_complain_about():
    done = run(str(BIN / "hadolint"), "Dockerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_caddy_accepts_its_configuration():
    done = subprocess.run(
        [shutil.which("caddy"), "validate", "--config", "deploy/Caddyfile", "--adapter", "caddyfile"],
        cwd=ROOT,
        env={"VIVEIRO_SITE": "http://127.0.0.1:9", "VIVEIRO_UPSTREAMS": "a:1 b:2", "HOME": "/tmp"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_two_web_processes_a_worker_a_database_and_a_proxy(services):
    usual = {name for name, service in services.items() if "profiles" not in service}
    assert usual == {"db", "migrate", "web1", "web2", "worker", "caddy"}


def test_a_scheduler_and_its_workers_come_when_asked_for_and_know_no_secret(services):
    """Whoever reaches the scheduler can run code there: nobody from outside, and nothing worth stealing."""
    cluster = {name: service for name, service in services.items() if service.get("profiles") == ["cluster"]}
    assert set(cluster) == {"scheduler", "matcher"}
    for service in cluster.values():
        assert service["image"] == "viveiro"
        assert service["networks"] == ["inside"]
        assert not service.keys() & {"secrets", "environment", "ports"}
    port = cluster["scheduler"]["command"][cluster["scheduler"]["command"].index("--port") + 1]
    assert f"tcp://scheduler:{port}" in cluster["matcher"]["command"]
    assert "--extra cluster" in (ROOT / "Dockerfile").read_text()


def test_every_service_is_read_only_powerless_and_watched(services):
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["healthcheck"], name


def test_our_own_processes_do_not_run_as_root(services):
    for name in ("migrate", "web1", "web2", "worker", "scheduler", "matcher"):
        assert services[name]["user"] == "10001:10001"


def test_only_the_proxy_can_be_reached_from_outside(services):
    assert [name for name, service in services.items() if service.get("ports")] == ["caddy"]


def test_no_secret_is_written_into_the_file():
    text = (ROOT / "docker-compose.yml").read_text()
    assert "PASSWORD:" not in text
    assert "SECRET_KEY:" not in text
