"""JSON Resume and both kinds of Europass: what the file says, and the text that shows it."""

import json

import pytest

from backend.profiles.problems import CvBroken, CvEmpty, CvExcessive, CvUnknownType
from backend.profiles.reading.cv import read_cv
from backend.profiles.reading.facts import CvFormat, LinkKind, Month, Period, SectionKind
from tests.profiles.samples import sample


def shown(reading):
    """Every fact's own words are in its evidence."""
    facts = [(j.title, j.evidence) for j in reading.experience] + [(s.title, s.evidence) for s in reading.education]
    return all(title in span.of(reading.text) for title, span in facts)


def test_a_json_resume_is_understood():
    reading = read_cv(sample("resume.json"), "resume.json")

    assert (reading.format, reading.lang) == (CvFormat.JSON_RESUME, "en")
    assert (reading.name.value, reading.headline.value, reading.place.value) == (
        "Leonor Quintela",
        "Game programmer",
        "Vila Real",
    )
    assert [(j.title, j.employer, j.period) for j in reading.experience] == [
        ("Gameplay programmer", "Pedra Solta Games", Period(Month(2022, 3), None, is_current=True)),
        ("Intern", "Oficina Digital", Period(Month(2021, 6), Month(2021, 12))),
    ]
    assert [(s.title, s.school, s.level) for s in reading.education] == [
        ("Licenciatura, Informática", "Universidade de Trás-os-Montes", 6)
    ]
    assert [(s.code, s.cefr) for s in reading.languages] == [("pt", "C2"), ("en", "C1")]
    assert [link.kind for link in reading.links] == [LinkKind.OTHER, LinkKind.CODE, LinkKind.CODE]
    assert "Engines: Unity, Godot" in reading.text
    assert "leonor@example.org" not in reading.text
    assert shown(reading)


def test_an_old_europass_is_understood():
    reading = read_cv(sample("europass-passport.xml"))

    assert (reading.format, reading.lang) == (CvFormat.EUROPASS, "pt")
    assert (reading.name.value, reading.headline.value) == ("Rui Salgueiro", "Técnico de luz")
    assert [(j.title, j.employer, j.period) for j in reading.experience] == [
        ("Técnico de luz", "Companhia do Planalto", Period(Month(2018, 9), None, is_current=True)),
        ("Assistente de palco", "Teatro Municipal da Serra", Period(Month(2015, 2), Month(2018, 7))),
    ]
    assert [(s.level, s.period) for s in reading.education] == [(6, Period(Month(2011), Month(2014)))]
    assert [(s.code, s.cefr) for s in reading.languages] == [("pt", "C2"), ("en", "B1")]
    assert "• Desenho de luz para teatro e dança.\n• Montagem e digressão." in reading.text
    assert SectionKind.SKILLS in [section.kind for section in reading.sections]
    assert shown(reading)


def test_a_new_europass_is_understood():
    reading = read_cv(sample("europass-candidate.xml"))

    assert (reading.name.value, reading.place.value) == ("Alba Ferreiro", "Chaves")
    assert [(j.title, j.employer, j.period) for j in reading.experience] == [
        ("Museum educator", "Museum of the Springs", Period(Month(2020, 10), None, is_current=True))
    ]
    assert [(s.title, s.level) for s in reading.education] == [("Heritage and museums", 7)]
    assert [(s.code, s.cefr) for s in reading.languages] == [("gl", "C2"), ("pt", "B2")]
    assert [link.url for link in reading.links] == ["https://vimeo.com/albaferreiro"]
    assert "1997" not in reading.text  # a birthday is nobody's business
    assert shown(reading)


@pytest.mark.parametrize(
    "given",
    [
        {
            "basics": None,
            "work": "none",
            "skills": [1, None, {"name": 5, "keywords": "x"}],
            "languages": {"a": 1},
            "x": 1,
        },
        {"basics": {"name": "Só Nome", "location": 7, "profiles": [3]}, "work": [{}], "education": [[]]},
    ],
)
def test_odd_values_are_passed_over(given):
    content = json.dumps(given | {"projects": [{"name": "Lantern"}]}).encode()

    assert "Lantern" in read_cv(content).text


REFUSED = {
    "json that is no cv": (b'{"name": "package", "version": "1.0.0"}', CvUnknownType),
    "a list": (b"[1, 2, 3]", CvUnknownType),
    "json torn off": (b'{"basics": {"name": "Ana"', CvBroken),
    "json in json": (b'{"work": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", CvExcessive),
    "more words than a cv": (json.dumps({"work": [{"position": "x" * 300_000}] * 2}).encode(), CvExcessive),
    "xml that is no cv": (b"<?xml version='1.0'?><invoice><total>3</total></invoice>", CvUnknownType),
    "xml torn off": (sample("europass-passport.xml")[:900], CvBroken),
    "a billion laughs": (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><SkillsPassport>&b;</SkillsPassport>',
        CvExcessive,
    ),
    "a file of ours asked for": (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><Candidate>&a;</Candidate>',
        CvExcessive,
    ),
}


@pytest.mark.parametrize(("content", "problem"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_cv_is_refused(content, problem):
    with pytest.raises(problem) as refused:
        read_cv(content)

    assert refused.value.params["way_out"]


def test_deeply_nested_xml_does_no_harm():
    deep = b"<SkillsPassport><LearnerInfo>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</LearnerInfo></SkillsPassport>"

    with pytest.raises(CvEmpty) as refused:
        read_cv(deep)

    assert refused.value.params["way_out"]
