"""`viveiro evaluate`: benchmark folders in, figures out, and one sentence where there can be none."""

import gzip
import json
import shutil

import pytest
from typer.testing import CliRunner

from backend.commands.benchmarks import guess
from backend.commands.evaluating import app
from backend.commands.tongues import named, tongue_of

MELO = {
    "queries.tsv": "Q1\tclowns\nQ2\tpainter of murals\nQ3\tstage manager\n",
    "corpus_elements.tsv": 'C1_en_000\tclown\nC1_en_001\tcircus "auguste" clown\nC2_en_000\tmural painter\nC3_en_000\tbaker\n',
    "concept_mapping.tsv": "C1_en_000\tu/clown\nC1_en_001\tu/clown\nC2_en_000\tu/mural\nC3_en_000\tu/baker\n",
    "annotations.tsv": "Q1\t0\tC1_en_000\t1\nQ1\t0\tC1_en_001\t1\nQ2\t0\tC2_en_000\t1\nQ3\t0\tC3_en_000\t1\n",
}
TITLES = {
    "queries": "q_id\tjobtitle\n1\tmural painter\n",
    "corpus_elements": "c_id\tjobtitle\na\tmural painter\nb\tbaker\nc\tpainter of walls\n",
    "qrels.tsv": "1\t0\ta\t1\n1\t0\tc\t1\n",
}
SKILLS = "sentence,span,sub_span,label\nPaint large murals.,Paint large murals,,paint murals\nBe nice.,nice,,UNDERSPECIFIED\n"


