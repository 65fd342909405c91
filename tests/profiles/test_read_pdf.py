"""What a person sees on a page is read, in the order a person reads it; what nobody sees is not."""

import time

import pytest

from backend.profiles.problems import CvBroken, CvExcessive, CvLocked, CvScanned
from backend.profiles.reading.cv import read_cv
from backend.profiles.reading.facts import CvFormat
from tests.profiles.papers import FIRST_EXTRA, column, locked, pdf, stream, words
from tests.profiles.samples import sample
from tests.tools.libreoffice import to_pdf

SEEN = words("Costureira", 50, 700)
SECRET = words("kubernetes", 50, 600)
FORM = b"%d 0 R" % FIRST_EXTRA


def text_of(content: bytes) -> str:
    return read_cv(content, "cv.pdf").text


def test_words_and_lines_come_out_as_they_stand():
    reading = read_cv(pdf(words("Olá, sou designer gráfica", y=700) + words("São João da Pesqueira", y=686)))

    assert reading.text == "Olá, sou designer gráfica\nSão João da Pesqueira"
    assert (reading.format, reading.left_out) == (CvFormat.PDF, 0)


HIDDEN = {
    "white on white": pdf(SEEN + b"1 g " + SECRET),
    "nearly white": pdf(SEEN + b"0.95 0.97 1 rg " + SECRET),
    "white as CMYK": pdf(SEEN + b"0 0 0 0 k " + SECRET),
    "white in a named space": pdf(SEEN + b"/DeviceRGB cs 1 1 1 scn " + SECRET),
    "white spot colour": pdf(
        SEEN + b"/Spot cs 0 scn " + SECRET,
        resources=b"/ColorSpace<</Spot[/Separation/Ink/DeviceGray %d 0 R]>>" % FIRST_EXTRA,
        objects=(b"<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>",),
    ),
    "black on black": pdf(SEEN + b"0 g 40 590 300 30 re f " + SECRET),
    "invisible render mode": pdf(SEEN + words("kubernetes", 50, 600, before=b"3 Tr")),
    "clipping render mode": pdf(SEEN + words("kubernetes", 50, 600, before=b"7 Tr")),
    "white outline": pdf(SEEN + b"1 G " + words("kubernetes", 50, 600, before=b"1 Tr")),
    "tiny letters": pdf(SEEN + words("kubernetes", 50, 600, size=1)),
    "letters made tiny by the text matrix": pdf(SEEN + b"BT /F1 12 Tf .1 0 0 .1 50 600 Tm (kubernetes) Tj ET"),
    "letters made tiny by the page's matrix": pdf(
        SEEN + b"q .1 0 0 .1 0 0 cm " + words("kubernetes", 500, 6000) + b"Q"
    ),
    "beside the page": pdf(SEEN + words("kubernetes", 900, 600)),
    "below the page": pdf(SEEN + words("kubernetes", 50, -40)),
    "outside the crop box": pdf(SEEN + SECRET, page=b"/CropBox[0 650 595 842]"),
    "no opacity": pdf(SEEN + b"/G gs " + SECRET, resources=b"/ExtGState<</G<</ca 0>>>>"),
    "hardly any opacity": pdf(SEEN + b"/G gs " + SECRET, resources=b"/ExtGState<</G<</ca .05>>>>"),
    "clipped away": pdf(SEEN + b"0 0 20 20 re W n " + SECRET),
    "painted over": pdf(SEEN + SECRET + b"1 g 40 590 300 30 re f"),
    "under a picture": pdf(
        SEEN + SECRET + b"q 300 0 0 40 40 590 cm /Im Do Q",
        resources=b"/XObject<</Im " + FORM + b">>",
        objects=(
            stream(b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"),
        ),
    ),
    "on a layer that is off": pdf(
        SEEN + b"/OC /L BDC " + SECRET + b"EMC",
        resources=b"/Properties<</L " + FORM + b">>",
        catalog=b"/OCProperties<</OCGs[" + FORM + b"]/D<</OFF[" + FORM + b"]>>>>",
        objects=(b"<</Type/OCG/Name(x)>>",),
    ),
    "white inside a form": pdf(
        SEEN + b"/Fm Do",
        resources=b"/XObject<</Fm " + FORM + b">>",
        objects=(
            stream(b"1 g " + SECRET, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"),
        ),
    ),
}


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_nobody_sees_does_not_count(content):
    reading = read_cv(content)

    assert reading.text == "Costureira"
    assert reading.left_out == len("kubernetes")


VISIBLE = {
    "white on a dark band": pdf(SEEN + b"0 0 .3 rg 0 590 595 40 re f 1 g " + SECRET),
    "white on a round label": pdf(
        SEEN + b".1 .4 .4 rg 40 590 m 140 590 l 160 590 160 620 140 620 c 40 620 l f 1 g " + SECRET
    ),
    "dark on a light band": pdf(SEEN + b".9 g 0 590 595 40 re f 0 g " + SECRET),
    "the band is put down first": pdf(SEEN + b"q 1 g 40 590 300 30 re f Q " + SECRET),
    "grey": pdf(SEEN + b".6 g " + SECRET),
    "an outline around white letters": pdf(SEEN + b"1 g 0 G " + words("kubernetes", 50, 600, before=b"2 Tr")),
    "half opaque": pdf(SEEN + b"/G gs " + SECRET, resources=b"/ExtGState<</G<</ca .5>>>>"),
    "colour ends with its group": pdf(SEEN + b"q 1 g Q " + SECRET),
    "white over a gradient": pdf(
        SEEN + b"q 0 590 595 40 re W n /Sh sh Q 1 g " + SECRET,
        resources=b"/Shading<</Sh<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 595 0]/Function " + FORM + b">>>>",
        objects=(b"<</FunctionType 2/Domain[0 1]/C0[.1 .1 .3]/C1[.2 .2 .5]/N 1>>",),
    ),
    "on a layer that is on": pdf(
        SEEN + b"/OC /L BDC " + SECRET + b"EMC",
        resources=b"/Properties<</L " + FORM + b">>",
        catalog=b"/OCProperties<</OCGs[" + FORM + b"]/D<</ON[" + FORM + b"]>>>>",
        objects=(b"<</Type/OCG/Name(x)>>",),
    ),
}


@pytest.mark.parametrize("content", VISIBLE.values(), ids=VISIBLE.keys())
def test_what_a_person_sees_counts(content):
    reading = read_cv(content)

    assert reading.text.split() == ["Costureira", "kubernetes"]
    assert reading.left_out == 0


def test_a_line_is_judged_word_by_word():
    assert (
        text_of(pdf(b"0 g 0 590 112 40 re f 1 g " + words("seen hidden", 90, 600) + b"0 g " + SEEN))
        == "Costureira\nseen"
    )


def test_letters_moved_by_hand_are_still_words():
    kerned = b"BT /F1 12 Tf 50 700 Td [(Des)-20(ign)-300(gr)10(\xe1fico)] TJ ET"
    shadow = words("Negrito", 50.3, 680) + words("Negrito", 50, 680)

    assert text_of(pdf(kerned + shadow)) == "Design gráfico\nNegrito"


def test_pages_are_shown_upright_and_one_after_the_other():
    assert text_of(pdf(words("um") + words("dois", y=680), words("três"))) == "um\ndois\n\ntrês"
    assert text_of(pdf(words("um", 100, 100) + words("dois", 100, 80), page=b"/Rotate 180")).split() == ["um", "dois"]
    sideways = b"BT /F1 12 Tf 0 1 -1 0 300 300 Tm (de lado) Tj ET "
    assert text_of(pdf(sideways + words("direito"))) == "direito\n\nde lado"


HEAD = column(50, 800, ["Ana Sampaio"], size=20) + column(50, 780, ["Designer multimédia"])
SIDE = ["CONTACTO", "ana@example.org", "Barcelos", "", "LÍNGUAS", "Português (nativo)", "Inglês C1"]
MAIN = [
    "EXPERIÊNCIA",
    "Set 2021 – Jul 2024",
    "Editora de vídeo, Estúdio Luz",
    "Montagem de filmes.",
    "Cor e som.",
    "",
    "Fim",
]


@pytest.mark.parametrize("leading", [14, 13, 16.5])
def test_two_columns_are_read_one_after_the_other(leading):
    page = HEAD + column(50, 740, SIDE) + column(230, 740, MAIN, leading=leading)

    lines = [line for line in text_of(pdf(page)).split("\n") if line]

    assert lines == ["Ana Sampaio", "Designer multimédia", *filter(None, SIDE), *filter(None, MAIN)]


@pytest.mark.parametrize(
    ("dates_at", "jobs_at"), [(50, 170), (460, 50)], ids=["dates on the left", "dates on the right"]
)
def test_a_table_of_dates_and_jobs_is_read_row_by_row(dates_at, jobs_at):
    dates = ["2021 – 2024", "", "", "2018 – 2021", "", "", "2016"]
    jobs = ["Editora de vídeo", "Estúdio Luz", "Montagem", "Licenciatura", "Politécnico", "Média 16", "Curso de som"]

    text = text_of(pdf(HEAD + column(dates_at, 740, dates) + column(jobs_at, 740, jobs)))

    first, last = ("2021 – 2024", "Editora de vídeo") if dates_at < jobs_at else ("Editora de vídeo", "2021 – 2024")
    assert f"{first}\t{last}\nEstúdio Luz\nMontagem\n" in text


BOMBS = {
    "inflates": (lambda: pdf(b"BT /F1 1 Tf (A) Tj ET\n" * 15_000_000), "inflates"),
    "inflates to what just fits": (lambda: pdf(b"BT /F1 9 Tf 9 9 Td (A) Tj ET\n" * 120_000), "inflates"),
    "brackets in brackets": (lambda: pdf(b"[" * 300_000), "nested"),
    "saves without end": (lambda: pdf(b"q " * 100_000), "nested"),
    "ten thousand pages": (lambda: pdf(*[SEEN] * 10_000), "pages"),
    "a page tree that bites its tail": (
        lambda: pdf(SEEN).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"),
        "pages",
    ),
    "a form that draws itself": (
        lambda: pdf(
            b"/Fm Do",
            resources=b"/XObject<</Fm " + FORM + b">>",
            objects=(
                stream(b"/Fm Do /Fm Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Fm " + FORM + b">>>>"),
            ),
        ),
        "nested",
    ),
}


@pytest.mark.parametrize(("build", "reason"), BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused(build, reason):
    """For what they are, or on a busy machine for the processor time that they want."""
    content = build()
    assert len(content) < 10 * 1024 * 1024
    started = time.process_time()

    with pytest.raises(CvExcessive) as refused:
        read_cv(content)

    assert refused.value.params["reason"] in {reason, "slow"}
    assert refused.value.params["way_out"] == "save-as-simple-pdf"
    assert time.process_time() - started < 1  # ours; the child's is limited by the system


def test_a_locked_pdf_asks_for_a_copy_without_password():
    with pytest.raises(CvLocked) as refused:
        read_cv(locked(pdf(SEEN)))

    assert refused.value.params == {"way_out": "save-unlocked"}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"", id="an empty page"),
        pytest.param(b"q 595 0 0 842 0 0 cm /Im Do Q", id="a picture of text"),
        pytest.param(words("reconhecido", before=b"3 Tr"), id="a scan with an invisible layer of letters"),
    ],
)
def test_a_scan_is_told_apart_and_shown_the_way_out(page):
    image = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"

    with pytest.raises(CvScanned) as refused:
        read_cv(pdf(page, resources=b"/XObject<</Im " + FORM + b">>", objects=(stream(b"\x80", image),)))

    assert refused.value.params["way_out"] == "export-with-text"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"%PDF-1.7\n" + b"x" * 50_000, id="rubbish after the first line"),
        pytest.param(pdf(SEEN)[:300], id="torn off"),
        pytest.param(b"%PDF-1.7\n%%EOF", id="only the ends"),
    ],
)
def test_a_damaged_pdf_is_refused(content):
    with pytest.raises(CvBroken):
        read_cv(content)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SEEN + b"(never closed", id="a string without end"),
        pytest.param(b"/Nope gs /Nope Do /Nope 9 Tf (x) Tj 1 2 cm Q Q EMC " + SEEN, id="operators that make no sense"),
    ],
)
def test_small_mistakes_of_the_writing_program_are_forgiven(content):
    assert text_of(pdf(content)) == "Costureira"


def test_the_same_bytes_give_the_same_reading():
    content = pdf(HEAD + column(50, 740, SIDE) + column(230, 740, MAIN))

    assert read_cv(content) == read_cv(content)


@pytest.mark.slow
def test_a_pdf_made_by_libreoffice_says_what_its_text_says(tmp_path):
    source = tmp_path / "cv.txt"
    source.write_bytes(sample("cv-pt.txt"))

    reading, typed = read_cv(to_pdf(source, tmp_path).read_bytes()), read_cv(sample("cv-pt.txt"))

    for part in ("experience", "education"):
        assert [fact.title for fact in getattr(reading, part)] == [fact.title for fact in getattr(typed, part)]
    assert [(s.code, s.cefr) for s in reading.languages] == [(s.code, s.cefr) for s in typed.languages]
    assert (reading.lang, reading.name.value, reading.left_out) == ("pt", "Marta Espinheira", 0)
