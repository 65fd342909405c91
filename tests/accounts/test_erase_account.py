"""Whoever has their account erased is gone: from every list at once, and from every table, file and log for good."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select

from backend.accounts.events import AccountErased
from backend.accounts.models import Account
from backend.accounts.tokens import hash_password, token_hash
from backend.alerts.models import ToldItem
from backend.core import once
from backend.core.access import Role
from backend.core.events import AT_ONCE, LISTENERS, LoggedEvent, first_broken
from backend.core.mail import Letter
from backend.core.model import Model, now
from backend.matches.models import Best, Receipt
from backend.matches.packing import unpack
from backend.organisations.models import Invitation, Organisation
from backend.taxonomy.vocabulary import id_of
from tests.accounts.test_sign_up import GOOD, sign_up, token_in
from tests.matches.scene import ANIMATOR, role
from tests.organisations.factory import PORTO
from tests.tools.logged import logged

MARK = "xkcanaryq"  # in every text that a person can write
EMAIL = f"{MARK}@example.org"
MINE = "/api/profiles/mine"
TYPED = {
    "account": {"email", "name"},
    "sign_in": {"agent"},
    "profile": {"display_name", "headline", "about"},
    "profile_skill": {"evidence", "evidence_url"},
    "profile_education": {"title", "school"},
    "profile_experience": {"title", "employer", "summary"},
    "profile_link": {"url", "title"},
    "cv_import": {"filename", "text"},
    "cv_line": {"proposed", "before"},
    "application": {"note", "answers"},
    "application_move": {"words"},
    "meeting": {"words", "place"},
    "application_snapshot": {"name", "headline", "content"},
    "mentor": {"title", "summary", "about", "folded"},
    "invitation": {"email"},
    "kept_reply": {"body"},
    "letter": {"to", "subject", "text"},
    "organisation": {"name", "summary", "description", "website", "contact_email", "address", "folded"},
    "opportunity": {"title", "summary", "folded"},
}


@pytest.fixture
def person(make):
    """Somebody with a password."""
    return make.account(email=EMAIL, name=f"Rita {MARK}", password_hash=hash_password(GOOD))


def erase(client, headers, password=GOOD):
    return client.request("DELETE", "/api/account", headers=headers, json={"password": password})


def arrive(client, inbox) -> dict[str, str]:
    """Sign up, confirm, and sign in from a browser that says who it is."""
    sign_up(client, EMAIL, name=f"Rita {MARK}")
    client.post("/api/accounts/confirmation", json={"token": token_in(inbox()[0])}, headers={"User-Agent": MARK})
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}


def fill_profile(client, headers) -> str:
    said = {"display_name": MARK, "headline": MARK, "about": MARK, "status": "listed", "audience": "everyone"}
    wishes = {"municipality_id": str(PORTO), "occupation_ids": [str(id_of(ANIMATOR))], "kinds": ["job"]}
    calls = [
        client.patch(MINE, headers=headers, json=said | wishes),
        client.put(
            f"{MINE}/skills/{id_of('tool/blender')}",
            headers=headers,
            json={"level": 3, "evidence": MARK, "evidence_url": f"https://{MARK}.example.org/"},
        ),
        client.post(f"{MINE}/education", headers=headers, json={"title": MARK, "school": MARK}),
        client.post(
            f"{MINE}/experience",
            headers=headers | {"Idempotency-Key": "once"},
            json={"title": MARK, "employer": MARK, "summary": MARK},
        ),
        client.post(f"{MINE}/links", headers=headers, json={"url": f"https://{MARK}.example.org/a", "title": MARK}),
    ]
    assert [call.status_code for call in calls if not call.is_success] == []
    return calls[0].json()["id"]


def apply_for(client, make, headers) -> None:
    """One application that is withdrawn with words, and another that waits."""
    asked = f"Why {MARK}?"
    said = {"note": MARK, "answers": [{"question": asked, "answer": MARK}]}
    jobs = [make.opportunity(questions=[asked]) for _ in range(2)]
    sent = [client.post(f"/api/opportunities/{job.id}/applications", headers=headers, json=said) for job in jobs]
    assert [reply.status_code for reply in sent] == [201, 201], sent[0].text
    here = f"/api/applications/{sent[0].json()['id']}"
    assert client.post(f"{here}/withdrawal", headers=headers, json={"words": MARK}).is_success
    talk_about(client, make.as_(make.member_of(jobs[1])), headers, sent[1].json()["id"])
    for job in jobs:  # the question is the organisation's
        job.questions = []
    make.db.commit()


def talk_about(client, team, headers, application) -> None:
    """Written, read, reported, and silenced."""
    at = f"/api/conversations/application/{application}"
    theirs = client.post(f"{at}/messages", headers=team, json={"words": "Hello!"}).json()["id"]
    report = {"reason": "other", "words": MARK}
    calls = [
        client.post(f"{at}/messages", headers=headers, json={"words": MARK}),
        client.post(f"{at}/reading", headers=headers, json={"number": 2}),
        client.post(f"/api/messages/{theirs}/report", headers=headers, json=report),
        client.post(f"{at}/silence", headers=headers),
    ]
    assert [call.json() for call in calls if not call.is_success] == []


def bring_cv(client, headers) -> None:
    work = {"name": f"Atelier {MARK}", "position": f"Designer {MARK}", "startDate": "2019-01", "summary": MARK}
    paper = {"basics": {"name": MARK, "label": f"Animator {MARK}", "summary": f"All about {MARK}."}, "work": [work]}
    file = (f"{MARK}.json", json.dumps(paper).encode(), "application/json")
    imported = client.post(f"{MINE}/cv-imports", headers=headers, files={"file": file}).json()
    lines = [line["id"] for line in imported["lines"]]
    accepted = client.post(f"{MINE}/cv-imports/{imported['id']}/acceptance", headers=headers, json={"accept": lines})
    assert (accepted.status_code, bool(lines)) == (200, True)


def offer(client, headers) -> None:
    """To be a mentor; an organisation of one's own that nobody else has seen; and a job drafted in it."""
    said = {"title": MARK, "summary": f"{MARK} and {MARK}", "municipality_id": str(PORTO)}
    mentor = client.post(
        "/api/mentors", headers=headers, json=said | {"about": MARK, "monthly_hours": 4, "free_hours": 2}
    )
    described = {"name": MARK, "kind": "startup", "summary": f"{MARK} and {MARK}", "description": MARK, "address": MARK}
    reached = {"website": f"https://{MARK}.example.org/", "contact_email": EMAIL, "municipality_id": str(PORTO)}
    organisation = client.post("/api/organisations", headers=headers, json=described | reached)
    assert organisation.status_code == 201, organisation.text
    job = client.post(
        "/api/opportunities",
        headers=headers,
        json=said | {"kind": "job", "zone": "Europe/Lisbon", "organisation_id": organisation.json()["id"]},
    )
    assert [call.json() for call in (mentor, organisation, job) if call.status_code != 201] == []