def written(folder, files):
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def ask():
    """`ask("linking", folder)`: in this process, as errors are many and processes slow."""

    def run(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


@pytest.mark.slow
def test_the_same_figures_come_out_of_every_process(viveiro, process, tmp_path):
    folder = written(tmp_path / "usa_q_en_c_en", MELO)
    told = []
    for run in (viveiro, process):
        done = run("evaluate", "linking", folder, "--json", PYTHONHASHSEED="2")
        assert done.returncode == 0, done.stderr
        told.append(json.loads(done.stdout))
        assert told[-1].pop("queries_per_second") > 0
    assert told[0] == told[1]
    assert {name: told[0][name] for name in ("query_lang", "corpus_lang", "queries", "concepts", "Acc@1")} == {
        "query_lang": "en",
        "corpus_lang": "en",
        "queries": 3,
        "concepts": 3,
        "Acc@1": pytest.approx(2 / 3, abs=1e-6),  # no name says what a stage manager is
    }
    assert {"MRR", "Acc@5", "Acc@10", "MAP", "R@100", "depth", "pivot", "remarks"} < told[0].keys()


def test_a_pivot_leads_from_one_language_to_another(ask, tmp_path):
    folder = written(tmp_path / "prt_q_pt_c_en", {**MELO, "queries.tsv": "Q1\tPALHAÇOS\nQ2\tpintora de murais\n"})
    pivot = tmp_path / "pt.csv"
    pivot.write_text("conceptUri,label,form_index\nu/clown,palhaço,000\nu/mural,pintor de murais,000\n", "utf-8")

    direct = json.loads(ask("linking", folder, "--json").stdout)
    through = json.loads(ask("linking", folder, "--pivot", pivot, "--json").stdout)
    assert (through["Acc@1"], through["pivot"]) == (1, "pt.csv")
    assert direct["Acc@1"] < 1
    assert through["remarks"] == {"gold_without_query": 1, "concepts_without_pivot": 1}


def test_titles_skills_and_vacancies_are_measured_too(ask, tmp_path):
    told = json.loads(ask("titles", written(tmp_path / "english", TITLES), "--json").stdout)
    assert (told["MAP"], told["MAP_without_own_string"], told["query_lang"]) == (1, 1, "en")

    (tmp_path / "s.csv").write_text(SKILLS, "utf-8")
    (tmp_path / "labels.txt").write_text("bake bread\npaint murals\n", "utf-8")
    told = json.loads(ask("skills", tmp_path / "s.csv", "--labels", tmp_path / "labels.txt", "--json").stdout)
    assert (told["per_sentence"], told["per_span"]) == ({"MRR": 1, "RP@10": 1, "RP@5": 1},) * 2

    (tmp_path / "o.csv").write_text("concept_uri;preferred_label\nu1;mural painter\nu2;baker\n", "utf-8-sig")
    (tmp_path / "t.csv").write_text(
        ',vacancyTitle,conceptUri\n0,"Baker, nights",u2\n1,Mural Painter (M/F),u1\n', "utf-8"
    )
    told = json.loads(ask("normalise", tmp_path / "t.csv", "--occupations", tmp_path / "o.csv", "--json").stdout)
    assert (told["Acc@1"], told["queries"]) == (1, 2)


def test_people_get_a_table(ask, tmp_path):
    done = ask("linking", written(tmp_path / "usa_q_en_c_en", MELO))
    assert all(word in done.stdout for word in ("MRR", "Acc@10", "0.6667", "queries per second"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"annotations.tsv": None}, "has no file annotations.tsv"),
        ({"annotations.tsv": ""}, "annotations.tsv holds nothing to measure by."),
        ({"annotations.tsv": "Q1\t0\tC1_en_000\n"}, "annotations.tsv, line 1: 3 columns instead of 4."),
        ({"annotations.tsv": "Q1\t0\tC1_en_000\tNaN\n"}, "annotations.tsv, line 1: the relevance NaN is no number."),
        ({"annotations.tsv": "Q7\t0\tC1_en_000\t1\n"}, "annotations.tsv names no right answer to any of the queries."),
        ({"queries.tsv": "Q1\tNaN\n"}, "queries.tsv, line 1: a cell is empty or not a number (NaN)."),
        ({"corpus_elements.tsv": "C1_en_000\n"}, "corpus_elements.tsv, line 1: 1 columns instead of 2."),
    ],
)
def test_what_is_wrong_with_a_folder_is_one_sentence_and_code_two(ask, tmp_path, changes, sentence):
    files = {name: changes.get(name, text) for name, text in MELO.items()}
    folder = written(tmp_path / "usa_q_en_c_en", {name: text for name, text in files.items() if text is not None})
    done = ask("linking", folder, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_query_without_gold_is_left_out_aloud_and_refused_when_strict(ask, tmp_path):
    folder = written(tmp_path / "usa_q_en_c_en", {**MELO, "queries.tsv": MELO["queries.tsv"] + "Q4\tacrobat\n"})
    done = ask("linking", folder, "--json")
    assert "1 queries without a right answer" in done.stderr
    assert (json.loads(done.stdout)["queries"], json.loads(done.stdout)["remarks"]) == (3, {"queries_without_gold": 1})
    assert ask("linking", folder, "--strict").exit_code == 2


def test_other_tables_are_refused_with_what_they_lack(ask, tmp_path):
    (tmp_path / "s.csv").write_text("text,skill\n", "utf-8")
    (tmp_path / "labels.txt").write_text("bake bread\n", "utf-8")
    for arguments, sentence in (
        (("skills", tmp_path / "s.csv", "--labels", tmp_path / "labels.txt"), "s.csv holds nothing"),
        (
            ("skills", tmp_path / "labels.txt", "--labels", tmp_path / "labels.txt"),
            "has no column sentence; it has bake bread",
        ),
        (("skills", tmp_path / "none.csv", "--labels", tmp_path / "labels.txt"), "cannot be read: No such file"),
        (("titles", tmp_path), "has no file queries.tsv"),
        (("linking", tmp_path / "nowhere"), "has no file queries.tsv"),
        (("titles", tmp_path, "--lang", "klingon"), "has no file"),
    ):
        done = ask(*arguments)
        assert (done.exit_code, done.stdout) == (2, ""), arguments
        assert sentence in done.stderr.replace("\n", " ")


def quoted(text, separator="\t"):
    """As pandas writes it with QUOTE_ALL."""
    return "".join(
        separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line.split("\t")) + "\n"
        for line in text.splitlines()
    )


