"""Whoever hides from an organisation is nowhere before its people: not in any operation that reads, nor in a number.

The walk goes through what the application serves, so a new address is walked as well: with what leads to the person in
each gap that has a name known here, and with somebody else's id in the others.
"""

import re
from collections import defaultdict
from uuid import uuid4

import pytest
from fastapi.routing import iter_route_contexts

from backend.core.access import Role
from backend.taxonomy.vocabulary import id_of
from tests.matches.scene import role, talent
from tests.organisations.factory import PORTO

NAME, HEADLINE = "Rita Quental Vidreira", "Blows glass at the Marinha furnace"
NOT_READ = re.compile(r"^/(assets|\{)|^/(livez|readyz|metrics)|openapi\.json$")  # files, the page itself, and machines
NOBODY = str(uuid4())
EXPORT = "/api/profiles/mine/export"


@pytest.fixture
def firm(make):
    """Her employer with an open role, and somebody who works there and belongs to another house as well."""
    employer, boss = make.verified(), make.account()
    make.grant(boss, Role.OWNER, employer.id)
    make.grant(boss, Role.VIEWER, make.verified().id)
    make.profile(boss)
    return employer, make.as_(boss), role(make, organisation_id=employer.id)


@pytest.fixture
def rita(make):
    """She is listed for everybody, mentors, and has many ways of being found."""
    account, profile = talent(make, display_name=NAME, headline=HEADLINE)
    account.name = NAME
    return account, profile, make.mentor(account=account)


def gaps(firm, rita, **more):
    """What to put into the addresses: always what would lead to her."""
    _, profile, mentor = rita
    return defaultdict(lambda: NOBODY) | {
        "profile_id": profile.id,
        "mentor_id": mentor.id,
        "market": "mentors",
        "thing_id": mentor.id,
        "organisation_id": firm[0].id,
        "opportunity_id": firm[2].id,
        "concept_id": id_of("tool/blender"),
        "municipality_id": PORTO,
        **more,
    }


def addresses(app, gaps):
    """Everything that can be read, with the gaps filled; searched for her name where it can be searched."""
    asked = {path: list(_asking(item)) for path, item in app.openapi()["paths"].items()}
    for context in iter_route_contexts(app.routes):
        if "GET" not in (getattr(context, "methods", None) or ()) or NOT_READ.search(context.path):
            continue
        path = re.sub(r"\{(\w+)(?::\w+)?\}", lambda gap: str(gaps[gap[1]]), context.path)
        for query in ("", *asked.get(context.path, ())):
            yield context.path, path + query
    for page in ("profiles", "mentors"):  # as they arrive, before any script runs
        yield f"/{page}", f"/{page}/{gaps[page.removesuffix('s') + '_id']}"


def _asking(item):
    """What finds her where it can be asked."""
    names = {one["name"] for one in item.get("get", {}).get("parameters", [])}
    yield from ["?q=Vidreira"] * ("q" in names)
    yield from ["?market=mentors"] * ("market" in names)
    yield from ["?saved=true&market=mentors"] * ({"saved", "market"} <= names)


def finds(client, app, gaps, headers):
    """Where she occurs, by her name, her headline, or her id.

    What one has saved stays in what one takes along of one's own: an id that names nobody and leads nowhere.
    """
    ids = [str(gaps["profile_id"]), str(gaps["mentor_id"])]
    return {
        template
        for template, path in addresses(app, gaps)
        if any(
            one in client.get(path, headers=headers).text.replace(path, "")
            for one in (NAME, HEADLINE, *ids * (template != EXPORT))
        )
    }


def numbers(client, firm):
    """Every number about people that their pages hold."""
    _, headers, opportunity = firm
    people = client.get(f"/api/opportunities/{opportunity.id}/candidates", headers=headers).json()
    pipeline = client.get(f"/api/opportunities/{opportunity.id}/applications", headers=headers).json()
    draft = {"organisation_id": str(firm[0].id), "kind": "job", "title": "Animator", "municipality_id": str(PORTO)}
    reach = client.post("/api/opportunities/reach", json={"draft": draft}, headers=headers)
    return (
        [people[name] for name in ("total", "all", "hidden", "bands", "ties")],
        [pipeline[name] for name in ("total", "counts")],
        reach.json(),
    )


def test_whoever_hides_from_their_employer_is_found_by_it_nowhere(client, app, make, firm, request):
    talent(make)
    before = numbers(client, firm)
    rita = request.getfixturevalue("rita")
    her, headers = make.as_(rita[0]), firm[1]
    sent = client.post(f"/api/opportunities/{firm[2].id}/applications", json={}, headers=her)
    assert sent.status_code == 201, sent.text
    shown = client.get(f"/api/opportunities/{firm[2].id}/candidates", headers=headers).json()
    assert client.put(f"/api/saved/mentors/{rita[2].id}", headers=headers).is_success
    everywhere = gaps(firm, rita, application_id=sent.json()["id"], receipt_id=shown["receipt_id"])

    # The control: as long as she hides from nobody, the same walk finds her in all of these.
    found = finds(client, app, everywhere, headers)
    assert found >= {
        "/api/profiles/{profile_id}",
        "/api/mentors",
        "/api/mentors/{mentor_id}",
        "/api/matches",
        "/api/matches/{market}/{thing_id}",
        "/api/saved",
        "/api/opportunities/{opportunity_id}/candidates",
        "/api/opportunities/{opportunity_id}/candidates/{profile_id}",
        "/api/receipts/{receipt_id}",
        "/api/opportunities/{opportunity_id}/applications",
        "/api/opportunities/{opportunity_id}/board",
        "/api/applications/{application_id}",
        "/api/applications/{application_id}/receipt",
    }
    assert numbers(client, firm) != before

    at = f"/api/profiles/mine/hidden-from/{firm[0].id}"
    assert client.put(at, headers=her).is_success
    assert finds(client, app, everywhere, headers) == set()
    assert numbers(client, firm) == before
    assert finds(client, app, everywhere, {}) == set()  # its people could simply sign out
    applies = client.post(f"/api/opportunities/{firm[2].id}/applications", json={}, headers=her)
    assert applies.json()["code"] == "applications.hidden"  # first she has to say that they may see her

    assert client.delete(at, headers=her).is_success
    assert "/api/profiles/{profile_id}" in finds(client, app, everywhere, headers)
