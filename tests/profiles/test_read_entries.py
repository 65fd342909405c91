"""Entries of a CV in many layouts: each keeps its own words, and a line that may be another's is left alone."""

import pytest

from backend.profiles.reading.cv import read_cv


def jobs(text):
    return [(j.title, j.employer, _told(j.period)) for j in read_cv(f"Experiência\n{text}\n".encode()).experience]


def _told(period):
    return f"{period.start or ''}/{'now' if period.is_current else period.end or ''}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Intern | Pixel Loft | Summer 2021\nFreelance illustrator (2019 to date)",
            [("Intern", "Pixel Loft", "2021/2021"), ("Freelance illustrator", "", "2019/now")],
            id="a season",
        ),
        pytest.param(
            "Intern | Pixel Loft | Q3 2021\nFreelance illustrator (2019 to date)",
            [("Freelance illustrator", "", "2019/now")],
            id="a date nobody knows is no name of its neighbour",
        ),
        pytest.param(
            "Intern | Pixel Loft | last summer\nFreelance illustrator (2019 to date)",
            [("Freelance illustrator", "", "2019/now")],
            id="an undated entry above",
        ),
        pytest.param(
            "Designer\nAtelier Norte\nBraga, Portugal\n2019 – 2021\n\nIlustradora\nGaleria Sul\nPorto\n2017 – 2019",
            [("Designer", "Atelier Norte", "2019/2021"), ("Ilustradora", "Galeria Sul", "2017/2019")],
            id="four lines",
        ),
        pytest.param(
            "Designer\nAtelier Norte\nBraga, Portugal\n2019 – 2021\nIlustradora\nGaleria Sul\nPorto, Portugal\n2017 – 2019",
            [("Designer", "Atelier Norte", "2019/2021"), ("Ilustradora", "Galeria Sul", "2017/2019")],
            id="four lines without a gap",
        ),
        pytest.param(
            "Designer\nAtelier Norte\n2019 – 2021\nCartazes e redes sociais\nIlustradora\nGaleria Sul\n2017 – 2019",
            [("Designer", "Atelier Norte", "2019/2021"), ("Ilustradora", "Galeria Sul", "2017/2019")],
            id="a description without a bullet",
        ),
        pytest.param(
            "FOTÓGRAFA\nESTÚDIO LUZ\n2020 – 2022\n• Retrato, produto e vídeo, com\nmontagem em DaVinci Resolve\n"
            "FOTÓGRAFA FREELANCER\n2018 – 2020",
            [("FOTÓGRAFA", "ESTÚDIO LUZ", "2020/2022"), ("FOTÓGRAFA FREELANCER", "", "2018/2020")],
            id="a bullet that wraps",
        ),
        pytest.param(
            "Designer 2019-21\nAtelier Norte\n✓ Cartazes\n➤ Livros 2020-2021\nIntern março/22 – maio/23\nPapel Vivo",
            [("Designer", "Atelier Norte", "2019/2021"), ("Intern", "Papel Vivo", "2022-03/2023-05")],
            id="title and date, employer below",
        ),
        pytest.param(
            "Designer 2019-2021\nCartazes e redes sociais\nIntern 2018-2019\nLivros",
            [("Designer", "", "2019/2021"), ("Intern", "", "2018/2019")],
            id="a deed is no employer",
        ),
        pytest.param(
            "2019 – presente\nTécnico de som\nTeatro do Souto, Guimarães\nSessenta concertos por ano\n\n"
            "2018 – 2019\nAssistente\nBraga",
            [("Técnico de som", "Teatro do Souto", "2019/now"), ("Assistente", "", "2018/2019")],
            id="dates lead",
        ),
        pytest.param(
            "❖ Designer, Atelier Norte, 2019-2021\n❖ Intern, Papel Vivo, 2018-2019",
            [("Designer", "Atelier Norte", "2019/2021"), ("Intern", "Papel Vivo", "2018/2019")],
            id="a list of entries",
        ),
        pytest.param(
            "Designer, Atelier Norte, 2019-2021\n▪ Exposição coletiva, Porto, 2020-2021\n‣ Livro, 2019-2020\n– Cartazes",
            [("Designer", "Atelier Norte", "2019/2021")],
            id="dated bullets below an entry",
        ),
        pytest.param(
            "Designer gráfica\nAtelier Norte 2019-2021\n\nEstagiária\nPapel Vivo, Porto, 2018-2019",
            [("Designer gráfica", "Atelier Norte", "2019/2021"), ("Estagiária", "Papel Vivo", "2018/2019")],
            id="the title above the employer and its date",
        ),
        pytest.param(
            "Intern | Pixel Loft | Summer 2021\n– Frames\nDesigner\nHarbour Press Ltd\nBristol, United Kingdom\nSep'19 – Jun'21",
            [("Intern", "Pixel Loft", "2021/2021"), ("Designer", "Harbour Press Ltd", "2019-09/2021-06")],
            id="two ways of writing in one section",
        ),
        pytest.param(
            "Produção da Associação\nde Artes, 2021-2022\nDesigner\n2015 – 2017",
            [("Designer", "", "2015/2017")],
            id="half a line is no entry, and takes no other's title",
        ),
        pytest.param("Trabalhei de 2019 a 2021 na Câmara Municipal", [], id="a sentence without its stop"),
        pytest.param("Coordenei de 2019 a 2021 a Oficina do Souto.", [], id="a sentence"),
        pytest.param("Designer, Braga, 2019-2021", [("Designer", "", "2019/2021")], id="a town is no employer"),
        pytest.param("Designer (Atelier Norte, 2019–2021)", [("Designer", "Atelier Norte", "2019/2021")], id="brackets"),
        pytest.param(
            "Designer (part-time, remote), Atelier Norte, 2019–2021",
            [("Designer (part-time, remote)", "Atelier Norte", "2019/2021")],
            id="commas in brackets",
        ),
        pytest.param(
            "Um\nDois\nTrês\nQuatro\n2019 – 2020", [], id="too many lines to know which is which"
        ),
    ],
)  # fmt: skip
def test_each_entry_keeps_its_own_words(text, found):
    assert jobs(text) == found
