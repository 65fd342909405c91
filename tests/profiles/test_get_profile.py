"""Looking at a person, through the front door."""

import pytest
from sqlalchemy import select

from backend.accounts.queries import viewer_of
from backend.core.access import GUEST, SYSTEM, Role
from backend.core.ids import new_id
from backend.core.model import now
from backend.profiles import queries, rules
from backend.profiles.models import Audience, Profile, ProfileStatus, Source, WishAspect


def look(client, profile, headers=None):
    return client.get(f"/api/profiles/{profile.id}", headers=headers)


def test_a_stranger_sees_what_a_person_does_but_no_address_and_no_wage(client, make):
    account = make.account(email="secret@example.org")
    profile = make.profile(account, pay_floor=150_000, pay_period="month", travel_km=30)
    make.skill(profile, "tool/blender", 3)
    make.spoken(profile, "pt", "C2")
    make.worked(profile)
    make.studied(profile, level=6)
    make.link(profile)
    make.wish(profile, WishAspect.OCCUPATION, "occupation/graphic-designer")

    seen = look(client, profile)

    assert seen.status_code == 200
    body = seen.json()
    assert (body["headline"], body["skills"][0]["concept"]["label"]) == ("Ceramicist", "Blender")
    assert [len(body[part]) for part in ("languages", "experience", "education", "links", "occupations")] == [1] * 5
    assert body["experience"][0]["months"] == 24
    assert body["can"] == []
    said = seen.text
    assert "secret@example.org" not in said
    assert not {"pay_floor", "pay_period", "travel_km", "hidden_from", "account_id", "status"} & body.keys()
    assert "150000" not in said


def test_words_come_in_the_asked_language(client, make):
    profile = make.profile()
    make.spoken(profile, "en")

    assert [
        client.get(f"/api/profiles/{profile.id}?lang={lang}").json()["languages"][0]["concept"]["label"]
        for lang in ("en", "pt")
    ] == ["English", "inglês"]


HIDDEN = [
    pytest.param({"status": ProfileStatus.PRIVATE}, id="private"),
    pytest.param({"status": ProfileStatus.ARCHIVED}, id="archived"),
    pytest.param({"audience": Audience.NOBODY}, id="for nobody"),
    pytest.param({"audience": Audience.VERIFIED}, id="for verified organisations"),
]


@pytest.mark.parametrize("given", HIDDEN)
def test_what_is_not_for_strangers_is_not_there(client, make, given):
    profile = make.profile(**given)

    for headers in (None, make.as_(make.account()), make.as_(make.staff())):
        reply = look(client, profile, headers)
        assert (reply.status_code, reply.json()["code"]) == (404, "not-found")


def test_a_person_sees_their_own_in_any_state(client, make):
    account = make.account()
    profile = make.profile(account, status=ProfileStatus.PRIVATE)

    assert look(client, profile, make.as_(account)).json()["can"] == [
        "edit_profile",
        "list_profile",
        "import_cv",
        "export_profile",
    ]


def member_of(make, organisation_id, *, vouched):
    account = make.account()
    until = now().replace(year=2100) if vouched else None
    make.grant(account, Role.VIEWER, organisation_id, vouched_until=until)
    return account


def test_verified_organisations_see_what_is_for_them(client, make):
    profile = make.profile(audience=Audience.VERIFIED)

    assert look(client, profile, make.as_(member_of(make, new_id(), vouched=True))).status_code == 200
    assert look(client, profile, make.as_(member_of(make, new_id(), vouched=False))).status_code == 404


def test_the_employer_sees_nothing_signed_in_or_out(client, make):
    profile, employer = make.profile(), new_id()
    make.hidden(profile, employer)

    assert look(client, profile, make.as_(member_of(make, employer, vouched=True))).status_code == 404
    assert look(client, profile).status_code == 404
    assert look(client, profile, make.as_(member_of(make, new_id(), vouched=True))).status_code == 200


def test_the_database_and_the_rules_agree_on_who_sees_whom(db, make):
    employer, other = new_id(), new_id()
    profiles = [make.profile(status=status, audience=audience) for status in ProfileStatus for audience in Audience]
    hiding = [make.profile(audience=audience) for audience in Audience]
    for profile in hiding:
        make.hidden(profile, employer)
    accounts = [
        make.account(),
        make.staff(),
        member_of(make, employer, vouched=True),
        member_of(make, employer, vouched=False),
        member_of(make, other, vouched=True),
    ]
    viewers = [GUEST, *(viewer_of(db, account.id) for account in accounts)]
    viewers.append(viewer_of(db, profiles[0].account_id))
    db.expire_all()

    for viewer in viewers:
        seen = {profile.id for profile in db.scalars(queries.visible(viewer).options(*queries.WHOLE))}
        everybody = db.scalars(queries.visible(SYSTEM).options(*queries.WHOLE)).all()
        assert seen == {profile.id for profile in everybody if rules.is_seen_by(viewer, profile)}


@pytest.mark.parametrize(("is_verified", "seen"), [(True, 2), (False, 1)])
def test_an_organisations_rankings_start_from_those_who_agreed(db, make, is_verified, seen):
    organisation_id = new_id()
    make.profile()
    make.profile(audience=Audience.VERIFIED)
    make.profile(audience=Audience.NOBODY)
    make.profile(status=ProfileStatus.PRIVATE)
    make.hidden(make.profile(), organisation_id)

    consent = queries.consent_to(db, organisation_id, (), is_verified=is_verified)
    assert [consent.covers(profile) for profile in db.scalars(select(Profile))].count(True) == seen


def test_a_full_profile_takes_no_more_queries_than_a_short_one(client, make, count_queries):
    short, full = make.profile(), make.profile()
    for profile, times in ((short, 1), (full, 3)):
        for i in range(times):
            make.skill(profile, ("tool/blender", "tool/figma", "tool/ableton-live")[i], source=Source.CV)
            make.spoken(profile, ("pt", "en", "es")[i])
            make.worked(profile, title=f"Job {i}")
            make.studied(profile, title=f"Degree {i}")
            make.link(profile, f"https://example.org/{i}")

    assert count_queries(lambda: look(client, short)) == count_queries(lambda: look(client, full))
