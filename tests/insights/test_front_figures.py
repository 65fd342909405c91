"""The figures of the front page are counted, not claimed."""

from datetime import timedelta

from backend.core.model import now
from backend.opportunities.models import OpportunityStatus
from backend.territories.models import municipality_id
from tests.organisations.factory import PORTO

BOTICAS = municipality_id("1702")  # five thousand people


def figures(client):
    return client.get("/api/insights/front").json()


def test_an_empty_region_says_so(client):
    found = figures(client)

    assert (found["open_opportunities"], found["small_town_share"], found["wall"]) == (0, None, [])


def test_only_what_a_guest_could_count_is_counted(client, make):
    make.opportunity(municipality_id=PORTO)
    make.opportunity(municipality_id=BOTICAS)
    make.opportunity(status=OpportunityStatus.DRAFT, municipality_id=BOTICAS)
    make.opportunity(deadline_at=now() - timedelta(days=1), municipality_id=BOTICAS)

    found = figures(client)

    assert (found["open_opportunities"], found["small_town_share"]) == (2, 0.5)
    assert found["organisations"] == 4


def test_the_wall_shows_members_newest_first(client, make):
    make.organisation(name="Old", created_at=now() - timedelta(days=2)), make.organisation(name="New")

    assert [tile["name"] for tile in figures(client)["wall"]] == ["New", "Old"]


def test_figures_take_the_same_queries_for_three_as_for_one(client, make, count_queries):
    make.opportunity()
    one = count_queries(lambda: figures(client))
    make.opportunity(), make.opportunity()
    assert count_queries(lambda: figures(client)) == one
