"""The whole invented region in a database of its own, kept for the next run of the same day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account, Grant
from backend.app import create_app
from backend.core import migrate
from backend.core.access import Role
from backend.opportunities.models import Opportunity, OpportunityStatus
from backend.organisations.models import Organisation
from backend.profiles.models import Profile
from backend.seed import load
from backend.settings import ROOT, Settings
from tests.accounts.factory import MakesAccounts

FOLDER = ROOT / "var" / "bench"
PEOPLE = 61  # one warms up


@dataclass(frozen=True, slots=True)
class Region:
    """A client in the same process, signed-in people, and somebody from the staff with open roles to look at."""

    client: TestClient
    session: Session
    people: list[dict[str, str]]
    accounts: list[Account]
    staff: dict[str, str]
    roles: list[Opportunity]


@contextmanager
def region() -> Iterator[Region]:
    """Seeds at most once a day."""
    today = datetime.now(UTC).date()
    path = FOLDER / f"{today}.db"
    for old in FOLDER.glob("*.db*"):
        if not old.name.startswith(path.name):
            old.unlink()
    app = create_app(_settings(path))
    if not migrate.is_current(app.state.engine):
        migrate.upgrade(app.state.engine)
    if load.is_empty(app.state.engine):
        load.seed(app.state.engine, today)
    with Session(app.state.engine, expire_on_commit=False) as db:
        make = MakesAccounts(db, app.state.settings)
        accounts = list(
            db.scalars(
                select(Account).join(Profile, Profile.account_id == Account.id).order_by(Account.id).limit(PEOPLE)
            )
        )
        roles = list(db.scalars(_open_roles().limit(21)))
        people = [make.as_(account) for account in accounts]
        yield Region(TestClient(app), db, people, accounts, make.as_(staff_of(db)), roles)
    app.state.engine.dispose()


def staff_of(db: Session) -> Account:
    return db.scalars(
        select(Account).join(Grant, Grant.account_id == Account.id).where(Grant.role == Role.STAFF)
    ).first()


def _open_roles() -> Select[Opportunity]:
    is_open = Opportunity.status == OpportunityStatus.OPEN
    return select(Opportunity).join(Organisation).where(is_open).order_by(Opportunity.id)


def _settings(path: Path) -> Settings:
    FOLDER.mkdir(parents=True, exist_ok=True)
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{path}",
        public_url="http://testserver",
        files_url=f"file:{FOLDER}/files",
        mail_url=f"file:{FOLDER}/mail",
        log_level="error",
    )
