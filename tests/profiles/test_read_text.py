"""Plain text: sections, jobs, studies, languages and links, each with the words that show it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.profiles.reading.cv import read_cv
from backend.profiles.reading.dates import parse_month, periods
from backend.profiles.reading.degrees import level_of
from backend.profiles.reading.facts import CvFormat, LinkKind, Month, Period, SectionKind, Span
from backend.profiles.reading.letters import clean
from tests.profiles.papers import pdf, words
from tests.profiles.samples import sample


@pytest.fixture(scope="module")
def marta():
    return read_cv(sample("cv-pt.txt"), "cv.txt")


@pytest.fixture(scope="module")
def tomas():
    return read_cv(sample("cv-en.txt"))


def test_a_portuguese_cv_is_understood(marta):
    assert (marta.format, marta.lang) == (CvFormat.TEXT, "pt")
    assert marta.name.value == "Marta Espinheira"
    assert marta.headline.value == "Editora de vídeo e designer de movimento"
    assert marta.about.value.startswith("Conto histórias com imagens")
    assert [s.kind for s in marta.sections] == [
        SectionKind.ABOUT,
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
        SectionKind.LANGUAGES,
        SectionKind.SKILLS,
    ]


def test_jobs_have_title_employer_period_and_evidence(marta):
    assert [(j.title, j.employer, j.period) for j in marta.experience] == [
        ("Editora de vídeo", "Estúdio Linha de Água", Period(Month(2021, 9), Month(2024, 7))),
        ("Estagiária de design", "Câmara Municipal da Ribeira", Period(Month(2020, 3), Month(2020, 8))),
        ("Ilustradora independente", "", Period(Month(2024, 9), None, is_current=True)),
    ]
    assert marta.experience[0].evidence.of(marta.text) == (
        "Editora de vídeo — Estúdio Linha de Água, Braga\nSet 2021 – Jul 2024"
    )
    assert marta.experience[2].confidence < marta.experience[0].confidence


def test_dates_may_stand_above_beside_or_below(tomas):
    assert [(j.title, j.employer, j.period.start, j.period.is_current) for j in tomas.experience] == [
        ("Sound technician", "Teatro do Souto", Month(2019), True),
        ("Studio assistant", "Casa do Som Lda", Month(2016, 9), False),
    ]
    beside = b"Experience\nGraphic designer | Atelier Norte | Jan. 2020 - Mar. 2022\nIntern at Papel Vivo, 2018-2019\n"
    assert [(j.title, j.employer) for j in read_cv(beside).experience] == [
        ("Graphic designer", "Atelier Norte"),
        ("Intern", "Papel Vivo"),
    ]


def test_studies_have_a_level_where_the_degree_says_so(marta, tomas):
    assert [(s.title, s.school, s.level) for s in (*marta.education, *tomas.education)] == [
        ("Mestrado em Ilustração e Animação", "Instituto Politécnico do Vale do Cávado", 7),
        ("Licenciatura em Design Gráfico", "Instituto Politécnico do Vale do Cávado", 6),
        ("BSc (Hons) Audio Engineering", "University of the Estuary", 6),
        ("High school", "", 3),
    ]


def test_languages_have_a_level_where_one_is_stated(marta, tomas):
    assert [(s.code, s.cefr) for s in marta.languages] == [("pt", "C2"), ("en", "C1"), ("es", "B1"), ("fr", "A2")]
    assert [(s.code, s.cefr) for s in tomas.languages] == [("en", "C2"), ("pt", "B2"), ("de", "A2")]
    stated, guessed = marta.languages[1], marta.languages[3]
    assert (stated.evidence.of(marta.text), guessed.evidence.of(marta.text)) == ("Inglês – C1", "Francês básico")
    assert stated.confidence > guessed.confidence


def test_links_know_what_they_lead_to(marta, tomas):
    assert [(link.url, link.kind) for link in (*marta.links, *tomas.links)] == [
        ("https://behance.net/marta-espinheira", LinkKind.PORTFOLIO),
        ("https://soundcloud.com/tomas-rebelo", LinkKind.SOUND),
        ("https://www.tomas-rebelo.example", LinkKind.OTHER),
    ]


def test_a_letter_without_headings_claims_nothing():
    reading = read_cv("Caro diretor,\nescrevo porque em 2019 e 2020 gostei muito da vossa exposição.\n".encode())

    assert (reading.experience, reading.education, reading.languages, reading.name) == ((), (), (), None)


def test_a_sentence_about_a_year_is_no_job():
    reading = read_cv(b"Experience\nI have loved theatre since I saw it in 2012 and 2013.\nReferences\nOn request\n")

    assert reading.experience == ()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252", "latin-1"]
)
def test_every_western_encoding_gives_the_same_reading(encoding, marta):
    text = sample("cv-pt.txt").decode()
    if encoding == "latin-1":
        text = text.replace("—", "-").replace("–", "-").replace("•", "*")

    reading = read_cv(text.encode(encoding))

    assert [j.title for j in reading.experience] == [j.title for j in marta.experience]
    assert reading.about.value == marta.about.value


def test_text_is_cleaned_of_what_tears_words_apart():
    assert clean("gra\u0301\ufb01co\u00a0de\u00ad\u200bsign\r\n\r\n\r\n\r\nfim \t\x07") == "gráfico design\n\nfim"


SEPTEMBER, JULY = Month(2021, 9), Month(2024, 7)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Set 2021 – Jul 2024", Period(SEPTEMBER, JULY)),
        ("setembro de 2021 a julho de 2024", Period(SEPTEMBER, JULY)),
        ("September 2021 to July 2024", Period(SEPTEMBER, JULY)),
        ("sept. 2021 - juil. 2024", Period(SEPTEMBER, JULY)),
        ("septiembre 2021 hasta julio 2024", Period(SEPTEMBER, JULY)),
        ("09/2021-07/2024", Period(SEPTEMBER, JULY)),
        ("01/09/2021 – 31/07/2024", Period(SEPTEMBER, JULY)),
        ("2021-09 — 2024-07", Period(SEPTEMBER, JULY)),
        ("09.2021 – 07.2024", Period(SEPTEMBER, JULY)),
        ("2021–2024", Period(Month(2021), Month(2024))),
        ("2019 – presente", Period(Month(2019), None, is_current=True)),
        ("2019 até à atualidade", Period(Month(2019), None, is_current=True)),
        ("2019 - em curso", Period(Month(2019), None, is_current=True)),
        ("Mar 2019 – now", Period(Month(2019, 3), None, is_current=True)),
        ("desde março de 2019", Period(Month(2019, 3), None, is_current=True)),
        ("since 2019", Period(Month(2019), None, is_current=True)),
        ("Mar – Jun 2019", Period(Month(2019, 3), Month(2019, 6))),
        ("2019-21", Period(Month(2019), Month(2021))),
        ("2020/21 – 2022/23", Period(Month(2020), Month(2023))),
        ("2020/2021 a 2022/2023", Period(Month(2020), Month(2023))),
        ("2020/21", Period(Month(2020), Month(2021))),
        ("março/22 – maio/23", Period(Month(2022, 3), Month(2023, 5))),
        ("Mar'19 to Jan'21", Period(Month(2019, 3), Month(2021, 1))),
        ("Summer 2021", Period(Month(2021), Month(2021))),
        ("verão de 2020 – inverno de 2021", Period(Month(2020), Month(2021))),
        ("2019 to date", Period(Month(2019), None, is_current=True)),
        ("2019 – to date", Period(Month(2019), None, is_current=True)),
        ("março/22 até à data", Period(Month(2022, 3), None, is_current=True)),
        ("2018 até hoje", Period(Month(2018), None, is_current=True)),
    ],
)
def test_periods_in_four_languages(text, period):
    line = f"Designer, Atelier ({text})"

    (found,) = periods(line, Span(0, len(line)))

    assert found.period == period
    assert text.startswith(found.span.of(line)[:8])


@pytest.mark.parametrize(
    "text",
    [
        "2024 – 2021",
        "1021 – 1024",
        "call 2021-2022-2023-44",
        "253 821 2019",
        "page 3-5",
        "2019",
        "in may 20199",
        "2018-12",
        "2018/12",
        "2015/16/17",
    ],
)
def test_numbers_that_are_no_period(text):
    assert [f for f in periods(text, Span(0, len(text))) if f.period.start and f.period.start.year < 2019] == []


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Doutoramento em Música", 8),
        ("PhD in Design", 8),
        ("Mestrado integrado em Arquitetura (licenciatura + mestrado)", 7),
        ("Master's degree, Film", 7),
        ("MSc Acoustics", 7),
        ("Licenciatura em Teatro", 6),
        ("BA (Hons) Fashion", 6),
        ("CTeSP em Som", 5),
        ("Curso profissional de multimédia", 4),
        ("12.º ano, Artes Visuais", 3),
        ("EQF 5 diploma", 5),
        ("Workshop de serigrafia", None),
        ("Mestre em Design", 7),
        ("Scrum master course notes", None),
        ("Masterclass de serigrafia", None),
        ("Master class in lighting", None),
        ("Webmaster na escola", None),
        ("Driving licence B", None),
        ("Pós-graduação em Curadoria", None),
    ],
)
def test_levels_by_the_words_of_degrees(words, level):
    assert level_of(words) == level


@pytest.mark.parametrize(("given", "month"), [("2021-13", Month(2021)), ("2021-02-30", Month(2021, 2)), ("soon", None)])
def test_months_of_files(given, month):
    assert parse_month(given) == month


def test_the_language_of_a_short_cv_is_told_by_its_headings():
    reading = read_cv(
        b"Work experience\n2019 - 2020 Designer, Oficina do Vale do Ave\n\nEducation\nLicenciatura em Design\n"
    )

    assert reading.lang == "en"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["C"]) | st.just("\n"), max_size=400))
def test_every_span_lies_in_the_text(soup):
    text = (
        f"Nome\n{soup}\nExperiência\n{soup}\n2019 – 2020\nLínguas\nInglês C1 {soup}\nFormação\nLicenciatura {soup} 2011"
    )

    reading = read_cv(text.encode())

    facts = (*reading.experience, *reading.education, *reading.languages, *reading.links)
    for span in (*(fact.evidence for fact in facts), *(section.span for section in reading.sections)):
        assert 0 <= span.start <= span.end <= len(reading.text)


def test_a_pdf_reads_like_its_text():
    lines = b"".join(
        words(line, 50, 780 - 14 * i) for i, line in enumerate(sample("cv-pt.txt").decode().split("\n")) if line
    )

    assert [j.title for j in read_cv(pdf(lines)).experience] == [
        "Editora de vídeo",
        "Estagiária de design",
        "Ilustradora independente",
    ]


@pytest.mark.parametrize("picture", ["[Fotografia]", "[Photo]", "Foto: retrato.jpg", "(foto tipo passe)"])
def test_a_place_for_a_picture_is_no_word_of_the_cv(picture):
    told = read_cv(f"{picture}\nRita Moreno\nFotografia\n\nCompetências\nFotografia, fotografia de cena".encode())
    assert (told.format, told.name.value) == (CvFormat.TEXT, "Rita Moreno")
    assert told.text.count("otografia") == 3
    assert "jpg" not in told.text


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Sr.ª Maya Santos", "Maya Santos"),
        ("Ms. Ella Fitz (she/her)", "Ella Fitz"),
        ("Dra. Ana Luz – ela/dela", "Ana Luz"),
        ("Drummond Silva", "Drummond Silva"),
        ("Sheldon Heath", "Sheldon Heath"),
    ],
)
def test_how_to_address_somebody_is_no_part_of_their_name(line, name):
    assert read_cv(f"{line}\nDesigner de som\n\nExperiência\n2019 – 2020 Designer, Teatro".encode()).name.value == name
