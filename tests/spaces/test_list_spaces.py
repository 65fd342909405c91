"""The list of spaces and its filters."""

from datetime import date, timedelta

import pytest

from backend.core.model import now
from backend.taxonomy.vocabulary import id_of
from backend.territories.models import municipality_id
from tests.organisations.factory import BARCELOS, BRAGA, BRAGANCA, PORTO

KILN, PRINTER = id_of("tool/ceramic-kiln"), id_of("tool/3d-printer")
POTTERY, DRAWING = id_of("craft/pottery"), id_of("skill/drawing")


def names(reply):
    assert reply.status_code == 200, reply.text
    return [item["name"] for item in reply.json()["items"]]


@pytest.fixture
def spaces(make):
    """Three unlike spaces, oldest first, and some that are not on offer."""
    house = make.place(name="Casa do Tear", organisation_id=make.organisation(name="Lã & Linho").id,
                       municipality_id=BRAGA, lat=41.552, lon=-8.425)  # fmt: skip
    make.space(
        place_id=house.id, name="Atelier", kind="studio", lang="pt", area_m2=80, seats=12,
        price=300_00, price_period="month", step_free=True, lift=True, door_width_cm=95, ceiling_cm=400,
        power_amps=63, internet_mbps=500, blackout=False, available_from=date(2030, 1, 1),
        available_until=date(2030, 6, 30), opened_at=now() - timedelta(days=3),
        equipment_ids=[KILN, PRINTER], activity_ids=[POTTERY],
    )  # fmt: skip
    make.space(
        place_id=make.place(municipality_id=BARCELOS, lat=41.53, lon=-8.62).id, name="Black box", kind="stage",
        lang="en", area_m2=200, seats=150, price=40_00, price_period="hour", step_free=True, lift=False, blackout=True,
        opened_at=now() - timedelta(days=2), equipment_ids=[PRINTER], activity_ids=[DRAWING],
    )  # fmt: skip
    make.space(place_id=make.place(municipality_id=BRAGANCA, lat=41.8, lon=-6.75).id, name="Corner", kind="desk",
               lang="en", seats=1)  # fmt: skip
    hidden = make.organisation(status="suspended", suspended_for="ceased")
    make.space(name="Hidden", place_id=make.place(organisation_id=hidden.id).id)
    for status in ("draft", "closed"):
        make.space(name=status, status=status)


ALL = ["Corner", "Black box", "Atelier"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ALL),
        ("q=ATÉLIER", ["Atelier"]),
        ("q=tear+casa", ["Atelier"]),
        ("q=la+linho", ["Atelier"]),
        ("q=no+such+words", []),
        ("q=%25", []),
        ("kind=studio&kind=desk", ["Corner", "Atelier"]),
        ("kind=kitchen", []),
        (f"organisation={BRAGA}", []),
        (f"place={BRAGA}", []),
        (f"municipality={BRAGA}", ["Atelier"]),
        (f"municipality={PORTO}", []),
        (f"near={BRAGA}&km=1", ["Atelier"]),
        (f"near={BRAGA}&km=25&sort=near", ["Atelier", "Black box"]),
        (f"near={BRAGANCA}&km=300&sort=near", ["Corner", "Atelier", "Black box"]),
        (f"near={PORTO}&km=1", []),
        (f"near={municipality_id('9999')}&km=500&sort=near", []),
        ("west=-9&south=41&east=-8&north=42", ["Black box", "Atelier"]),
        ("west=170&south=41&east=-8.5&north=42", ["Black box"]),
        ("west=0&south=0&east=1&north=1", []),
        ("seats_at_least=12", ["Black box", "Atelier"]),
        ("seats_at_least=151", []),
        ("area_at_least=100", ["Black box"]),
        ("area_at_most=100", ["Atelier"]),
        ("area_at_least=90&area_at_most=100", []),
        ("price_at_most=30000&price_period=month", ["Corner", "Atelier"]),
        ("price_at_most=29999&price_period=month", ["Corner"]),
        ("price_at_most=4000&price_period=hour", ["Corner", "Black box"]),
        ("price_at_most=4000&price_period=hour&currency=SEK", ["Corner"]),
        ("price_at_most=0&price_period=day", ["Corner"]),
        ("access=step_free", ["Black box", "Atelier"]),
        ("access=step_free&access=lift", ["Atelier"]),
        ("access=hearing_loop", []),
        ("door_at_least=95", ["Atelier"]),
        ("door_at_least=96", []),
        ("ceiling_at_least=400", ["Atelier"]),
        ("ceiling_at_least=401", []),
        ("power_at_least=63", ["Atelier"]),
        ("power_at_least=64", []),
        ("internet_at_least=500", ["Atelier"]),
        ("internet_at_least=501", []),
        ("blackout=true", ["Black box"]),
        ("blackout=false", ["Atelier"]),
        (f"equipment={PRINTER}", ["Black box", "Atelier"]),
        (f"equipment={PRINTER}&equipment={KILN}", ["Atelier"]),
        (f"equipment={POTTERY}", []),
        (f"activity={POTTERY}&activity={DRAWING}", ["Black box", "Atelier"]),
        (f"activity={id_of('craft/ceramics-and-glass-crafts')}", ["Atelier"]),
        (f"activity={KILN}", []),
        ("available_on=2030-06-30", ALL),
        ("available_on=2030-07-01", ["Corner", "Black box"]),
        ("lang=pt", ["Atelier"]),
        ("status=closed", ["closed"]),
        ("status=draft", []),
        ("mine=true", []),
        ("sort=name", ["Atelier", "Black box", "Corner"]),
        ("sort=price", ["Corner", "Black box", "Atelier"]),
        ("sort=seats", ["Black box", "Atelier", "Corner"]),
        ("sort=area", ["Black box", "Atelier", "Corner"]),
        ("size=1&page=2", ["Black box"]),
        ("size=1&page=9", []),
    ],
)
def test_filters_are_true(client, spaces, asked, found):
    assert names(client.get(f"/api/spaces?{asked}")) == found


