"""What a file is, by its content; its name is only repeated back to the person."""

import re
from enum import StrEnum


class Found(StrEnum):
    """Kinds of files people upload, readable or not."""

    PDF = "pdf"
    JSON = "json"
    XML = "xml"
    HTML = "html"
    WORD = "word"
    OPEN_DOCUMENT = "open-document"
    RICH_TEXT = "rich-text"
    ARCHIVE = "archive"
    PICTURE = "picture"
    PROGRAM = "program"
    TEXT = "text"


BEGINNINGS: tuple[tuple[bytes, Found], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Found.WORD),
    (b"{\\rtf", Found.RICH_TEXT),
    (b"\x89PNG\r\n", Found.PICTURE),
    (b"\xff\xd8\xff", Found.PICTURE),
    (b"GIF8", Found.PICTURE),
    (b"II*\x00", Found.PICTURE),
    (b"MM\x00*", Found.PICTURE),
    (b"\x1f\x8b", Found.ARCHIVE),
    (b"Rar!", Found.ARCHIVE),
    (b"7z\xbc\xaf", Found.ARCHIVE),
    (b"\x7fELF", Found.PROGRAM),
    (b"MZ\x90", Found.PROGRAM),
)
HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
JSON = re.compile(rb"\{|\[\s*[\[{\"\d\]-]")  # not "[Photo]", with which some CVs begin
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def sniff(content: bytes) -> Found:
    """The kind of a file that is not empty. What is nothing else may be text; its letters decide later."""
    if b"%PDF-" in content[:1024]:
        return Found.PDF
    for beginning, found in BEGINNINGS:
        if content.startswith(beginning):
            return found
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    return _marked_up(_plain_start(content))


def _zipped(content: bytes) -> Found:
    """Office files are zip archives; the first entries tell which."""
    start = content[:4096]
    if b"word/" in content or b"[Content_Types].xml" in start:
        return Found.WORD
    return Found.OPEN_DOCUMENT if b"opendocument" in start else Found.ARCHIVE


def _plain_start(content: bytes) -> bytes:
    """The first characters as ASCII, also when they are UTF-16."""
    start = content[:8192]
    for mark in MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\x00", b"").lstrip()


def _marked_up(start: bytes) -> Found:
    if HTML.search(start[:2048]):
        return Found.HTML
    if start.startswith(b"<?xml") or re.match(rb"<[A-Za-z_]", start):
        return Found.XML
    return Found.JSON if JSON.match(start) else Found.TEXT
