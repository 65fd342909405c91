"""The child process: reads a PDF on standard input, writes what can be seen on standard output as JSON.

It takes its own room away first (memory, processor time, size of output), so that a hostile file can only hurt it.
"""

import json
import logging
import resource
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ContentStream

from backend.profiles.reading.pdf.geometry import Box, Matrix
from backend.profiles.reading.pdf.layout import text_of
from backend.profiles.reading.pdf.visible import Budget, Excessive, Painter

MEMORY = 512 * 1024 * 1024
SECONDS = 5
OUTPUT = 8 * 1024 * 1024
PAGES = 60
TREE = 2_000  # nodes of the page tree we look at
INFLATED = 4_000_000  # bytes one stream may grow to
OPERATORS = 150_000  # over all pages
LETTERS = 400_000
TOKENS = 400_000  # of one content stream


# What pypdf raises on files that are not what they say.
MISTAKES = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def main() -> None:
    """Answers `{"text", "left_out"}` or `{"problem", "reason"}`; dies silently when it runs out of room."""
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, OUTPUT)):
        resource.setrlimit(kind, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


def _answer(content: bytes) -> dict[str, Any]:
    limits: dict[str, Any] = {
        "zlib_maximum_output_length": INFLATED,
        "lzw_maximum_output_length": INFLATED,
        "run_length_maximum_output_length": INFLATED,
        "brotli_maximum_output_length": INFLATED,
        "array_based_stream_maximum_output_length": INFLATED,
        "maximum_declared_stream_length": len(content),
        "stream_decoding_work_maximum_length": 4 * INFLATED,
        "stream_parsing_work_maximum_count": TOKENS,
        "disable_legacy_handling": True,
    }
    try:
        with apply_configuration(**limits):
            return _read(content)
    except Excessive as why:
        return {"problem": "excessive", "reason": str(why)}
    except LimitReachedError:
        return {"problem": "excessive", "reason": "inflates"}
    except RecursionError:
        return {"problem": "excessive", "reason": "nested"}
    except MemoryError:
        return {"problem": "excessive", "reason": "inflates"}
    except MISTAKES:
        return {"problem": "broken", "reason": "unreadable"}


def _read(content: bytes) -> dict[str, Any]:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "locked", "reason": "password"}
    budget, is_hidden = Budget(OPERATORS), _hidden_layers(reader)
    texts, left_out = [], 0
    for page in list(_pages(reader)):
        runs = _runs(reader, page, is_hidden, budget)
        texts.append(text_of([run for run in runs if run.is_visible]))
        if sum(map(len, texts)) > LETTERS:
            raise Excessive("long")
        left_out += sum(len(run.text.strip()) for run in runs if not run.is_visible)
    return {"text": "\n\n".join(texts), "left_out": left_out}


def _pages(reader: PdfReader) -> Iterator[dict[str, Any]]:
    """The leaves of the page tree, with what they inherit (ISO 32000-2, 7.7.3.4), however crooked the tree."""
    waiting: list[tuple[Any, dict[str, Any]]] = [(reader.root_object["/Pages"], {})]
    looked, found = 0, 0
    while waiting:
        node, inherited = waiting.pop()
        node = node.get_object()
        looked += 1
        if looked > TREE:
            raise Excessive("pages")
        own = {key: node[key] for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate") if key in node}
        if "/Kids" in node:
            waiting += [(kid, inherited | own) for kid in reversed(node["/Kids"].get_object())]
            continue
        found += 1
        if found > PAGES:
            raise Excessive("pages")
        yield inherited | own | {"/Contents": node.get("/Contents")}


def _runs(reader: PdfReader, page: dict[str, Any], is_hidden: Callable[[Any], bool], budget: Budget) -> list[Any]:
    contents = page["/Contents"]
    if contents is None:
        return []
    media = _box(page.get("/MediaBox"), Box(0, 0, 612, 792))
    visible = _box(page.get("/CropBox"), media).meet(media)
    turn = _turn(int(page.get("/Rotate", 0)) % 360, visible)
    box = Box.around([_turned(turn, corner) for corner in visible.corners])
    painter = Painter(box, turn, is_hidden, budget)
    painter.draw(ContentStream(contents.get_object(), reader), page.get("/Resources", {}))
    return painter.runs


def _box(values: Any, otherwise: Box) -> Box:
    if values is None:
        return otherwise
    x0, y0, x1, y1 = (float(v) for v in values.get_object())
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _turn(degrees: int, box: Box) -> Matrix:
    """The page is shown turned clockwise; words are placed as they are shown."""
    return {
        0: (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        90: (0.0, -1.0, 1.0, 0.0, 0.0, box.right),
        180: (-1.0, 0.0, 0.0, -1.0, box.right, box.top),
        270: (0.0, 1.0, -1.0, 0.0, box.top, 0.0),
    }.get(degrees, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))


def _turned(m: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    return (m[0] * point[0] + m[2] * point[1] + m[4], m[1] * point[0] + m[3] * point[1] + m[5])


def _hidden_layers(reader: PdfReader) -> Callable[[Any], bool]:
    """A test for optional content that is off when the file is opened (ISO 32000-2, 8.11)."""
    off: set[int] = set()
    properties = reader.root_object.get("/OCProperties")
    if properties is not None:
        properties = properties.get_object()
        usual = properties.get("/D", {}).get_object()
        if usual.get("/BaseState") == "/OFF":
            off |= {reference.idnum for reference in properties.get("/OCGs", [])}
            off -= {reference.idnum for reference in usual.get("/ON", [])}
        off |= {reference.idnum for reference in usual.get("/OFF", [])}

    def is_hidden(layer: Any) -> bool:
        if getattr(layer, "idnum", None) in off:
            return True
        members = layer.get_object().get("/OCGs")
        if members is None:
            return False
        members = members if isinstance(members, list) else [layer.get_object().raw_get("/OCGs")]
        return bool(members) and all(getattr(member, "idnum", None) in off for member in members)

    return is_hidden


if __name__ == "__main__":
    main()