def in_excel(text):
    """As a spreadsheet saves it."""
    return text.replace("\t", ";").replace("\n", "\r\n").encode("utf-8-sig")


WRITTEN = {  # the same tables as a dozen tools write them
    "commas": lambda text: text.replace("\t", ",").encode(),
    "semicolons, a mark, CRLF": in_excel,
    "UTF-16 with a mark": lambda text: text.encode("utf-16"),
    "UTF-16 without": lambda text: text.encode("utf-16-be"),
    "every cell in quotes": lambda text: quoted(text).encode(),
    "quotes and commas": lambda text: quoted(text, ",").encode(),
    "line ends of old": lambda text: text.replace("\n", "\r").encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "every row twice": lambda text: (text + text).encode(),
    "empty rows and cells": lambda text: (text + "\n\t\t\t\nNaN\tNaN\tNaN\tNaN\n").encode(),
}
ODD = {"every row twice", "empty rows and cells"}


def test_the_same_folder_says_the_same_however_it_is_written(ask, tmp_path):
    plain = json.loads(ask("linking", written(tmp_path / "plain" / "usa_q_en_c_en", MELO), "--json").stdout)
    for at, (name, write) in enumerate(WRITTEN.items()):
        folder = tmp_path / str(at) / "usa_q_en_c_en"
        folder.mkdir(parents=True)
        for file, text in MELO.items():
            (folder / f"{file.capitalize() if at % 2 else file}{'.gz' if name == 'gzip' else ''}").write_bytes(
                write(text)
            )
        done = ask("linking", folder, "--json")
        assert done.exit_code == 0, (name, done.stderr)
        facts = json.loads(done.stdout)
        same = plain.keys() - {"queries_per_second", "remarks"}
        assert {key: facts[key] for key in same} == {key: plain[key] for key in same}, name
        assert bool(facts["remarks"]) == (name in ODD) == ("Note: " in done.stderr), name


def test_a_folder_in_latin_1_says_what_it_says_in_utf_8_and_that_it_is_none(ask, tmp_path):
    files = {
        "queries.tsv": "Q1\tGRAVEURS À L’EAU\nQ2\tpâtissières\n",
        "corpus_elements.tsv": "C1_fr_000\tgraveur à l’eau\nC2_fr_000\tpâtissier\nC3_fr_000\tpatissage\n",
        "concept_mapping.tsv": "C1_fr_000\tu/1\nC2_fr_000\tu/2\nC3_fr_000\tu/3\n",
        "annotations.tsv": "Q1\t0\tC1_fr_000\t1\nQ2\t0\tC2_fr_000\t1\n",
    }
    folder = written(tmp_path / "fra_q_fr_c_fr", files)
    plain = json.loads(ask("linking", folder, "--json").stdout)
    for file, text in files.items():
        (folder / file).write_bytes(text.encode("cp1252"))
    told = ask("linking", folder, "--json")
    facts = json.loads(told.stdout)
    assert (plain.pop("remarks"), facts.pop("remarks")) == ({}, {"files_in_windows_1252": 2})
    assert {**facts, "queries_per_second": 0} == {**plain, "queries_per_second": 0}
    assert "Windows-1252" in told.stderr
    assert "queries.tsv" in told.stderr
    assert ask("linking", folder, "--strict").exit_code == 2


