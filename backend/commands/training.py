"""`viveiro train`: what the product learns from public data before it ships, written as plain numbers."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from backend.commands.benchmarks import guess, mistaken, read_csv, read_melo
from backend.commands.figures import remark
from backend.commands.ground import said
from backend.commands.telling import concepts_told, files_told
from matching.errors import BadInput
from matching.evaluate import linking, normalise
from matching.evaluate.rows import Notes
from matching.evaluate.task import Task
from matching.learn.meanings import learn
from matching.learn.reranker import Lessons, held_out, lessons, train
from matching.taxonomy import reranker

app = typer.Typer(help="Learn from public data what ships with the system.", no_args_is_help=True, add_completion=False)
SHIPPED = Path(reranker.__file__).with_name("reranker.json")
MEANINGS = SHIPPED.with_name("meanings.json")
UNTAUGHT = "pt"  # the language it is judged by: nothing is ever learnt from it


@app.command("linker")
def train_linker(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="Folders in the form of MELO, not Portuguese.")
    ],
    vacancies: Annotated[
        Path | None, typer.Option(help="vacancyTitle, conceptUri: asked of the names of the English folder.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the numbers go.")] = SHIPPED,
    report: Annotated[bool, typer.Option(help="Also tell how good it is on languages it has not seen.")] = True,
) -> None:
    """The re-ranker of the linker, from titles whose occupations are known. The same files give the same numbers.

    viveiro train linker melo/usa_q_en_c_en melo/esp_q_es_c_es melo/ita_q_it_c_it --vacancies jobnorm/titles.csv
    """
    with mistaken():
        tasks = {folder.resolve().name: _task(folder) for folder in folders}
        taught = [lessons(name, task, task.lang or "") for name, task in tasks.items()]
        if vacancies:
            taught.append(_vacancies(vacancies, tasks.values()))
        for name, task in tasks.items():
            taught.append(lessons(f"{name}, as if unknown", task, task.lang or "", is_known=False))
    inputs = linker_inputs(folders, vacancies)
    out.write_text(json.dumps(train(taught, inputs), separators=(",", ":")) + "\n", "utf-8")
    said.print(f"{out}: {out.stat().st_size:,} bytes from {len(inputs)} files.")
    if report:
        table = Table("", "language", "MRR where nothing was learnt from its language", box=None)
        for name, figure in held_out(taught).items():
            table.add_row(name, next(each.lang for each in taught if each.name == name), f"{figure:.4f}")
        said.print(table)


@app.command("meanings")
def train_meanings(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="ESCO's tables in English, and names in other languages.")
    ],
    vacancies: Annotated[Path | None, typer.Option(help="vacancyTitle, conceptUri: more names of occupations.")] = None,
    out: Annotated[Path, typer.Option(help="Where the numbers go.")] = MEANINGS,
) -> None:
    """What words mean, from the occupations and skills that they name, describe and belong to.

    Reads occupations_en.csv, skills_en_merged.csv, occupationSkillRelations_*.csv and occupations_labels_*.csv wherever
    they are in the folder. Nothing is learnt from Portuguese.

    viveiro train meanings esco --vacancies jobnorm/titles.csv
    """
    with mistaken():
        told, others = concepts_told(folder, vacancies, UNTAUGHT)
        inputs = meanings_inputs(folder, vacancies)
        out.write_text(learn(told, "en", others, inputs) + "\n", "utf-8")
    said.print(f"{out}: {out.stat().st_size:,} bytes from {len(inputs)} files.")


def _task(folder: Path) -> Task:
    """A folder's questions and names, both in its one language."""
    notes = Notes()
    melo = read_melo(folder, notes)
    lang = (linking.langs_of_name(folder.resolve().name) or (None,))[0] or guess(melo.queries.values())
    if lang == UNTAUGHT:
        raise BadInput("train.untaught", folder=str(folder))
    task = linking.linking_task(
        *(melo.queries, melo.corpus, melo.concepts, melo.annotations), query_lang=lang, corpus_lang=lang, notes=notes
    )
    remark(task.remarks, notes)
    return task


def _vacancies(file: Path, tasks: Iterable[Task]) -> Lessons:
    english = next((task for task in tasks if task.lang == "en"), None)
    if english is None:
        raise BadInput("train.no-english", file=str(file))
    notes = Notes()
    titles = normalise.vacancy_titles(read_csv(file, notes), file.name, notes)
    task = normalise.normalise_task(titles, list(english.labels), lang="en", file=file.name, notes=notes)
    remark(task.remarks, notes)
    return lessons(file.stem, task, "en")


def linker_inputs(folders: Iterable[Path], vacancies: Path | None) -> dict[str, str]:
    """SHA-256 of every file that the re-ranker learns from, by folder and name."""
    found = [path for folder in folders for path in sorted(folder.resolve().glob("*.tsv"))]
    inputs = {f"{path.parent.name}/{path.name}": _hash(path) for path in found}
    return inputs | ({vacancies.name: _hash(vacancies)} if vacancies else {})


def meanings_inputs(folder: Path, vacancies: Path | None) -> dict[str, str]:
    """SHA-256 of every file that meanings are learnt from, by name."""
    return {path.name: _hash(path) for path in files_told(folder, vacancies, UNTAUGHT)}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
