"""The files of public benchmarks, read from disk, and what is said when they are not as they should be."""

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from rich.markup import escape

from backend.commands.ground import said
from backend.commands.tongues import TONGUES
from matching.errors import BadInput
from matching.evaluate.rows import Judgement, Notes, judgements, pairs

_ENDINGS = ("", ".tsv", ".txt", ".csv")  # the same file comes with and without, by publisher
_GZIP = b"\x1f\x8b"
_MARKS = {  # of UTF-32 before UTF-16, which begins alike
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8: "utf-8-sig",
}
_OLD = "cp1252"
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that are no letter there
_SAMPLE = 4096  # bytes by which an encoding without a mark is told
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_ENOUGH = 20_000  # letters from which a language is told
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
    "evaluate.no-gzip": "{file} begins like gzip but cannot be opened: {why}.",
    "evaluate.no-lang": "{found} is no language: say it in two letters (ISO 639-1), such as pt.",
    "evaluate.no-table": "{file} is not a table: {why}.",
    "evaluate.no-text": "{file} is no text in UTF-8, UTF-16 or Windows-1252: {why} at byte {byte}.",
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
    except OSError as error:
        _refuse(f"{error.filename} cannot be read: {error.strerror}.")


@dataclass(frozen=True, slots=True)
class Melo:
    """The four tables of a folder in the form of MELO: texts by query and element, concepts by element, and gold."""

    queries: dict[str, str]
    corpus: dict[str, str]
    concepts: dict[str, str]
    annotations: list[Judgement]


def read_melo(folder: Path, notes: Notes) -> Melo:
    """A folder in the form of MELO."""
    return Melo(
        pairs(read_tsv(folder, "queries", notes), "queries.tsv", notes),
        pairs(read_tsv(folder, "corpus_elements", notes), "corpus_elements.tsv", notes),
        pairs(read_tsv(folder, "concept_mapping", notes), "concept_mapping.tsv", notes),
        judgements(read_tsv(folder, "annotations", notes), "annotations.tsv", notes),
    )


def read_tsv(folder: Path, name: str, notes: Notes) -> list[list[str]]:
    """Cells parted by tabs. Quotes stay where they belong to a text: titles have inches and nicknames in them."""
    path = _found(folder, name)
    if path.name.casefold().removesuffix(".gz").endswith(".csv"):
        return read_csv(path, notes)
    lines = read_lines(path, notes)
    if not any("\t" in line for line in lines):  # some tables are only called so
        for other in ",;":
            if all(other in line for line in lines if line.strip()):
                return _cells(lines, other, path)
    first = next((line for line in lines if line.strip()), "")
    if all(_QUOTED.fullmatch(cell) for cell in first.split("\t")):  # who quotes every cell may have breaks in them
        return _cells([line + "\n" for line in lines], "\t", path)
    return [[_unquoted(cell) for cell in line.split("\t")] for line in lines]


def read_csv(path: Path, notes: Notes | None = None) -> list[list[str]]:
    """Cells of a table with a header, parted by commas, semicolons or tabs."""
    text = read_text(path, notes)
    header = text.lstrip().partition("\n")[0]
    return _cells(io.StringIO(text, newline=""), max(",;\t", key=header.count), path)


def read_lines(path: Path, notes: Notes | None = None) -> list[str]:
    """Lines without their ends; only line feeds part them, as texts may hold other breaks."""
    text = read_text(path, notes)
    lines = text.split("\n" if "\n" in text else "\r")
    return [line.rstrip("\r") for line in lines]


def read_text(path: Path, notes: Notes | None = None) -> str:
    """A text in UTF-8, or in UTF-16 or UTF-32 as its mark or its zero bytes tell; gzip is opened.

    What cannot be UTF-8 is read as Windows-1252, which has all letters of Latin-1 where Latin-1 has them; `notes` hears
    of it.
    """
    held = path.read_bytes()
    try:
        if held.startswith(_GZIP):
            held = gzip.decompress(held)
        encoding = _encoding(held)
        if encoding == _OLD and notes is not None:
            notes.add("files_in_windows_1252", path.name, held.count(b"\n", 0, _first_odd(held)) + 1)
        return held.decode(encoding).replace("\0", "")
    except UnicodeDecodeError as error:
        raise BadInput("evaluate.no-text", file=path.name, why=error.reason, byte=error.start) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadInput("evaluate.no-gzip", file=path.name, why=str(error)) from None


def _encoding(held: bytes) -> str:
    marked = next((name for mark, name in _MARKS.items() if held.startswith(mark)), None)
    if marked or b"\0" not in held[:_SAMPLE]:
        return marked or (_OLD if _is_old(held) else "utf-8")
    zeros = held[1:_SAMPLE:2].count(0), held[:_SAMPLE:2].count(0)
    return "utf-16-le" if zeros[0] >= zeros[1] else "utf-16-be"


def _is_old(held: bytes) -> bool:
    """Whether fewer bytes make letters of UTF-8 than do not: else it is UTF-8 with a damage, which must be told."""
    if _first_odd(held) == len(held):
        return False
    lenient = held.decode("utf-8", "replace")
    odd = lenient.count("\ufffd")
    return sum(not letter.isascii() for letter in lenient) < 2 * odd and not _UNDEFINED.search(held)


def _first_odd(held: bytes) -> int:
    """Where the first byte stands that cannot be UTF-8; the end if there is none."""
    try:
        held.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(held)


def _found(folder: Path, name: str) -> Path:
    """The file of this name, with any of the usual endings, in small letters or capitals, as it is or in gzip."""
    wanted = [f"{name}{ending}{packed}" for ending in _ENDINGS for packed in ("", ".gz")]
    there = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    found = [path for each in wanted for path in there if path.name.casefold() == each]
    if not found:
        raise BadInput("evaluate.no-file", folder=str(folder), file=f"{name}.tsv")
    return found[0]


def _cells(lines: Iterable[str], delimiter: str, path: Path) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        raise BadInput("evaluate.no-table", file=path.name, why=str(error)) from None


def _unquoted(cell: str) -> str:
    """Without the quotes that a table program put around it."""
    return cell.strip()[1:-1].replace('""', '"') if _QUOTED.fullmatch(cell.strip()) else cell


def guess(texts: Iterable[str]) -> str:
    """The language of texts, taken together: headings of many, in capitals or not."""
    told = ". ".join(texts)[:_ENOUGH].casefold()
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE)
    identifier.set_languages([*TONGUES])
    return str(identifier.classify(told)[0])


def _refuse(sentence: str) -> None:
    said.print(escape(" ".join(sentence.split())), highlight=False, soft_wrap=True)
    raise typer.Exit(2) from None
