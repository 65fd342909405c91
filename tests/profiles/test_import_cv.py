"""Importing a CV: shown as a difference, taken over line by line, nothing typed overwritten."""

import pytest
from sqlalchemy import func, select

from backend.core.events import LoggedEvent
from backend.core.ids import new_id
from backend.profiles.models import CvImport, CvLine, Profile
from backend.taxonomy.vocabulary import id_of
from tests.profiles.papers import column, pdf, words
from tests.profiles.samples import sample

MINE = "/api/profiles/mine"
CV = sample("cv-pt.txt")
FORMATS = ["cv-pt.txt", "cv-en.txt", "resume.json", "europass-passport.xml", "europass-candidate.xml"]


@pytest.fixture
def me(make):
    return make.account(name="Marta Espinheira")


@pytest.fixture
def mine(client, make, me):
    headers = make.as_(me)

    def call(method, path="", **given):
        return client.request(method, f"{MINE}{path}", headers=headers, **given)

    return call


@pytest.fixture
def send(mine):
    def send(content=CV, name="cv.txt"):
        return mine("POST", "/cv-imports", files={"file": (name, content)})

    return send


@pytest.fixture
def decide(mine):
    def decide(imported, **ids):
        return mine("POST", f"/cv-imports/{imported['id']}/acceptance", json=ids)

    return decide


def lines(imported, kind, field=""):
    return [line for line in imported["lines"] if (line["kind"], line["field"]) == (kind, field)]


def pending(imported):
    return [line["id"] for line in imported["lines"] if line["status"] == "pending"]


def test_a_cv_becomes_a_difference(send):
    reply = send()

    assert reply.status_code == 201, reply.text
    body = reply.json()
    assert (body["format"], body["lang"], body["filename"], body["left_out"]) == ("text", "pt", "cv.txt", 0)
    (headline,) = lines(body, "field", "headline")
    assert headline["proposed"]["value"] == "Editora de vídeo e designer de movimento"
    assert (headline["current"], headline["default"], headline["status"]) == (None, "accept", "pending")
    assert lines(body, "field", "display_name") == []  # the account says the same
    (level,) = lines(body, "field", "education_level")
    assert level["proposed"]["value"] == 7
    assert [job["proposed"]["title"] for job in lines(body, "experience")] == [
        "Editora de vídeo",
        "Estagiária de design",
        "Ilustradora independente",
    ]
    assert {(line["label"], line["proposed"]["cefr"]) for line in lines(body, "language")} >= {("English", "C1")}
    assert [line["proposed"]["url"] for line in lines(body, "link")] == ["https://behance.net/marta-espinheira"]
    for line in body["lines"]:
        span = line["evidence"]
        assert body["text"][span["start"] : span["end"]] == span["text"] != ""


def test_skills_are_found_with_what_shows_them(send):
    found = {line["label"]: line for line in lines(send().json(), "skill")}

    assert {"After Effects", "DaVinci Resolve", "Blender"} <= {label.removeprefix("Adobe ") for label in found}
    resolve = found["DaVinci Resolve"]
    assert resolve["proposed"]["evidence_kind"] == "job"
    assert "filmes de casamento" in resolve["proposed"]["evidence"]
    assert resolve["evidence"]["text"] == "DaVinci Resolve"
    assert found["Blender"]["proposed"]["evidence_kind"] == "self"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_taken_over_whole(send, decide, mine, name):
    imported = send(sample(name), name).json()
    assert len(imported["lines"]) >= 5

    reply = decide(imported, accept=pending(imported))

    assert reply.status_code == 200, reply.text
    assert {line["status"] for line in reply.json()["lines"]} == {"accepted"}
    profile = mine("GET").json()
    assert profile["experience"]
    assert profile["education"]
    assert profile["languages"]
    assert {row["source"] for part in ("experience", "education", "languages", "skills") for row in profile[part]} == {
        "cv"
    }