@pytest.mark.parametrize("lang", ["bg", "cs", "da", "el", "hu", "sv", "zh", "xx"])
def test_a_language_that_nothing_was_prepared_for_is_linked_too(ask, tmp_path, lang):
    clown, baker = {"bg": ("клоун", "пекар"), "el": ("κλόουν", "αρτοποιός"), "zh": ("小丑演员", "面包师")}.get(
        lang, ("klaun", "pekař")
    )
    files = {
        "queries.tsv": f"1.0\t{clown.upper()} (m/f)\n2.0\t{baker}\n3.0\t???\n",
        "corpus_elements.tsv": f"C1_{lang}_000\t{clown}\nC2_{lang}_000\t{baker}\n",
        "concept_mapping.tsv": f"C1_{lang}_000\tu/1\nC2_{lang}_000\tu/2\n",
        "annotations.tsv": "".join(f"{n}\t0\tC{min(n, 2)}_{lang}_000\t1\n" for n in (1, 2, 3)),
    }
    done = ask("linking", written(tmp_path / f"nat_q_{lang}_c_{lang}", files), "--json")
    told = json.loads(done.stdout)
    assert (told["query_lang"], told["corpus_lang"], told["queries"]) == (lang, lang, 3)
    assert told["Acc@1"] == pytest.approx(2 / 3, abs=1e-6)  # three signs of a question are asked, and miss
    assert told["remarks"] == {"ids_written_otherwise": 3}
    assert "7.0 for 7" in done.stderr


def test_bytes_that_are_no_text_are_named_with_their_file(ask, tmp_path):
    folder = written(tmp_path / "usa_q_en_c_en", MELO)
    for held, sentence in (
        (b"Q1\tcaf\x81\n", "queries.tsv is no text in UTF-8, UTF-16 or Windows-1252: invalid start byte at byte 6."),
        ("Q1\tcafé é".encode() + b"\xe9\n", "no text in UTF-8, UTF-16 or Windows-1252: invalid continuation byte at"),
        (gzip.compress(b"Q1\tclown\n")[:-9], "queries.tsv begins like gzip but cannot be opened"),
    ):
        (folder / "queries.tsv").write_bytes(held)
        done = ask("linking", folder, "--json")
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert sentence in done.stderr


@pytest.mark.parametrize(
    ("folder", "lang"),
    [("spanish", "es"), ("TaskA_test_german", "de"), ("en-de", "de"), ("zh", "zh"), ("it_is_no_language", None)],
)
def test_a_folder_may_be_named_after_its_language(folder, lang):
    assert (tongue_of(folder), named("pt-PT"), named("por")) == (lang, "pt", "pt")


def test_languages_are_guessed_from_texts_in_capitals_too():
    assert guess(["DIRECTORES DE DEPARTAMENTO", "PROFESIONALES DE LA EDUCACIÓN", "JEFES DE COCINA"]) == "es"
    assert guess(["Stage Managers and Directors", "Workers who paint sets", "Designers of light and sound"]) == "en"


@pytest.mark.slow
def test_public_benchmarks_are_read_whole(ask, shared_data):
    told = json.loads(ask("linking", shared_data / "melo" / "ita_q_it_c_it", "--json").stdout)
    assert (told["queries"], told["concepts"], told["query_lang"], told["remarks"]) == (362, 3561, "it", {})
    assert told["MRR"] > 0.40
    told = json.loads(ask("titles", shared_data / "talentclef25_A_val" / "english", "--json").stdout)
    assert (told["queries"], told["query_lang"], told["MAP"] > 0.30) == (105, "en", True)
    folder = shared_data / "skill_extraction"
    arguments = (folder / "tech_validation_annotations.csv", "--labels", folder / "skills_en_label.txt", "--json")
    told = json.loads(ask("skills", *arguments).stdout)
    assert (told["queries"], told["spans"], told["per_sentence"]["RP@5"] > 0.45) == (75, 120, True)


@pytest.mark.slow
def test_through_the_pivot_spanish_finds_english_concepts_that_it_misses_directly(ask, shared_data, tmp_path):
    folder = shutil.copytree(shared_data / "melo" / "esp_q_es_c_en", tmp_path / "esp_q_es_c_en")
    (folder / "queries.tsv").chmod(0o644)
    queries = (folder / "queries.tsv").read_text("utf-8").splitlines(keepends=True)
    (folder / "queries.tsv").write_text("".join(queries[::16]), "utf-8")
    pivot = shared_data / "esco" / "occupations_labels_es_melo.csv"
    direct = json.loads(ask("linking", folder, "--json").stdout)
    through = json.loads(ask("linking", folder, "--pivot", pivot, "--json").stdout)
    assert through["MRR"] > 0.4 > 2 * direct["MRR"]