def be_known(client, make, headers, db) -> None:
    """To others: invited, recommended, shown, saved, written to; and inviting in the name of an organisation."""
    attic, job = make.verified(name="Attic"), None
    owner = make.member(attic)
    make.invitation(attic, email=EMAIL)
    job = role(make, organisation_id=attic.id)
    mine = db.scalar(select(Account.id).where(Account.email == EMAIL))
    shared = make.verified(name="Shared")
    make.member(shared)
    make.grant(db.get(Account, mine), Role.OWNER, shared.id)
    asked = client.post(
        f"/api/organisations/{shared.id}/invitations",
        headers=headers,
        json={"email": "friend@example.org", "role": "editor"},
    )
    calls = [asked, client.put(f"/api/saved/opportunities/{job.id}", headers=headers)]
    calls += [client.get("/api/matches", headers=headers, params={"q": ask}) for ask in ("", "zzz")]
    candidates = f"/api/opportunities/{job.id}/candidates"
    calls += [
        client.get(candidates, headers=make.as_(owner), params={"order": by}) for by in ("fit", "unranked", "fit")
    ]
    calls += [client.post("/api/sessions", json={"email": EMAIL, "password": "wrong"})]
    assert [call.status_code for call in calls if not call.is_success] == [401]
    make.save(Letter(key="reset:x", to=EMAIL, subject=f"Dear {MARK}", text=f"Hello {MARK}", due_at=None))


