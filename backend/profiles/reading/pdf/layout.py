"""Puts the words of a page into reading order: columns one after the other, rows of a table as rows.

A recursive cut (Nagy and Seth, "Hierarchical representation of optically scanned documents", 1984): a page is split
along the widest white gutter with text on both sides; where there is none, along the tallest white gap, and so on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from backend.profiles.reading.pdf.state import Run

GAP = "\t"  # stands for a wide gap inside a row
DEEPEST = 40


@dataclass(slots=True)
class Piece:
    """Words on one baseline without a wide gap between them. `y` grows upwards."""

    left: float
    right: float
    y: float
    size: float
    text: str


def text_of(runs: Sequence[Run]) -> str:
    """The visible words of a page as lines; text turned on its side comes last."""
    pages = []
    for quarter in (0, 1, 3, 2):
        pieces = _pieces([_upright(run) for run in runs if run.quarter == quarter and run.text.strip()])
        if pieces:
            pages.append("\n".join(_read(pieces, 0)))
    return "\n\n".join(pages)


def _upright(run: Run) -> Piece:
    x, y = {0: (run.x, run.y), 1: (run.y, -run.x), 2: (-run.x, -run.y), 3: (-run.y, run.x)}[run.quarter]
    return Piece(x, x + run.width, y, run.size, run.text)


def _pieces(words: list[Piece]) -> list[Piece]:
    """Joins words that follow each other on a baseline."""
    pieces: list[Piece] = []
    for row in _rows(words):
        held: list[Piece] = []
        for word in row:
            last = held[-1] if held else None
            if last is None or word.left - last.right > 1.2 * max(last.size, word.size):
                held.append(word)
            elif not _is_shadow(last, word):
                blank = " " if word.left - last.right > 0.15 * word.size and not last.text.endswith(" ") else ""
                last.text += blank + word.text
                last.right, last.size = max(last.right, word.right), max(last.size, word.size)
        pieces += held
    return pieces


def _is_shadow(last: Piece, word: Piece) -> bool:
    """The same word drawn twice to look bold."""
    return word.left < last.right - 0.5 * (word.right - word.left) and last.text.strip().endswith(word.text.strip())


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by baseline from top to bottom, each row from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.left)):
        if rows and rows[-1][0].y - piece.y <= 0.4 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _read(pieces: Sequence[Piece], depth: int) -> list[str]:
    gutter = _gutter(pieces)
    if gutter is not None and depth < DEEPEST:
        left = [p for p in pieces if p.right <= gutter]
        right = [p for p in pieces if p.right > gutter]
        return [*_read(left, depth + 1), "", *_read(right, depth + 1)]
    gap = _gap(pieces) if depth < DEEPEST else None
    if gap is None:
        return _lines(pieces)
    above = [p for p in pieces if p.y > gap]
    below = [p for p in pieces if p.y <= gap]
    if not _has_columns(above) and not _has_columns(below):
        return _lines(pieces)
    return [*_read(above, depth + 1), "", *_read(below, depth + 1)]


def _has_columns(pieces: Sequence[Piece]) -> bool:
    """Whether cutting on could find a gutter at all: some row has two pieces, or some column stands alone."""
    return any(len(row) > 1 for row in _rows(pieces))


def _lines(pieces: Sequence[Piece]) -> list[str]:
    """Rows as lines, with an empty line where the page leaves more room than usual."""
    rows = _rows(pieces)
    steps = [above[0].y - below[0].y for above, below in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    lines: list[str] = []
    for index, row in enumerate(rows):
        if index and steps[index - 1] > 1.6 * usual:
            lines.append("")
        lines.append(GAP.join(piece.text.strip() for piece in row))
    return lines


def _gap(pieces: Sequence[Piece]) -> float | None:
    """The middle of the tallest stripe without text, if it stands out from the usual step between lines."""
    rows = _rows(pieces)
    if len(rows) < 3:
        return None
    steps = [(above[0].y - below[0].y, -index) for index, (above, below) in enumerate(pairwise(rows))]
    tallest, at = max(steps)
    if tallest <= 1.15 * median(step for step, _ in steps):
        return None
    return rows[-at + 1][0].y + tallest / 2


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The x of the widest vertical stripe that no piece crosses and that parts two columns of prose."""
    if len(pieces) < 4:
        return None
    best: tuple[float, float] | None = None
    reach = float("-inf")
    needed = median(p.size for p in pieces)
    for piece in sorted(pieces, key=lambda p: p.left):
        if piece.left - reach >= needed and reach > float("-inf"):
            middle = (piece.left + reach) / 2
            if _parts_columns(pieces, middle) and (best is None or piece.left - reach > best[0]):
                best = (piece.left - reach, middle)
        reach = max(reach, piece.right)
    return best[1] if best else None


def _parts_columns(pieces: Sequence[Piece], x: float) -> bool:
    left = [p for p in pieces if p.right <= x]
    right = [p for p in pieces if p.right > x]
    if min(len(left), len(right)) < 3:
        return False
    top = min(max(p.y for p in left), max(p.y for p in right))
    bottom = max(min(p.y for p in left), min(p.y for p in right))
    shorter = min(_extent(left), _extent(right))
    return top - bottom >= 0.5 * shorter and not _is_table(left, right)


def _extent(pieces: Sequence[Piece]) -> float:
    return max(p.y for p in pieces) - min(p.y for p in pieces)


def _is_table(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Labels beside their values (dates beside jobs): nearly all share a baseline, and they stand apart."""
    labels, values = sorted((left, right), key=lambda side: len(_rows(side)))
    heights = [p.y for p in values]
    shared = sum(any(abs(p.y - y) <= 0.25 * p.size for y in heights) for p in labels) / len(labels)
    rows = _rows(labels)
    dense = sum(a[0].y - b[0].y <= 1.7 * b[0].size for a, b in pairwise(rows)) / max(1, len(rows) - 1)
    same_count = len(rows) == len(_rows(values)) and dense < 1
    return shared >= 0.8 and (dense < 0.5 or same_count)
