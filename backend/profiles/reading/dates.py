"""Periods in Portuguese, English, Spanish and French: "Set 2021 – Jul 2024", "2019–present", "desde 03/2020"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend.profiles.reading.facts import Month, Period, Span

EARLIEST, LATEST = 1940, 2100

# First letters that tell a month in any of the languages; longer forms before shorter ones.
MONTHS: tuple[tuple[int, str], ...] = (
    (1, r"janeiro|january|janvier|enero|jan|ene|janv"),
    (2, r"fevereiro|february|febrero|février|fevrier|fev|feb|févr|fevr"),
    (3, r"março|marco|march|marzo|mars|mar"),
    (4, r"abril|april|avril|abr|apr|avr"),
    (5, r"maio|may|mayo|mai"),
    (6, r"junho|june|junio|juin|jun"),
    (7, r"julho|july|julio|juillet|jul|juil"),
    (8, r"agosto|august|août|aout|ago|aug"),
    (9, r"setembro|september|septiembre|septembre|set|sep|sept"),
    (10, r"outubro|october|octubre|octobre|out|oct"),
    (11, r"novembro|november|noviembre|novembre|nov"),
    (12, r"dezembro|december|diciembre|décembre|decembre|dez|dec|dic|déc"),
)
NAMES = {name: number for number, names in MONTHS for name in names.split("|")}
NAME = "|".join(sorted(NAMES, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
MONTH = (
    rf"(?:(?:\b(?P<name_{{0}}>{NAME})\b\.?\s*(?:/|-|de\s|of\s|,)?\s*(?P<named_year_{{0}}>{YEAR}))"
    rf"|(?:(?:[0-3]?\d[./-])?(?P<number_{{0}}>0?[1-9]|1[0-2])[./-](?P<numbered_year_{{0}}>{YEAR}))"
    rf"|(?:(?P<iso_year_{{0}}>{YEAR})[-./](?P<iso_month_{{0}}>0[1-9]|1[0-2])(?:[-./][0-3]\d)?(?!\d))"
    rf"|(?:(?P<year_{{0}}>{YEAR})))"
)
TO = r"\s*(?:[-–—−‒~>→]|\b(?:a|até|ate|à|ao|to|until|till|hasta|al|au)\b)\s*(?:(?:a|ao|à)\s+)?"
NOW = (
    r"(?P<now>\b(?:presente|present|atualmente|actualmente|atualidade|actualidade|actualidad|atual|actual|hoje|now|"
    r"today|currently|current|ongoing|em\s+curso|ao\s+momento|en\s+curso|aujourd['’]hui|en\s+cours|date)\b)"
)
RANGE = re.compile(rf"(?<![\d/]){MONTH.format('a')}{TO}(?:{MONTH.format('b')}|{NOW})(?!\d)", re.IGNORECASE)
FROM = r"\b(?:desde|since|depuis|a\s+partir\s+de)\s+(?:de\s+|o\s+)?"
SINCE = re.compile(rf"{FROM}{MONTH.format('a')}(?!\d)", re.IGNORECASE)
SINGLE = re.compile(rf"(?<![\d/]){MONTH.format('a')}(?!\d)", re.IGNORECASE)
SHORT_MONTHS = re.compile(
    rf"\b(?P<first>{NAME})\b\.?\s*[-–—/]\s*(?P<second>{NAME})\b\.?\s*(?:de\s+)?(?P<year>{YEAR})(?!\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A period and where it stands."""

    period: Period
    span: Span


def periods(text: str, within: Span) -> list[Dated]:
    """All periods with two ends (or an open one) in a part of the text, in order, none overlapping."""
    found = sorted(_all(text, within), key=lambda d: (d.span.start, -d.span.end))
    kept: list[Dated] = []
    for dated in found:
        if not kept or dated.span.start >= kept[-1].span.end:
            kept.append(dated)
    return kept


def _all(text: str, within: Span) -> Iterator[Dated]:
    for match in RANGE.finditer(text, within.start, within.end):
        start, end = _month(match, "a"), None if match["now"] else _month(match, "b")
        if period := _sound(start, end, is_current=bool(match["now"])):
            yield Dated(period, Span(*match.span()))
    for match in SINCE.finditer(text, within.start, within.end):
        if period := _sound(_month(match, "a"), None, is_current=True):
            yield Dated(period, Span(*match.span()))
    for match in SHORT_MONTHS.finditer(text, within.start, within.end):
        year = int(match["year"])
        first, second = NAMES[match["first"].lower()], NAMES[match["second"].lower()]
        if period := _sound(Month(year, first), Month(year, second), is_current=False):
            yield Dated(period, Span(*match.span()))


def single(text: str, within: Span) -> Dated | None:
    """One date that stands alone: the year a course ended."""
    match = SINGLE.search(text, within.start, within.end)
    if match is None:
        return None
    month = _month(match, "a")
    return Dated(Period(None, month), Span(*match.span())) if EARLIEST <= month.year <= LATEST else None


def parse_month(text: str) -> Month | None:
    """A date as files give it: "2021", "2021-09", "2021-09-15T00:00:00"."""
    match = re.match(r"\s*(\d{4})(?:-(\d{1,2}))?", text)
    if match is None or not EARLIEST <= int(match[1]) <= LATEST:
        return None
    month = int(match[2]) if match[2] else None
    return Month(int(match[1]), month if month and 1 <= month <= 12 else None)


def _month(match: re.Match[str], end: str) -> Month:
    given = {key.removesuffix(f"_{end}"): value for key, value in match.groupdict().items() if key.endswith(f"_{end}")}
    if given["name"]:
        return Month(int(given["named_year"]), NAMES[given["name"].lower()])
    if given["number"]:
        return Month(int(given["numbered_year"]), int(given["number"]))
    if given["iso_year"]:
        return Month(int(given["iso_year"]), int(given["iso_month"]))
    return Month(int(given["year"]))


def _sound(start: Month, end: Month | None, *, is_current: bool) -> Period | None:
    """No period that ends before it starts, and none outside a working life."""
    years = [start.year] + ([end.year] if end else [])
    if not all(EARLIEST <= year <= LATEST for year in years):
        return None
    if end and (end.year, end.month or 12) < (start.year, start.month or 1):
        return None
    return Period(start, end, is_current)
