"""Lists of applications: one's own, an organisation's, and the export; filters that are true, and queries that do not grow."""

import json

import pytest

from backend.applications.models import ApplicationStatus
from tests.applications.test_add_application import apply


def test_the_board_counts_what_it_lists(client, make):
    job = make.opportunity()
    owner = make.as_(make.member_of(job))
    statuses = ["sent", "sent", "seen", "interview", "draft"]
    for days, status in enumerate(statuses):
        make.application(job, status=status, days=days)
    make.application()  # somebody else's

    here = f"/api/opportunities/{job.id}/applications"
    page = client.get(here, headers=owner).json()

    assert page["counts"] == {"sent": 2, "seen": 1, "interview": 1}
    assert [one["status"] for one in page["items"]] == ["interview", "seen", "sent", "sent"]  # the longest wait first
    assert [(one["name"], one["headline"]) for one in page["items"]][:1] == [("Rita", "Ceramicist")]
    for status, count in page["counts"].items():
        assert client.get(here, headers=owner, params={"status": status}).json()["total"] == count
    assert client.get(here, headers=owner, params={"status": "elsewhere"}).json()["items"] == []


def test_one_sees_all_of_ones_own_and_nobody_elses(client, make):
    rita = make.profile().account_id
    for status in ("sent", "draft"):
        make.application(account_id=rita, status=status)
    make.application()
    headers = make.as_by_id(rita)

    assert {one["status"] for one in client.get("/api/applications", headers=headers).json()["items"]} == {
        "sent",
        "draft",
    }
    assert client.get("/api/applications?status=draft", headers=headers).json()["total"] == 1
    assert client.get("/api/applications?status=accepted", headers=headers).json()["total"] == 0


def test_the_export_holds_everything(client, make):
    rita = make.profile().account_id
    headers = make.as_by_id(rita)
    made = apply(client, headers, make.opportunity(), note="Hello!").json()
    make.application()

    (told,) = client.get("/api/profiles/mine/export", headers=headers).json()["kept"]["applications"]

    assert (told["id"], told["note"], [step["status"] for step in told["moves"]]) == (made["id"], "Hello!", ["sent"])
    assert [json.loads(one["content"]) for one in told["shown"]] == [made["shown"]]


@pytest.mark.parametrize("whose", ["person", "organisation"])
def test_one_row_takes_as_many_queries_as_three(client, make, count_queries, whose):
    job, rita = make.opportunity(), make.profile().account_id
    headers = make.as_by_id(rita) if whose == "person" else make.as_(make.member_of(job))
    address = "/api/applications" if whose == "person" else f"/api/opportunities/{job.id}/applications"

    def ask():
        return client.get(address, headers=headers)

    make.application(job, account_id=rita)
    ask()
    one = count_queries(ask)
    for _ in range(2):
        make.application(job)
        make.application(account_id=rita)

    assert (count_queries(ask), ask().json()["total"]) == (one, 3)
    assert one <= 8


def test_every_status_is_in_some_list(client, make):
    """A board that forgot a state would lose people."""
    job = make.opportunity()
    for status in ApplicationStatus:
        ended = {"declined": "organisation", "withdrawn": "person", "elsewhere": "person"}.get(status)
        make.application(job, status=status, ended_by=ended, reason="skills" if ended else None)

    page = client.get(f"/api/opportunities/{job.id}/applications", headers=make.as_(make.member_of(job))).json()

    assert set(page["counts"]) == set(ApplicationStatus) - {"draft"}