def test_only_what_was_accepted_is_taken(send, decide, mine):
    imported = send().json()
    (headline,) = lines(imported, "field", "headline")
    job, other, *_ = lines(imported, "experience")

    decided = decide(imported, accept=[headline["id"], job["id"]], refuse=[other["id"]]).json()

    profile = mine("GET").json()
    assert profile["headline"] == "Editora de vídeo e designer de movimento"
    assert [(job["title"], job["started"], job["ended"]) for job in profile["experience"]] == [
        ("Editora de vídeo", "2021-09", "2024-07")
    ]
    assert (profile["about"], profile["skills"], profile["languages"]) == ("", [], [])
    assert {line["id"]: line["status"] for line in decided["lines"]}[other["id"]] == "refused"


def test_what_was_typed_stays_unless_the_person_says_otherwise(send, decide, mine):
    mine("PATCH", json={"headline": "Ceramista", "education_level": 4})
    mine("PUT", f"/languages/{id_of('language/en')}", json={"cefr": "B1"})
    mine("PUT", f"/skills/{id_of('tool/blender')}", json={"level": 4})

    imported = send().json()

    (headline,) = lines(imported, "field", "headline")
    assert (headline["current"], headline["default"]) == ("Ceramista", "keep")
    (english,) = [line for line in lines(imported, "language") if line["label"] == "English"]
    assert (english["current"], english["default"]) == ("B1", "keep")
    assert "Blender" not in [line["label"] for line in lines(imported, "skill")]
    profile = mine("GET").json()
    assert (profile["headline"], profile["education_level"]) == ("Ceramista", 4)

    decide(imported, accept=[english["id"]])
    profile = mine("GET").json()
    assert [row["cefr"] for row in profile["languages"]] == ["C1"]
    assert (profile["headline"], profile["skills"][0]["level"]) == ("Ceramista", 4)


def test_what_was_typed_between_import_and_acceptance_stays(send, decide, mine):
    imported = send().json()
    blender = next(line for line in lines(imported, "skill") if line["label"] == "Blender")
    mine("PUT", f"/skills/{id_of('tool/blender')}", json={"level": 4})

    decide(imported, accept=[blender["id"]])

    (skill,) = mine("GET").json()["skills"]
    assert (skill["level"], skill["source"]) == (4, "typed")


def test_the_same_file_twice_changes_nothing(send, decide, mine, db):
    first = send().json()
    decide(first, accept=pending(first)[:3])
    before = mine("GET").json()
    counted = db.scalar(select(func.count()).select_from(CvLine))
    db.rollback()

    again = send(name="other-name.txt")

    assert (again.status_code, again.json()["id"], again.json()["filename"]) == (200, first["id"], "cv.txt")
    assert mine("GET").json() == before
    assert db.scalar(select(func.count()).select_from(CvImport)) == 1
    assert db.scalar(select(func.count()).select_from(CvLine)) == counted


def test_another_file_that_says_the_same_proposes_nothing(send, decide):
    first = send().json()
    decide(first, accept=pending(first))

    second = send(CV + b"\n\n").json()

    assert second["id"] != first["id"]
    assert second["lines"] == []


def test_an_acceptance_can_be_taken_back(send, decide, mine):
    mine("PATCH", json={"headline": "Ceramista"})
    mine("PUT", f"/languages/{id_of('language/en')}", json={"cefr": "B1"})
    before, imported = mine("GET").json(), send().json()
    ids = pending(imported)
    decide(imported, accept=ids)
    assert mine("GET").json()["headline"] != "Ceramista"

    reopened = decide(imported, reopen=ids).json()

    after = mine("GET").json()
    assert {line["status"] for line in reopened["lines"]} == {"pending"}
    moved = {"updated_at", "languages"}
    assert {k: v for k, v in after.items() if k not in moved} == {k: v for k, v in before.items() if k not in moved}
    assert [(row["cefr"], row["source"]) for row in after["languages"]] == [("B1", "typed")]


