"""The first HTML of a page: what previews, search engines and readers without scripts get."""

import re
import struct
from datetime import timedelta
from pathlib import Path
from uuid import uuid4
from xml.etree import ElementTree

import pytest

from backend.core.model import now
from backend.opportunities.models import OpportunityStatus
from tests.pages.html import is_indexed, linked_data, title


def test_the_preview_is_in_the_first_html(client, make):
    posting = make.opportunity(title="Sound designer")

    html = client.get(f"/opportunities/{posting.id}").text

    assert '<meta property="og:title" content="Sound designer' in html
    assert f'<link rel="canonical" href="http://testserver/opportunities/{posting.id}" />' in html
    assert "noindex" not in html


def test_a_preview_has_a_picture_of_the_size_it_says(client, make):
    html = client.get(f"/opportunities/{make.opportunity(lang='pt').id}").text
    said = dict(re.findall(r'<meta property="og:image:?(\w*)" content="(.*?)" />', html))

    picture = client.get(said[""].removeprefix("http://testserver"))

    assert (picture.status_code, picture.headers["content-type"]) == (200, said["type"])
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">2I", picture.content[16:24]) == (int(said["width"]), int(said["height"])) == (1200, 630)
    assert "azulejos" in said["alt"]
    assert client.head(said[""]).status_code == 200


def test_somebodys_page_is_there_for_those_who_may_see_the_person(client, make):
    person = make.account()
    shy, shown = make.profile(person, status="private"), make.profile()
    own = make.as_(person)

    for path, headers, status in (
        (f"/profiles/{uuid4()}", {}, 404),
        ("/profiles/nobody", {}, 404),
        (f"/profiles/{shy.id}", {}, 404),
        (f"/profiles/{shy.id}", own, 200),
        (f"/profiles/{shown.id}", make.as_(make.account()), 200),
    ):
        reply = client.get(path, headers=headers)
        assert (path, reply.status_code) == (path, status)
        assert not is_indexed(reply.text)
        assert shy.headline not in reply.text
    assert client.get(f"/profiles/{shy.id}", headers=own).headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("status", [OpportunityStatus.DRAFT, OpportunityStatus.IN_REVIEW])
def test_what_is_not_public_has_no_page(client, make, status):
    hidden = make.opportunity(status=status)

    reply = client.get(f"/opportunities/{hidden.id}")

    assert reply.status_code == 404
    assert hidden.title not in reply.text
    assert "noindex" in reply.text


OWN = {
    "opportunities": lambda make, mine, _: make.opportunity(organisation_id=mine, status="draft"),
    "organisations": lambda make, *_: None,
    "funding-calls": lambda make, mine, _: make.funding_call(organisation_id=mine, status="draft"),
    "spaces": lambda make, mine, _: make.space(place_id=make.place(organisation_id=mine).id, status="draft"),
    "programmes": lambda make, mine, _: make.programme(organisation_id=mine, status="draft"),
    "calls": lambda make, mine, _: make.call(programme_id=make.programme(organisation_id=mine).id, status="draft"),
    "mentors": lambda make, _, me: make.mentor(account=me, status="draft"),
}


@pytest.mark.parametrize("noun", OWN)
def test_a_draft_has_a_page_for_its_own_and_for_nobody_else(client, make, noun):
    organisation = make.organisation(status="draft" if noun == "organisations" else "claimed")
    owner = make.member(organisation)
    thing = OWN[noun](make, organisation.id, owner) or organisation
    name, address = getattr(thing, "title", None) or thing.name, f"/{noun}/{thing.id}"

    own = client.get(address, headers=make.as_(owner))

    assert own.status_code == client.head(address, headers=make.as_(owner)).status_code == 200
    assert name in title(own.text)
    assert own.headers["cache-control"] == "private, no-store"
    assert not is_indexed(own.text)
    assert linked_data(own.text) == []
    stranger = make.as_(make.member(make.organisation()))
    for headers in ({}, stranger, {"Cookie": "sid=nonsense"}):
        reply = client.get(address, headers=headers)
        assert (reply.status_code, name in reply.text) == (404, False)
        assert "Cookie" in reply.headers["vary"]


def test_what_everybody_may_see_is_the_same_to_its_owner_and_may_be_shared(client, make):
    organisation = make.organisation()
    address, owner = f"/organisations/{organisation.id}", make.as_(make.member(organisation))

    own, shared = client.get(address, headers=owner), client.get(address)

    assert own.text == shared.text
    assert own.headers["cache-control"] == shared.headers["cache-control"] == "no-cache"
    assert "Cookie" not in shared.headers["vary"]


