"""HTML of strangers: its linked data, and its text as paragraphs. Nothing of it is ever shown as HTML."""

import re
from html import unescape
from html.parser import HTMLParser

PARAGRAPHS = "address article blockquote div dl dt dd h1 h2 h3 h4 h5 h6 ol p pre section table tr ul"
BLOCKS = frozenset(PARAGRAPHS.split())
SILENT = frozenset({"script", "style", "template", "noscript"})
LINKED_DATA = "application/ld+json"
LONGEST = 50_000  # of one text; whoever wrote more wrote it to be read by no one
MARKUP = re.compile(r"<[a-zA-Z!/][^<>]*>|&(?:[a-z]+|#\d+|#x[0-9a-f]+);", re.IGNORECASE)


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").split(";")[0].strip().lower()
        if tag == "script" and kind == LINKED_DATA:
            self.inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in {"br", "li"}:
            self.parts.append("\n– " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def linked_data(html: str) -> list[str]:
    """The contents of its JSON-LD scripts, in order."""
    parser = _Scripts()
    parser.feed(html)
    return parser.found


def prose(text: str) -> str:
    """Paragraphs separated by empty lines, from HTML or from plain text; some sites escape their HTML twice.

    Its first `LONGEST` signs, in time that grows as the text does: strangers' files may not hold up everybody else.
    """
    text = text[:LONGEST]
    for _ in range(2):
        if not MARKUP.search(text):
            break
        parser = _Text()
        parser.feed(text)
        # What no tag ends is text. `close` says so too, but looks at all that is left again for each tag in it.
        parser.handle_data(unescape(parser.rawdata))
        text = "".join(parser.parts)
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """The same without breaks, for titles and names."""
    return " ".join(prose(text).split())


def beginning(text: str, most: int) -> str:
    """Whole sentences from the start, as many as fit; else whole words and a mark that more follows."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    if end >= most // 4:
        return cut[: end + 1]
    return cut[: cut.rfind(" ")].rstrip(",;:–- ") + "…" if " " in cut else cut + "…"
