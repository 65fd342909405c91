"""Degrees count only once they are certain to be in hand: what goes on, was broken off or is planned is not held."""

import json

import pytest

from backend.profiles.reading.cv import read_cv
from backend.profiles.reading.facts import Month, Period
from backend.profiles.reading.standing import as_of, is_held

TODAY = Month(2026, 3)


def studies(text, heading="Formação"):
    return read_cv(f"{heading}\n{text}\n".encode()).education


def held(study):
    """The level a study stands for, if it is in hand."""
    return study.level if is_held(study, TODAY) else None


def goes_on(study):
    period = as_of(study.period, TODAY)
    return period is not None and period.is_current


@pytest.mark.parametrize(
    "text",
    [
        "Mestrado em Design (em curso), 2023-2025",
        "Mestrado em Design, ESAD\n2024 – presente",
        "Mestrado em Design (2.º ano), Escola Superior de Artes, 2024",
        "Mestrado em Design, Instituto Politécnico, desde setembro de 2024",
        "Licenciatura em Som, a frequentar o 2.º ano, 2024",
        "Licenciatura em Som | Universidade do Vale | 2023 – 2027",
        "Licenciatura em Som, Universidade do Vale\n2023 – 2027\n• Bolseira",
        "Doutoramento, 2030",
        "Doutoranda em Belas-Artes, Universidade do Vale, 2022",
        "Bachelor (ongoing)",
        "BA (Hons) Fashion, expected 2027",
        "BSc Acoustics, University of the Estuary, expected June 2027",
        "MA Curating, University of the Estuary (2024 to date)",
        "Master's degree, 2nd year, 2024",
        "Mestrado em Design, ESAD, 2023\n• Em curso",
        "2023 – 2026-07\nMestrado em Design, ESAD",
        "Currently studying for a Bachelor in Film\nUniversity of the Estuary",
        "Mestrado em Ilustração, conclusão prevista em 2026",
    ],
)
def test_what_goes_on_is_current_and_not_held(text):
    (study,) = studies(text)

    assert held(study) is None
    assert goes_on(study)


@pytest.mark.parametrize(
    "text",
    [
        "Licenciatura em Design (frequência)",
        "Licenciatura em Design (frequência), Escola de Artes, 2015–2017",
        "Mestrado não concluído",
        "Mestrado em Design, não concluído, 2018–2019",
        "Mestrado em Design – incompleto, 2019",
        "Licenciatura em Som, 2015-2017 (interrompida)",
        "Parte curricular do mestrado em Design, 2019",
        "Mestrado em Design, ESAD, 2017–2019\nFalta entregar a tese",
        "Bachelor of Arts (incomplete), 2012-2014",
        "BA Film, University of the Estuary, 2012-2014\n• Did not graduate",
        "BSc Physics, University of the Estuary, dropped out, 2015",
        "PhD candidate, University of the Estuary, 2019–2023",
        "Candidatura ao mestrado em Design, 2024",
        "Estudante de licenciatura em Design, Escola de Artes",
        "Master in Design, 2019-2021, thesis pending",
        "Mestrado em Design, 2024–2026",  # which may end in December
    ],
)
def test_what_is_in_doubt_is_not_held(text):
    (study,) = studies(text)

    assert held(study) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Mestrado em Design, ESAD, 2019–2021", 7),
        ("Mestrado em Design", 7),
        ("Licenciatura em Design (pré-Bolonha), 2001", 6),
        ("Licenciatura em Design, 2022–2025", 6),
        ("Licenciatura em Design, 2023 – 01/2026", 6),
        ("BA (Hons) Applied Arts, University of the Estuary, 2015–2018", 6),
        ("BA (Hons) Film, University of the Estuary, 2012-2015\n• Final year project: a film about salt", 6),
        (
            "Licenciatura em Dança, 2015\n• Projeto final em curso de água, apresentado no festival e depois em digressão",
            6,
        ),
        ("12.º ano, Artes Visuais, 2016", 3),
        ("Curso profissional de multimédia, Escola de Artes, 2016", 4),
    ],
)
def test_what_is_finished_is_held(text, level):
    (study,) = studies(text)

    assert held(study) == level
    assert not goes_on(study)


