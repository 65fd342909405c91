"""Character codes of a PDF font as letters with their widths. The maps are pypdf's."""

from dataclasses import dataclass, field
from typing import Any

from pypdf.generic._font import Font


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a character code shows, how wide it is (in em), and whether word spacing applies to it."""

    text: str
    width: float
    is_space: bool


@dataclass(slots=True)
class Typeface:
    """Decodes strings; each code is looked up once."""

    font: Font
    unit: float = 0.001  # em per unit of width; Type 3 fonts bring their own
    known: dict[str, Glyph] = field(default_factory=dict)

    @classmethod
    def of(cls, resource: Any) -> "Typeface":
        """From the font dictionary of a page's resources."""
        matrix = resource.get("/FontMatrix") if resource.get("/Subtype") == "/Type3" else None
        return cls(Font.from_font_resource(resource), float(matrix[0]) if matrix else 0.001)

    def decode(self, string: bytes) -> list[Glyph]:
        """One glyph for each character code."""
        encoding = self.font.encoding
        if isinstance(encoding, str):
            codes = string.decode(encoding, "replace")
            return [self.known.get(code) or self._learn(code, code) for code in codes]
        return [self.known.get(chr(byte)) or self._learn(chr(byte), encoding.get(byte, chr(byte))) for byte in string]

    def _learn(self, code: str, letter: str) -> Glyph:
        width = self.font.space_width if code == self.font.space_char else self.font.get_text_width(code)
        text = self.font.character_map.get(letter, letter)
        glyph = Glyph(str(text), float(width) * self.unit, code == " " and not isinstance(self.font.encoding, str))
        self.known[code] = glyph
        return glyph