def test_taking_back_leaves_what_the_person_changed_since(send, decide, mine):
    imported = send().json()
    ids = pending(imported)
    decide(imported, accept=ids)
    mine("PATCH", json={"headline": "Outra coisa"})
    mine("PUT", f"/skills/{id_of('tool/blender')}", json={"level": 4})

    decide(imported, reopen=ids)

    profile = mine("GET").json()
    assert profile["headline"] == "Outra coisa"
    assert [skill["concept"]["label"] for skill in profile["skills"]] == ["Blender"]


def test_a_decision_is_made_once(send, decide):
    imported = send().json()
    line = pending(imported)[0]
    assert [decide(imported, accept=[line]).status_code for _ in range(2)] == [200, 200]

    reply = decide(imported, refuse=[line])

    assert (reply.status_code, reply.json()["code"]) == (409, "profiles.line-decided")


def test_a_decision_is_whole_or_nothing(send, decide, mine):
    imported = send().json()
    ids = pending(imported)
    before = mine("GET").json()

    assert decide(imported, accept=[*ids, str(new_id())]).status_code == 404
    assert decide(imported, accept=ids, refuse=ids[:1]).status_code == 422
    assert mine("GET").json() == before


def test_ones_cv_is_nobody_elses(client, make, send, mine):
    imported = send().json()
    stranger = make.as_(make.account())
    address = f"{MINE}/cv-imports/{imported['id']}"

    assert client.get(address, headers=stranger).status_code == 404
    assert client.post(f"{address}/acceptance", headers=stranger, json={}).status_code == 404
    assert client.delete(address, headers=stranger).status_code == 404
    assert mine("GET", f"/cv-imports/{imported['id']}").json() == imported
    assert [row["id"] for row in mine("GET", "/cv-imports").json()] == [imported["id"]]


def test_a_forgotten_cv_leaves_what_was_accepted(send, decide, mine, db):
    imported = send().json()
    decide(imported, accept=pending(imported))

    assert mine("DELETE", f"/cv-imports/{imported['id']}").status_code == 204

    assert db.scalar(select(func.count()).select_from(CvLine)) == 0
    assert mine("GET").json()["experience"]


def test_hidden_words_are_no_skills(send):
    page = words("Designer gráfica", y=740) + column(50, 700, ["COMPETÊNCIAS", "After Effects"])
    body = send(pdf(page + b"1 g " + words("Figma", y=500)), "cv.pdf").json()

    labels = [line["label"] for line in lines(body, "skill")]
    assert "After Effects" in " ".join(labels)
    assert "Figma" not in labels
    assert body["left_out"] == len("Figma")


@pytest.mark.parametrize(
    "said",
    [
        "Sem experiência em Figma",
        "Não tenho experiência em 3D nem domino Figma",
        "Quero aprender Maya e Figma, que ainda não conheço",
        "Currently learning Figma",
    ],
)
def test_what_a_person_says_they_cannot_do_is_no_skill(send, said):
    body = send(f"Competências\nBlender\n{said}\n".encode()).json()

    found = [line["label"] for line in lines(body, "skill")]
    assert "Figma" not in found
    assert "Blender" in found


def test_a_wish_to_learn_more_stands_in_no_claims_way(send):
    body = send("Sobre mim\nQuero aprender mais sobre Figma.\nCompetências\nFigma\n".encode()).json()

    (figma,) = lines(body, "skill")
    assert body["text"][: figma["evidence"]["start"]].endswith("Competências\n")


def test_a_degree_that_goes_on_or_ends_after_today_is_proposed_as_current_and_not_as_held(send):
    body = send(
        "Formação\nMestrado em Design (em curso), ESAD, 2023-2025\nDoutoramento em Design, ESAD, 2098 – 2099\n"
        "Licenciatura em Design, ESAD, 2018-2021\nMestrado em Som, ESAD, não concluído, 2015-2017\n".encode()
    ).json()

    studies = [line["proposed"] for line in lines(body, "education")]
    assert [(one["title"], one["level"], one["ended"], one["is_current"]) for one in studies] == [
        ("Mestrado em Design", 7, None, True),
        ("Doutoramento em Design", 8, None, True),
        ("Licenciatura em Design", 6, "2021", False),
        ("Mestrado em Som", None, "2017", False),
    ]
    (level,) = lines(body, "field", "education_level")
    assert level["proposed"]["value"] == 6


