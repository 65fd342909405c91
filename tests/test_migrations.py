"""One migration history builds exactly what the models describe, on both databases, and can be undone."""

import re
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from backend.core import journal, migrate
from backend.core.access import GUEST
from backend.core.db import connect, writing
from backend.core.events import announce, first_broken
from backend.core.ids import new_id
from backend.core.model import Model
from tests.conftest import DATABASES
from tests.core.test_events import SeedSown
from tests.tools.opened import all_closed
from tests.tools.reused import postgres_copy

VERSIONS = Path(__file__).resolve().parent.parent / "migrations" / "versions"


@pytest.fixture(params=DATABASES)
def empty(request, tmp_path):
    """A database with nothing in it."""
    if request.param == "sqlite":
        with all_closed():
            engine = connect(f"sqlite:///{tmp_path}/empty.db")
            yield engine
            engine.dispose()
    else:
        with postgres_copy(request.getfixturevalue("postgres"), "template1") as url, all_closed():
            engine = connect(url)
            yield engine
            engine.dispose()


def test_up_equals_the_models_and_down_leaves_nothing(empty):
    migrate.upgrade(empty)
    with empty.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Model.metadata) == []
    assert migrate.is_current(empty)

    migrate.downgrade(empty)

    assert inspect(empty).get_table_names() == ["alembic_version"]
    assert not migrate.is_current(empty)


def test_every_check_of_the_models_is_in_the_database(empty):
    migrate.upgrade(empty)
    found = inspect(empty)
    missing = []
    for table in Model.metadata.tables.values():
        there = {c["name"] for c in found.get_check_constraints(table.name)}
        wanted = {str(c.name) for c in table.constraints if c.__visit_name__ == "check_constraint" and c.name}
        missing += [f"{table.name}.{name}" for name in wanted if not any(w and name.endswith(w) for w in there)]
    assert missing == []


def test_the_guard_of_the_log_is_there_after_migrating(empty):
    migrate.upgrade(empty)
    with writing(empty) as db:
        announce(db, GUEST, SeedSown(new_id()))

    with pytest.raises(DBAPIError, match="event_append_only"), writing(empty) as db:
        db.execute(text("DELETE FROM event"))
    with writing(empty) as db:
        assert first_broken(db) is None


def test_the_journal_follows_after_migrating_all_that_the_models_say(empty):
    migrate.upgrade(empty)
    kept = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    if empty.dialect.name == "postgresql":
        kept = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    with empty.begin() as connection:
        migrated = set(connection.execute(text(kept)))
        for statement in journal.statements(empty.dialect.name):
            name = re.search(r'TRIGGER(?: IF NOT EXISTS)? "(\w+)"', statement)
            if name:
                connection.execute(
                    text(
                        f"DROP TRIGGER {name[1]}"
                        + (" ON " + name[1].removesuffix("_noted")) * (empty.dialect.name == "postgresql")
                    )
                )
            connection.exec_driver_sql(statement.replace(" IF NOT EXISTS", ""))
        assert {tuple(row) for row in connection.execute(text(kept))} == {tuple(row) for row in migrated}
    assert len(migrated) > len(journal.FOLLOWED) > 10


def test_migrating_twice_changes_nothing(empty):
    migrate.upgrade(empty)
    migrate.upgrade(empty)
    assert migrate.is_current(empty)


def test_the_history_is_one_line_and_knows_no_application():
    script = ScriptDirectory.from_config(migrate.history())
    assert len(script.get_heads()) == 1
    for file in VERSIONS.glob("*.py"):
        assert "import backend" not in file.read_text()
        assert "from backend" not in file.read_text()
        assert file.name[:8].isdigit(), "files are named after their date and meaning"


def test_the_statements_can_be_read_before_they_run(capsys):
    command.upgrade(migrate.history(), "head", sql=True)
    assert "CREATE TABLE account" in capsys.readouterr().out
