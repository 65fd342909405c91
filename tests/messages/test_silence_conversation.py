"""Either side can want quiet: then nothing new is sent either way, and nobody is blamed."""

import pytest


@pytest.mark.parametrize(("silencer", "other"), [("person", "team"), ("team", "person")])
def test_nothing_is_sent_either_way_until_it_is_taken_back(talk, client, make, silencer, other):
    wants, hears = getattr(talk, silencer), getattr(talk, other)
    talk.send(hears)
    silenced = client.post(f"{talk.at}/silence", headers=wants)
    assert (silenced.status_code, silenced.json()["can"]) == (200, ["reopen_conversation"])
    assert {talk.send(one).json()["code"] for one in (wants, hears)} == {"messages.quiet"}
    seen = talk.page(hears).json()
    assert (seen["is_quiet"], seen["is_silenced"], seen["can"]) == (True, False, ["silence_conversation"])
    assert client.delete(f"{talk.at}/silence", headers=hears).json()["code"] == "not-now"
    assert len(talk.said(hears)) == 1

    assert client.delete(f"{talk.at}/silence", headers=wants).json()["is_quiet"] is False
    assert talk.send(hears).status_code == 201


def test_it_holds_for_whatever_is_between_the_two(talk, client, make):
    again = make.application(
        make.opportunity(organisation_id=talk.application.organisation_id), account_id=talk.application.account_id
    )
    elsewhere = make.application(account_id=talk.application.account_id)
    client.post(f"{talk.at}/silence", headers=talk.person)
    team = make.as_(make.member_of(make.opportunity_of(elsewhere)))
    tries = [(again, talk.team), (elsewhere, team)]
    codes = [
        client.post(f"/api/conversations/application/{to.id}/messages", headers=by, json={"words": "Hi"}).status_code
        for to, by in tries
    ]
    assert codes == [409, 201]
