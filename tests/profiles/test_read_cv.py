"""A visitor's CV is read, shown, and forgotten."""

import pytest
from sqlalchemy import func, select

from backend.core.events import LoggedEvent
from backend.core.model import Model
from backend.profiles.service import imports
from tests.profiles.samples import sample

READINGS = "/api/cv-readings"


def rows(db):
    names = ("profile", "cv_import", "cv_line", "event")
    return {name: db.scalar(select(func.count()).select_from(Model.metadata.tables[name])) for name in names}


@pytest.mark.parametrize(
    "name", ["cv-pt.txt", "cv-en.txt", "resume.json", "europass-passport.xml", "europass-candidate.xml"]
)
def test_a_guest_learns_what_we_understood(client, db, name):
    reply = client.post(READINGS, files={"file": (name, sample(name))})

    assert reply.status_code == 200, reply.text
    body = reply.json()
    assert body["experience"]
    assert body["languages"]
    assert body["education_level"] in {6, 7}
    assert body["skills"] or name.startswith("europass-candidate")
    for found in (*body["skills"], *body["languages"], *body["experience"], *body["education"]):
        span = found["evidence"]
        assert body["text"][span["start"] : span["end"]] == span["text"]
    assert set(rows(db).values()) == {0}
    assert db.scalars(select(LoggedEvent)).all() == []


def test_words_come_in_the_asked_language(client):
    said = [
        client.post(f"{READINGS}?lang={lang}", files={"file": ("a.txt", "Línguas\nInglês C1\n".encode())}).json()
        for lang in ("en", "pt")
    ]

    assert [one["languages"][0]["concept"]["label"] for one in said] == ["English", "inglês"]


def test_months_are_counted_for_the_preview(client):
    body = client.post(READINGS, files={"file": ("cv.txt", sample("cv-pt.txt"))}).json()

    assert body["experience"][0]["months"] == 35
    assert "employer" not in body["experience"][0]


def test_what_cannot_be_read_names_the_way_out(client, db):
    reply = client.post(READINGS, files={"file": ("cv.pdf", b"<html><body>CV</body></html>")})

    assert (reply.status_code, reply.json()["params"]["way_out"]) == (415, "save-as-pdf")
    assert reply.json()["params"]["named"] == ".pdf"


def test_too_many_readings_are_put_off(client, monkeypatch):
    monkeypatch.setattr(imports, "READINGS_AN_HOUR", 2)
    replies = [client.post(READINGS, files={"file": ("a.txt", b"Languages\nEnglish C1\n")}) for _ in range(3)]

    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert int(replies[2].headers["Retry-After"]) > 0


def test_the_same_file_gives_the_same_answer(client):
    files = {"file": ("cv.txt", sample("cv-pt.txt"))}

    assert client.post(READINGS, files=files).content == client.post(READINGS, files=files).content
