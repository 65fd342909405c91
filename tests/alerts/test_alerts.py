"""Keeping a search, changing it, stopping it, and throwing it away."""

from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from email.policy import default
from time import sleep

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from backend.accounts.models import Account
from backend.alerts import queries
from backend.alerts.models import Alert, Listing, ToldItem
from backend.alerts.schemas import NewsItem, SearchNews
from backend.alerts.searches import SEARCHES, canonical
from backend.alerts.service.showing import Opened
from backend.core.db import writing
from backend.core.ids import new_id
from backend.core.mail import send_due
from backend.core.model import now
from backend.matches.schemas.told import Told
from backend.notifications.service import digests
from tests.core.test_mail import Mailbox
from tests.tools.ports import free_port

SEARCH = {"listing": "opportunities", "query": "?kind=job&page=3&q=ani", "name": "Jobs", "frequency": "daily"}


def keep(client, headers, **given):
    return client.post("/api/alerts", json=SEARCH | given, headers=headers)


@pytest.fixture
def me(make):
    return make.as_(make.account())


def test_a_search_is_kept_as_its_address_without_the_page(client, me):
    kept = keep(client, me).json()
    assert (kept["query"], kept["page"], kept["state"]) == ("kind=job&q=ani", "/opportunities?kind=job&q=ani", "ok")
    told = client.get("/api/alerts", headers=me).json()
    assert [one["id"] for one in told["items"]] == [kept["id"]]
    assert told["rhythm"]["due_at"] is not None


@pytest.mark.parametrize(
    ("given", "pointer", "code"),
    [
        ({"query": "colour=blue"}, "/query/colour", "extra_forbidden"),
        ({"query": "kind=castle"}, "/query/kind/0", "enum"),
        ({"query": "q=a&q=b"}, "/query/q", "repeated"),
        ({"query": "km=3"}, "/query/", "near_needs_km"),
        ({"listing": "candidates", "query": ""}, "/opportunity_id", "missing"),
        ({"opportunity_id": str(new_id())}, "/opportunity_id", "extra_forbidden"),
        ({"zone": "Europe/Atlantis"}, "/zone", "unknown_zone"),
    ],
)
def test_what_a_list_does_not_know_is_refused_with_its_place(client, me, given, pointer, code):
    reply = keep(client, me, **given)
    assert reply.status_code == 422
    assert [(one["pointer"], one["code"]) for one in reply.json()["errors"]] == [(pointer, code)]
    assert client.get("/api/alerts", headers=me).json()["items"] == []


@pytest.mark.parametrize("listing", Listing)
def test_every_list_reads_what_it_writes(listing):
    """A canonical search stays what it is, and the empty one is everything."""
    for query in ("", "lang=pt", *(["kind=job&kind=project"] if listing == "opportunities" else [])):
        assert canonical(listing, canonical(listing, query)) == canonical(listing, query)
    assert SEARCHES[listing] is not None
    assert canonical(Listing.OPPORTUNITIES, "kind=project&kind=job") == "kind=job&kind=project"


def test_twenty_are_the_most_and_the_same_is_kept_once(client, me):
    for n in range(20):
        assert keep(client, me, query=f"q={n}").status_code == 201
    assert keep(client, me, query="q=20").json()["code"] == "alerts.too-many"
    one = client.get("/api/alerts", headers=me).json()["items"][0]
    assert client.delete(f"/api/alerts/{one['id']}", headers=me).status_code == 204
    assert keep(client, me, query="q=1").json()["code"] == "alerts.saved-already"


def test_it_is_paused_renamed_thrown_away_and_brought_back(client, me):
    kept = keep(client, me).json()
    address = f"/api/alerts/{kept['id']}"
    paused = client.post(f"{address}/pause", headers=me).json()
    assert paused["paused_at"] is not None
    assert client.get("/api/alerts", headers=me).json()["rhythm"]["due_at"] is None
    assert client.post(f"{address}/resume", headers=me).json()["paused_at"] is None
    change = {"name": "Work", "frequency": "weekly"}
    changed = client.patch(address, json=change, headers=me).json()
    assert (changed["name"], changed["frequency"]) == ("Work", "weekly")
    assert client.patch(address, json=change | {"updated_at": kept["updated_at"]}, headers=me).status_code == 409
    client.delete(address, headers=me)
    assert client.get("/api/alerts", headers=me).json()["items"] == []
    assert client.post(f"{address}/restore", headers=me).json()["name"] == "Work"
    client.delete(address, headers=me)
    keep(client, me)
    assert client.post(f"{address}/restore", headers=me).json()["code"] == "alerts.saved-already"


