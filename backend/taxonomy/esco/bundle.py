"""The files of an ESCO bundle: found by their official names in a folder or a ZIP archive, read line by line."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TypeAlias
from zipfile import BadZipFile, ZipFile, is_zipfile

from backend.core.problems import FieldError
from backend.taxonomy.problems import BrokenBundle, NotABundle

Row: TypeAlias = dict[str, str]

CONCEPTS = ("ISCOGroups", "skillGroups", "occupations", "skills")
RELATIONS = (
    "broaderRelationsOccPillar",
    "broaderRelationsSkillPillar",
    "occupationSkillRelations",
    "skillSkillRelations",
)
# `occupations_en.csv`; a public copy may say more: `occupationSkillRelations_en_v1.2.0.csv`.
_NAME = re.compile(r"(?P<table>[A-Za-z]+)_(?P<lang>[a-z]{2})(?P<rest>[._-].*)?\.csv", re.ASCII)


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the bundle: what it is about, in which language."""

    name: str
    lang: str
    file: Path
    archive: Path | None = None

    @property
    def is_collection(self) -> bool:
        """A selection of concepts (green skills, language skills …) that repeats what the main tables tell."""
        return self.name.endswith("Collection")

    def rows(self, *columns: str) -> Iterator[tuple[int, Row]]:
        """Each line with its number; the columns must be there. Raises `BrokenBundle`, naming file and line."""
        try:
            with self._open() as file:
                lines = csv.DictReader(file, strict=True)
                if lost := [column for column in columns if column not in (lines.fieldnames or ())]:
                    raise self.broken(1, "missing-columns", columns=lost)
                for row in lines:
                    if None in row or None in row.values():
                        raise self.broken(lines.line_num, "wrong-number-of-columns")
                    yield lines.line_num, row
        except UnicodeDecodeError as error:
            raise self.broken(0, "not-utf-8", byte=error.start) from None
        except csv.Error as error:
            raise self.broken(lines.reader.line_num, "not-csv", reason=str(error)) from None
        except BadZipFile as error:
            raise self.broken(0, "not-zip", reason=str(error)) from None

    def broken(self, line: int, code: str, **facts: object) -> BrokenBundle:
        """The problem to raise about a line of this file."""
        return BrokenBundle([FieldError(pointer=f"/{self.file.name}/{line}", code=code, params=facts)])

    def _open(self) -> AbstractContextManager[IO[str]]:
        if self.archive is None:
            return self.file.open(encoding="utf-8-sig", newline="")
        return _Member(self.archive, self.file)


class _Member(AbstractContextManager[IO[str]]):
    """A text file inside an archive; closes both."""

    def __init__(self, archive: Path, file: Path) -> None:
        self.zip = ZipFile(archive)
        self.file = TextIOWrapper(self.zip.open(file.as_posix()), encoding="utf-8-sig", newline="")

    def __enter__(self) -> IO[str]:
        return self.file

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.zip.close()


def tables_in(path: Path) -> list[Table]:
    """The tables below a folder or in an archive, official names first; raises `NotABundle` where there are none."""
    found = [table for file, archive in _files(path) if (table := _table(file, archive))]
    if not any(table.name in CONCEPTS or table.is_collection for table in found):
        raise NotABundle(path=str(path), expected=[f"{name}_xx.csv" for name in CONCEPTS])
    order = [*CONCEPTS, *RELATIONS]
    ranks = {name: place for place, name in enumerate(order)}
    return sorted(found, key=lambda t: (ranks.get(t.name, len(order)), t.lang, len(t.file.name), t.file.as_posix()))


def missing_from(tables: Sequence[Table]) -> list[str]:
    """The official files that a complete bundle of these languages would also have."""
    langs = sorted({table.lang for table in tables})
    there = {(table.name, table.lang) for table in tables}
    related = {table.name for table in tables}
    return [f"{name}_{lang}.csv" for lang in langs for name in CONCEPTS if (name, lang) not in there] + [
        f"{name}_{langs[0]}.csv" for name in RELATIONS if name not in related
    ]


def _files(path: Path) -> Iterator[tuple[Path, Path | None]]:
    if path.is_dir():
        yield from ((file, None) for file in sorted(path.rglob("*.csv")))
    elif path.is_file() and is_zipfile(path):
        with ZipFile(path) as archive:
            yield from ((Path(name), path) for name in sorted(archive.namelist()))


def _table(file: Path, archive: Path | None) -> Table | None:
    named = _NAME.fullmatch(file.name)
    if named is None:
        return None
    table = Table(named["table"], named["lang"], file, archive)
    return table if table.name in {*CONCEPTS, *RELATIONS} or table.is_collection else None