def test_prices_are_ordered_within_one_currency_and_period(client, make):
    for name, price, period, currency in (
        ("Month", 90_00, "month", "EUR"),
        ("Dear month", 95_00, "month", "EUR"),
        ("Hour", 99_00, "hour", "EUR"),
        ("Forint", 1_00, "month", "HUF"),
        ("Free", 0, "day", "EUR"),
    ):
        make.space(name=name, price=price, price_period=period, currency=currency)

    def order(asked):
        return [item["name"] for item in client.get(f"/api/spaces?sort=price{asked}").json()["items"]]

    assert order("") == ["Free", "Hour", "Month", "Dear month", "Forint"]
    assert order("&price_at_most=9900&price_period=month") == ["Free", "Month", "Dear month"]
    assert order("&currency=HUF") == ["Free", "Forint", "Hour", "Month", "Dear month"]


def test_the_distance_is_told_where_it_was_asked(client, spaces):
    items = client.get(f"/api/spaces?near={BRAGA}&km=300&sort=near").json()["items"]

    assert [item["km"] for item in items] == [0.3, 16.2, 142.0]
    assert {item["km"] for item in client.get("/api/spaces").json()["items"]} == {None}


def test_an_organisation_sees_all_its_own(client, make):
    host = make.organisation()
    place = make.place(organisation_id=host.id)
    for status in ("draft", "open", "closed"):
        make.space(place_id=place.id, name=f"The {status} one", status=status)
    make.space(name="Another's")
    headers = make.as_(make.member(host))

    mine = names(client.get("/api/spaces?mine=true&sort=name", headers=headers))

    assert mine == ["The closed one", "The draft one", "The open one"]
    assert names(client.get(f"/api/spaces?place={place.id}&mine=true&status=draft", headers=headers)) == [
        "The draft one"
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "colour=blue",
        "kind=circus",
        "access=warmth",
        f"near={BRAGA}",
        "km=3",
        "sort=near",
        "west=1",
        "west=0&south=5&east=1&north=1",
        "price_at_most=100",
        "price_period=hour",
        "seats_at_least=-1",
        "area_at_least=inf",
        "available_on=someday",
        "size=101",
    ],
)
def test_unknown_and_half_questions_are_refused(client, asked):
    assert client.get(f"/api/spaces?{asked}").status_code == 422


def test_the_number_of_queries_does_not_grow(client, make, count_queries):
    make.space(equipment_ids=[KILN])
    asked = f"/api/spaces?near={PORTO}&km=400&equipment={KILN}&sort=near"
    one = count_queries(lambda: client.get(asked))
    make.space(equipment_ids=[KILN]), make.space(equipment_ids=[KILN])

    assert count_queries(lambda: client.get(asked)) == one <= 3
