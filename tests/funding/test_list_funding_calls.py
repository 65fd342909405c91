"""The list of funding calls and its filters."""

from datetime import timedelta

import pytest

from backend.core.model import now
from backend.taxonomy.vocabulary import id_of
from backend.territories.models import municipality_id
from tests.organisations.factory import BARCELOS, BRAGA, BRAGANCA

DESIGN, GRAPHIC, GAMES = id_of("sector/design"), id_of("sector/graphic-design"), id_of("sector/video-games")


def titles(reply):
    assert reply.status_code == 200, reply.text
    return [item["title"] for item in reply.json()["items"]]


@pytest.fixture
def calls(make):
    """Four calls one can apply for, now or soon, and others."""
    fund = make.verified(name="Fundação Maré")
    make.funding_call(
        organisation_id=fund.id,
        title="Animação",
        sector_ids=[GRAPHIC],
        lang="pt",
        amount_max=50_000_00,
        co_financing_percent=85,
        deadline_at=now() + timedelta(days=2),
        rules=[
            {"topic": "organisation_kind", "one_of": ["startup"]},
            {"topic": "region", "one_of": ["PT11E", str(BRAGA)]},
        ],
    )
    make.funding_call(title="Bursary", lang="en", amount_max=3_000_00, co_financing_percent=50,
                      rules=[{"topic": "region", "one_of": ["PT11"]},
                             {"topic": "organisation_kind", "one_of": ["media"], "is_bonus": True}])  # fmt: skip
    make.funding_call(title="Crowns", funder_name="Fond", currency="SEK", amount_max=900_000_00, deadline_at=None,
                      rules=[{"topic": "region", "one_of": ["SE"]}])  # fmt: skip
    make.funding_call(title="Dawn", status="announced", opens_at=now() + timedelta(days=5), amount_min=None,
                      amount_max=None, deadline_at=now() + timedelta(days=60))  # fmt: skip
    make.funding_call(title="Past", deadline_at=now() - timedelta(minutes=1))
    make.funding_call(title="Hidden", organisation_id=make.organisation(status="suspended", suspended_for="ceased").id)
    for status in ("draft", "closed", "awarded"):
        make.funding_call(title=status, status=status)


ALL = ["Animação", "Bursary", "Dawn", "Crowns"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ALL),
        ("q=ANIMACAO", ["Animação"]),
        ("q=mare+fundacao", ["Animação"]),
        ("q=nothing+of+the+kind", []),
        ("q=%25", []),
        ("standing=closing_soon", ["Animação"]),
        ("standing=open", ["Bursary", "Crowns"]),
        ("standing=announced", ["Dawn"]),
        ("standing=open&standing=announced", ["Bursary", "Dawn", "Crowns"]),
        ("standing=draft", []),
        (f"sector={GRAPHIC}", ["Animação"]),
        (f"sector={DESIGN}", ["Animação"]),
        (f"sector={GAMES}", []),
        ("applicant=startup", ALL),
        ("applicant=media", ["Bursary", "Dawn", "Crowns"]),
        (f"municipality={BRAGA}", ["Animação", "Bursary", "Dawn"]),
        (f"municipality={BRAGANCA}", ["Animação", "Bursary", "Dawn"]),
        (f"municipality={BARCELOS}", ["Bursary", "Dawn"]),
        (f"municipality={municipality_id('9999')}", []),
        (f"organisation={BRAGA}", []),
        ("amount_at_least=300000", ["Animação", "Bursary"]),
        ("amount_at_least=300001", ["Animação"]),
        ("amount_at_least=300001&currency=SEK", ["Crowns"]),
        ("amount_at_least=999999999", []),
        ("co_financing_at_least=51", ["Animação"]),
        ("co_financing_at_least=86", []),
        ("closing_within_days=3", ["Animação"]),
        ("closing_within_days=0", []),
        ("lang=en", ["Bursary"]),
        ("mine=true", []),
        ("sort=amount", ["Animação", "Bursary", "Crowns", "Dawn"]),
        ("sort=amount&currency=SEK", ["Crowns", "Animação", "Bursary", "Dawn"]),
        ("sort=newest", ["Dawn", "Crowns", "Bursary", "Animação"]),
        ("size=1&page=2", ["Bursary"]),
        ("size=1&page=9", []),
    ],
)
def test_filters_are_true(client, calls, asked, found):
    assert titles(client.get(f"/api/funding-calls?{asked}")) == found


def test_what_is_over_is_still_found_when_asked_for(client, calls):
    assert sorted(titles(client.get("/api/funding-calls?standing=closed"))) == ["Past", "closed"]
    assert titles(client.get("/api/funding-calls?standing=awarded")) == ["awarded"]


def test_an_organisation_sees_all_its_own(client, make, calls):
    fund = make.verified()
    for title, status in (("One", "draft"), ("Two", "open"), ("Three", "awarded")):
        make.funding_call(organisation_id=fund.id, title=title, status=status)
    headers = make.as_(make.member(fund))

    assert sorted(titles(client.get("/api/funding-calls?mine=true", headers=headers))) == ["One", "Three", "Two"]
    assert titles(client.get("/api/funding-calls?mine=true&standing=draft", headers=headers)) == ["One"]


@pytest.mark.parametrize(
    "asked", ["colour=blue", "standing=brilliant", "applicant=circus", "amount_at_least=-1", "size=101", "lang=xx"]
)
def test_unknown_and_impossible_parameters_are_refused(client, asked):
    assert client.get(f"/api/funding-calls?{asked}").status_code == 422


def test_the_number_of_queries_does_not_grow(client, make, count_queries):
    make.funding_call(sector_ids=[DESIGN])
    one = count_queries(lambda: client.get(f"/api/funding-calls?municipality={BRAGA}"))
    for _ in range(2):
        make.funding_call(sector_ids=[DESIGN, GAMES])

    assert count_queries(lambda: client.get(f"/api/funding-calls?municipality={BRAGA}")) == one <= 4