def meet(client, make, headers, db) -> None:
    """Somebody, once as guest and once as host; with hours of their own, and a program that reads their calendar."""
    mine = db.scalar(select(Account.id).where(Account.email == EMAIL))
    db.rollback()
    make.meeting(guest_id=mine, status="booked", words=MARK, place=MARK)
    make.meeting(host_id=mine, words=MARK)
    hours = {"zone": "Europe/Lisbon", "rule": "FREQ=WEEKLY;BYDAY=TU", "first_day": f"{now():%Y-%m-%d}"}
    kept = client.put("/api/meeting-hours", headers=headers, json=hours | {"begins": "09:00", "ends": "12:00"})
    assert [kept.status_code, client.put("/api/calendars/mine", headers=headers).status_code] == [200, 200]


@pytest.fixture
def known(client, make, inbox, db) -> Iterator[dict[str, str]]:
    """Somebody who has filled in everything and done everything; and the ids that they are known by."""
    headers = arrive(client, inbox)
    client.cookies.clear()
    profile = fill_profile(client, headers)
    bring_cv(client, headers)
    apply_for(client, make, headers)
    offer(client, headers)
    be_known(client, make, headers, db)
    meet(client, make, headers, db)
    account = db.scalar(select(Account.id).where(Account.email == EMAIL))
    db.rollback()
    return {"headers": headers, "ids": [str(account), account.hex, profile, profile.replace("-", "")]}


def texts(db) -> Iterator[tuple[str, str, str]]:
    """Every value of every column of every table as text, the bytes of receipts unpacked."""
    db.expire_all()
    for table in Model.metadata.sorted_tables:
        for row in db.execute(select(table)).mappings():
            for column, value in row.items():
                is_packed = table.name == "receipt" and column == "content"
                yield table.name, str(column), as_text(content_of(db, row) if is_packed else value)
    db.rollback()


def content_of(db, row) -> bytes:
    base = db.execute(select(Receipt.__table__).where(Receipt.id == row["base_id"])).mappings().one_or_none()
    return unpack(row["content"], content_of(db, base) if base else None)


def as_text(value) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def found(db, *words) -> set[tuple[str, str]]:
    """(table, column) wherever one of the words is."""
    return {(table, column) for table, column, text in texts(db) if any(word in text.lower() for word in words)}


def test_nothing_is_left_of_somebody_who_filled_in_everything(client, known, db, inbox, tmp_path, capsys, config):
    marks = (MARK, token_hash(EMAIL)[:32])
    before = found(db, *marks)
    assert {(table, column) for table, columns in TYPED.items() for column in columns} - before == set()
    assert {"receipt", "receipt_person", "showing", "saved", "attempt"} <= {
        table for table, _ in found(db, *known["ids"])
    }

    with logged("debug"):
        reply = erase(client, known["headers"])
        sent = inbox()

    assert reply.status_code == 204
    assert found(db, *marks) == set()
    # In the log of events an id stays, which leads nowhere; so in the name of the mail that said goodbye,
    # and for two days in the journal that tells every process to drop its copy.
    assert {table for table, _ in found(db, *known["ids"])} <= {"event", "letter", "journal"}
    assert first_broken(db) is None
    assert [file for file in (tmp_path / "files").rglob("*") if MARK in file.name or holds(file)] == []
    said = capsys.readouterr()
    assert "mail.written" in said.err
    assert MARK not in said.err + said.out
    goodbye = [mail for mail in sent if mail["To"] == EMAIL][-1]
    assert goodbye["Subject"] == "Your account at Viveiro is erased"
    assert MARK not in goodbye.get_content()
    assert [mail["To"] for mail in sent if "friend" in mail["To"]] == []


