"""One's own words can be taken back for some minutes; that there were some stays."""

from datetime import timedelta

from backend.messages.models import Message
from backend.messages.rules import REGRET


def test_a_mark_stays_and_nothing_is_left_to_read(talk, client):
    sent = talk.send(talk.team, "Too much said").json()
    assert client.delete(f"/api/messages/{sent['id']}", headers=talk.person).status_code == 403
    gone = client.delete(f"/api/messages/{sent['id']}", headers=talk.team).json()
    assert (gone["words"], gone["can"], gone["deleted_at"] is not None) == ("", [], True)
    (seen,) = talk.said(talk.person)
    assert (seen["words"], seen["number"], seen["can"]) == ("", 1, [])
    assert talk.list(talk.person)["unread"] == 0
    assert client.delete(f"/api/messages/{sent['id']}", headers=talk.team).json()["code"] == "not-now"


def test_later_it_stays(talk, client, db):
    sent = talk.send(talk.person).json()
    message = db.query(Message).one()
    message.created_at -= REGRET + timedelta(seconds=1)
    db.commit()
    refused = client.delete(f"/api/messages/{sent['id']}", headers=talk.person)
    assert refused.json()["code"] == "messages.too-late-to-delete"
    assert talk.said(talk.person)[0]["can"] == []
