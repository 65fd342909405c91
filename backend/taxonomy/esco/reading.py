"""What an ESCO bundle says, in the words of our vocabulary."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from os.path import commonprefix

from backend.taxonomy.esco.bundle import CONCEPTS, Row, Table
from backend.taxonomy.vocabulary import (
    ConceptKind,
    Entry,
    LabelKind,
    Name,
    RelationKind,
    Vocabulary,
    fold,
    gendered,
    plain,
)

BASE = "http://data.europa.eu/esco/"
LONGEST = 300  # letters of a name
LANGUAGES = "L"  # the skill groups of languages have codes that begin so

Link = tuple[str, RelationKind, str]


@dataclass(slots=True)
class Reading:
    """Concepts, and of which concepts the bundle tells which links at all; by URI."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    told_links: set[tuple[str, RelationKind]] = field(default_factory=set)
    skipped: Counter[str] = field(default_factory=Counter)


def read(tables: Sequence[Table], progress: Callable[[int, int], None]) -> Reading:
    """Reads all tables; raises `BrokenBundle`. `progress(done, all)` counts files."""
    reader = _Reader()
    for done, table in enumerate(tables, 1):
        reader.take(table)
        progress(done, len(tables))
    return reader.reading()


class _Reader:
    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.names: dict[str, dict[str, list[Name]]] = defaultdict(dict)
        self.links: dict[str, dict[tuple[RelationKind, str], None]] = defaultdict(dict)
        self.told_links: set[tuple[str, RelationKind]] = set()
        self.skipped: Counter[str] = Counter()
        self.related: set[str] = set()

    def take(self, table: Table) -> None:
        """One file. Of relations every language's file says the same, so the first is enough."""
        if table.name in CONCEPTS or table.is_collection:
            self._concepts(table)
        elif table.name not in self.related:
            self.related.add(table.name)
            self._relations(table)

    def reading(self) -> Reading:
        """Puts names and links to their concepts; links to what nobody described are left out and counted."""
        whole = {uri: self._whole(entry) for uri, entry in self.entries.items()}
        told = {(uri, kind) for uri, kind in self.told_links if uri in whole}
        self.skipped["loose-links"] += sum(len(links) for uri, links in self.links.items() if uri not in whole)
        return Reading(Vocabulary(whole), told, +self.skipped)

    def _concepts(self, table: Table) -> None:
        for line, row in table.rows("conceptUri", "preferredLabel", "altLabels"):
            uri = self._uri(table, line, row["conceptUri"])
            if row.get("status", "released") != "released":
                self.skipped["not-released"] += 1
                continue
            if not fold(row["preferredLabel"]):
                raise table.broken(line, "no-name")
            self.entries.setdefault(uri, _entry(uri, table, row))
            self.names[uri].setdefault(table.lang, _names(row, table.lang))

    def _relations(self, table: Table) -> None:
        read = self._skills if table.name == "occupationSkillRelations" else self._akin
        for uri, kind, other in read(table):
            self.links[uri][kind, other] = None

    def _akin(self, table: Table) -> Iterator[Link]:
        """Broader concepts, and skills that go with skills."""
        is_broader = table.name.startswith("broader")
        kind = RelationKind.BROADER if is_broader else RelationKind.RELATED
        columns = ("conceptUri", "broaderUri") if is_broader else ("originalSkillUri", "relatedSkillUri")
        for line, row in table.rows(*columns):
            uri, other = (self._uri(table, line, row[column]) for column in columns)
            self.told_links.add((uri, kind))
            yield uri, kind, other

    def _skills(self, table: Table) -> Iterator[Link]:
        """What occupations call for."""
        for line, row in table.rows("occupationUri", "relationType", "skillUri"):
            uri = self._uri(table, line, row["occupationUri"])
            if row["relationType"] not in {RelationKind.ESSENTIAL, RelationKind.OPTIONAL}:
                raise table.broken(line, "unknown-relation", relation=row["relationType"])
            self.told_links |= {(uri, RelationKind.ESSENTIAL), (uri, RelationKind.OPTIONAL)}
            if row["skillUri"]:
                yield uri, RelationKind(row["relationType"]), self._uri(table, line, row["skillUri"])
            else:
                self.skipped["loose-links"] += 1

    def _uri(self, table: Table, line: int, text: str) -> str:
        uri = text.strip()
        if not uri.startswith(BASE) or len(uri) > 200:
            raise table.broken(line, "not-an-esco-uri", uri=uri[:200])
        return uri

    def _whole(self, entry: Entry) -> Entry:
        links = [(kind, other) for kind, other in self.links.get(entry.key, ()) if other in self.entries]
        self.skipped["loose-links"] += len(self.links.get(entry.key, ())) - len(links)
        names = tuple(name for lang in sorted(self.names[entry.key]) for name in self.names[entry.key][lang])
        kind = ConceptKind.LANGUAGE if self._is_language(entry) else entry.kind
        return Entry(entry.key, kind, names, tuple(links), entry.code, entry.is_group)

    def _is_language(self, entry: Entry) -> bool:
        """A language is knowledge filed directly under the language groups; writing it is a skill below it."""
        above = [
            self.entries.get(other) for kind, other in self.links.get(entry.key, ()) if kind == RelationKind.BROADER
        ]
        return not entry.is_group and any(
            parent.is_group and (parent.code or "").startswith(LANGUAGES) for parent in above if parent
        )


def _entry(uri: str, table: Table, row: Row) -> Entry:
    kind, is_group = ConceptKind.SKILL, table.name == "skillGroups"
    match uri.removeprefix(BASE).split("/"):
        case ["isced-f", _]:
            kind, is_group = ConceptKind.FIELD, False
        case ["isco", _]:
            kind, is_group = ConceptKind.OCCUPATION, True
        case ["occupation", _]:
            kind = ConceptKind.OCCUPATION
    return Entry(uri, kind, (), code=row.get("code") or None, is_group=is_group)


def _names(row: Row, lang: str) -> list[Name]:
    """Official names first; of those that fold alike the first stays."""
    preferred = _tidy(row["preferredLabel"])
    titles = gendered if is_gendered(preferred, lang) else plain
    told = titles(preferred, lang, is_preferred=True)
    told += [Name(lang, text, LabelKind.ALTERNATIVE) for text in _texts(row["altLabels"])]
    told += [Name(lang, text, LabelKind.HIDDEN) for text in _texts(row.get("hiddenLabels", ""))]
    first: dict[str, Name] = {}
    for name in told:
        first.setdefault(fold(name.text), name)
    return [name for folded, name in first.items() if folded and len(name.text) <= LONGEST]


def is_gendered(title: str, lang: str) -> bool:
    """Whether a slash parts two genders of the same words: "director técnico/directora técnica"."""
    forms = [form.split() for form in title.split("/")]
    if lang == "en" or len(forms) != 2 or len(forms[0]) != len(forms[1]):
        return False
    return all(len(commonprefix(pair)) >= min(2, *map(len, pair)) for pair in zip(*forms, strict=True))


def _texts(cell: str) -> list[str]:
    """Names are parted by new lines in the tables, by bars in the collections."""
    return [tidy for text in cell.split("\n" if "\n" in cell else " | ") if (tidy := _tidy(text))]


def _tidy(text: str) -> str:
    return " ".join(text.split())
