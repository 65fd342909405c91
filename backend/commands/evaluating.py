"""`viveiro evaluate`: how well words are linked, on public benchmarks, by the measures their papers use."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from backend.commands.benchmarks import guess, mistaken, read_csv, read_lines, read_melo, read_tsv
from backend.commands.figures import remark, tell
from backend.commands.ground import bar
from backend.commands.tongues import named, tongue_of
from matching.evaluate import linking, normalise, skills, titles
from matching.evaluate.rows import Notes, judgements, pairs
from matching.evaluate.task import Task, rankings
from matching.taxonomy.labels import Labels
from matching.taxonomy.linker import Linker

app = typer.Typer(
    help="Measure how well words are linked, on public benchmarks.", no_args_is_help=True, add_completion=False
)
AsJson = Annotated[bool, typer.Option("--json", help="Data instead of a table.")]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse what would only be remarked on: queries without gold …")]
Lang = Annotated[str | None, typer.Option("--lang", help="ISO 639-1, such as pt; else guessed from the texts.")]


@app.command("linking")
def evaluate_linking(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder in the form of MELO.")],
    pivot: Annotated[
        Path | None, typer.Option(help="conceptUri,label,form_index: names of the concepts in the queries' language.")
    ] = None,
    query_lang: Annotated[
        str | None, typer.Option(help="ISO 639-1; else as the folder's name says, else guessed.")
    ] = None,
    corpus_lang: Annotated[str | None, typer.Option(help="The same for the corpus.")] = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """National titles to occupations: MRR, Acc@1/5/10, MAP and R@100 over concepts.

    Reads queries.tsv, corpus_elements.tsv, concept_mapping.tsv and annotations.tsv (query 0 element 1).

    viveiro evaluate linking melo/usa_q_en_c_en --json

    viveiro evaluate linking melo/esp_q_es_c_en --pivot esco/occupations_labels_es_melo.csv
    """
    with mistaken():
        notes = Notes()
        melo = read_melo(folder, notes)
        told = linking.langs_of_name(folder.resolve().name) or (None, None)
        asked = named(query_lang) or told[0] or guess(melo.queries.values())
        spoken = named(corpus_lang) or told[1]
        if spoken is None and not linking.elements_tell_lang(melo.corpus):
            spoken = guess(melo.corpus.values())
        between = linking.pivot_labels(read_csv(pivot, notes), pivot.name, asked, notes) if pivot else []
        task = linking.linking_task(
            *(melo.queries, melo.corpus, melo.concepts, melo.annotations),
            query_lang=asked,
            corpus_lang=spoken,
            notes=notes,
            pivot=between,
        )
        remark(task.remarks, notes, strict=strict)
        ranked, speed = _ranked(_linker(task), task, linking.DEPTH)
        more = {
            "corpus_lang": ",".join(linking.langs_of(melo.corpus, spoken)),
            "pivot": pivot.name if pivot else None,
            "depth": linking.DEPTH,
        }
        facts = _facts("linking", folder, task, **more)
        tell(facts, linking.linking_measures(task, ranked), speed, as_json=as_json)


@app.command("titles")
def evaluate_titles(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder in the form of TalentCLEF task A.")],
    lang: Lang = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Job titles to similar ones: MAP, officially and with the query's own string removed.

    Reads queries, corpus_elements and qrels.tsv.

    viveiro evaluate titles talentclef/english --json
    """
    with mistaken():
        notes = Notes()
        queries = pairs(read_tsv(folder, "queries", notes), "queries", notes)
        corpus = pairs(read_tsv(folder, "corpus_elements", notes), "corpus_elements", notes)
        qrels = judgements(read_tsv(folder, "qrels", notes), "qrels.tsv", notes)
        spoken = named(lang) or tongue_of(folder.resolve().name) or guess(corpus.values())
        task = titles.titles_task(queries, corpus, qrels, lang=spoken, notes=notes)
        remark(task.remarks, notes, strict=strict)
        ranked, speed = _ranked(_linker(task), task, len(corpus))
        tell(_facts("titles", folder, task), titles.titles_measures(task, ranked), speed, as_json=as_json)


