"""What one can do with territories: take in tables of municipalities, whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend.core.access import SYSTEM
from backend.core.events import announce
from backend.core.model import now
from backend.core.text import fold
from backend.territories.events import TerritoriesImported
from backend.territories.models import Municipality, Region, municipality_id, region_id, size_of
from backend.territories.schemas import MunicipalityLine
from backend.territories.tables import read_table

DATA = Path(__file__).parent / "data"
AT_ONCE = 200  # lines between two reports of progress

Progress = Callable[[int, int], None]  # lines done, lines in all


@dataclass(slots=True)
class Imported:
    """What an import did, in municipalities."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def load_starter(db: Session) -> Imported:
    """The municipalities that ship with the code; a second time changes nothing."""
    report = Imported()
    for path in sorted(DATA.glob("*.csv")):
        _store(db, read_table(path), report)
    return report


def import_municipalities(db: Session, path: Path, progress: Progress | None = None) -> Imported:
    """Take in a table (its columns are described in data/README.md); raises `BadTable`.

    The whole table is checked before the first row is written. The same table twice changes nothing; a changed
    line updates its municipality; none is ever removed. `progress(done, all)` hears how many lines are in.
    """
    lines, report = read_table(path), Imported()
    _store(db, lines, report, progress)
    if report.added or report.changed:
        announce(db, SYSTEM, TerritoriesImported(region_id(lines[0].nuts3[:4]), report.added, report.changed))
    return report


def _store(db: Session, lines: list[MunicipalityLine], report: Imported, progress: Progress | None = None) -> None:
    _upsert(db, Region, _regions(lines), Imported())
    for start in range(0, len(lines), AT_ONCE):
        some = lines[start : start + AT_ONCE]
        _upsert(db, Municipality, [_municipality(line) for line in some], report)
        if progress:
            progress(start + len(some), len(lines))


def _regions(lines: Iterable[MunicipalityLine]) -> list[dict[str, Any]]:
    """Wholes before their parts, because parts refer to them."""
    wholes = {line.nuts3[:4]: (line.nuts2_name, line.nuts2_article) for line in lines}
    parts = {line.nuts3: line.nuts3_name for line in lines}
    return [
        {"id": region_id(code), "code": code, "name": name, "article": article, "level": 2, "parent_code": None}
        for code, (name, article) in sorted(wholes.items())
    ] + [
        {"id": region_id(code), "code": code, "name": name, "article": "", "level": 3, "parent_code": code[:4]}
        for code, name in sorted(parts.items())
    ]


def _municipality(line: MunicipalityLine) -> dict[str, Any]:
    return {
        "id": municipality_id(line.code),
        "folded": fold(line.name),
        "size_class": size_of(line.population),
        "is_low_density": line.low_density,
        **line.model_dump(exclude={"nuts3_name", "nuts2_name", "nuts2_article", "low_density"}),
    }


def _upsert(
    db: Session, model: type[Region] | type[Municipality], rows: list[dict[str, Any]], report: Imported
) -> None:
    """Insert what is new, update what differs, count what is neither."""
    kept = {row.id: row for row in db.scalars(select(model).where(model.id.in_([row["id"] for row in rows])))}
    fresh = [row for row in rows if row["id"] not in kept]
    differing = [
        row for row in rows if (old := kept.get(row["id"])) and any(getattr(old, k) != v for k, v in row.items())
    ]
    if fresh:
        db.execute(insert(model), fresh)
    if differing:
        db.execute(update(model), [row | {"updated_at": now()} for row in differing])
    report.added += len(fresh)
    report.changed += len(differing)
    report.unchanged += len(rows) - len(fresh) - len(differing)
