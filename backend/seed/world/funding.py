"""Funding calls: themes that return, for the region or for one of its parts, with typed rules of eligibility."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from backend.seed.world import days
from backend.seed.world.chance import Chance
from backend.seed.world.phrases import fill, said, table
from backend.seed.world.places import towns
from backend.seed.world.things import FundingCall, Organisation, Rule

REGION = "PT11"
FUNDERS = ("municipality", "science_park", "incubator", "university", "research_centre", "art_space")
PROGRAMMES = ("Raiz", "Fio Condutor", "Ponte Nova", "Terra Fértil", "Bancada", "Meia Encosta")
STANDINGS = {"open": 66, "announced": 16, "closed": 12, "awarded": 6}
# Days from today between which a call opens, and between which it closes.
SPANS = {
    "open": ((-40, -2), (3, 80)),
    "announced": ((10, 30), (60, 120)),
    "closed": ((-100, -80), (-30, -2)),
    "awarded": ((-220, -200), (-110, -70)),
}
GENDERED = {
    "Área Metropolitana do Porto": "a",
    "Terras de Trás-os-Montes": "as",
    "Douro": "o",
    "Ave": "o",
    "Cávado": "o",
}
GENDERED |= {"Alto Minho": "o", "Alto Tâmega e Barroso": "o", "Tâmega e Sousa": "o"}


def make_funding(seed: int, today: date, count: int, organisations: Sequence[Organisation]) -> list[FundingCall]:
    """`count` calls: every theme for the region first, then for its parts, no title twice."""
    funders = [o for o in organisations if o.kind in FUNDERS and o.status == "verified"]
    themes = Chance(seed, "funding").shuffled(table("funding")["theme"])
    parts = sorted({(town.nuts3, town.nuts3_name) for town in towns()})
    calls = []
    for i in range(count):
        edition = i // len(themes)
        key = f"funding/{i}"
        chance = Chance(seed, key)
        area = ("", "") if edition == 0 else parts[(i * 3 + edition) % len(parts)]
        calls.append(_call(key, themes[i % len(themes)], area, chance.one(funders), today, chance))
    return calls


def _call(
    key: str, theme: dict[str, Any], area: tuple[str, str], funder: Organisation, today: date, chance: Chance
) -> FundingCall:
    code, name = area
    lang = "en" if chance.yes(0.25) else "pt"
    slots = _where(name)
    low, high = theme["amounts"]
    standing = chance.weighted(tuple(STANDINGS), tuple(STANDINGS.values()))
    opens, closes = SPANS[standing]
    edition = f" ({today.year + (standing == 'announced')})"
    return FundingCall(
        key=key,
        organisation=funder.key,
        title=" ".join(fill(_in(theme["title"], lang), slots).split()) + edition,
        summary=_in(theme["summary"], lang),
        description=_in(theme["text"], lang),
        lang=lang,
        programme=f"Programa {chance.one(PROGRAMMES)}" if lang == "pt" else f"{chance.one(PROGRAMMES)} programme",
        amount_min=low * 100,
        amount_max=high * 100,
        rate=theme["rate"],
        budget=high * chance.between(6, 25) * 100,
        opens_at=days.deadline(today, chance, *opens),
        deadline_at=days.deadline(today, chance, *closes),
        sectors=tuple(f"sector/{sector}" for sector in theme["sectors"]),
        rules=(Rule("region", one_of=(code or REGION,)), *(_rule(text) for text in theme["rules"])),
        status=standing,
        created_at=days.before(today, chance, *(5 - opens[0], 20 - opens[0]) if opens[0] < 0 else (3, 20)),
    )


def _in(line: str, lang: str) -> str:
    return said(line)[0].in_(lang)


def _where(name: str) -> dict[str, str]:
    """`no Alto Minho`, `in Alto Minho`; a call for the whole region says nothing, or `na região`."""
    if not name:
        return {"where": "", "where_en": "", "where_in": "na região", "where_in_en": "in the region"}
    article = GENDERED[name]
    return {
        "where": f"– {name}",
        "where_en": f"– {name}",
        "where_in": f"n{article} {name}",
        "where_in_en": f"in {name}",
    }


def _rule(text: str) -> Rule:
    """`headcount: 1-9` or `organisation_kind: startup media`; `?` in front makes a bonus."""
    topic, _, values = text.removeprefix("?").partition(": ")
    is_bonus = text.startswith("?")
    if topic in {"headcount", "company_months", "education"}:
        low, high = (int(bound) for bound in values.split("-"))
        return Rule(topic, at_least=low, at_most=high, is_bonus=is_bonus)
    if topic == "co_financing":
        return Rule(topic, at_least=int(values), is_bonus=is_bonus)
    prefix = "sector/" if topic == "sector" else ""
    return Rule(topic, one_of=tuple(prefix + value for value in values.split()), is_bonus=is_bonus)
