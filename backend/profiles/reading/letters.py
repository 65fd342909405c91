"""Bytes to clean text: UTF-8, UTF-16, Windows-1252 or Latin-1, and nothing that only looks like text."""

import re
import unicodedata

from backend.profiles.problems import CvUndecodable

LONGEST = 200_000  # characters; the longest CVs have a tenth of it
FEWEST_FOR_DOUBT = 8

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Presentation forms and invisible characters that would tear words apart.
REPLACED = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\u00a0": " ", "\u2007": " ", "\u202f": " ",
    "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\f": "\n", "\v": "\n",
}  # fmt: skip
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
TABLE = str.maketrans(REPLACED | dict.fromkeys(INVISIBLE, ""))
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\U000f0000-\U0010ffff\ufffe\uffff]")
# Bullets of Symbol and Wingdings live where no letter does.
SYMBOL_BULLET = re.compile(r"^[^\S\n]*[\ue000-\uf8ff][^\S\n]+", re.MULTILINE)


def decode(content: bytes) -> str:
    """Raises `CvUndecodable` when no encoding makes sense of the bytes."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    if wide := _wide(content):
        return _strictly(content, wide)
    try:
        return _sensible(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _western(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return _sensible(content.decode(encoding))
    except UnicodeDecodeError:
        raise CvUndecodable(tried=encoding) from None


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of western text is zero."""
    even, odd = content[0:2000:2].count(0), content[1:2000:2].count(0)
    half = max(1, len(content[:2000]) // 2)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else None


def _western(content: bytes) -> str:
    """Windows-1252, or Latin-1 where a byte has no meaning there. Other alphabets turn into soup and are refused."""
    try:
        text = content.decode("windows-1252")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    accented = sum(1 for letter in text if letter > "\x7f" and not letter.isspace())
    plain = sum(1 for letter in text if letter.isascii() and letter.isalpha())
    if accented > 0.25 * (plain + accented) and accented >= FEWEST_FOR_DOUBT:
        raise CvUndecodable(tried="windows-1252")
    return _sensible(text)


def _sensible(text: str) -> str:
    strange = sum(1 for _ in UNPRINTABLE.finditer(text[:LONGEST]))
    if "\x00" in text or strange > max(3, 0.02 * len(text[:LONGEST])):
        raise CvUndecodable(tried="text")
    return text


def clean(text: str) -> str:
    """Composed letters (NFC), plain blanks, no invisible characters, single empty lines, no trailing blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(TABLE)
    text = UNPRINTABLE.sub(" ", SYMBOL_BULLET.sub("• ", unicodedata.normalize("NFC", text)))
    lines = [re.sub(r" {2,}", " ", line).strip(" ").rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