@app.command("skills")
def evaluate_skills(
    annotations: Annotated[Path, typer.Argument(metavar="CSV", help="sentence, span, sub_span, label.")],
    labels: Annotated[Path, typer.Option(help="The names of all skills, one a line.")],
    lang: Lang = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Sentences and their spans to skills: RP@5, RP@10 and MRR.

    viveiro evaluate skills tech_validation_annotations.csv --labels skills_en_label.txt --json
    """
    with mistaken():
        notes = Notes()
        lines = read_lines(labels, notes)
        spoken = named(lang) or guess(lines)
        known = skills.skill_labels(lines, spoken, labels.name)
        sentences, spans = skills.skill_tasks(
            read_csv(annotations, notes), annotations.name, known, lang=spoken, notes=notes
        )
        remark(sentences.remarks, notes, strict=strict)
        linker = _linker(sentences)
        ranked, speed = _ranked(linker, sentences, skills.DEPTH)
        measures: dict[str, Any] = {"per_sentence": skills.skill_measures(sentences, ranked), "per_span": None}
        if spans is not None:
            measures["per_span"] = skills.skill_measures(spans, _ranked(linker, spans, skills.DEPTH)[0])
        more = {"spans": len(spans.queries) if spans else 0, "depth": skills.DEPTH}
        tell(_facts("skills", annotations, sentences, **more), measures, speed, as_json=as_json)


@app.command("normalise")
def evaluate_normalise(
    vacancies: Annotated[Path, typer.Argument(metavar="CSV", help="vacancyTitle, conceptUri.")],
    occupations: Annotated[Path, typer.Option(help="conceptUri, preferredLabel, altLabels: ESCO's own table will do.")],
    lang: Lang = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Titles of real vacancies to occupations: MRR, Acc@1/5/10, MAP and R@100.

    viveiro evaluate normalise jobnorm/titles.csv --occupations jobnorm/occupations_en.csv --json
    """
    with mistaken():
        notes = Notes()
        rows = read_csv(occupations, notes)
        read = normalise.vacancy_titles(read_csv(vacancies, notes), vacancies.name, notes)
        spoken = named(lang) or guess(title for title, _ in read)
        labels = normalise.occupation_labels(rows, occupations.name, spoken, notes)
        task = normalise.normalise_task(read, labels, lang=spoken, file=vacancies.name, notes=notes)
        remark(task.remarks, notes, strict=strict)
        ranked, speed = _ranked(_linker(task), task, linking.DEPTH)
        facts = _facts("normalise", vacancies, task, depth=linking.DEPTH)
        tell(facts, linking.linking_measures(task, ranked), speed, as_json=as_json)


def _linker(task: Task) -> Linker:
    """The one linker of the product, in its one configuration."""
    return Linker(Labels.build(task.labels))


def _ranked(linker: Linker, task: Task, depth: int) -> tuple[dict[str, list[str]], float]:
    """Rankings, and queries per second: linking alone, without reading and indexing."""
    for _ in linker.rank_ids([*task.queries.values()][:1], task.lang):  # loading machine code is not linking
        pass
    with bar() as shown:
        show: Callable[[int], None] = lambda done: shown.show("linking", done, len(task.queries))  # noqa: E731
        before = time.perf_counter()
        ranked = rankings(linker, task, depth, show)
        return ranked, len(ranked) / (time.perf_counter() - before)


def _facts(benchmark: str, source: Path, task: Task, **more: Any) -> dict[str, Any]:
    return {
        "benchmark": benchmark,
        "source": source.resolve().name,
        "query_lang": task.lang,
        "queries": len(task.queries),
        "labels": len(task.labels),
        "concepts": task.concepts,
        "remarks": dict(task.remarks),
        **more,
    }
