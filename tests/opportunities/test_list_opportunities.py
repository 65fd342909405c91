"""The list of opportunities and its filters."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.core.model import now
from backend.opportunities.models import OpportunityRequirement
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import BARCELOS, BRAGA, BRAGANCA

BLENDER, MOTION = id_of("tool/blender"), id_of("occupation/motion-designer")


def titles(reply):
    assert reply.status_code == 200, reply.text
    return [item["title"] for item in reply.json()["items"]]


@pytest.fixture
def three(make):
    """Three unlike opportunities, oldest first, and some that are not open."""
    attic = make.verified(name="Águas Furtadas")
    make.opportunity(
        organisation_id=attic.id,
        title="Animação",
        kind="internship",
        municipality_id=BRAGA,
        occupation_id=MOTION,
        remote_share=100,
        hours_min=10,
        hours_max=20,
        starts_on=date(2030, 1, 1),
        education_level=6,
        lang="pt",
        pay_monthly=900_00,
        deadline_at=now() + timedelta(days=2),
        opened_at=now() - timedelta(days=3),
        requirements=[OpportunityRequirement(concept_id=BLENDER, position=0, importance="must", level=2)],
    )
    make.opportunity(title="Basketry", municipality_id=BARCELOS, lang="en", opened_at=now() - timedelta(days=2))
    make.opportunity(title="Concert", municipality_id=BRAGANCA, lang="en", pay_basis="agreement", pay_reference="CCT",
                     pay_min=None, pay_max=None, pay_monthly=None, hours_min=35, hours_max=40)  # fmt: skip
    make.opportunity(title="Past", deadline_at=now() - timedelta(minutes=1))
    make.opportunity(title="Hidden", organisation_id=make.organisation(status="suspended", suspended_for="ceased").id)
    for status in ("draft", "in_review", "paused", "filled", "closed", "expired"):
        make.opportunity(title=status, status=status)


FORINTS = {"pay_min": 350_000_00, "pay_max": 400_000_00, "pay_monthly": 400_000_00, "pay_currency": "HUF"}


ALL = ["Concert", "Basketry", "Animação"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ALL),
        ("q=ANIMACAO", ["Animação"]),
        ("q=furtadas+aguas", ["Animação"]),
        ("q=no+such+words", []),
        ("q=%25", []),
        ("kind=internship", ["Animação"]),
        ("kind=cofounder", []),
        (f"occupation={MOTION}", ["Animação"]),
        (f"occupation={id_of('occupation/animation-and-game-occupations')}", ["Animação"]),
        (f"occupation={BLENDER}", []),
        (f"concept={BLENDER}", ["Animação"]),
        (f"concept={id_of('tool/3d-and-cad-tools')}", ["Animação"]),
        (f"concept={MOTION}", []),
        (f"organisation={BRAGA}", []),
        (f"municipality={BRAGA}&municipality={BARCELOS}", ["Basketry", "Animação"]),
        (f"near={BRAGA}&km=30", ["Basketry", "Animação"]),
        (f"near={BRAGANCA}&km=1", ["Concert"]),
        ("remote_at_least=0", ALL),
        ("remote_at_least=50", ["Animação"]),
        ("pay_at_least=100000", ["Basketry"]),
        ("pay_at_least=99900000", []),
        ("hours_at_most=10", ["Animação"]),
        ("hours_at_most=9", []),
        ("hours_at_least=40", ["Concert"]),
        ("hours_at_least=41", []),
        ("starts_before=2030-01-02", ["Animação"]),
        ("starts_before=2030-01-01", []),
        ("education_at_most=6", ALL),
        ("education_at_most=5", ["Concert", "Basketry"]),
        ("closing_within_days=3", ["Animação"]),
        ("closing_within_days=1", []),
        ("lang=pt", ["Animação"]),
        ("status=paused&status=filled", ["filled", "paused"]),
        ("status=draft", []),
        ("mine=true", []),
        ("sort=closing&size=1", ["Animação"]),
        ("sort=pay", ["Basketry", "Animação", "Concert"]),
        ("size=1&page=3", ["Animação"]),
    ],
)
def test_filters_are_true(client, three, asked, found):
    assert titles(client.get(f"/api/opportunities?{asked}")) == found


@pytest.mark.parametrize(
    "asked",
    ["colour=blue", f"near={BRAGA}", "km=3", "education_at_most=9", "sort=best", "size=101", "starts_before=soon"],
)
def test_unknown_and_impossible_parameters_are_refused(client, asked):
    assert client.get(f"/api/opportunities?{asked}").status_code == 422


def test_pay_is_compared_in_one_currency(client, make):
    make.opportunity(title="Net", pay_monthly=1_600_00, pay_is_gross=False)
    make.opportunity(title="Euro", pay_monthly=1_500_00)
    make.opportunity(title="Forint", **FORINTS)
    make.opportunity(title="Crown", pay_currency="CZK", pay_monthly=1_00)
    make.opportunity(title="Unstated", pay_basis="agreement", pay_reference="CCT", pay_monthly=None)

    def found(asked):
        return titles(client.get(f"/api/opportunities?{asked}"))

    assert found("pay_at_least=30000000") == []
    assert found("pay_at_least=30000000&currency=HUF") == ["Forint"]
    assert found("pay_at_least=40000001&currency=HUF") == []
    assert found("pay_at_least=0&currency=USD") == []
    assert found("sort=pay") == ["Net", "Euro", "Crown", "Forint", "Unstated"]
    assert found("sort=pay&currency=HUF") == ["Forint", "Crown", "Net", "Euro", "Unstated"]


def test_net_pay_reaches_a_gross_amount_only_as_stated_and_says_that_it_is_net(client, make):
    make.opportunity(pay_monthly=1_600_00, pay_is_gross=False)

    assert [i["pay_is_gross"] for i in client.get("/api/opportunities?pay_at_least=160000").json()["items"]] == [False]
    assert client.get("/api/opportunities?pay_at_least=160001").json()["total"] == 0


@pytest.mark.parametrize("code", ["ZZZ", "XXX", "XTS", "HRK", "BGN", "eur"])
def test_no_currency_is_invented(client, code):
    reply = client.get(f"/api/opportunities?pay_at_least=1&currency={code}")

    assert reply.status_code == 422
    assert client.get("/api/opportunities?pay_at_least=1&currency=HUF").status_code == 200


def test_mine_holds_everything_of_ones_organisations(client, make):
    attic = make.verified()
    for status in ("draft", "open", "closed"):
        make.opportunity(organisation_id=attic.id, title=status, status=status)
    make.opportunity()

    found = titles(client.get("/api/opportunities?mine=true", headers=make.as_(make.member(attic))))

    assert found == ["draft", "closed", "open"]


def test_one_row_takes_as_many_queries_as_three(client, make, count_queries):
    make.opportunity()
    one = count_queries(lambda: client.get("/api/opportunities"))
    make.opportunity(), make.opportunity()

    assert count_queries(lambda: client.get("/api/opportunities")) == one == 2


def test_what_has_waited_longest_comes_first(client, make):
    for title, day in [("Second", 2), ("First", 1), ("Third", 3)]:
        make.opportunity(title=title, status="in_review", status_at=datetime(2026, 1, day, tzinfo=UTC))

    asked = "/api/opportunities?status=in_review&sort=waiting"
    assert titles(client.get(asked, headers=make.as_(make.staff()))) == ["First", "Second", "Third"]
