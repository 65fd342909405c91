"""Changing an opportunity."""

from datetime import timedelta

import pytest

from backend.core.events import LoggedEvent
from backend.core.model import now
from backend.taxonomy.vocabulary import id_of
from tests.opportunities.drafts import draft_of

BASKETRY = str(id_of("craft/basketry"))


@pytest.fixture
def mine(client, make):
    """Adds a draft of a verified organisation; gives its address and its owner's headers."""
    attic = make.verified()
    headers = make.as_(make.member(attic))
    page = client.post("/api/opportunities", json=draft_of(attic.id), headers=headers).json()
    return f"/api/opportunities/{page['id']}", headers


def test_only_what_was_sent_changes(client, mine, db):
    url, headers = mine
    before = client.get(url, headers=headers).json()

    after = client.patch(url, json={"capacity": 3}, headers=headers).json()

    assert after == before | {"capacity": 3, "updated_at": after["updated_at"]}
    assert db.query(LoggedEvent).filter_by(name="opportunities.edited").one().facts["fields"] == ["capacity"]


def test_requirements_are_replaced_and_keep_their_order(client, mine):
    url, headers = mine
    page = client.get(url, headers=headers).json()
    lines = list(reversed(page["requirements"]))

    reply = client.patch(url, json={"requirements": lines, "updated_at": page["updated_at"]}, headers=headers)

    assert reply.json()["requirements"] == lines
    assert reply.json()["updated_at"] > page["updated_at"]
    assert client.patch(url, json={"requirements": []}, headers=headers).json()["requirements"] == []


def test_a_form_filled_from_an_older_version_is_refused(client, mine):
    url, headers = mine
    old = client.get(url, headers=headers).json()["updated_at"]
    client.patch(url, json={"languages": [], "updated_at": old}, headers=headers)

    reply = client.patch(url, json={"capacity": 2, "updated_at": old}, headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (409, "stale")


def test_parts_have_to_agree_with_what_is_kept(client, mine):
    reply = client.patch(mine[0], json={"hours_max": 10}, headers=mine[1])

    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [("/hours_max", "wrong_order")]


def test_pay_follows_into_what_lists_compare(client, mine):
    url, headers = mine
    client.post(f"{url}/opening", headers=headers)
    client.patch(url, json={"pay_min": 10_00, "pay_max": 12_00, "pay_period": "hour"}, headers=headers)

    assert client.get("/api/opportunities?pay_at_least=208000").json()["total"] == 1  # 12 € × 40 h × 52/12
    assert client.get("/api/opportunities?pay_at_least=208001").json()["total"] == 0


def test_what_is_public_has_to_pass_the_checks(client, mine):
    url, headers = mine
    client.post(f"{url}/opening", headers=headers)

    reply = client.patch(url, json={"pay_basis": None}, headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (422, "opportunities.not-ready")
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [("/pay_basis", "pay-missing")]
    assert client.get(url).json()["pay_basis"] == "range"


def test_a_start_that_has_come_meanwhile_keeps_nobody_from_mending_the_rest(client, make):
    attic = make.verified()
    begun = make.opportunity(organisation_id=attic.id, starts_on=now().date() - timedelta(days=2))
    url, headers = f"/api/opportunities/{begun.id}", make.as_(make.member(attic))

    assert client.patch(url, json={"capacity": 2}, headers=headers).status_code == 200
    refused = client.patch(url, json={"starts_on": "2019-01-01"}, headers=headers)
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [("/starts_on", "start-past")]
    client.post(f"{url}/pause", headers=headers)
    again = client.post(f"{url}/reopening", headers=headers)
    assert [(e["pointer"], e["code"]) for e in again.json()["errors"]] == [("/starts_on", "start-past")]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"title": "Another title"}, "in_review"),
        ({"requirements": [{"concept_id": BASKETRY, "note": "Call 700 000 000 first."}]}, "in_review"),
        ({"capacity": 4}, "open"),
    ],
)
def test_new_words_of_an_unverified_organisation_are_read_again(client, make, change, status):
    shed = make.organisation()
    job = make.opportunity(organisation_id=shed.id)

    reply = client.patch(f"/api/opportunities/{job.id}", json=change, headers=make.as_(make.member(shed)))

    assert reply.json()["status"] == status


@pytest.mark.parametrize("status", ["closed", "filled", "expired"])
@pytest.mark.parametrize(
    "change",
    [
        {"title": "Win a phone today"},
        {"description": "Nobody has read this."},
        {"apply_url": "https://elsewhere.example/"},
    ],
)
def test_what_is_over_shows_no_words_that_nobody_read(client, make, status, change):
    shed = make.organisation()
    url = f"/api/opportunities/{make.opportunity(organisation_id=shed.id, status=status, title='As it was read').id}"
    page, headers = url.removeprefix("/api"), make.as_(make.member(shed))
    assert client.get(page).text.count("As it was read") >= 2  # title and og:title

    after = client.patch(url, json=change, headers=headers).json()

    assert (after["status"], after["closed_for"]) == ("draft", None)
    assert client.get(url).status_code == client.get(page).status_code == 404
    assert not [said for said in change.values() if said in client.get(page).text]
    assert client.post(f"{url}/closure", json={"reason": "filled"}, headers=headers).json()["code"] == (
        "opportunities.unread"
    )
    assert client.post(f"{url}/opening", headers=headers).json()["status"] == "in_review"


def test_what_was_read_or_needs_no_reading_stays_public_when_it_is_over(client, make):
    shed = make.organisation()
    mine, theirs = make.opportunity(organisation_id=shed.id, status="closed"), make.opportunity(status="closed")
    editor = make.as_(make.member(shed))
    staff = make.as_(make.staff())

    for job, change, headers in (
        (mine, {"capacity": 4}, editor),
        (mine, {"title": "What the staff put right"}, staff),
        (theirs, {"title": "Verified, so trusted"}, staff),
    ):
        assert client.patch(f"/api/opportunities/{job.id}", json=change, headers=headers).json()["status"] == "closed"
        assert client.get(f"/api/opportunities/{job.id}").status_code == 200


@pytest.mark.parametrize("verified", [False, True])
def test_an_end_is_no_way_round_the_staff(client, make, verified):
    shed = make.verified() if verified else make.organisation()
    url = f"/api/opportunities/{make.opportunity(organisation_id=shed.id).id}"
    headers = make.as_(make.member(shed))
    client.patch(url, json={"title": "Nobody has read this"}, headers=headers)

    reply = client.post(f"{url}/closure", json={"reason": "filled"}, headers=headers)

    assert reply.status_code == (200 if verified else 409)
    assert client.get(url).status_code == (200 if verified else 404)
    if not verified:
        assert reply.json()["code"] == "opportunities.unread"
        assert "close_opportunity" not in client.get(url, headers=headers).json()["can"]


def test_strangers_and_guests_do_not(client, make):
    url = f"/api/opportunities/{make.opportunity().id}"

    assert client.patch(url, json={"capacity": 2}, headers=make.as_(make.account())).status_code == 403
    assert client.patch(url, json={"capacity": 2}).status_code == 401


def test_a_draft_can_be_thrown_away_and_what_was_public_cannot(client, mine, make):
    url, headers = mine

    assert client.delete(url, headers=headers).status_code == 204
    assert client.get(url, headers=headers).status_code == 404
    job = make.opportunity()
    editor = make.as_(make.member(make.db.get_one(type(job).organisation.property.mapper.class_, job.organisation_id)))
    assert client.delete(f"/api/opportunities/{job.id}", headers=editor).status_code == 409