OWNED = {  # every table that refers to a person, and where the export has its rows
    "profile": lambda it: [it["profile"]],
    "profile_skill": lambda it: it["profile"]["skills"],
    "profile_language": lambda it: it["profile"]["languages"],
    "profile_education": lambda it: it["profile"]["education"],
    "profile_experience": lambda it: it["profile"]["experience"],
    "profile_link": lambda it: it["profile"]["links"],
    "profile_hidden_from": lambda it: it["profile"]["hidden_from"],
    "profile_wish": lambda it: [one for wish in ("occupations", "sectors", "goals") for one in it["profile"][wish]],
    "cv_import": lambda it: it["imports"],
    "grant": lambda it: it["kept"]["roles"],
    "sign_in": lambda it: it["kept"]["sessions"],
    "ticket": lambda it: it["kept"]["links"],
    "invitation": lambda it: [one for one in it["kept"]["invitations"] if one["is_sent"]],
    "application": lambda it: it["kept"]["applications"],
    "meeting": lambda it: [one for one in it["kept"]["meetings"] if one["role"] == "guest"],
    "meeting_claim": lambda it: [one for one in it["kept"]["meetings"] if one["status"] == "booked"],
    "weekly_hours": lambda it: [it["kept"]["meeting-hours"]],
    "calendar_feed": lambda it: [it["kept"]["calendar-feed"]],
    "application_move": lambda it: [step for one in it["kept"]["applications"] for step in one["moves"]],
    "conversation": lambda it: it["kept"]["messages"]["conversations"],
    "message": lambda it: [one for one in it["kept"]["messages"]["messages"] if one["is_own"]],
    "message_reading": lambda it: it["kept"]["messages"]["readings"],
    "message_silence": lambda it: it["kept"]["messages"]["silences"],
    "message_report": lambda it: it["kept"]["messages"]["reports"],
    "mentor": lambda it: it["kept"]["mentoring"],
    "saved": lambda it: it["kept"]["saved"],
    "showing": lambda it: it["kept"]["rankings"],
    "reaction": lambda it: it["kept"]["reactions"],
    "receipt_person": lambda it: it["kept"]["ranked"],
    "best": lambda it: it["kept"]["best"],
    "alert": lambda it: it["kept"]["alerts"]["searches"],
    "rhythm": lambda it: [it["kept"]["alerts"]["rhythm"]],
    "told_item": lambda it: it["kept"]["alerts"]["told"],
    "profile_shown_to": lambda it: it["shown_to"],
}
NOBODY = {"demo_person", "digest"}  # invented people; and a letter on its way, which is gone when it is written


def referring(db, account_id, profile_id) -> dict[str, int]:
    """How many rows of every table point at this person."""
    keys = [(table, key) for table in Model.metadata.sorted_tables for key in table.foreign_keys]
    mine = {"account": account_id, "profile": profile_id}
    return {
        table.name: db.scalar(select(func.count()).select_from(table).where(key.parent == mine[key.column.table.name]))
        for table, key in keys
        if key.column.table.name in mine and table.name not in NOBODY
    }


def test_before_they_go_people_can_take_along_everything_that_is_kept(client, known, db):
    account, _, profile, _ = (UUID(one) for one in known["ids"])
    client.patch(MINE, headers=known["headers"], json={"is_pure_fit": True})
    listed = client.get("/api/matches", headers=known["headers"]).json()
    first = {name: listed["items"][0][name] for name in ("market", "thing_id")}
    opened = {"receipt_id": listed["receipt_id"], "deed": "opened"} | first
    assert client.post("/api/reactions", headers=known["headers"], json=opened).status_code == 204
    kept_search = {"listing": "opportunities", "query": "kind=job", "name": "Jobs", "frequency": "daily"}
    assert client.post("/api/alerts", headers=known["headers"], json=kept_search).status_code == 201
    db.add(ToldItem(account_id=account, thing_id=UUID(first["thing_id"]), told_at=now()))
    db.add(Best(profile_id=profile, rank=1, opportunity_id=UUID(first["thing_id"]), score=650_250))
    db.commit()
    taken = client.get(f"{MINE}/export", headers=known["headers"]).json()
    kept = referring(db, account, profile)
    assert {name: len(rows(taken)) for name, rows in OWNED.items()} == kept
    assert min(kept[name] for name in kept.keys() - {"profile_language", "profile_hidden_from"}) > 0
    assert taken["profile"]["is_pure_fit"] is True
    received = [one for one in taken["kept"]["invitations"] if not one["is_sent"]]
    assert [one["email"] for one in received] == [EMAIL]
    assert "accounts.opened" in {one["name"] for one in taken["kept"]["log"]}
    assert taken["kept"]["mentoring"][0]["about"] == MARK


def holds(file) -> bool:
    return file.is_file() and MARK.encode() in file.read_bytes()


@pytest.mark.parametrize(
    ("registry", "listener", "left"),
    [
        (AT_ONCE, "backend.notifications.listeners.say_goodbye", "letter"),
        (AT_ONCE, "backend.organisations.listeners.leave_for_good", "invitation"),
        (LISTENERS, "backend.matches.listeners.forget_receipts_of_the_gone", "receipt"),
    ],
)
def test_leaving_one_listener_out_leaves_something(client, known, db, worker, monkeypatch, registry, listener, left):
    """The control: the walk sees what a domain forgot to forget."""
    monkeypatch.delitem(registry[AccountErased], listener)

    erase(client, known["headers"])
    worker()

    assert left in {table for table, _ in found(db, MARK, *known["ids"])}


