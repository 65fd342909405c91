"""Draws a page in the mind and keeps the text a person would see.

Left out: invisible render modes, text in the colour of its ground or without opacity, smaller than 2 pt, outside the
page or its clip, painted over afterwards, or on a layer that is switched off.
"""

from collections.abc import Callable
from math import atan2, hypot, pi
from typing import Any, ClassVar

from pypdf.errors import LimitReachedError, PdfReadError
from pypdf.generic import ContentStream

from backend.profiles.reading.pdf.colours import BLACK, Colour, alike, from_components, gradient, in_space, over
from backend.profiles.reading.pdf.fonts import Typeface
from backend.profiles.reading.pdf.geometry import IDENTITY, Box, Matrix, Point, place, times
from backend.profiles.reading.pdf.state import Area, Ground, Paint, Pen, Run, State

TINY = 2.0  # points
DEEPEST = 12  # forms within forms
STATES = 200  # q without Q
SMALLEST_AREA = 3.0  # points; less cannot be the ground of a word
AREAS = 4000
POINTS = 400  # of one path; beyond that it is a drawing, not the ground of text
OPAQUE = 0.9
BLANK = 0.15  # em; a gap this wide separates words


class Excessive(Exception):  # noqa: N818
    """More work than a CV can be worth."""


class Budget:
    """Operators that may still be carried out, over all pages of a file."""

    def __init__(self, operators: int) -> None:
        self.left = operators

    def spend(self) -> None:
        """One operator; raises `Excessive` when there are none left."""
        self.left -= 1
        if self.left < 0:
            raise Excessive("inflates")


