"""An invented region in a real database, looked at through the front door."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from backend.accounts.models import Account, Grant
from backend.applications.snapshots import sha256
from backend.core.events import LoggedEvent
from backend.core.model import Model, now
from backend.core.site import get_site
from backend.opportunities.models import Opportunity
from backend.organisations.models import Organisation
from backend.profiles.models import Profile, ProfileSkill
from backend.seed.load import is_empty, seed
from backend.seed.problems import NotEmptyError
from backend.seed.rows.row import row_id
from backend.seed.world.demo import INCUBATOR, STUDENT, STUDIO
from backend.seed.world.world import NUMBERS, Size

LISTS = ("organisations", "opportunities", "funding-calls", "spaces", "places", "mentors", "programmes", "calls")


@pytest.fixture
def region(app):
    """A small region, seeded today."""
    seed(app.state.engine, now().date(), size=Size.SMALL)
    return app


def every(client, path, **options):
    """All items of a list, page after page."""
    page, found = 1, []
    while True:
        reply = client.get(f"/api/{path}?size=100&page={page}", **options)
        assert reply.status_code == 200, reply.text
        found += reply.json()["items"]
        if len(found) >= reply.json()["total"]:
            return found
        page += 1


def enter(client, key):
    assert client.post("/api/demo/sessions", json={"key": key}).status_code == 204


def test_every_kind_of_thing_is_there(region, client, db):
    numbers = NUMBERS[Size.SMALL]
    assert db.scalar(select(func.count(Profile.id))) == numbers.people
    assert db.scalar(select(func.count(Organisation.id))) == numbers.organisations
    assert db.scalar(select(func.count(Opportunity.id))) == numbers.openings
    assert len(every(client, "spaces")) > 0.8 * numbers.spaces
    assert len(every(client, "mentors")) > 0.5 * numbers.mentors  # some hide from somebody, and so from guests
    assert len(every(client, "programmes")) == numbers.programmes


@pytest.mark.parametrize("path", LISTS)
def test_every_page_of_every_thing_can_be_read(region, client, path):
    items = every(client, path)
    assert items
    for item in items:
        reply = client.get(f"/api/{path}/{item['id']}")
        assert reply.status_code == 200, reply.text


def test_the_front_page_has_figures(region, client):
    assert client.get("/api/insights/front").status_code == 200
    assert client.get("/api/territories/region").status_code == 200


def test_the_region_says_that_it_is_invented(region, client, db):
    site = get_site(db)
    assert (site.is_demo, site.name, site.seeded_on) == (True, "Viveiro Norte", now().date())
    assert [p["key"] for p in client.get("/api/demo/people").json()] == ["student", "founder", "incubator"]


def test_the_student_finds_work_that_fits(region, client):
    enter(client, "student")
    assert client.get("/api/profiles/mine").json()["display_name"] == "Inês Sequeira"
    reply = client.get("/api/matches?market=opportunities")
    assert reply.status_code == 200, reply.text
    assert len(reply.json()["items"]) >= 5
    for market in ("mentors", "places", "funding", "spaces"):
        assert client.get(f"/api/matches?market={market}").status_code == 200


def test_the_founder_sees_candidates(region, client, db):
    enter(client, "founder")
    posts = [item for item in every(client, "opportunities") if item["organisation"]["id"] == str(row_id(STUDIO))]
    assert len(posts) == 5
    reply = client.get(f"/api/opportunities/{posts[0]['id']}/candidates")
    assert reply.status_code == 200, reply.text
    assert len(reply.json()["items"]) >= 1


def test_the_manager_has_a_programme_with_an_open_call(region, client):
    enter(client, "incubator")
    calls = [
        call for call in every(client, "calls") if call["programme"]["organisation"]["id"] == str(row_id(INCUBATOR))
    ]
    assert any(call["status"] == "open" for call in calls)


def test_the_desk_is_staff(region, db):
    assert db.scalar(select(func.count(Grant.id)).where(Grant.role == "staff")) == 1


def test_the_parts_of_a_profile_keep_their_order(region, db, small):
    student = next(person for person in small.people if person.key == STUDENT)
    kept = db.scalars(
        select(ProfileSkill.evidence)
        .where(ProfileSkill.profile_id == row_id(f"{STUDENT}/profile"))
        .order_by(ProfileSkill.id)
    ).all()
    assert kept[:6] == [claim.evidence for claim in student.claims[:6]]


def test_history_is_not_faked(region, db):
    names = Counter(db.scalars(select(LoggedEvent.name)))
    assert names["region.seeded"] == 1
    assert sum(names.values()) == 1


def test_what_fills_itself_is_filled(region, db):
    for table in Model.metadata.sorted_tables:
        if "folded" in table.columns:
            assert db.scalar(select(func.count()).select_from(table).where(table.columns.folded == "")) == 0, table.name


def test_a_database_with_people_is_left_alone(app, db, make):
    make.account()
    with pytest.raises(NotEmptyError):
        seed(app.state.engine, now().date(), size=Size.SMALL)
    assert db.scalar(select(func.count(Account.id))) == 1
    assert not get_site(db).is_demo


def test_a_second_time_changes_nothing(region, db):
    assert not is_empty(region.state.engine)
    with pytest.raises(NotEmptyError):
        seed(region.state.engine, now().date(), size=Size.SMALL)
    assert db.scalar(select(func.count(Organisation.id))) == NUMBERS[Size.SMALL].organisations


def test_progress_is_told(app):
    heard = []
    total = seed(app.state.engine, now().date(), lambda *step: heard.append(step), Size.SMALL)
    assert heard[0][0] == "vocabulary"
    assert heard[-1][1:] == (total, total)
    done = [done for step, done, _ in heard if step not in {"vocabulary", "territories", "world"}]
    assert done == sorted(done)


def test_the_founder_has_a_board_with_every_state_and_some_answers_are_late(region, client, db):
    enter(client, "founder")
    posts = [item for item in every(client, "opportunities") if item["organisation"]["id"] == str(row_id(STUDIO))]
    boards = [client.get(f"/api/opportunities/{post['id']}/board").json() for post in posts]
    board = max(boards, key=lambda one: sum(column["total"] for column in one["columns"]))

    assert min(column["total"] for column in board["columns"]) > 0
    late = client.get(f"/api/opportunities/{board['opportunity']['id']}/board?is_overdue=true").json()
    assert sum(column["total"] for column in late["columns"]) > 0
    card = board["columns"][0]["items"][0]
    seen = client.get(f"/api/applications/{card['id']}").json()
    receipt = client.get(f"/api/applications/{card['id']}/receipt").json()
    assert seen["shown"]["person"]["name"] == card["name"]
    assert seen["sha256"] == receipt["sha256"] == sha256(receipt["canonical"])
    assert seen["shown"]["person"]["skills"]
