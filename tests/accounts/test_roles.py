"""Roles are dated grants: they begin, they end, and they give no more than they say."""

from datetime import timedelta

import pytest

from backend.core.access import Role
from backend.core.ids import new_id
from backend.core.model import now

HOUR = timedelta(hours=1)


def test_a_role_holds_from_its_beginning_to_its_end(client, make):
    account, attic = make.account(), new_id()
    make.grant(account, Role.EDITOR, attic)
    make.grant(account, Role.OWNER, new_id(), starts_at=now() + HOUR)
    make.grant(account, Role.OWNER, new_id(), starts_at=now() - 2 * HOUR, ends_at=now() - HOUR)

    me = client.get("/api/me", headers=make.as_(account)).json()

    assert me["roles"] == [{"role": "editor", "scope_id": str(attic)}]
    assert me["is_staff"] is False


def test_an_organisation_is_vouched_for_until_then(make):
    account, now_on, no_more = make.account(), new_id(), new_id()
    make.grant(account, Role.VIEWER, now_on, vouched_until=now() + HOUR)
    make.grant(account, Role.VIEWER, no_more, vouched_until=now() - HOUR)

    assert make.viewer(account).vouched == {now_on}


@pytest.mark.parametrize(("ends_at", "is_staff"), [(None, True), (now() - timedelta(minutes=1), False)])
def test_the_staff_are_staff_for_as_long_as_they_are(client, make, ends_at, is_staff):
    account = make.account()
    make.grant(account, Role.STAFF, ends_at=ends_at)

    assert client.get("/api/me", headers=make.as_(account)).json()["is_staff"] is is_staff