def test_who_stops_a_search_while_its_letter_is_written_waits_and_the_letter_is_kept(app, client, make):
    account = make.account()
    alert, me = make.alert(account), make.as_(account)
    with ThreadPoolExecutor(1) as pool:
        with writing(app.state.engine) as db:  # as `digests` does: the rhythm first, then each search
            queries.find_rhythm(db, account.id, lock=True)
            paused = pool.submit(client.post, f"/api/alerts/{alert.id}/pause", headers=me)
            sleep(0.3)
            db.get_one(Alert, alert.id).told_until = now()
        assert paused.result().json()["paused_at"]


def test_nobody_reads_or_stops_what_others_keep(client, make, me):
    other = make.as_(make.account())
    address = f"/api/alerts/{keep(client, me).json()['id']}"
    assert client.post(f"{address}/pause", headers=other).status_code == 404
    assert client.delete(address, headers=other).status_code == 404
    assert client.get("/api/alerts", headers=other).json()["items"] == []


def test_people_are_looked_for_only_by_those_who_may_see_them(client, make):
    organisation = make.verified()
    opportunity = make.opportunity(organisation_id=organisation.id)
    asked = {"listing": "candidates", "opportunity_id": str(opportunity.id), "query": "order=unranked"}
    assert keep(client, make.as_(make.account()), **asked).status_code == 403
    assert keep(client, make.as_(make.member(organisation)), **asked).status_code == 201


def test_the_preview_shows_what_came_and_marks_nothing(client, db, make, me):
    keep(client, me, query="kind=job")
    opportunity = make.opportunity()
    for _ in range(2):
        (search,) = client.get("/api/alerts/preview", headers=me).json()["searches"]
        assert [item["title"] for item in search["items"]] == [opportunity.title]
    assert db.scalars(select(ToldItem)).all() == []


def test_many_searches_take_as_many_queries_as_one(client, make, me, count_queries):
    keep(client, me)
    one = count_queries(lambda: client.get("/api/alerts", headers=me))
    keep(client, me, query="q=x"), keep(client, me, query="q=y")
    assert count_queries(lambda: client.get("/api/alerts", headers=me)) == one


def test_the_export_holds_searches_and_what_was_told(client, make):
    account = make.profile().account_id
    account = make.db.get_one(Account, account)
    make.alert(account)
    thing = make.save(ToldItem(account_id=account.id, thing_id=new_id(), told_at=now()))
    part = client.get("/api/profiles/mine/export", headers=make.as_(account)).json()["kept"]["alerts"]
    assert [one["query"] for one in part["searches"]] == ["kind=job"]
    assert [one["thing_id"] for one in part["told"]] == [str(thing.thing_id)]


def test_a_real_server_receives_both_forms_and_the_way_out(app, db, config, make):
    """multipart/alternative with the HTML last, one click in the head (RFC 8058, RFC 2369), nothing fetched from afar."""
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        item = NewsItem(
            thing_id=new_id(),
            came_at=now(),
            why=[Told(code="unheard-of.code", facts={})],
            title="<b>Olá</b>\r\nBcc: x@example.org",
            by="Óptica & Filhos",
            place="Braga",
            lang="pt",
            page="/opportunities/1",
        )
        news = SearchNews(
            alert_id=new_id(), name="A & B", listing="opportunities", page="/o", items=[item], more=2, state="ok"
        )
        account = make.account(lang="pt")
        digests.send(db, account, new_id(), Opened(account.id, new_id(), [news]))
        db.commit()
        send_due(app.state.engine, config.model_copy(update={"mail_url": f"smtp://127.0.0.1:{server.port}"}))
    finally:
        server.stop()
    (got,) = box.got
    letter = message_from_bytes(got.content, policy=default)
    plain, html = letter.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert letter["List-Unsubscribe"].startswith("<http://testserver/unsubscribe/")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Bcc"] is None
    whole = html.get_content()
    assert "&lt;b&gt;Olá&lt;/b&gt;" in whole
    assert "Novidade para si" in letter["Subject"]
    assert not any(sign in whole for sign in ("<img", "src=", "@import", "url(", "<script", "http-equiv"))