def test_a_title_loses_the_bracket_that_its_dates_say_and_keeps_the_others():
    found = studies(
        "Mestrado em Design (em curso), 2023\nLicenciatura em Som (pós-laboral), 2019\nLicenciatura em Dança (frequência), 2015"
    )

    assert [(s.title, held(s)) for s in found] == [
        ("Mestrado em Design", None),
        ("Licenciatura em Som (pós-laboral)", 6),
        ("Licenciatura em Dança (frequência)", None),
    ]


def test_each_degree_stands_for_itself():
    found = studies(
        "Mestrado em Design, ESAD (em curso)\n2024 – 2026\n\nLicenciatura em Design, ESAD\n2018 – 2021\n\n"
        "Curso profissional de multimédia, Escola de Artes\n2015 – 2018"
    )

    assert [(s.level, held(s), goes_on(s)) for s in found] == [(7, None, True), (6, 6, False), (4, 4, False)]


def test_a_study_below_takes_nothing_away_from_the_one_above():
    undated = studies("Licenciatura em Som, Escola de Artes\nMestrado em Som (em curso), Escola de Artes")
    dated = studies("Licenciatura em Som 2018-2021\nMestrado em Som, Escola de Artes\nem curso")

    assert [held(s) for s in undated] == [6, None]
    assert [(s.title, held(s)) for s in dated] == [("Licenciatura em Som", 6)]


def resume(**study):
    given = {"education": [{"institution": "ESAD", "studyType": "Mestrado", "area": "Design"} | study]}
    return read_cv(json.dumps(given).encode()).education[0]


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ({"startDate": "2019", "endDate": "2021-07"}, 7),
        ({"endDate": "2021"}, 7),
        ({"startDate": "2024"}, None),
        ({"startDate": "2024", "endDate": "Present"}, None),
        ({"startDate": "2024", "endDate": "em curso"}, None),
        ({"startDate": "2024", "endDate": "2027-06"}, None),
        ({"startDate": "2024", "endDate": "expected 2027"}, None),
        ({"studyType": "Mestrado (frequência)", "startDate": "2019", "endDate": "2021"}, None),
        ({"startDate": "2019", "endDate": "2021", "summary": "Não concluído."}, None),
        ({"startDate": "2019", "endDate": "mid-term"}, None),
    ],
)
def test_a_json_resume_is_read_as_carefully(given, level):
    assert held(resume(**given)) == level


def passport(period, activities=""):
    return (
        f"<SkillsPassport><LearnerInfo><EducationList><Education>{period}<Title>Mestrado em Design</Title>"
        f"<Activities>{activities}</Activities><Organisation><Name>ESAD</Name></Organisation>"
        "<Level><Code>7</Code></Level></Education></EducationList></LearnerInfo></SkillsPassport>"
    ).encode()


@pytest.mark.parametrize(
    ("content", "level"),
    [
        (passport('<Period><From year="2019"/><To year="2021"/></Period>'), 7),
        (passport('<Period><From year="2024"/><Current>true</Current></Period>'), None),
        (passport('<Period><From year="2024"/><To year="2027"/></Period>'), None),
        (passport('<Period><From year="2024"/></Period>'), None),
        (passport('<Period><From year="2019"/><To year="2021"/></Period>', "Não concluído"), None),
        (passport('<Period><From year="2019"/><To year="2026"/><Current>true</Current></Period>'), None),
    ],
)
def test_europass_is_read_as_carefully(content, level):
    (study,) = read_cv(content).education

    assert study.title == "Mestrado em Design"
    assert held(study) == level


def test_what_goes_on_has_not_ended():
    assert as_of(Period(Month(2024), Month(2027)), TODAY) == Period(Month(2024), None, is_current=True)
    assert as_of(Period(Month(2024), Month(2026, 3)), TODAY) == Period(Month(2024), Month(2026, 3))
