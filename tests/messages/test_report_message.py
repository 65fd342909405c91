"""What the other side wrote can be put before the staff, who read that message and nothing around it."""


def test_the_staff_reads_what_was_reported_even_when_it_is_deleted_then(talk, client, make):
    staff = make.as_(make.staff())
    talk.send(talk.person, "Private")
    sent = talk.send(talk.team, "Pay me first").json()
    at = f"/api/messages/{sent['id']}/report"
    assert client.post(at, headers=talk.team, json={"reason": "fraud"}).status_code == 403
    told = client.post(at, headers=talk.person, json={"reason": "fraud", "words": "They want money"})
    assert told.status_code == 201, told.text
    again = client.post(at, headers=talk.person, json={"reason": "insult"})
    assert again.json()["code"] == "messages.reported-already"
    client.delete(f"/api/messages/{sent['id']}", headers=talk.team)

    assert client.get("/api/message-reports", headers=talk.person).status_code == 403
    (waiting,) = client.get("/api/message-reports", headers=staff).json()["items"]
    assert (waiting["quoted"], waiting["words"], waiting["side"]) == ("Pay me first", "They want money", "organisation")
    assert "Private" not in str(waiting)
    settling = f"/api/message-reports/{waiting['id']}/settling"
    assert client.post(settling, headers=talk.person, json={"outcome": "founded"}).status_code == 403
    assert client.post(settling, headers=staff, json={"outcome": "founded"}).json()["outcome"] == "founded"
    assert client.post(settling, headers=staff, json={"outcome": "unfounded"}).json()["code"] == "not-now"
    counts = [
        client.get("/api/message-reports", headers=staff, params={"is_settled": it}).json()["total"] for it in (0, 1)
    ]
    assert counts == [0, 1]
