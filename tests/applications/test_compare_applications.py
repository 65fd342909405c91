"""Up to four side by side: what is asked, what each showed, in one language, and of nobody else."""

import pytest

from backend.opportunities.models import OpportunityRequirement
from backend.taxonomy.vocabulary import id_of
from tests.applications.test_add_application import apply


@pytest.fixture
def job(make):
    return make.opportunity()


def compare(client, job, headers, *ids):
    return client.get(f"/api/opportunities/{job.id}/comparison", headers=headers, params={"application": list(ids)})


def test_what_is_asked_and_what_was_shown_bear_the_same_names(client, make):
    asks = [OpportunityRequirement(concept_id=id_of("tool/blender"), position=0, importance="must", level=2)]
    job = make.opportunity(requirements=asks)
    rita = make.account(name="Rita")
    make.skill(make.profile(rita), "tool/blender", 3)
    owner = make.as_(make.member_of(job))
    sent = apply(client, make.as_(rita), job).json()["id"]
    other = make.application(job)

    page = compare(client, job, owner, str(other.id), sent).json()

    assert [one["id"] for one in page["items"]] == [str(other.id), sent]
    (asked,) = page["skills"]
    assert (asked["name"], asked["level"]) == ("Blender", "2")
    assert [(s["name"], s["level"]) for s in page["items"][1]["shown"]["person"]["skills"]] == [(asked["name"], 3)]
    assert "pay_floor" not in str(page)


def test_at_most_four_and_only_ones_own(client, make, job):
    owner = make.as_(make.member_of(job))
    mine, strange = make.application(job), make.application()

    assert compare(client, job, owner, *[str(mine.id)] * 5).status_code == 422
    assert compare(client, job, owner, str(mine.id), str(strange.id)).status_code == 404
    assert compare(client, job, make.as_(make.staff()), str(mine.id)).status_code == 403


def test_three_take_as_many_queries_as_one(client, make, job, count_queries):
    owner = make.as_(make.member_of(job))
    ids = [str(make.application(job).id) for _ in range(3)]
    compare(client, job, owner, *ids)

    one = count_queries(lambda: compare(client, job, owner, ids[0]))

    assert count_queries(lambda: compare(client, job, owner, *ids)) == one