def test_forgetting_no_kept_replies_leaves_them(client, known, db, worker, monkeypatch):
    """The control for what core keeps."""
    monkeypatch.setattr(once, "forget_person", lambda *_: None)

    erase(client, known["headers"])

    assert ("kept_reply", "body") in found(db, MARK)


def test_whoever_is_gone_cannot_sign_in_and_is_in_no_list(client, make, person):
    profile = make.profile(account=person)
    mentor = make.mentor(account=person)
    here, there = make.as_(person), make.as_(person)
    assert client.get("/api/mentors").json()["total"] == 1

    assert erase(client, here).status_code == 204

    assert [client.get("/api/me", headers=browser).json()["id"] for browser in (here, there)] == [None, None]
    assert client.post("/api/sessions", json={"email": EMAIL, "password": GOOD}).status_code == 401
    assert client.get(f"/api/profiles/{profile.id}").status_code == 404
    assert client.get(f"/api/mentors/{mentor.id}").status_code == 404
    assert client.get("/api/mentors").json()["total"] == 0


def test_whoever_is_gone_is_no_candidate_any_more(client, make, person):
    profile = make.profile(account=person, municipality_id=PORTO)
    attic = make.verified()
    job, owner = role(make, organisation_id=attic.id), make.as_(make.member(attic))
    candidates = f"/api/opportunities/{job.id}/candidates"

    def people():
        reply = client.get(candidates, headers=owner).json()
        return reply["seen"] if "seen" in reply else reply["total"] + sum(one["people"] for one in reply["hidden"])

    assert people() == 1
    erase(client, make.as_(person))

    assert people() == 0
    assert client.get(f"{candidates}/{profile.id}", headers=owner).status_code == 404


def test_it_takes_the_password(client, make, person, db):
    headers = make.as_(person)

    assert erase(client, headers, "guessed").json()["code"] == "accounts.wrong-password"
    assert client.request("DELETE", "/api/account", headers=headers).status_code == 422
    assert client.get("/api/me", headers=headers).json()["id"] == str(person.id)


def test_guessing_ends(client, make, person):
    headers = make.as_(person)

    codes = [erase(client, headers, "guessed").status_code for _ in range(11)]

    assert codes == [401] * 10 + [429]
    assert erase(client, headers).status_code == 429


def test_a_person_of_a_demo_stays(client, make):
    """They have no password, and are everybody's."""
    headers = make.as_(make.account(password_hash=None))

    reply = erase(client, headers, "anything")

    assert (reply.status_code, reply.json()["code"]) == (403, "accounts.no-password")


def test_a_second_time_there_is_nobody(client, make, person):
    here, there = make.as_(person), make.as_(person)

    assert [erase(client, tab).status_code for tab in (here, there, here)] == [204, 401, 401]


def test_two_tabs_at_once_erase_once(client, make, person, db, inbox):
    tabs = [make.as_(person) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda tab: erase(client, tab), tabs))

    assert sorted(reply.status_code for reply in replies) == [204, 401, 401, 401]
    told = db.scalars(select(LoggedEvent).where(LoggedEvent.name == "accounts.erased")).all()
    assert [(event.actor_id, event.subject_id) for event in told] == [(person.id, person.id)]
    db.rollback()
    assert len(inbox()) == 1


def test_mails_that_were_on_their_way_find_nobody_and_make_no_noise(client, make, person, db, inbox):
    client.post("/api/password-resets", json={"email": EMAIL})
    changed = {"current": GOOD, "password": "lousa-neblina-9-comboios"}
    headers = make.as_(person)
    client.post("/api/me/password", headers=headers, json=changed)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}
    client.cookies.clear()

    assert erase(client, headers, changed["password"]).status_code == 204

    assert [mail["Subject"] for mail in inbox()] == ["Your account at Viveiro is erased"]
    assert [text for table, column, text in texts(db) if (table, column) == ("delivery", "error")].count("None") > 1
    assert {text for table, column, text in texts(db) if (table, column) == ("delivery", "error")} == {"None"}


def test_the_address_may_come_again_as_somebody_new(client, make, person, inbox):
    erase(client, make.as_(person))
    inbox()

    sign_up(client, EMAIL)
    client.post("/api/accounts/confirmation", json={"token": token_in(inbox()[-1])})

    me = client.get("/api/me").json()
    assert me["email"] == EMAIL
    assert me["id"] != str(person.id)


