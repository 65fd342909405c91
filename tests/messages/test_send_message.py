"""Two sides write to each other about an application; nobody else does, and not for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete

from backend.accounts.models import Account
from backend.core.access import Role
from backend.core.model import now
from backend.messages.models import Message
from backend.messages.rules import AFTER
from backend.messages.service import MESSAGES_AN_HOUR


def test_what_one_side_sends_the_other_reads_and_counts_are_true(talk):
    assert talk.page(talk.team).json() | {
        "length": 0,
        "unread": 0,
        "can": ["send_message", "silence_conversation"],
    } == (talk.page(talk.team).json())
    assert talk.said(talk.person) == []
    for words in ("Can you come on Monday?", "Or Tuesday?"):
        assert talk.send(talk.team, words).status_code == 201
    assert talk.send(talk.person, "Monday, gladly.").json()["can"] == ["delete_message"]

    last, second, first = talk.said(talk.person)
    assert (first["words"], second["number"], last["words"]) == ("Can you come on Monday?", 2, "Monday, gladly.")
    assert (first["author"], first["side"], first["is_own"]) == (talk.owner.name, "organisation", False)
    assert first["can"] == ["report_message"]
    mine, theirs = talk.list(talk.person), talk.list(talk.team)
    assert [(one["unread"], one["length"]) for one in mine["items"] + theirs["items"]] == [(2, 3), (1, 3)]
    assert mine["items"][0]["about"]["other"] == talk.make.organisation_of(talk.application).name
    assert (theirs["items"][0]["about"]["other"], mine["unread"], theirs["unread"]) == ("Rita", 1, 1)

    assert talk.read(talk.person, 1).json()["unread"] == 1
    assert talk.read(talk.person, 99).json() | {"read": 3, "unread": 0} == talk.page(talk.person).json()
    assert talk.read(talk.person, 1).json()["read"] == 3
    assert talk.page(talk.team).json()["seen"] == 3
    assert (talk.list(talk.person)["unread"], talk.list(talk.team)["unread"]) == (0, 1)
    assert [talk.list(talk.person, is_unread=it)["total"] for it in (True, False)] == [0, 1]


def test_nobody_else_finds_it(talk, make, client):
    message = talk.send(talk.person).json()["id"]
    strangers = [make.as_(one) for one in (make.account(), make.staff(), make.member(make.verified()))]
    for headers in strangers:
        assert [talk.page(headers).status_code, talk.send(headers).status_code, talk.read(headers, 1).status_code] == [
            404
        ] * 3
        assert client.get(f"{talk.at}/messages", headers=headers).status_code == 404
        assert client.delete(f"/api/messages/{message}", headers=headers).status_code == 404
        report = {"reason": "insult"}
        assert client.post(f"/api/messages/{message}/report", headers=headers, json=report).status_code == 404
        assert talk.list(headers)["total"] == 0
    assert talk.page(talk.team).status_code == 200
    assert client.get("/api/conversations/dream/" + str(talk.application.id), headers=talk.team).status_code == 404


@pytest.mark.parametrize(("days", "expected"), [(-1, "messages.over"), (1, None)])
def test_what_has_ended_can_be_talked_about_for_a_while(talk, db, days, expected):
    application = talk.application
    application.status, application.ended_by, application.reason = "declined", "organisation", "skills"
    application.reply_by_at, application.status_at = None, now() - AFTER + timedelta(days=days)
    db.commit()
    assert talk.send(talk.person).json().get("code") == expected
    page = talk.page(talk.person).json()
    assert ("send_message" in page["can"]) == (expected is None)
    assert page["ends_at"] is not None


def test_pressing_twice_sends_once(talk, db):
    """The first message begins the conversation, so both race for that too."""
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: talk.send(talk.person, **{"Idempotency-Key": "twice"}), range(4)))
    assert {reply.status_code for reply in replies} == {201}
    assert len({reply.json()["id"] for reply in replies}) == 1
    with ThreadPoolExecutor(4) as pool:  # the control: without a key each is one
        list(pool.map(lambda i: talk.send(talk.person, f"{i}"), range(4)))
    assert sorted(one.number for one in db.query(Message)) == [1, 2, 3, 4, 5]


def test_who_writes_without_end_is_asked_to_wait(talk, monkeypatch):
    monkeypatch.setattr("backend.messages.service.MESSAGES_AN_HOUR", 2)
    assert MESSAGES_AN_HOUR > 2
    assert [talk.send(talk.person, f"{i}").status_code for i in range(3)] == [201, 201, 429]
    assert talk.send(talk.team).status_code == 201


def test_organisations_open_so_many_conversations_a_day(talk, client, make, monkeypatch):
    monkeypatch.setattr("backend.messages.service.OPENED_A_DAY", 1)
    assert talk.send(talk.team).status_code == 201
    other = make.application(talk.opportunity)
    there = f"/api/conversations/application/{other.id}/messages"
    assert client.post(there, headers=talk.team, json={"words": "Hello"}).status_code == 429
    assert talk.send(talk.team).status_code == 201
    assert client.post(there, headers=make.as_by_id(other.account_id), json={"words": "Hello"}).status_code == 201


@pytest.mark.parametrize("words", ["", "  ", "x" * 5001])
def test_words_are_some_and_not_too_many(talk, words):
    refused = talk.send(talk.person, words)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/words")


def test_the_list_asks_as_often_for_three_as_for_one(talk, client, make, count_queries):
    talk.send(talk.person)
    once = count_queries(lambda: talk.list(talk.team))
    for _ in range(2):
        other = make.application(talk.opportunity)
        at = f"/api/conversations/application/{other.id}/messages"
        assert client.post(at, headers=make.as_by_id(other.account_id), json={"words": "Hello"}).status_code == 201
    assert count_queries(lambda: talk.list(talk.team)) == once
    assert talk.list(talk.team)["total"] == 3
    first = count_queries(lambda: talk.said(talk.team))
    talk.send(talk.team)
    talk.send(talk.person)
    assert count_queries(lambda: talk.said(talk.team)) == first


def test_whoever_wrote_for_the_organisation_and_is_gone_leaves_the_words_without_a_name(talk, make, db):
    colleague = make.member(make.organisation_of(talk.application), Role.EDITOR)
    talk.send(make.as_(colleague), "We look forward to it")
    assert talk.said(talk.person)[0]["author"] == colleague.name
    db.execute(delete(Account).where(Account.id == colleague.id))
    db.commit()
    (left,) = talk.said(talk.person)
    assert (left["words"], left["author"], left["side"]) == ("We look forward to it", None, "organisation")