class Painter:
    """Carries out the operators of one page."""

    def __init__(self, box: Box, matrix: Matrix, hidden_layers: Callable[[Any], bool], budget: Budget) -> None:
        self.state = State(matrix, box, Paint(), Paint())
        self.saved: list[State] = []
        self.pen = Pen()
        self.runs: list[Run] = []
        self.ground = Ground()
        self.path: list[list[Point]] = []
        self.clips = False
        self.marks: list[bool] = []
        self.is_hidden_layer = hidden_layers
        self.budget = budget
        self.faces: dict[int, Typeface] = {}
        self.forms: dict[int, ContentStream] = {}
        self.resources: Any = {}
        self.depth = 0
        self.letters: list[str] = []
        self.start = IDENTITY

    def draw(self, content: ContentStream, resources: Any) -> None:
        """All operators of a content stream; a malformed one is passed over, as viewers do."""
        self.resources = resources
        for operands, operator in _operations(content):
            self.budget.spend()
            action = self.ACTIONS.get(operator)
            if action is None:
                continue
            try:
                action(self, list(operands) if isinstance(operands, list) else [])
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                continue

    # -- state ---------------------------------------------------------------------------------------------------

    def _save(self, _: list[Any]) -> None:
        if len(self.saved) >= STATES:
            raise Excessive("nested")
        self.saved.append(self.state.copy())

    def _restore(self, _: list[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def _concat(self, o: list[Any]) -> None:
        self.state.matrix = times(_matrix(o), self.state.matrix)

    def _parameters(self, o: list[Any]) -> None:
        given = self._resource("/ExtGState", o[0])
        if "/ca" in given:
            self.state.fill.opacity = float(given["/ca"])
        if "/CA" in given:
            self.state.stroke.opacity = float(given["/CA"])
        if "/BM" in given:
            self.state.blends = str(given["/BM"]) not in {"/Normal", "/Compatible"}
        if "/Font" in given:
            reference, size = given["/Font"]
            self._use_font(reference.get_object(), float(size))

    def _resource(self, kind: str, name: Any) -> Any:
        return self.resources[kind].get_object()[name].get_object()

    # -- colour --------------------------------------------------------------------------------------------------

    def _device(self, paint: Paint, o: list[Any]) -> None:
        paint.colour, paint.space = from_components([float(v) for v in o]), "/Device"

    def _space(self, paint: Paint, o: list[Any]) -> None:
        name = str(o[0])
        spaces = self.resources.get("/ColorSpace")
        held = spaces.get_object().get(name) if spaces is not None else None
        paint.space = held.get_object() if held is not None else name
        paint.colour = BLACK

    def _colour(self, paint: Paint, o: list[Any]) -> None:
        if o and isinstance(o[-1], str):
            pattern = self._resource("/Pattern", o[-1])
            paint.colour = gradient(pattern["/Shading"].get_object()) if "/Shading" in pattern else None
            return
        paint.colour = in_space(paint.space, o)

    # -- paths ---------------------------------------------------------------------------------------------------

    def _move(self, o: list[Any]) -> None:
        self.path.append([self._point(o[0], o[1])])

    def _line(self, o: list[Any]) -> None:
        self._extend(self._point(o[-2], o[-1]))

    def _curve(self, o: list[Any]) -> None:
        """A Bézier curve as a few straight pieces: exact enough to say what lies inside."""
        start = self.path[-1][-1]
        points = [start, *(self._point(o[i], o[i + 1]) for i in range(0, len(o), 2))]
        if len(points) == 3:  # `v` and `y` repeat one control point
            points.insert(1, points[1])
        for t in (0.25, 0.5, 0.75, 1.0):
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            self._extend(
                (
                    sum(w * p[0] for w, p in zip(weights, points, strict=True)),
                    sum(w * p[1] for w, p in zip(weights, points, strict=True)),
                )
            )

    def _extend(self, point: Point) -> None:
        if len(self.path[-1]) <= POINTS:
            self.path[-1].append(point)

    def _rectangle(self, o: list[Any]) -> None:
        x, y, width, height = (float(v) for v in o)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.path.append([place(self.state.matrix, *corner) for corner in corners])

    def _point(self, x: Any, y: Any) -> Point:
        return place(self.state.matrix, float(x), float(y))

    def _clip(self, _: list[Any]) -> None:
        self.clips = True

    def _fill(self, _: list[Any]) -> None:
        self._cover(self.state.fill.colour, self.state.fill.opacity)
        self._end(_)

    def _end(self, _: list[Any]) -> None:
        """A path ends; if it was marked as a clip, only what lies inside is drawn from now on."""
        if self.clips and self.path:
            points = [point for outline in self.path for point in outline]
            self.state.clip = self.state.clip.meet(Box.around(points))
        self.path, self.clips = [], False

    def _shade(self, o: list[Any]) -> None:
        self.path = [list(self.state.clip.corners)]
        self._cover(gradient(self._resource("/Shading", o[0])), self.state.fill.opacity)
        self.path = []

    def _cover(self, colour: Colour | None, opacity: float) -> None:
        """Paint an area: hides the text below, and is the ground of the text to come."""
        outlines = tuple(tuple(outline) for outline in self.path if 2 < len(outline) <= POINTS)
        if not outlines or self._is_hidden:
            return
        box = Box.around([point for outline in outlines for point in outline]).meet(self.state.clip)
        if min(box.right - box.left, box.top - box.bottom) < SMALLEST_AREA or len(self.ground.areas) >= AREAS:
            return
        area = Area(outlines, box, colour or BLACK)
        if opacity >= OPAQUE and not self.state.blends:
            for run in self.runs:
                if run.is_visible and area.holds(run.centre):
                    run.is_visible = False
        if colour is not None:
            centre = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
            self.ground.add(Area(outlines, box, over(colour, self.ground.at(centre), opacity)))

    # -- objects and layers --------------------------------------------------------------------------------------

    def _object(self, o: list[Any]) -> None:
        thing = self._resource("/XObject", o[0])
        if "/OC" in thing and self.is_hidden_layer(thing.raw_get("/OC")):
            return
        if thing.get("/Subtype") == "/Form":
            self._form(thing)
        elif thing.get("/Subtype") == "/Image" and not {"/SMask", "/Mask", "/ImageMask"} & set(thing):
            self.path = [[self._point(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]]
            self._cover(None, self.state.fill.opacity)
            self.path = []

    def _form(self, form: Any) -> None:
        if self.depth >= DEEPEST:
            raise Excessive("nested")
        outer, pen, saved, marks = self.resources, self.pen, self.saved, self.marks
        state, self.state, self.saved, self.pen = self.state, self.state.copy(), [], Pen()
        self.marks = [*marks, self._is_hidden]
        self.state.matrix = times(_matrix(form.get("/Matrix", IDENTITY)), self.state.matrix)
        if "/BBox" in form:
            left, bottom, right, top = (float(v) for v in form["/BBox"])
            corners = [self._point(x, y) for x, y in Box(left, bottom, right, top).corners]
            self.state.clip = self.state.clip.meet(Box.around(corners))
        self.depth += 1
        inner = form["/Resources"].get_object() if "/Resources" in form else outer
        if id(form) not in self.forms:
            self.forms[id(form)] = ContentStream(form, None)
        self.draw(self.forms[id(form)], inner)
        self.depth -= 1
        self.resources, self.pen, self.saved, self.state, self.marks = outer, pen, saved, state, marks

    def _mark(self, o: list[Any]) -> None:
        """Begin marked content; layers ("optional content") may be switched off."""
        hidden = False
        if len(o) > 1 and str(o[0]) == "/OC" and isinstance(o[1], str):
            hidden = self.is_hidden_layer(self.resources["/Properties"].get_object().raw_get(o[1]))
        self.marks.append(hidden)

    def _unmark(self, _: list[Any]) -> None:
        if self.marks:
            self.marks.pop()

    @property
    def _is_hidden(self) -> bool:
        return any(self.marks)

    # -- text ----------------------------------------------------------------------------------------------------

    def _begin_text(self, _: list[Any]) -> None:
        self.pen = Pen()

    def _font(self, o: list[Any]) -> None:
        self._use_font(self._resource("/Font", o[0]), float(o[1]))

    def _use_font(self, resource: Any, size: float) -> None:
        key = id(resource)
        if key not in self.faces:
            self.faces[key] = Typeface.of(resource)
        self.state.face, self.state.size = self.faces[key], size

    def _set(self, name: str, value: Any) -> None:
        setattr(self.state, name, value)

    def _stretch(self, o: list[Any]) -> None:
        self.state.stretch = float(o[0]) / 100

    def _go(self, o: list[Any]) -> None:
        self.pen.line = self.pen.now = times((1, 0, 0, 1, float(o[0]), float(o[1])), self.pen.line)

    def _go_leading(self, o: list[Any]) -> None:
        self.state.leading = -float(o[1])
        self._go(o)

    def _text_matrix(self, o: list[Any]) -> None:
        self.pen.line = self.pen.now = _matrix(o)

    def _next_line(self, _: list[Any]) -> None:
        self._go([0, -self.state.leading])

    def _show(self, o: list[Any]) -> None:
        self._write([o[0]])

    def _show_next(self, o: list[Any]) -> None:
        self._next_line(o)
        self._write([o[-1]])

    def _show_spaced(self, o: list[Any]) -> None:
        self.state.word_spacing, self.state.spacing = float(o[0]), float(o[1])
        self._show_next(o)

    def _show_pieces(self, o: list[Any]) -> None:
        self._write(o[0])

    def _write(self, pieces: list[Any]) -> None:
        """Strings and the gaps between them, emitted word by word: each is seen or hidden by itself."""
        self.letters, self.start = [], self.pen.now
        for piece in pieces:
            if isinstance(piece, int | float):
                self._gap(-float(piece) / 1000)
            else:
                self._letters(_bytes(piece))
        self._emit()

    def _gap(self, ems: float) -> None:
        if abs(ems) > BLANK:
            self._emit()
        self._advance(ems * self.state.size * self.state.stretch)
        if not self.letters:
            self.start = self.pen.now

    def _letters(self, string: bytes) -> None:
        state = self.state
        if state.face is None:
            return
        for glyph in state.face.decode(string):
            self.letters.append(glyph.text)
            extra = state.spacing + (state.word_spacing if glyph.is_space else 0)
            self._advance((glyph.width * state.size + extra) * state.stretch)
            if glyph.text.isspace():
                self._emit()

    def _advance(self, by: float) -> None:
        self.pen.now = times((1, 0, 0, 1, by, 0), self.pen.now)

    def _emit(self) -> None:
        text, start = "".join(self.letters), self.start
        self.letters, self.start = [], self.pen.now
        if not text:
            return
        state = self.state
        whole = times(start, state.matrix)
        scale = hypot(whole[2], whole[3])
        size = abs(state.size) * scale
        x, y = place(whole, 0, state.rise)
        end_x, end_y = place(times(self.pen.now, state.matrix), 0, state.rise)
        lift = size * 0.3 / (scale or 1)  # the middle of a small letter
        centre = ((x + end_x) / 2 + whole[2] * lift, (y + end_y) / 2 + whole[3] * lift)
        quarter = round(atan2(end_y - y, end_x - x) / (pi / 2)) % 4
        seen = size >= TINY and not self._is_hidden and state.clip.holds(centre) and self._is_inked(centre)
        self.runs.append(Run(text, x, y, hypot(end_x - x, end_y - y), size, quarter, centre, seen))

    def _is_inked(self, centre: Point) -> bool:
        """Whether fill or stroke (by the render mode) stands out from the ground."""
        state, mode = self.state, self.state.mode % 4
        paints = {0: (state.fill,), 1: (state.stroke,), 2: (state.fill, state.stroke), 3: ()}[mode]
        ground = self.ground.at(centre)
        return any(
            not alike(over(BLACK if paint.colour is None else paint.colour, ground, paint.opacity), ground)
            for paint in paints
        )

    ACTIONS: ClassVar[dict[bytes, Callable[["Painter", list[Any]], None]]] = {
        b"q": _save,
        b"Q": _restore,
        b"cm": _concat,
        b"gs": _parameters,
        b"g": lambda self, o: self._device(self.state.fill, o),
        b"rg": lambda self, o: self._device(self.state.fill, o),
        b"k": lambda self, o: self._device(self.state.fill, o),
        b"G": lambda self, o: self._device(self.state.stroke, o),
        b"RG": lambda self, o: self._device(self.state.stroke, o),
        b"K": lambda self, o: self._device(self.state.stroke, o),
        b"cs": lambda self, o: self._space(self.state.fill, o),
        b"CS": lambda self, o: self._space(self.state.stroke, o),
        b"sc": lambda self, o: self._colour(self.state.fill, o),
        b"scn": lambda self, o: self._colour(self.state.fill, o),
        b"SC": lambda self, o: self._colour(self.state.stroke, o),
        b"SCN": lambda self, o: self._colour(self.state.stroke, o),
        b"m": _move,
        b"l": _line,
        b"c": _curve,
        b"v": _curve,
        b"y": _curve,
        b"re": _rectangle,
        b"W": _clip,
        b"W*": _clip,
        b"n": _end,
        b"S": _end,
        b"s": _end,
        b"f": _fill,
        b"F": _fill,
        b"f*": _fill,
        b"B": _fill,
        b"B*": _fill,
        b"b": _fill,
        b"b*": _fill,
        b"sh": _shade,
        b"Do": _object,
        b"BMC": _mark,
        b"BDC": _mark,
        b"EMC": _unmark,
        b"BT": _begin_text,
        b"Tf": _font,
        b"Tr": lambda self, o: self._set("mode", int(o[0])),
        b"Tc": lambda self, o: self._set("spacing", float(o[0])),
        b"Tw": lambda self, o: self._set("word_spacing", float(o[0])),
        b"TL": lambda self, o: self._set("leading", float(o[0])),
        b"Ts": lambda self, o: self._set("rise", float(o[0])),
        b"Tz": _stretch,
        b"Td": _go,
        b"TD": _go_leading,
        b"Tm": _text_matrix,
        b"T*": _next_line,
        b"Tj": _show,
        b"TJ": _show_pieces,
        b"'": _show_next,
        b'"': _show_spaced,
    }


def _operations(content: ContentStream) -> list[tuple[Any, bytes]]:
    """All operators, or those before the first mistake of the program that wrote them."""
    try:
        return content.operations
    except LimitReachedError:
        raise
    except PdfReadError:
        return content.operations  # keeps what was understood; raises again when that is nothing


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in values)
    return (a, b, c, d, e, f)


def _bytes(piece: Any) -> bytes:
    return bytes(piece) if isinstance(piece, bytes | bytearray) else bytes(piece.original_bytes)
