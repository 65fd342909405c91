"""People for a role: only those who agreed to be seen, in bands, and never more of them than their page shows."""

import json

import pytest
from sqlalchemy import delete, select

from backend.core.access import Role
from backend.matches.models import ReceiptPerson
from backend.organisations.models import OrganisationStatus, SuspensionReason
from backend.profiles.models import Audience, Profile, ProfileStatus
from tests.matches.scene import role, soon, sums, talent


@pytest.fixture
def desk(make):
    """A verified organisation, the headers of its owner, and its open role."""
    organisation = make.verified()
    return organisation, make.as_(make.member(organisation)), role(make, organisation_id=organisation.id)


def people(client, desk, **asked):
    reply = client.get(f"/api/opportunities/{desk[2].id}/candidates", params=asked, headers=desk[1])
    assert reply.status_code == 200, reply.text
    return reply.json()


def names(page):
    return [card["profile_id"] for card in page["items"]]


def test_who_fits_better_comes_first_and_every_card_sums(client, make, desk):
    _, good = talent(make)
    poor = make.profile()
    page = people(client, desk)
    assert names(page) == [str(good.id), str(poor.id)]
    assert all(sums(card) for card in page["items"])
    assert [card["rank"] for card in page["items"]] == [1, 2]
    assert [card["band"] for card in page["items"]] == [
        next(b["code"] for b in page["bands"] if card["score"] >= b["at_least"]) for card in page["items"]
    ]
    assert sum(band["count"] for band in page["bands"]) == page["total"] == 2


def test_the_reasons_say_what_the_person_showed(client, make, desk):
    talent(make)
    (card,) = people(client, desk)["items"]
    shown = next(why for why in card["why"] if why["code"].startswith("skills."))
    assert shown["facts"]["evidence"][0]["text"] == "Two short films"
    assert {why["side"] for why in card["why"]} == {"backward"}
    assert card["display_name"]
    assert [skill["label"] for skill in card["skills"]] == ["Blender"]


def test_people_of_whom_about_the_same_can_be_said_are_told_as_tied(client, make, desk):
    twins = [str(talent(make)[1].id) for _ in range(2)]
    make.profile()
    page = people(client, desk)
    (tied,) = page["ties"]
    assert tied == [one for one in names(page) if one in twins]
    assert people(client, desk, order="unranked")["ties"] == []  # the order of scores stays untold


def test_somebody_who_hides_from_the_organisation_is_nowhere(client, make, desk):
    _, shown = talent(make)
    _, hidden = talent(make)
    make.hidden(hidden, desk[0].id)
    page = people(client, desk)
    assert names(page) == [str(shown.id)]
    assert (page["total"], page["all"]) == (1, 1)
    assert str(hidden.id) not in json.dumps(page)
    assert client.get(f"/api/opportunities/{desk[2].id}/candidates/{hidden.id}", headers=desk[1]).status_code == 404
    receipt = client.get(f"/api/receipts/{page['receipt_id']}", headers=desk[1]).json()
    assert str(hidden.id) not in receipt["canonical"]


def test_hiding_later_closes_the_receipts_too(client, make, desk):
    _, profile = talent(make)
    page = people(client, desk)
    address = f"/api/receipts/{page['receipt_id']}"
    assert client.get(address, headers=desk[1]).status_code == 200
    make.hidden(profile, desk[0].id)
    assert client.get(address, headers=desk[1]).status_code == 404
    assert client.post(f"{address}/replay", headers=desk[1]).status_code == 404
    assert client.get(address, headers=make.as_(make.staff())).status_code == 200


def test_hiding_from_another_organisation_one_works_for_counts_as_well(client, make, desk):
    _, profile = talent(make)
    owner = make.member(desk[0])
    other = make.verified()
    make.grant(owner, Role.VIEWER, other.id)
    make.hidden(profile, other.id)
    reply = client.get(f"/api/opportunities/{desk[2].id}/candidates", headers=make.as_(owner)).json()
    assert (reply["items"], reply["all"]) == ([], 0)


@pytest.mark.parametrize(
    "given",
    [{"status": ProfileStatus.PRIVATE}, {"status": ProfileStatus.ARCHIVED}, {"audience": Audience.NOBODY}],
)
def test_who_did_not_agree_is_not_there(client, make, desk, given):
    talent(make, **given)
    assert people(client, desk)["all"] == 0


def test_who_shows_themselves_to_verified_organisations_is_seen_by_those_alone(client, make, desk):
    talent(make, audience=Audience.VERIFIED)
    assert people(client, desk)["all"] == 1
    unverified = make.organisation()
    other = unverified, make.as_(make.member(unverified)), role(make, organisation_id=unverified.id)
    assert people(client, other)["all"] == 0


def test_what_their_page_does_not_show_is_not_told_and_does_not_count(client, make, desk, db):
    _, profile = talent(make, pay_floor=9_999_00, travel_km=1, municipality_id=None)
    page = people(client, desk)
    assert page["total"] == 1, "a wage nobody may know hides nobody"
    receipt = client.get(f"/api/receipts/{page['receipt_id']}", headers=desk[1]).json()["canonical"]
    one = client.get(f"/api/opportunities/{desk[2].id}/candidates/{profile.id}", headers=desk[1]).text
    for told in (json.dumps(page), receipt, one):
        assert "999900" not in told
        assert 'limit_km":1' not in told
    assert "floor" not in one