def test_the_vocabulary_knows_a_title_from_an_employer(send):
    body = send(
        "Experience\nPixel Loft — Graphic designer, 2020 – 2021\nSound engineer — Blue Door, 2018 – 2019\n"
        "Keeper of things — Old Mill, 2016 – 2017\n".encode()
    ).json()

    jobs = [line["proposed"] for line in lines(body, "experience")]
    assert [(job["title"], job["employer"]) for job in jobs] == [
        ("Graphic designer", "Pixel Loft"),
        ("Sound engineer", "Blue Door"),
        ("Keeper of things", "Old Mill"),
    ]
    assert [job["occupation_id"] is not None for job in jobs] == [True, True, False]


REFUSED = {
    "empty": (b"", 422, "profiles.cv-empty"),
    "html named pdf": (b"<!doctype html><html></html>", 415, "profiles.cv-unknown-type"),
    "broken pdf": (b"%PDF-1.7\nxxx", 422, "profiles.cv-broken"),
    "a bomb": (pdf(b"q " * 100_000), 422, "profiles.cv-excessive"),
    "wrong encoding": ("Графический дизайнер с опытом".encode("koi8-r"), 422, "profiles.cv-undecodable"),
    "eleven megabytes": (b"a" * (11 << 20), 413, "profiles.cv-too-large"),
    "fifty megabytes": (b"a" * (50 << 20), 413, "too-large"),
}


@pytest.mark.parametrize(("content", "status", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(send, db, content, status, code):
    reply = send(content, "cv.pdf")

    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert reply.headers["content-type"] == "application/problem+json"
    assert (status == 413 and code == "too-large") or reply.json()["params"]["way_out"]
    for table in (Profile, CvImport, LoggedEvent):
        assert db.scalar(select(func.count()).select_from(table)) == 0


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"document": ("cv.txt", CV)}, id="another name"),
        pytest.param({"file": ("cv.txt", CV), "extra": ("x.txt", b"x")}, id="one too many"),
        pytest.param({"file": (None, "just words")}, id="a field instead of a file"),
    ],
)
def test_a_form_holds_one_file_and_nothing_else(mine, db, files):
    reply = mine("POST", "/cv-imports", files=files)

    assert (reply.status_code, reply.json()["code"]) == (422, "invalid")
    assert db.scalar(select(func.count()).select_from(CvImport)) == 0


def test_a_guest_is_asked_to_sign_in(client):
    assert client.post(f"{MINE}/cv-imports", files={"file": ("cv.txt", CV)}).status_code == 401


def test_the_log_holds_no_words_of_the_cv(send, decide, db):
    imported = send().json()
    decide(imported, accept=pending(imported)[:2], refuse=pending(imported)[2:3])

    rows = db.scalars(
        select(LoggedEvent).where(LoggedEvent.name.startswith("profiles.cv")).order_by(LoggedEvent.position)
    )
    facts = [(row.name, {k: v for k, v in row.facts.items() if not k.endswith("_id")}) for row in rows]
    assert facts == [
        ("profiles.cv-imported", {"format": "text", "lines": db.scalar(select(func.count()).select_from(CvLine))}),
        ("profiles.cv-decided", {"accepted": 2, "refused": 1, "reopened": 0}),
    ]


def test_the_queries_do_not_grow_with_the_lines(mine, send, count_queries):
    short = send("Línguas\nInglês C1\n".encode(), "a.txt").json()
    long = send(CV).json()
    assert len(long["lines"]) > len(short["lines"]) + 8

    taken = [count_queries(lambda one=one: mine("GET", f"/cv-imports/{one['id']}")) for one in (short, long)]
    assert taken[0] == taken[1]
