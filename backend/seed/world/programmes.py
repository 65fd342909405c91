"""Programmes of incubators, parks and universities, and their calls: past, open and to come."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from backend.seed.world import days
from backend.seed.world.chance import Chance
from backend.seed.world.phrases import said, table
from backend.seed.world.things import Organisation, Programme, ProgrammeCall, Rule

REGION = "PT11"
HOSTS = ("incubator", "science_park", "university")
# Days from today between which a call opens, and between which it closes.
SPANS = {"closed": ((-330, -300), (-270, -240)), "open": ((-25, -3), (8, 60)), "scheduled": ((12, 40), (60, 110))}
EDITIONS = (("closed", "open"), ("open",), ("closed", "scheduled"), ("open", "scheduled"))


def make_programmes(seed: int, today: date, count: int, organisations: Sequence[Organisation]) -> list[Programme]:
    """`count` programmes; incubators run the first of them."""
    hosts = [host for host in organisations if host.kind in HOSTS and host.status == "verified"]
    told = table("programmes")["programme"]
    return [
        _programme(f"programme/{i}", told[i % len(told)], hosts[i % len(hosts)], today, Chance(seed, f"programme/{i}"))
        for i in range(count)
    ]


def _programme(key: str, told: dict[str, Any], host: Organisation, today: date, chance: Chance) -> Programme:
    lang = host.lang
    number = int(key.partition("/")[2])
    return Programme(
        key=key,
        organisation=host.key,
        title=_in(told["title"], lang),
        summary=_in(told["summary"], lang),
        description=_in(told["text"], lang),
        lang=lang,
        town=host.town,
        remote_share=told["remote"],
        weekly_hours=told["hours"],
        stage=told["stage"],
        equity=told["equity"],
        grant=told["grant"] * 100 or None,
        sectors=tuple(f"sector/{sector}" for sector in told["sectors"]),
        offers=tuple(told["offers"]),
        teaches=tuple((f"skill/{skill}", chance.between(2, 3)) for skill in told["teaches"]),
        calls=tuple(
            _call(f"{key}/{edition}", told, edition + 1 + number % 4, status, lang, today, chance)
            for edition, status in enumerate(EDITIONS[number % len(EDITIONS)])
        ),
        created_at=days.before(today, chance, 331, 360),
    )


def _call(
    key: str, told: dict[str, Any], edition: int, status: str, lang: str, today: date, chance: Chance
) -> ProgrammeCall:
    opens, closes = SPANS[status]
    deadline = days.deadline(today, chance, *closes)
    starts_on = days.first_of_month(deadline.date(), 2)
    words = "Edição {n} de {title}, com {places} lugares.", "Edition {n} of {title}, with {places} places."
    places = chance.between(6, 16)
    title = _in(told["title"], lang)
    rules = [Rule("region", one_of=(REGION,))]
    if told.get("low_density"):
        rules.append(Rule("low_density"))
    if told["stage"] in {"prototype", "launch"}:
        rules.append(Rule("company_months", at_most=60))
    return ProgrammeCall(
        key=key,
        title=f"{title} · {'edição' if lang == 'pt' else 'edition'} {edition}",
        description=words[lang != "pt"].format(n=edition, title=title, places=places),
        places=places,
        opens_at=days.deadline(today, chance, *opens),
        deadline_at=deadline,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=told["weeks"]),
        rules=tuple(rules),
        status=status,
    )


def _in(line: str, lang: str) -> str:
    return said(line)[0].in_(lang)
