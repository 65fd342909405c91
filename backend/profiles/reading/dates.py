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
SEASON = (
    "primavera|verão|verao|outono|inverno|spring|summer|autumn|fall|winter|été|printemps|hiver|verano|otoño|invierno"
)
YEAR = r"(?:19|20)\d\d"
SHORT = r"(?:[4-9]\d|[0-3]\d)"  # the last two figures of a year, where nothing else can be meant
MONTH = (
    rf"(?:(?:\b(?P<name_{{0}}>{NAME})\b\.?\s*(?:/|-|de\s|of\s|,)?\s*(?P<named_year_{{0}}>{YEAR}))"
    rf"|(?:\b(?P<short_name_{{0}}>{NAME})\b\.?\s?[/'’](?P<short_named_year_{{0}}>{SHORT})(?!\d))"
    rf"|(?:\b(?:{SEASON})\s+(?:de\s+|of\s+)?(?P<season_year_{{0}}>{YEAR}))"
    rf"|(?:(?:[0-3]?\d[./-])?(?P<number_{{0}}>0?[1-9]|1[0-2])[./-](?P<numbered_year_{{0}}>{YEAR}))"
    rf"|(?:(?P<iso_year_{{0}}>{YEAR})[-./](?P<iso_month_{{0}}>0[1-9]|1[0-2])(?:[-./][0-3]\d)?(?!\d))"
    rf"|(?:(?P<academic_year_{{0}}>{YEAR})/(?P<academic_next_{{0}}>{YEAR}|\d\d)(?![\d/]))"
    rf"|(?:(?P<year_{{0}}>{YEAR})))"
)
TO = r"\s*(?:[-–—−‒~>→]|\b(?:a|até|ate|à|ao|to|until|till|hasta|al|au)\b)\s*(?:(?:a|ao|à|até|to)\s+)?(?:(?:ao|à)\s+)?"
NOW_WORDS = (
    r"presente|present|atualmente|actualmente|atualidade|actualidade|actualidad|atual|actual|hoje|agora|now|today|"
    r"currently|current|ongoing|em\s+curso|ao\s+momento|en\s+curso|aujourd['’]hui|en\s+cours|date|data|momento"
)
NOW = rf"(?P<now>\b(?:{NOW_WORDS})\b)"
RANGE = re.compile(rf"(?<![\d/]){MONTH.format('a')}{TO}(?:{MONTH.format('b')}|{NOW})(?!\d)", re.IGNORECASE)
YEARS = re.compile(rf"(?<![\d/-])(?P<year>{YEAR})\s?[-–—]\s?(?P<short>{SHORT})(?![\d/.-])", re.IGNORECASE)
TERM = re.compile(
    rf"(?<![\d/])(?:(?P<first>{YEAR})/(?P<second>{YEAR}|\d\d)(?![\d/])|\b(?:{SEASON})\s+(?:de\s+|of\s+)?(?P<in>{YEAR})(?!\d))",
    re.IGNORECASE,
)
FROM = r"\b(?:desde|since|depuis|a\s+partir\s+de)\s+(?:de\s+|o\s+)?"
SINCE = re.compile(rf"{FROM}{MONTH.format('a')}(?!\d)", re.IGNORECASE)
SINGLE = re.compile(rf"(?<![\d/]){MONTH.format('a')}(?!\d)", re.IGNORECASE)
SHORT_MONTHS = re.compile(
    rf"\b(?P<first>{NAME})\b\.?\s*[-–—/]\s*(?P<second>{NAME})\b\.?\s*(?:de\s+)?(?P<year>{YEAR})(?!\d)", re.IGNORECASE
)

