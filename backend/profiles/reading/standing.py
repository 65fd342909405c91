"""Whether a course of study was finished: by the words beside it, and by its dates. What is in doubt is not held."""

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from backend.profiles.reading.facts import Month, Period, Study


class Standing(StrEnum):
    """How far a course of study has come, where its words speak against a degree in hand."""

    ONGOING = "ongoing"
    DOUBTFUL = "doubtful"  # broken off, only attended, or not said clearly enough


_DONE = r"(?:conclu\w+|termin\w+|acab\w+|complet\w+|defend\w+|finaliz\w+|obtid\w+|entreg\w+)"
_BROKEN_OFF = (
    r"incomplet\w+|inconclus\w+|inacabad\w+|interromp\w+|interrupted|suspens\w+|congelad\w+|desisti\w*|abandon\w+|"
    r"unfinished|uncompleted|discontinued|(?:dropped|dropping)\s+out|withdr[ae]w\w*|some\s+college|left\s+(?:before|without)|"
    rf"(?:n[ãa]o|sem|por|falta\w*)\s+(?:ter\s+|foi\s+|o\s+|a\s+)?{_DONE}|"
    r"(?:not|never|without|didn['’]?t|did\s+not|yet\s+to)\s+(?:be\s+|been\s+|having\s+|yet\s+)?"
    r"(?:finish\w*|complet\w*|graduat\w*|conclu\w*|defend\w*|award\w*)|"
    r"non\s+termin\w+|inachev\w+|sin\s+terminar|sin\s+acabar|no\s+terminad\w+"
)
_NOT_A_DEGREE = (
    r"frequ[êe]ncia|parte\s+curricular|ano\s+curricular|unidades?\s+curricular\w*|disciplinas?\s+isoladas?|"
    r"candidatura|applied\s+(?:to|for)|application\s+(?:to|for)|admitid\w+|admitted|credits?\s+towards?|"
    r"prepara(?:ção|tion|tory)|acesso\s+a|access\s+to"
)
_UNCLEAR = (
    r"finalista|candidate|candidat[ao]|due|pending|attending|attended|estimad\w+|"
    r"(?:estudante|alun[ao])\s+d[eo]|student|(?:tese|dissertação|thesis|dissertation)\s+(?:em|por|in|pending|to)\b|"
    r"(?:first|second|third|fourth|final|last)[\s-]year(?![\s-]+(?:project|show|film|thesis|exhibition))|último\s+ano"
)
DOUBTFUL = re.compile(rf"\b(?:{_BROKEN_OFF}|{_NOT_A_DEGREE}|{_UNCLEAR})(?!\w)", re.IGNORECASE)
ONGOING = re.compile(
    r"\b(?:em\s+curso|a\s+decorrer|em\s+progresso|em\s+andamento|a\s+frequentar|frequento|a\s+estudar|a\s+tirar|"
    r"a\s+fazer|a\s+terminar|a\s+concluir|a\s+acabar|atualmente|actualmente|neste\s+momento|cursando|en\s+curso|"
    r"en\s+cours|ongoing|on-going|in\s+progress|currently|underway|studying|enrolled|pursuing|expected|anticipated|"
    r"to\s+be\s+(?:completed|awarded|finished)|previs(?:t[ao]s?|ão)|graduating|doutorand[ao]|mestrand[ao]|licenciand[ao]|"
    r"[1-6]\.?\s?[ºª°o]\s+(?:ano|semestre)|(?:1st|2nd|3rd|[4-6]th)[\s-](?:year|semester)|"
    r"year\s+[1-6](?:\s*(?:of|/)\s*\d)?)(?!\w)",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
LONGEST_REMARK = 60  # a longer detail tells of something else than the degree


def standing_in(words: str) -> Standing | None:
    """What the words say; None where they say nothing against it."""
    if DOUBTFUL.search(words):
        return Standing.DOUBTFUL
    return Standing.ONGOING if ONGOING.search(words) else None


def without_standing(title: str) -> str:
    """A title without the bracket that only says that it goes on: "Mestrado em Design (em curso)"."""
    kept = BRACKETS.sub(lambda bracket: "" if standing_in(bracket[0]) is Standing.ONGOING else bracket[0], title)
    return kept.strip() or title


def settled(study: Study, named: str, told: Iterable[str] = ()) -> Study:
    """A study as the words about it leave it: what goes on is current, what is in doubt has no level.

    `named` are the words that name it, `told` the lines below: of those only short ones are remarks about the degree.
    """
    standing = standing_in("\n".join((named, *(line for line in told if len(line) <= LONGEST_REMARK))))
    study = replace(study, title=without_standing(study.title))
    if standing is Standing.ONGOING:
        start = study.period.start if study.period else None
        return replace(study, period=Period(start, None, is_current=True))
    return study if standing is None else replace(study, level=None)


def as_of(period: Period | None, today: Month) -> Period | None:
    """A period as it stands in a month: one that ends later is still going on, and what goes on has not ended."""
    if period is None:
        return None
    is_ahead = period.end is not None and (period.end.year, period.end.month or 1) > (today.year, today.month or 12)
    return Period(period.start, None, is_current=True) if period.is_current or is_ahead else period


def is_held(study: Study, today: Month) -> bool:
    """Whether a degree is certain to be in hand: its level is known, and no date says that it may be still to come.

    "2024 – 2026" may end in this very year: until the year is over, it is no degree.
    """
    period = as_of(study.period, today)
    if study.level is None or period is None:
        return study.level is not None
    if period.is_current or period.end is None:
        return False
    return (period.end.year, period.end.month or 12) <= (today.year, today.month or 12)
