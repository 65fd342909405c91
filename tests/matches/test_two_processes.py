"""What is opened or closed through one process is seen by the next request to another."""

from multiprocessing import get_context

import pytest
from fastapi.testclient import TestClient

from backend.app import equip
from tests.matches.scene import role, talent


def serve(app, config, pipe):
    """Another process before the same database: answers each cookie with the status and the ids shown."""
    equip(app, config)  # an engine of its own
    client = TestClient(app)
    while headers := pipe.recv():
        reply = client.get("/api/matches", headers=headers)
        pipe.send((reply.status_code, {card["thing_id"] for card in reply.json().get("items", ())}))


@pytest.fixture
def other(app, config):
    """`other(headers)`: what that process shows somebody now. It is there before this one has said a word."""
    here, there = get_context("fork").Pipe()
    process = get_context("fork").Process(target=serve, args=(app, config, there), daemon=True)
    process.start()

    def ask(headers):
        here.send(headers)
        assert here.poll(60)
        status, shown = here.recv()
        assert status == 200
        return shown

    yield ask
    here.send(None)
    process.join(10)
    assert process.exitcode == 0


def test_what_one_process_closes_or_opens_the_next_request_to_another_sees(other, client, make):
    organisation = make.verified()
    stays, goes = (role(make, organisation_id=organisation.id) for _ in range(2))
    me, owner = make.as_(talent(make)[0]), make.as_(make.member(organisation))
    both = {str(stays.id), str(goes.id)}
    assert other(me) == both
    assert other(me) == both  # negative control: nothing changes by itself
    assert client.post(f"/api/opportunities/{goes.id}/closure", json={"reason": "filled"}, headers=owner).is_success
    assert other(me) == {str(stays.id)}
    came = role(make, organisation_id=organisation.id)
    assert other(me) == {str(stays.id), str(came.id)}
