"""Letters over simulated days: nothing twice, nothing lost, few of one organisation, and none where none is wanted."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from backend.alerts.models import Alert, Digest, Rhythm, ToldItem
from backend.alerts.service import digests
from backend.alerts.service.digests import compose_due
from backend.core.model import now
from backend.opportunities.models import Opportunity
from backend.profiles.models import HiddenFrom, Profile
from tests.matches.scene import role, talent

LATER = timedelta(days=200)


@pytest.fixture
def compose(app, db):
    """`compose(days)`: what the worker does so long from now, twice, as two workers would."""

    def at(days):
        moment = now() + timedelta(days=days)
        db.rollback()
        return compose_due(app.state.engine, moment) + compose_due(app.state.engine, moment)

    return at


def comes(make, days, title, **given):
    """An opportunity that opens so many days from now, or did before."""
    return make.opportunity(title=title, opened_at=now() + timedelta(days=days), deadline_at=now() + LATER, **given)


def told(letter):
    """The titles in a letter, and of each the address of its page."""
    text = letter.get_body("plain").get_content().replace("\r\n", "\n")
    return re.findall(r"^\* (.+)$", text, re.MULTILINE)


def test_thirty_days_tell_everything_once_and_no_more_than_two_of_one_organisation(client, db, make, compose, inbox):
    account = make.account()
    known = comes(make, -1, "Known before")
    daily, weekly = make.alert(account), make.alert(account, query="lang=en", name="English", frequency="weekly")
    owners = [make.verified() for _ in range(3)]
    letters = 0
    for day in range(30):
        for n in range((1, 4, 0, 2)[day % 4]):  # four of one organisation: more than a letter takes
            owner, lang = owners[day % 3], "en" if n % 2 else "pt"
            comes(make, day + n / 100, f"Work {day}.{n}", organisation_id=owner.id, lang=lang)
        comes(make, day + 0.3, f"Other kind {day}", kind="residency", lang="en")
        letters += compose(day + 1)

    sent = [told(letter) for letter in inbox()]
    organisation_of = {one.title: one.organisation_id for one in db.scalars(select(Opportunity))}
    every = [title for titles in sent for title in titles]
    assert letters == len(sent) > 20
    assert [title for title, times in Counter(every).items() if times > 1] == []
    assert max(max(Counter(organisation_of[t] for t in titles).values()) for titles in sent) == digests.OF_ONE
    assert known.title not in every

    compose(31), compose(32), compose(40)
    everything = {title for letter in inbox() for title in told(letter)}
    assert everything == set(organisation_of) - {known.title}, "what found no room came with a later letter"
    assert {daily.frequency, weekly.frequency} == {"daily", "weekly"}


def test_the_caps_are_why_and_told_rows_are_why(db, make, compose, inbox, monkeypatch):
    """The control: without the cap more of one organisation come, and without the rows everything comes again."""
    monkeypatch.setattr(digests, "OF_ONE", 9)
    make.alert()
    owner = make.verified()
    for n in range(4):
        comes(make, 0.01, f"Work {n}", organisation_id=owner.id)
    compose(2)
    db.execute(delete(ToldItem))
    for alert in db.scalars(select(Alert)):
        alert.told_until = alert.begins_at
    db.commit()
    compose(4)
    assert [len(told(letter)) for letter in inbox()] == [4, 4]


def test_a_worker_that_dies_before_it_commits_has_told_nothing(app, db, make, inbox, compose, monkeypatch):
    make.alert()
    comes(make, 0.01, "Work")
    announce = digests.announce
    monkeypatch.setattr(digests, "announce", lambda *_: (_ for _ in ()).throw(RuntimeError("killed")))
    assert compose(2) == 0
    assert (db.scalars(select(ToldItem)).all(), db.scalars(select(Digest)).all()) == ([], [])
    monkeypatch.setattr(digests, "announce", announce)
    assert compose(3) == 1
    assert [told(letter) for letter in inbox()] == [["Work"]]


def test_a_late_commit_of_an_early_moment_is_not_lost(make, compose, inbox):
    make.alert()
    comes(make, 0.01, "First")
    compose(2)
    comes(make, 2 - 0.02, "Written half an hour before the mark, and seen only now")
    compose(4)
    assert [len(told(letter)) for letter in inbox()] == [1, 1]


def test_nothing_is_sent_when_nothing_is_new_and_what_ended_meanwhile_is_left_out(db, make, compose, inbox):
    make.alert()
    assert compose(2) == 0
    stays, ends = comes(make, 2.1, "Stays"), comes(make, 2.1, "Ends")
    hidden = comes(make, 2.1, "Hidden")
    assert compose(4) == 1  # gathered, and not yet written
    ends.status, ends.closed_for = "closed", "cancelled"
    owner = db.get_one(type(make.organisation()), hidden.organisation_id)
    owner.status, owner.suspended_for = "suspended", "ceased"
    db.commit()
    (letter,) = inbox()
    assert told(letter) == [stays.title]
    assert db.scalars(select(Digest)).all() == []


def stop(client, letter):
    """The one click of a mail program: no cookie, a form (RFC 8058)."""
    address = letter["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return client.post(address, data={"List-Unsubscribe": "One-Click"})


def test_after_one_click_there_is_nothing_more_until_somebody_wants_it_again(client, db, make, compose, inbox):
    account = make.account()
    make.alert(account)
    comes(make, 0.01, "First")
    compose(2)
    (letter,) = inbox()
    assert [stop(client, letter).status_code for _ in range(2)] == [204, 204]
    page = letter["List-Unsubscribe"].strip("<>").removeprefix("http://testserver/unsubscribe/")
    assert client.get(f"/api/alerts/links/{page}").json() == {"name": None, "is_stopped": True}

    comes(make, 3, "While stopped")
    assert [compose(day) for day in (4, 5, 20)] == [0, 0, 0]
    assert db.scalars(select(Rhythm)).one().due_at is None

    reply = client.post("/api/alerts/rhythm/resume", headers=make.as_(account))
    assert reply.json()["due_at"] is not None
    assert client.get(f"/api/alerts/links/{page}").json()["is_stopped"] is False


def test_a_letter_that_was_gathered_before_the_click_is_not_sent_after_it(client, db, make, compose, inbox):
    make.alert()
    comes(make, 0.01, "First")
    compose(2)
    (letter,) = inbox()
    comes(make, 2.1, "Second")
    assert compose(4) == 1
    stop(client, letter)
    assert len(inbox()) == 1


def test_a_link_stops_only_what_it_was_made_for(client, make, compose, inbox):
    account = make.account()
    jobs, _ = make.alert(account), make.alert(account, query="lang=en", name="English")
    comes(make, 0.01, "First", lang="en")
    compose(2)
    (letter,) = inbox()
    links = re.findall(r"/unsubscribe/(\S+)", letter.get_body("plain").get_content())
    about = {link: client.get(f"/api/alerts/links/{link}").json()["name"] for link in links}
    (mine,) = [link for link, name in about.items() if name == "Jobs"]
    assert client.post(f"/unsubscribe/{mine}").status_code == 204
    kept = client.get("/api/alerts", headers=make.as_(account)).json()
    assert [(one["name"], one["paused_at"] is not None) for one in kept["items"]] == [
        ("Jobs", True),
        ("English", False),
    ]

    forged = f"{jobs.id.hex}.{'0' * 64}"
    assert client.post(f"/unsubscribe/{forged}").status_code == 404
    assert client.post("/unsubscribe/nothing").status_code == 404


def test_a_match_is_told_with_the_rankings_own_reasons_and_a_receipt(client, db, make, compose, inbox):
    account, _ = talent(make)
    make.alert(account, listing="matches", query="market=opportunities", name="What suits me")
    role(make, title="Animar raposas", opened_at=now() + timedelta(hours=1), deadline_at=now() + LATER)
    compose(2)
    (letter,) = inbox()
    text, html = (letter.get_body(kind).get_content() for kind in ("plain", "html"))
    assert told(letter) == ["Animar raposas"]
    assert "Blender" in text
    assert "Blender" in html
    assert "passes every filter" not in text


def test_an_employers_letter_has_only_people_who_agree_at_the_moment_it_is_written(client, db, make, compose, inbox):
    """Hidden from the organisation, withdrawn since, or for verified ones only: nowhere, by name or at all."""
    organisation = make.organisation()
    owner = make.member(organisation)
    opportunity = role(make, organisation_id=organisation.id)
    make.alert(owner, listing="candidates", opportunity_id=opportunity.id, query="", name="People")
    soon = now() + timedelta(hours=1)
    _, seen = talent(make, headline="Seen", status_at=soon)
    _, hides = talent(make, headline="Hides", status_at=soon)
    make.save(HiddenFrom(profile_id=hides.id, organisation_id=organisation.id))
    talent(make, headline="Verified only", status_at=soon, audience="verified")
    _, leaves = talent(make, headline="Leaves", status_at=soon)
    assert compose(2) == 1
    db.get_one(Profile, leaves.id).status = "private"
    db.commit()
    (letter,) = inbox()
    assert told(letter) == ["Seen"]
    whole = letter.as_string()
    assert all(str(one.id) not in whole for one in (hides, leaves))
    assert seen.display_name not in letter.get_body("html").get_content()


def test_a_search_whose_filter_is_gone_says_so_once_and_sends_nothing_else(db, make, compose, inbox):
    alert = make.alert()
    db.get_one(Alert, alert.id).query = "kind=job&colour=blue"
    db.commit()
    comes(make, 0.01, "First")
    compose(2), compose(4)
    (letter,) = inbox()
    assert told(letter) == []
    assert "no longer exists" in letter.get_body("plain").get_content()


def test_invented_people_and_unconfirmed_addresses_get_no_letters(db, make, compose):
    account = make.account(confirmed_at=None)
    make.alert(account)
    comes(make, 0.01, "First")
    assert compose(2) == 0