def test_what_people_type_cannot_leave_its_place(client, make):
    evil = make.opportunity(title="</script><script>alert(1)</script>", summary='"><img src=x onerror=alert(1)>')

    html = client.get(f"/opportunities/{evil.id}").text

    assert "<script>alert" not in html
    assert "<img" not in html
    assert linked_data(html)[0]["title"] == evil.title


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/opportunities", 200),
        ("/today", 200),
        ("/nothing-here", 404),
        ("/opportunities/nonsense", 404),
        ("/calls/018f0000-0000-7000-8000-000000000000", 404),
    ],
)
def test_each_address_has_its_status(client, path, status):
    assert client.get(path).status_code == client.head(path).status_code == status


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/..%2fpyproject.toml", "/.env", "/%2e%2e/settings.py"])
def test_no_other_file_is_served(client, path):
    reply = client.get(path)
    assert reply.status_code == 404
    assert (
        "viveiro" not in reply.text.lower().replace("<title>viveiro", "").split("<body")[0]
        or "[project]" not in reply.text
    )


def test_feeds_hold_what_is_open_newest_first(client, make):
    old = make.opportunity(title="Old one", opened_at=now() - timedelta(days=9))
    new = make.opportunity(title="New one", opened_at=now() - timedelta(days=1))
    make.opportunity(title="Hidden one", status=OpportunityStatus.DRAFT)

    feed = client.get("/feeds/opportunities.json")
    rss = client.get("/feeds/opportunities.rss")

    assert [item["id"] for item in feed.json()["items"]] == [str(new.id), str(old.id)]
    assert feed.headers["content-type"].startswith("application/feed+json")
    assert rss.text.index("New one") < rss.text.index("Old one")
    assert "Hidden one" not in rss.text + feed.text


def test_a_feed_holds_what_its_filters_let_through_and_says_where_it_is(client, make):
    attic = make.opportunity(title="In the attic", kind="internship", remote_share=50)
    make.opportunity(title="Another kind", kind="job", remote_share=50)

    feed = client.get("/feeds/opportunities.json?kind=internship&remote_at_least=50").json()
    rss = client.get("/feeds/opportunities.rss?kind=internship").text

    assert [item["id"] for item in feed["items"]] == [str(attic.id)]
    assert feed["feed_url"].endswith("/feeds/opportunities.json?kind=internship&remote_at_least=50")
    assert feed["home_page_url"].endswith("/opportunities?kind=internship&remote_at_least=50")
    assert "In the attic" in rss
    assert "Another kind" not in rss
    assert 'rel="self"' in rss


def test_what_was_pasted_with_a_posting_does_not_break_the_feed_of_all(client, make):
    make.opportunity(title="In the\v attic", summary="Two\f pages")

    channel = ElementTree.fromstring(client.get("/feeds/opportunities.rss").content)

    assert channel.findtext(".//item/description") == "Two pages"


@pytest.mark.parametrize("query", ["kind=nonsense", "mine=true", "status=draft", "sort=pay", "page=2", "what=ever"])
def test_a_feed_refuses_what_it_cannot_keep(client, query):
    assert client.get(f"/feeds/opportunities.rss?{query}").status_code == 422


def test_who_has_a_feed_already_is_told_so_until_it_changes(client, make):
    make.opportunity(title="Old one")
    first = client.get("/feeds/opportunities.rss")
    known = {"If-None-Match": first.headers["etag"]}

    again = client.get("/feeds/opportunities.rss", headers=known)
    make.opportunity(title="New one")

    assert (again.status_code, again.content) == (304, b"")
    assert "New one" in client.get("/feeds/opportunities.rss", headers=known).text


def test_a_feed_takes_as_many_queries_for_three_as_for_one(client, make, count_queries):
    make.opportunity()
    one = count_queries(lambda: client.get("/feeds/opportunities.rss"))
    make.opportunity(), make.opportunity()
    assert count_queries(lambda: client.get("/feeds/opportunities.rss")) == one


def test_every_address_of_the_front_end_is_answered(client):
    """The pages that name no thing: opened by a link or read anew, none of them is lost."""
    routes = (Path(__file__).resolve().parents[2] / "frontend/src/app/routes.ts").read_text("utf-8")
    paths = [path for path in re.findall(r'(?:path: |page\()"(/[^"]*)"', routes) if ":" not in path]
    assert {"/", "/calendar", "/desk/audit"} <= set(paths)

    assert [path for path in paths if client.get(path).status_code != 200] == []
    assert client.get("/calendars").status_code == 404
