"""`viveiro train linker`: public titles in, plain numbers out; the same every time, and never from Portuguese."""

import hashlib

import pytest
from typer.testing import CliRunner

from backend.commands.training import app, linker_inputs, meanings_inputs
from matching.taxonomy.meanings import MEANINGS
from matching.taxonomy.reranker import RERANKER, Reranker

TRADES = ["clown", "mural painter", "baker", "stage manager", "lighting designer", "sound engineer", "puppet maker"]


@pytest.fixture
def melo(tmp_path):
    """`melo("usa_q_en_c_en")`: a folder in which every trade is asked for in four ways."""

    def write(name):
        folder = tmp_path / name
        folder.mkdir()
        lang = name[-2:]
        asked = [f"{before}{trade}s" for trade in TRADES for before in ("", "senior ", "assistant ", "head of ")]
        files = {
            "queries.tsv": [f"Q{i}\t{text}" for i, text in enumerate(asked)],
            "corpus_elements.tsv": [f"C{i}_{lang}_000\t{trade}" for i, trade in enumerate(TRADES)],
            "concept_mapping.tsv": [f"C{i}_{lang}_000\tu/{i}" for i in range(len(TRADES))],
            "annotations.tsv": [f"Q{i}\t0\tC{i // 4}_{lang}_000\t1" for i in range(len(asked))],
        }
        for file, lines in files.items():
            (folder / file).write_text("\n".join(lines) + "\n", "utf-8")
        return folder

    return write


def run(*arguments):
    return CliRunner().invoke(app, ["linker", *map(str, arguments)])


def test_the_same_titles_teach_the_same_numbers(melo, tmp_path):
    folders, first, second = [melo("usa_q_en_c_en"), melo("fra_q_fr_c_fr")], tmp_path / "1.json", tmp_path / "2.json"
    told = run(*folders, "--out", first)
    assert told.exit_code == 0, told.output
    assert "fra_q_fr_c_fr" in told.output
    assert "fra_q_fr_c_fr, as if unknown" in told.output
    assert run(*folders, "--out", second, "--no-report").exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    taught = Reranker.read(first.read_text("utf-8"))
    queries = (folders[1] / "queries.tsv").read_bytes()
    assert taught.inputs["fra_q_fr_c_fr/queries.tsv"] == hashlib.sha256(queries).hexdigest()


def test_nothing_is_learnt_from_portuguese(melo, tmp_path):
    told = run(melo("usa_q_en_c_en"), melo("prt_q_pt_c_pt"), "--out", tmp_path / "never.json")
    assert (told.exit_code, "Portuguese" in told.output) == (2, True)
    assert not (tmp_path / "never.json").exists()


def test_what_ships_was_learnt_from_the_files_it_names_and_no_byte_was_another(shared_data, tmp_path):
    folders = [shared_data / "melo" / name for name in sorted({name.partition("/")[0] for name in RERANKER.inputs})]
    titles = shared_data / "jobnorm" / "titles.csv"
    assert linker_inputs([folder for folder in folders if folder.is_dir()], titles) == RERANKER.inputs
    assert meanings_inputs(shared_data / "esco", titles) == MEANINGS.inputs
    altered = tmp_path / "titles.csv"
    altered.write_bytes(titles.read_bytes() + b"\n")
    assert meanings_inputs(shared_data / "esco", altered) != MEANINGS.inputs
