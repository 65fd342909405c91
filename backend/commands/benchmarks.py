"""The files of public benchmarks, read from disk, and what is said when they are not as they should be."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from rich.markup import escape

from backend.commands.ground import said
from matching.errors import BadInput

_ENDINGS = ("", ".tsv", ".txt", ".csv")  # the same file comes with and without, by publisher
_ENOUGH = 20_000  # letters from which a language is told
_LANGS = [  # those of ESCO, and Chinese
    *("ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mt"),
    *("nl", "no", "pl", "pt", "ro", "sk", "sl", "sv", "uk", "zh"),
]
_LANG = re.compile(r"[a-z]{2}")
_SENTENCES = {
    "audit.account": "{file}, line {line}: {found} is no account id.",
    "audit.column": "{file} needs the columns account_id and group; it has {found}.",
    "audit.label": "{file}, line {line}: a group's name has at most {most} letters.",
    "audit.many": "{file} has {found} groups; at most {most} can be compared. Names of people are no groups.",
    "audit.no-config": "{file} is no configuration, nor a receipt with one.",
    "audit.twice": "{file}, line {line}: that account was there before.",
    "evaluate.column": "{file} has no column {column}; it has {found}.",
    "evaluate.columns": "{file}, line {line}: {found} columns instead of {needed}.",
    "evaluate.duplicate": "{file}, line {line}: {id} was there before.",
    "evaluate.empty": "{file} holds nothing to measure by.",
    "evaluate.missing": "{file}, line {line}: a cell is empty or not a number (NaN).",
    "evaluate.no-file": "{folder} has no file {file}.",
    "evaluate.no-gold": "{file} names no right answer to any of the queries.",
    "evaluate.no-lang": "{found} is no language: say it in two letters (ISO 639-1), such as pt.",
    "evaluate.no-table": "{file} is not a table: {why}.",
    "evaluate.relevance": "{file}, line {line}: the relevance {found} is no number.",
    "train.no-english": "{file} needs an English folder beside it, whose names are asked.",
    "train.untaught": "{folder} is Portuguese: the linker is judged by it and must not learn from it.",
    "evaluate.remarked": "Refused, as --strict says: {told}.",
}


@contextmanager
def mistaken() -> Iterator[None]:
    """Turns what is wrong with the files into one sentence and exit code 2."""
    try:
        yield
    except BadInput as bad:
        facts = {
            name: ", ".join(map(str, fact)) if isinstance(fact, tuple) else fact for name, fact in bad.facts.items()
        }
        _refuse(_SENTENCES[bad.code].format(**facts) if bad.code in _SENTENCES else str(bad))
    except UnicodeDecodeError as error:
        _refuse(f"A file is not text in UTF-8: {error.reason} at byte {error.start}.")
    except OSError as error:
        _refuse(f"{error.filename} cannot be read: {error.strerror}.")


def read_tsv(folder: Path, name: str) -> list[list[str]]:
    """Cells parted by tabs, quotes left as they are: titles have inches and nicknames in them."""
    found = [folder / f"{name}{ending}" for ending in _ENDINGS if (folder / f"{name}{ending}").is_file()]
    if not found:
        raise BadInput("evaluate.no-file", folder=str(folder), file=f"{name}.tsv")
    if found[0].suffix == ".csv":
        return read_csv(found[0])
    lines = read_lines(found[0])
    if not any("\t" in line for line in lines):  # some tables are only called so
        for other in ",;":
            if all(other in line for line in lines if line.strip()):
                return [*csv.reader(lines, delimiter=other)]
    return [line.split("\t") for line in lines]


def read_csv(path: Path) -> list[list[str]]:
    """Cells of a table with a header, parted by commas, semicolons or tabs."""
    text = path.read_text("utf-8-sig")
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise BadInput("evaluate.no-table", file=path.name, why=str(error)) from None


def read_lines(path: Path) -> list[str]:
    """Lines without their ends; only line feeds part them, as texts may hold other breaks."""
    lines = path.read_text("utf-8-sig").split("\n")
    return [line.rstrip("\r") for line in lines]


def named(lang: str | None) -> str | None:
    """A language as it was said on the command line."""
    if lang is None:
        return None
    short = lang.casefold().partition("-")[0]
    if not _LANG.fullmatch(short):
        raise BadInput("evaluate.no-lang", found=lang)
    return short


def guess(texts: Iterable[str]) -> str:
    """The language of texts, taken together: headings of many, in capitals or not."""
    told = ". ".join(texts)[:_ENOUGH].casefold()
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE)
    identifier.set_languages(_LANGS)
    return str(identifier.classify(told)[0])


def _refuse(sentence: str) -> None:
    said.print(escape(sentence), highlight=False, soft_wrap=True)
    raise typer.Exit(2) from None
