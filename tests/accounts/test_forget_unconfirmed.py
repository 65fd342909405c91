"""Accounts whose address nobody confirmed are not kept for ever; whatever was confirmed, or holds something, is."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from backend.accounts import queries, service
from backend.accounts.models import Account, SignIn, Ticket
from backend.core.access import Role
from backend.core.db import writing
from backend.core.events import LoggedEvent
from backend.core.ids import new_id
from backend.core.model import now
from backend.settings import use
from tests.accounts.test_sign_up import sign_in, sign_up, token_in

DAYS = timedelta(days=1)


@pytest.fixture
def forget(app):
    """The chore, as the worker runs it."""

    def run() -> None:
        with writing(app.state.engine) as own:
            service.forget_unconfirmed(own)

    return run


@pytest.fixture
def left(make, db):
    """The names of those who are still there."""

    def names() -> set[str]:
        found = set(db.scalars(select(Account.name)))
        db.rollback()  # on SQLite a look would keep the chore waiting
        return found

    return names


@pytest.fixture
def old(make):
    """An account that has waited for fifteen days for somebody to confirm it."""
    return lambda **given: make.account(**{"created_at": now() - 15 * DAYS, "confirmed_at": None} | given)


def test_what_nobody_confirmed_in_two_weeks_is_forgotten(forget, left, old, make, db):
    gone = old(name="typo").id
    make.save(Ticket(account_id=gone, purpose="confirm", expires_at=now() - 12 * DAYS))
    old(name="fresh", created_at=now() - 13 * DAYS)
    old(name="confirmed once", confirmed_at=now() - 15 * DAYS)

    forget()

    assert left() == {"fresh", "confirmed once"}
    assert db.scalars(select(Ticket.id)).all() == []
    told = db.scalars(select(LoggedEvent).where(LoggedEvent.name == "accounts.forgotten")).all()
    assert [event.subject_id for event in told] == [gone]


def test_the_operator_says_how_long(forget, left, old, config):
    old(name="patient")
    use(config.model_copy(update={"unconfirmed_days": 30}))
    forget()
    assert left() == {"patient"}

    use(config.model_copy(update={"unconfirmed_days": 3}))
    forget()
    assert left() == set()


def hold_a_link(make, account):
    make.save(Ticket(account_id=account.id, purpose="confirm", expires_at=now() + DAYS))


def hold_a_role(make, account):
    make.grant(account, Role.OWNER, new_id())


def hold_a_session(make, account):
    make.as_(account)


def hold_a_profile(make, account):
    """A domain above accounts, that accounts know nothing of."""
    make.profile(account=account)


@pytest.mark.parametrize("hold", [hold_a_link, hold_a_role, hold_a_session, hold_a_profile])
def test_whatever_hangs_on_an_account_keeps_it(forget, left, old, make, hold):
    hold(make, old(name="held"))
    old(name="empty-handed")

    forget()

    assert left() == {"held"}


def test_looking_at_what_hangs_is_what_keeps_it(forget, left, old, make, monkeypatch):
    """The control: without a look at foreign keys, the database itself would throw the role away with the account."""
    monkeypatch.setattr(queries, "_hanging_on_accounts", list)
    hold_a_role(make, old(name="held"))

    forget()

    assert left() == set()


def test_who_asks_for_a_link_while_the_chore_runs_keeps_the_account(app, forget, left, old):
    """The chore passes over what somebody holds, and looks again at what it holds itself."""
    account = old(name="just in time")
    with ThreadPoolExecutor(1) as pool:
        with writing(app.state.engine) as asking:
            asking.add(Ticket(account_id=account.id, purpose="confirm", expires_at=now() + DAYS))
            asking.flush()
            chore = pool.submit(forget)
            wait([chore], timeout=0.5)  # it is either done, or waits for this transaction
        chore.result(20)

    assert left() == {"just in time"}


def test_every_domain_that_knows_accounts_is_asked():
    asked = {key.table.name for key in queries._hanging_on_accounts()}

    assert {"grant", "sign_in", "profile", "mentor", "saved", "showing", "invitation", "demo_person"} <= asked
    assert "ticket" not in asked


def test_whoever_was_forgotten_may_come_again(client, inbox, forget, db):
    sign_up(client)
    late = token_in(inbox()[0])
    db.execute(update(Account).values(created_at=now() - 15 * DAYS))
    db.execute(update(Ticket).values(expires_at=now() - 12 * DAYS))
    db.commit()
    forget()

    assert client.post("/api/accounts/confirmation", json={"token": late}).json()["code"] == "accounts.link-spent"
    sign_up(client)
    assert client.post("/api/accounts/confirmation", json={"token": token_in(inbox()[1])}).status_code == 204
    assert sign_in(client, "azulejo-vento-4-pontes") == 204


def test_a_link_that_still_works_leads_somewhere(client, forget, inbox, db):
    """Asked for yesterday, for an account that is older than two weeks."""
    sign_up(client)
    db.execute(update(Account).values(created_at=now() - 15 * DAYS))
    db.commit()
    token = token_in(inbox()[0])

    forget()
    confirmed = client.post("/api/accounts/confirmation", json={"token": token})
    forget()

    assert confirmed.status_code == 204
    assert db.scalar(select(SignIn.account_id)) == db.scalar(select(Account.id))
