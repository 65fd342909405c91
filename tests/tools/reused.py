"""A PostgreSQL database that every test finds as new, without making one each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import Connection, create_engine, text

from backend.core.model import Model

REFERENCE = ("vocabulary", "concept", "concept_label", "concept_relation", "region", "municipality")
ALONE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@contextmanager
def postgres_copy(url: str, template: str = "template_viveiro") -> Iterator[str]:
    """A database of its own, made from a template and dropped at the end."""
    admin = create_engine(url.format(db="postgres"), isolation_level="AUTOCOMMIT")
    name = f"t_{uuid4().hex}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"))
    yield url.format(db=name)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


class Reused:
    """Emptied after each test by deleting rows, which costs milliseconds where a copy costs half a second.

    The vocabulary and the municipalities stay, unless a test has changed them: then a new copy is made.
    """

    def __init__(self, cluster: str) -> None:
        self.cluster = cluster
        self._open()

    def _open(self) -> None:
        self._copy = postgres_copy(self.cluster)
        self.url = self._copy.__enter__()
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with self._engine.connect() as connection:
            self._as_new = _reference(connection)

    def clean(self) -> None:
        """Delete what a test left behind, past triggers and foreign keys."""
        with self._engine.connect() as connection:
            connection.execute(text(ALONE))
            if _reference(connection) != self._as_new:
                connection.close()
                self.close()
                self._open()
                return
            names = [table for table in Model.metadata.tables if table not in REFERENCE]
            deletes = "; ".join(f'DELETE FROM "{name}"' for name in names)
            connection.exec_driver_sql(f"SET session_replication_role = replica; {deletes}")
            connection.exec_driver_sql("SET session_replication_role = DEFAULT; ALTER TABLE event ENABLE TRIGGER USER")

    def close(self) -> None:
        """Drop it."""
        self._engine.dispose()
        self._copy.__exit__(None, None, None)


def _reference(connection: Connection) -> list[object]:
    """What changes when somebody touches the vocabulary or the municipalities."""
    seen = ", ".join(f'(SELECT sum(hashtext(t::text)::bigint) FROM "{name}" t)' for name in REFERENCE)
    return list(connection.execute(text(f"SELECT {seen}")).one())