OPENING = re.compile(
    r"(?:[\W_]|\b(?:desde|de|em|entre|a\s+partir|até|since|from|in|between|until|d)\b)*", re.IGNORECASE
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


def begins_with_date(line: str) -> bool:
    """Whether a line opens with a date, small words aside: "desde setembro de 2024", "2019 – 2021, Braga"."""
    within = Span(0, len(line))
    found = next(iter(periods(line, within)), None) or single(line, within)
    return found is not None and OPENING.fullmatch(line[: found.span.start]) is not None


def has_year(text: str) -> bool:
    """Whether a year is named, as part of a date or not."""
    return re.search(rf"(?<!\d){YEAR}(?!\d)", text) is not None


def says_now(text: str) -> bool:
    """Whether the words mean the present: "Present", "até à data"."""
    return re.fullmatch(rf"(?:(?:to|until|até|ao?|à)\s+)*(?:{NOW_WORDS})\W*", text.strip(), re.IGNORECASE) is not None


def _all(text: str, within: Span) -> Iterator[Dated]:
    for match in RANGE.finditer(text, within.start, within.end):
        start, end = _month(match, "a"), None if match["now"] else _month(match, "b", is_end=True)
        if period := _sound(start, end, is_current=bool(match["now"])):
            yield Dated(period, Span(*match.span()))
    for match in SINCE.finditer(text, within.start, within.end):
        if period := _sound(_month(match, "a"), None, is_current=True):
            yield Dated(period, Span(*match.span()))
    yield from _named_once(text, within)


def _named_once(text: str, within: Span) -> Iterator[Dated]:
    """Periods whose year is written once: "Mar – Jun 2019", "2019-21", "2020/21", "Summer 2021"."""
    for match in SHORT_MONTHS.finditer(text, within.start, within.end):
        year = int(match["year"])
        first, second = NAMES[match["first"].lower()], NAMES[match["second"].lower()]
        if period := _sound(Month(year, first), Month(year, second), is_current=False):
            yield Dated(period, Span(*match.span()))
    for match in YEARS.finditer(text, within.start, within.end):
        # "2019-11" is a month; only what cannot be one is a year.
        start, end = int(match["year"]), _whole(match["short"])
        if end % 100 > 12 and start < end and (period := _sound(Month(start), Month(end), is_current=False)):
            yield Dated(period, Span(*match.span()))
    for match in TERM.finditer(text, within.start, within.end):
        first = int(match["in"] or match["first"])
        last = first if match["in"] else _whole(match["second"])
        is_term = match["in"] or (last - first == 1 and int(match["second"]) > 12)
        if is_term and (period := _sound(Month(first), Month(last), is_current=False)):
            yield Dated(period, Span(*match.span()))


def _whole(year: str) -> int:
    """A year of two figures as the nearest one with four: 98 is 1998, 21 is 2021."""
    number = int(year)
    if number > 99:
        return number
    return number + (1900 if number >= EARLIEST % 100 else 2000)


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


def _month(match: re.Match[str], end: str, *, is_end: bool = False) -> Month:
    given = {key.removesuffix(f"_{end}"): value for key, value in match.groupdict().items() if key.endswith(f"_{end}")}
    if given["name"]:
        return Month(int(given["named_year"]), NAMES[given["name"].lower()])
    if given["short_name"]:
        return Month(_whole(given["short_named_year"]), NAMES[given["short_name"].lower()])
    if given["number"]:
        return Month(int(given["numbered_year"]), int(given["number"]))
    if given["academic_year"]:
        return Month(_whole(given["academic_next"]) if is_end else int(given["academic_year"]))
    if given["iso_year"]:
        return Month(int(given["iso_year"]), int(given["iso_month"]))
    return Month(int(given["season_year"] or given["year"]))


def _sound(start: Month, end: Month | None, *, is_current: bool) -> Period | None:
    """No period that ends before it starts, and none outside a working life."""
    years = [start.year] + ([end.year] if end else [])
    if not all(EARLIEST <= year <= LATEST for year in years):
        return None
    if end and (end.year, end.month or 12) < (start.year, start.month or 1):
        return None
    return Period(start, end, is_current)