def test_no_name_or_address_reaches_the_library(client, make, desk):
    account, profile = talent(make, headline="Animates foxes", display_name="Zulmira Quintanilha", about="Call me!")
    page = people(client, desk)
    receipt = client.get(f"/api/receipts/{page['receipt_id']}", headers=desk[1]).json()["canonical"]
    for private in ("Zulmira", "foxes", "Call me", account.email, "Atelier do Vale", "Two short films"):
        assert private not in receipt
    assert str(profile.id) in receipt


def test_rules_hide_with_a_count_and_without_anybodys_limits(client, make, desk):
    talent(make, hours_min=5, hours_max=10)
    page = people(client, desk)
    assert page["total"] == 0
    assert [(h["rule"], h["count"], h["facts"], h["relaxations"]) for h in page["hidden"]] == [
        ("hours", 1, {"limit": None}, [])
    ]


def test_people_can_be_looked_at_without_a_ranking(client, make, desk):
    made = [str(talent(make)[1].id) for _ in range(6)]
    page = people(client, desk, order="unranked")
    assert sorted(names(page)) == sorted(made)
    assert {card["rank"] for card in page["items"]} == {None}
    assert {card["band"] for card in page["items"]} == {None}
    assert page["bands"] == []
    assert names(people(client, desk, order="unranked")) == names(page)
    halves = [names(people(client, desk, order="unranked", size=3, page=n)) for n in (1, 2)]
    assert halves[0] + halves[1] == names(page)


def test_pages_follow_each_other(client, make, desk):
    for _ in range(3):
        talent(make)
    pages = [people(client, desk, size=2, page=n) for n in (1, 2, 3)]
    assert [card["rank"] for page in pages for card in page["items"]] == [1, 2, 3]
    assert [page["total"] for page in pages] == [3, 3, 3]


def test_a_draft_and_a_closed_role_can_be_tried_too(client, make, desk):
    talent(make)
    draft = role(make, organisation_id=desk[0].id, status="draft", deadline_at=None)
    closed = role(make, organisation_id=desk[0].id, status="closed", deadline_at=soon(-3))
    for made in (draft, closed):
        assert people(client, (desk[0], desk[1], made))["total"] == 1


def test_who_may_not_edit_the_organisation_may_not_look(client, make, desk):
    talent(make)
    address = f"/api/opportunities/{desk[2].id}/candidates"
    assert client.get(address).status_code == 401
    assert client.get(address, headers=make.as_(make.account())).status_code == 403
    assert client.get(address, headers=make.as_(make.member(desk[0], Role.VIEWER))).status_code == 403
    assert client.get(address, headers=make.as_(make.member(desk[0], Role.EDITOR))).status_code == 200
    assert client.get(address, headers=make.as_(make.staff())).status_code == 200
    draft = role(make, organisation_id=desk[0].id, status="draft")
    hidden = client.get(f"/api/opportunities/{draft.id}/candidates", headers=make.as_(make.account()))
    assert hidden.status_code == 404


def test_a_suspended_organisation_looks_at_nobody(client, make, db, desk):
    _, profile = talent(make)
    address = f"/api/opportunities/{desk[2].id}/candidates"
    assert client.get(address, headers=desk[1]).status_code == 200
    desk[0].status, desk[0].suspended_for = OrganisationStatus.SUSPENDED, SuspensionReason.IMPOSTOR
    db.commit()
    for closed in (address, f"{address}/{profile.id}"):
        reply = client.get(closed, headers=desk[1])
        assert (reply.status_code, reply.json()["code"]) == (409, "organisations.not-public")


def test_who_erases_their_profile_leaves_every_receipt_at_once(client, make, db, desk):
    """Not only with the next sweep: a receipt holds what the profile said."""
    _, profile = talent(make)
    talent(make)
    receipt = f"/api/receipts/{people(client, desk)['receipt_id']}"
    assert client.get(receipt, headers=desk[1]).status_code == 200
    db.execute(delete(Profile).where(Profile.id == profile.id))
    db.commit()
    for reader in (desk[1], make.as_(make.staff())):
        assert client.get(receipt, headers=reader).status_code == 404
        assert client.post(f"{receipt}/replay", headers=reader).status_code == 404


def test_the_receipt_knows_whose_it_is(client, make, db, desk):
    _, profile = talent(make)
    page = people(client, desk)
    kept = db.scalars(select(ReceiptPerson.profile_id).where(ReceiptPerson.receipt_id == page["receipt_id"])).all()
    assert kept == [profile.id]


def test_the_number_of_queries_does_not_grow_with_the_people(client, make, count_queries, desk):
    talent(make), people(client, desk)  # the first who asks reads everybody
    talent(make)
    once = count_queries(lambda: people(client, desk))
    talent(make), talent(make)
    assert count_queries(lambda: people(client, desk)) == once
