"""Terms of the field that several domains share, each with its source."""

from enum import StrEnum


class Cefr(StrEnum):
    """How well one speaks a language (Council of Europe, Common European Framework of Reference, 2001)."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class Importance(StrEnum):
    """How much a demand weighs (MoSCoW: must have, should have, could have; DSDM)."""

    MUST = "must"
    SHOULD = "should"
    NICE = "nice"


class Period(StrEnum):
    """What an amount of money is for (schema.org, `unitText` of a salary or a price)."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    TOTAL = "total"
