"""Moments in letters, as people write them: on a clock that is named, in the language of the reader."""

from datetime import datetime
from zoneinfo import ZoneInfo

from backend.notifications.words import words

CLOCKS = ("Europe/Lisbon", "Atlantic/Azores", "Atlantic/Madeira")
"""Zones with a name of their own in each language; of the others the city is said as the IANA writes it."""
PHRASES = ("moment", "weekdays", "months", "clock", *(f"clock.{zone}" for zone in CLOCKS))


def told(moment: datetime, zone: str, lang: str) -> str:
    """Such as "Fri 12 Dec 2026, 18:00 (Lisbon time)". The year is there because letters are kept."""
    say, local = words(lang), moment.astimezone(ZoneInfo(zone))
    city = zone.rpartition("/")[2].replace("_", " ")
    return say["date.moment"].format(
        weekday=say["date.weekdays"].split()[local.weekday()],
        day=local.day,
        month=say["date.months"].split()[local.month - 1],
        year=local.year,
        time=f"{local:%H:%M}",
        clock=say[f"date.clock.{zone}"] if zone in CLOCKS else say["date.clock"].format(city=city),
    )
