"""Nobody is ghosted: reminders, the end when the grace is over, and a late answer that is still in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from backend.applications import queries
from backend.applications.models import Application, ApplicationMove
from backend.applications.service import clocks, door, records
from backend.core.db import writing
from tests.applications.test_answers import act
from tests.matches.scene import role, talent


@pytest.fixture
def engine(app):
    """The application's own."""
    return app.state.engine


def remind(engine):
    with writing(engine) as db:
        clocks.remind(db)


def record(client, organisation_id):
    return client.get(f"/api/organisations/{organisation_id}").json()["reply_record"]


def test_before_and_after_the_time_is_up_the_team_is_reminded_once(make, engine, inbox):
    job = make.opportunity(reply_by_days=10, title="Animator")
    owner = make.member_of(job)
    for days in (8, 8, 11, 2):  # two are due in two days, one was due yesterday, one has time
        make.application(job, days=days)

    for _ in range(3):
        remind(engine)

    mails = sorted((mail["Subject"], mail["To"], mail.get_content()) for mail in inbox())
    assert [(subject, to) for subject, to, _ in mails] == [
        ("An answer is due soon: “Animator”", owner.email),
        ("The time to answer is over: “Animator”", owner.email),
    ]
    assert "2 of those who applied" in mails[0][2]


def test_an_offer_is_recalled_to_its_person(make, engine, inbox):
    offered = make.application(make.opportunity(reply_by_days=10), status="offered", days=8)

    remind(engine)

    (mail,) = inbox()
    assert (mail["To"], mail["Subject"][:20]) == (make.email_of(offered), "An offer waits for y")


def test_silence_ends_after_the_grace_with_a_reason_and_everybody_sees_the_record(client, make, engine, inbox):
    job = make.opportunity(reply_by_days=10)
    ended, graced = make.application(job, days=18), make.application(job, days=16)
    rita = make.as_by_id(ended.account_id)
    assert record(client, job.organisation_id) is None

    clocks.close_overdue(engine)
    mails = inbox()

    seen = client.get(f"/api/applications/{ended.id}", headers=rita).json()
    assert (seen["status"], seen["reason"], seen["ended_by"]) == ("declined", "no_answer", "clock")
    assert seen["moves"][-1]["by"] == "clock"
    assert make.status_of(graced) == "sent"
    assert [(m["To"], m["Subject"][:19]) for m in mails] == [(make.email_of(ended), "Closed by the clock")]
    assert record(client, job.organisation_id) == {
        "asked": 1,
        "answered": 0,
        "share_answered": 0.0,
        "median_days": None,
        "ended": 0,
        "filled": 0,
    }


def test_an_offer_that_nobody_answers_lapses_and_is_not_the_organisations_fault(client, make, engine, worker):
    offered = make.application(status="offered", days=30, answered_at=None)

    clocks.close_overdue(engine)
    worker()

    assert make.reason_of(offered) == "offer_lapsed"
    assert record(client, offered.organisation_id) is None


def test_the_record_counts_answers_their_median_and_what_was_filled(client, make, worker):
    job = make.opportunity(reply_by_days=10)
    owner = make.as_(make.member_of(job))
    for days in (2, 4, 9):
        act(client, make.application(job, days=days), "shortlisting", owner)
    act(client, make.application(job, days=1), "sight", owner)  # to look is no answer
    act(client, withdrawn := make.application(job), "withdrawal", make.as_by_id(withdrawn.account_id))
    worker()
    before = client.get(f"/api/organisations/{job.organisation_id}").json()
    assert before["reply_record"] | {"ended": 0, "filled": 0} == {
        "asked": 3,
        "answered": 3,
        "share_answered": 1.0,
        "median_days": 4.0,
        "ended": 0,
        "filled": 0,
    }

    client.post(f"/api/opportunities/{job.id}/closure", headers=owner, json={"reason": "filled"})
    worker()

    after = client.get(f"/api/organisations/{job.organisation_id}").json()
    assert (after["reply_record"]["ended"], after["reply_record"]["filled"]) == (1, 1)
    assert after["updated_at"] == before["updated_at"]  # a form that is open stays fresh


def test_silence_costs_a_posting_its_rank(client, make, engine, worker):
    """The same work twice: once from who answers, once from who does not."""
    account, _ = talent(make)
    silent, answering = role(make, title="Silent"), role(make, title="Answering")
    headers = make.as_(account)

    def score(job):
        found = client.get("/api/matches", headers=headers).json()["items"]
        return next(one["score"] for one in found if one["thing_id"] == str(job.id))

    assert score(silent) == score(answering)
    for _ in range(3):
        make.application(silent, days=60)
        act(client, make.application(answering, days=1), "shortlisting", make.as_(make.member_of(answering)))
    clocks.close_overdue(engine)
    worker()

    items = client.get("/api/matches", headers=headers).json()["items"]
    assert [one["title"] for one in items] == ["Answering", "Silent"]
    assert score(silent) < score(answering)
    assert items[1]["reply_record"]["share_answered"] == 0.0


def late(client, make, engine, monkeypatch):
    """The clock has read what is overdue, and before it writes the organisation answers."""
    application = make.application(days=60)
    owner, read = make.as_(make.member(make.organisation_of(application))), queries.overdue

    def overdue(db, moment):
        found = read(db, moment)
        assert act(client, application, "interview", owner).status_code == 200
        return found

    monkeypatch.setattr(queries, "overdue", overdue)
    clocks.close_overdue(engine)
    return application


def test_a_late_answer_is_in_time_until_the_clock_has_spoken(client, make, engine, monkeypatch):
    application = late(client, make, engine, monkeypatch)

    assert make.status_of(application) == "interview"


def test_without_the_door_the_clock_would_speak_over_it(client, make, engine, monkeypatch):
    """The control."""
    monkeypatch.setattr(door, "as_read", lambda application: Application.id == application.id)

    application = late(client, make, engine, monkeypatch)

    assert make.status_of(application) == "declined"


def test_clocks_and_answers_at_once_end_each_application_once(client, make, engine):
    job = make.opportunity()
    owner, waiting = make.as_(make.member_of(job)), [make.application(job, days=60) for _ in range(12)]

    with ThreadPoolExecutor(5) as pool:
        closing = [pool.submit(clocks.close_overdue, engine) for _ in range(2)]
        codes = list(pool.map(lambda one: act(client, one, "rejection", owner, reason="depth").status_code, waiting))
        for one in closing:
            one.result()

    assert set(codes) <= {200, 409}
    ends = make.db.query(ApplicationMove).filter(ApplicationMove.status == "declined").all()
    assert len({end.application_id for end in ends}) == len(ends) == len(waiting)
    assert sum(end.by == "organisation" for end in ends) == codes.count(200)


def test_after_a_year_a_record_forgets(client, make, engine, worker):
    job = make.opportunity()
    act(client, make.application(job, days=10), "shortlisting", make.as_(make.member_of(job)))
    worker()
    assert record(client, job.organisation_id)["asked"] == 1
    row = make.db.query(Application).one()
    row.sent_at -= timedelta(days=356)
    make.db.commit()

    with writing(engine) as db:
        records.age_records(db)

    assert record(client, job.organisation_id) is None
