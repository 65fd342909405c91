"""The sitemap lists what search engines may show, and nothing else."""

import re
from datetime import timedelta

from backend.core.model import now
from backend.opportunities.models import OpportunityStatus
from backend.profiles.models import ProfileStatus
from tests.pages.html import is_indexed


def addresses(client):
    document = client.get("/sitemap.xml")
    assert document.headers["content-type"] == "application/xml"
    return re.findall(r"<loc>http://testserver(.*?)</loc>", document.text)


def everything(make):
    shy, told = make.account(), make.account()
    make.profile(shy, status=ProfileStatus.PRIVATE)
    make.profile(told)
    call = make.call()
    return {
        "opportunities": (make.opportunity(), make.opportunity(status=OpportunityStatus.FILLED)),
        "funding-calls": (make.funding_call(), make.funding_call(deadline_at=now() - timedelta(hours=1))),
        "spaces": (make.space(), make.space(status="draft")),
        "programmes": (call.programme_id, make.programme(status="archived")),
        "calls": (call, make.call(deadline_at=now() - timedelta(hours=1))),
        "mentors": (make.mentor(account=told), make.mentor(account=shy)),
    }


def test_what_is_public_and_current_is_there(client, make):
    made = everything(make)

    found = addresses(client)

    for noun, (shown, hidden) in made.items():
        assert f"/{noun}/{getattr(shown, 'id', shown)}" in found
        assert f"/{noun}/{hidden.id}" not in found
    assert {"/", "/opportunities", "/mentors", "/about"} <= {path or "/" for path in found}


def test_every_page_of_it_answers_and_asks_to_be_indexed(client, make):
    everything(make)

    found = addresses(client)

    assert len(found) == len(set(found))
    for path in found:
        reply = client.get(path or "/")
        assert reply.status_code == 200, path
        assert is_indexed(reply.text), path


def test_it_takes_as_many_queries_for_three_as_for_one(client, make, count_queries):
    everything(make)
    one = count_queries(lambda: client.get("/sitemap.xml"))
    everything(make), everything(make)
    assert count_queries(lambda: client.get("/sitemap.xml")) == one