def test_others_are_not_left_without_an_owner(client, make, person):
    attic, cellar = make.verified(name="Attic"), make.verified(name="Cellar")
    for organisation in (attic, cellar):
        make.grant(person, Role.OWNER, organisation.id)
        make.member(organisation, Role.EDITOR)
    heir, headers = make.as_(make.member(cellar)), make.as_(person)
    editor = make.member(attic, Role.EDITOR).id
    here, there = (f"/api/organisations/{one.id}/members" for one in (attic, cellar))

    reply = erase(client, headers)

    assert (reply.status_code, reply.json()["code"]) == (409, "organisations.others-left-alone")
    assert reply.json()["params"] == {"organisation_ids": [str(attic.id)]}
    assert client.get("/api/me", headers=headers).json()["id"] == str(person.id)

    client.patch(f"{here}/{editor}", headers=headers, json={"role": "owner"})
    assert erase(client, headers).status_code == 204
    left = client.get(there, headers=heir)
    assert left.status_code == 200
    assert str(person.id) not in left.text


def test_two_owners_who_go_at_once_do_not_leave_the_third_alone(client, make, person, db):
    attic, other = make.verified(), make.account(password_hash=hash_password(GOOD))
    make.member(attic, Role.EDITOR)
    for owner in (person, other):
        make.grant(owner, Role.OWNER, attic.id)
    tabs = [make.as_(person), make.as_(other)]

    with ThreadPoolExecutor(2) as pool:
        codes = sorted(pool.map(lambda tab: erase(client, tab).status_code, tabs))

    assert codes == [204, 409]


def test_what_only_they_belonged_to_leaves_the_stage_and_the_staff_may_hand_it_on(client, make, person):
    attic = make.verified(name="Attic", contact_email=EMAIL)
    job = role(make, organisation_id=attic.id)
    make.grant(person, Role.OWNER, attic.id)
    desk, here = make.as_(make.staff()), f"/api/organisations/{attic.id}"

    assert erase(client, make.as_(person)).status_code == 204

    assert client.get(here).status_code == 404
    assert client.get(f"/api/opportunities/{job.id}").status_code == 404
    kept = client.get(here, headers=desk).json()
    assert (kept["status"], kept["suspended_for"], kept["contact_email"]) == ("suspended", "ownerless", None)
    assert client.delete(f"{here}/suspension", headers=desk).is_success
    heir = client.post(f"{here}/invitations", headers=desk, json={"email": "heir@example.org", "role": "owner"})
    assert heir.status_code == 201
    assert client.get(f"/api/opportunities/{job.id}").status_code == 200


def test_a_draft_that_nobody_else_saw_goes_with_all_that_was_drafted_in_it(client, make, person, db):
    attic, other = make.organisation(status="draft"), make.account()
    make.grant(person, Role.OWNER, attic.id)
    make.opportunity(organisation_id=attic.id, status="draft")
    make.space(place=make.place(organisation_id=attic.id))
    make.call(programme=make.programme(organisation_id=attic.id))
    make.funding_call(organisation_id=attic.id, status="draft")
    mentor = make.mentor(account=other, organisation_id=attic.id)

    assert erase(client, make.as_(person)).status_code == 204

    assert found(db, str(attic.id)) <= {("event", "subject_id"), ("event", "facts"), ("journal", "row_id")}
    assert client.get(f"/api/mentors/{mentor.id}").status_code == 200


def test_what_was_posted_for_an_organisation_with_others_stays(client, make, person, db):
    attic = make.verified()
    job = role(make, organisation_id=attic.id)
    make.member(attic)
    make.grant(person, Role.OWNER, attic.id)
    sent = make.invitation(attic, email="friend@example.org", invited_by_id=person.id)

    assert erase(client, make.as_(person)).status_code == 204

    assert client.get(f"/api/opportunities/{job.id}").status_code == 200
    left = db.get(Invitation, sent.id, populate_existing=True)
    assert (left.status, left.invited_by_id) == ("withdrawn", None)
    assert db.get(Organisation, attic.id).status == "verified"


def test_the_log_cannot_be_cleaned_by_hand(client, make, person, db):
    """The control of the tombstone: the chain notices when somebody removes an event instead of a person."""
    erase(client, make.as_(person))
    assert first_broken(db) is None

    with pytest.raises(Exception, match="append_only"):
        db.execute(delete(LoggedEvent))
    db.rollback()
