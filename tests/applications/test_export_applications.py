"""What a team takes away as a file: what it may see, the same columns twice, nothing that a spreadsheet runs."""

import csv
import io

import pytest

from backend.applications import exporting
from backend.core.access import Role
from backend.core.events import LoggedEvent
from tests.applications.test_add_application import apply

EVIL = '=HYPERLINK("https://evil.example")'


@pytest.fixture
def job(make):
    return make.opportunity()


@pytest.fixture
def owner(make, job):
    return make.as_(make.member_of(job))


def export(client, job, headers, kind, **said):
    here = f"/api/opportunities/{job.id}/applications/export"
    return client.post(here, headers=headers, json={"format": kind, **said})


def rows(reply):
    return list(csv.DictReader(io.StringIO(reply.text.removeprefix("\ufeff"))))


def test_both_files_hold_the_same_people_in_the_same_columns(client, make, job, owner, db):
    for days, status in enumerate(("sent", "interview", "draft")):
        make.application(job, status=status, days=days)
    make.application()  # somebody else's
    listed = client.get(f"/api/opportunities/{job.id}/applications", headers=owner).json()["items"]

    table, plain = export(client, job, owner, "csv"), export(client, job, owner, "json").json()

    assert [one["id"] for one in rows(table)] == [one["id"] for one in plain] == [one["id"] for one in listed]
    assert list(plain[0]) == list(rows(table)[0]) == list(exporting.COLUMNS)
    assert table.headers["content-disposition"] == 'attachment; filename="applications.csv"'
    assert [one["status"] for one in export(client, job, owner, "json", status=["sent"]).json()] == ["sent"]
    assert export(client, job, owner, "json", q="nobody").json() == []
    told = [e.facts for e in db.query(LoggedEvent).filter(LoggedEvent.name == "applications.exported")]
    assert [(one["format"], one["count"]) for one in told] == [("csv", 2), ("json", 2), ("json", 1), ("json", 0)]


def note_in_csv(client, make, job, owner):
    apply(client, make.as_by_id(make.profile().account_id), job, note=EVIL)
    return rows(export(client, job, owner, "csv"))[0]["note"]


def test_no_cell_is_a_formula(client, make, job, owner):
    assert note_in_csv(client, make, job, owner) == f"'{EVIL}"
    assert export(client, job, owner, "json").json()[0]["note"] == EVIL  # a program reads what was written


def test_without_the_guard_it_would_be(client, make, job, owner, monkeypatch):
    """The control."""
    monkeypatch.setattr(exporting, "FORMULA", ())

    assert note_in_csv(client, make, job, owner) == EVIL


def test_who_hides_is_in_no_file_and_nobody_else_gets_one(client, make, job, owner):
    sent = make.application(job)
    both, employer = make.member_of(job), make.verified()
    make.grant(both, Role.OWNER, employer.id)
    assert len(export(client, job, make.as_(both), "json").json()) == 1
    make.hidden(make.profile_of(sent), employer.id)

    assert export(client, job, make.as_(both), "json").json() == []
    for headers in (make.as_(make.staff()), make.as_by_id(sent.account_id)):
        assert export(client, job, headers, "json").status_code == 403
