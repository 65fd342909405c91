"""`viveiro learn`: proposes and never decides; and `viveiro audit --keep`, whose figures the staff see."""

import json

import pytest
from sqlalchemy import func, select

from backend.core.db import connect
from backend.core.model import now
from backend.matches.day import Day
from backend.matches.models import AuditReport, Configuration
from backend.settings import Settings, use
from tests.factories import Make
from tests.matches.months import month


@pytest.fixture
def busy(url, looking, tmp_path):
    """A month in which people looked, and applied for what pays best."""
    config = use(Settings(_env_file=None, database_url=url, files_url=f"file:{tmp_path}/files"))
    engine = connect(url)
    month(engine, Make(looking, config), Day.at(now(), config.zone))
    engine.dispose()


def test_it_says_when_there_is_too_little_and_proposes_when_there_is_enough(viveiro, busy, looking):
    few = viveiro("learn")
    assert (few.returncode, "Too little to learn from: it takes 200" in few.stdout) == (0, True), few.stderr
    assert looking.scalar(select(func.count()).select_from(Configuration)) == 0

    told = json.loads(viveiro("learn", "--least", 20, "--people", 40, "--json").stdout)
    assert (told["outcome"], told["refusals"], told["pages_with_a_reaction"]) == ("proposed", [], 32)
    assert sum(told["learned"].values()) == sum(told["weights"].values()) == 1000
    assert told["learned"]["pay"] > told["weights"]["pay"]
    assert told["judged"]["gain"]["mean"] > 0
    shown = viveiro("learn", "--least", 20, "--people", 40)
    assert f"{told['version']}.2 passed the gate" in shown.stdout
    statuses = {one.version: one.status for one in looking.scalars(select(Configuration))}
    assert statuses == {told["version"]: "retired", f"{told['version']}.2": "challenger"}
    assert {one.config for one in looking.scalars(select(AuditReport))} == {
        looking.scalars(select(Configuration.beside)).first()
    }


def test_an_audit_is_kept_where_it_is_asked_to_and_never_with_what_people_stated(viveiro, url, looking, tmp_path):
    (tmp_path / "groups.csv").write_text("account_id,group\n", "utf-8")
    refused = viveiro("audit", "--keep", "--groups", "groups.csv")
    assert (refused.returncode, "never enters the database" in refused.stderr) == (2, True)
    assert viveiro("audit", "--json").returncode == 0
    assert looking.scalar(select(func.count()).select_from(AuditReport)) == 0
    told = json.loads(viveiro("audit", "--keep", "--json").stdout)
    (kept,) = looking.scalars(select(AuditReport)).all()
    assert (kept.people, kept.is_alarm, kept.figures["employers"]) == (0, False, told["employers"])
