"""A backup made as docs/operators.md says, restored elsewhere, holds every row, and the log's guard with it."""

import hashlib
import sqlite3
import subprocess
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend.core import migrate
from backend.core.access import GUEST
from backend.core.db import connect, reading, writing
from backend.core.events import announce, first_broken
from backend.core.ids import new_id
from backend.core.model import Model
from backend.settings import Settings
from tests.core.test_events import SeedSown
from tests.factories import Make
from tests.template import fill
from tests.tools.postgres import binaries, cluster

pytestmark = pytest.mark.slow


def hashes(engine):
    """Table → a hash over its rows in the order of their keys."""
    found = {}
    with reading(engine) as db:
        for table in Model.metadata.sorted_tables:
            rows = db.execute(select(table).order_by(*table.primary_key)).all()
            found[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def inhabit(url):
    """A migrated database in which something has happened."""
    engine = connect(url)
    migrate.upgrade(engine)
    fill(engine)
    with Session(engine, expire_on_commit=False) as db:
        make = Make(db, Settings(_env_file=None, database_url=url))
        make.opportunity(), make.space(), make.mentor(), make.funding_call()
        make.spoken(make.profile(), "pt")
    with writing(engine) as db:
        for _ in range(3):
            announce(db, GUEST, SeedSown(new_id()))
    return engine


@contextmanager
def interrupted(engine):
    """Somebody is in the middle of writing, and will not finish in time."""
    with Session(engine) as db:
        announce(db, GUEST, SeedSown(new_id()))
        yield
        db.rollback()


def check(engine, restored):
    """Nothing is missing, nothing is new, and it goes on as before."""
    assert hashes(restored) == hashes(engine)
    assert migrate.is_current(restored)
    with reading(restored) as db:
        assert first_broken(db) is None
    with pytest.raises(DBAPIError, match="event_append_only"), writing(restored) as db:
        db.execute(text("DELETE FROM event"))
    with writing(restored) as db:
        announce(db, GUEST, SeedSown(new_id()))
    assert hashes(restored)["event"] != hashes(engine)["event"]
    engine.dispose(), restored.dispose()


def test_sqlite_is_backed_up_while_it_is_written_to(tmp_path):
    engine = inhabit(f"sqlite:///{tmp_path}/viveiro.db")

    with interrupted(engine):
        connection = sqlite3.connect(tmp_path / "viveiro.db")
        connection.execute("VACUUM INTO ?", [str(tmp_path / "backup.db")])
        connection.close()

    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "backup.db").rename(tmp_path / "elsewhere" / "viveiro.db")
    check(engine, connect(f"sqlite:///{tmp_path}/elsewhere/viveiro.db"))


def test_postgresql_is_dumped_while_it_is_written_to_and_restored_in_another_cluster(tmp_path, postgres):
    name = f"lived_in_{new_id().hex}"
    create(postgres, name)
    engine = inhabit(postgres.format(db=name))

    with interrupted(engine):
        tool("pg_dump", "--format=custom", "--no-owner", f"--file={tmp_path}/backup", dbname(postgres, name))

    with cluster() as other:
        create(other, "viveiro")
        restore = ("--no-owner", "--exit-on-error", "--single-transaction")
        tool("pg_restore", *restore, dbname(other, "viveiro"), f"{tmp_path}/backup")
        check(engine, connect(other.format(db="viveiro")))


def create(at, name):
    admin = create_engine(at.format(db="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    admin.dispose()


def dbname(at, name):
    """The address as PostgreSQL's own programs read it."""
    return "--dbname=" + at.format(db=name).replace("postgresql+psycopg://", "postgresql://")


def tool(name, *arguments):
    done = subprocess.run([str(binaries() / name), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
