"""What each list is found by, said a second time in plain Python, and rows on which every filter tells some apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cohorts.models import ProgrammeTopic
from backend.cohorts.queries import calls, programmes
from backend.cohorts.schemas import CallSearch, ProgrammeSearch
from backend.core.ids import new_id
from backend.core.model import now
from backend.core.page import Window
from backend.funding import queries as funding
from backend.funding.schemas import FundingCallSearch
from backend.mentoring import queries as mentors
from backend.mentoring.models import MentorLanguage, MentorTopic
from backend.mentoring.schemas import MentorSearch
from backend.opportunities import queries as opportunities
from backend.opportunities.models import OpportunityRequirement
from backend.opportunities.schemas import OpportunitySearch
from backend.organisations import queries as organisations
from backend.organisations.schemas import OrganisationSearch
from backend.spaces import queries as spaces
from backend.spaces.schemas import SpaceSearch
from backend.taxonomy.models import Concept, ConceptRelation, RelationKind
from backend.taxonomy.vocabulary import id_of
from backend.territories.distance import great_circle_km
from backend.territories.models import Municipality
from tests.organisations.factory import BARCELOS, BRAGA, BRAGANCA, PORTO

Row = Mapping[str, Any]
TOWNS = (PORTO, BRAGA, BARCELOS, BRAGANCA)
BLENDER, TOOLS, DRAWING = id_of("tool/blender"), id_of("tool/3d-and-cad-tools"), id_of("skill/2d-animation")
MOTION, ANIMATORS = id_of("occupation/motion-designer"), id_of("occupation/animation-and-game-occupations")
PLACE = {"page", "size", "sort", "order"}
DAY = date(2030, 6, 1)
ROWS = 14


@dataclass(frozen=True)
class Filter:
    """What is asked, which rows pass by the plain reading, and something that nothing can pass (None where all can)."""

    given: dict[str, Any]
    holds: Callable[[Row], bool]
    impossible: dict[str, Any] | None = None


@dataclass(frozen=True)
class Listed:
    """A list: its filters' schema, what finds, its rows, its filters, and what holds where no status is asked."""

    schema: type[Window]
    searched: Callable[..., Any]
    rows: list[Row]
    filters: list[Filter]
    usual: Callable[[Row], bool]
    seen: Callable[[Row], bool] = lambda _: True

    def names(self) -> set[str]:
        """Every parameter that some filter uses."""
        return {name for one in self.filters for name in one.given}


class Ground:
    """Three organisations, one of them one's own, and how concepts and towns lie."""

    def __init__(self, db: Session, make: Any) -> None:
        self.db, self.make, self.random = db, make, Random(11)
        self.owners = [make.verified(name=name) for name in ("Olaria", "Tinta", "Fio")]
        self.mine = self.owners[0].id
        self.viewer = make.viewer(make.member(self.owners[0]))
        self.towns = {one.id: one for one in db.scalars(select(Municipality).where(Municipality.id.in_(TOWNS)))}
        broader = select(ConceptRelation).where(ConceptRelation.kind == RelationKind.BROADER)
        self.above = [(one.from_id, one.to_id) for one in db.scalars(broader)]
        sectors = select(Concept.id).where(Concept.kind == "sector").order_by(Concept.key)
        every = list(db.scalars(sectors))
        self.sector = next(to for of, to in self.above if of in every and to in every)
        self.sectors = [next(of for of, to in self.above if to == self.sector), self.sector, every[-1]]

    def pick(self, *values: Any) -> Any:
        """One of them, drawn with a fixed seed."""
        return self.random.choice(values)

    def below(self, concept: UUID) -> set[UUID]:
        """It and all that is narrower, step by step."""
        found, size = {concept}, 0
        while len(found) > size:
            size = len(found)
            found |= {narrow for narrow, wide in self.above if wide in found}
        return found

    def near(self, town: UUID, centre: UUID, km: float) -> bool:
        """Measured one by one."""
        a, b = self.towns[town], self.towns[centre]
        return great_circle_km(a.lat, a.lon, b.lat, b.lon) <= km

    def common(self, **columns: str) -> list[Filter]:
        """Filters that most lists have, by what their rows call it."""
        town, owner = columns.get("town", "municipality_id"), columns.get("owner", "organisation_id")
        nowhere = {"near": str(BRAGANCA), "km": 0.001}
        return [
            Filter({"q": "raposa"}, lambda row: "raposa" in row["words"], {"q": "nenhures"}),
            Filter({"municipality": [str(BRAGA), str(PORTO)]}, lambda row: row[town] in (BRAGA, PORTO), {"municipality": [str(new_id())]}),
            Filter({"near": str(BRAGA), "km": 30}, lambda row: self.near(row[town], BRAGA, 30), nowhere if "alone" in columns else None),
            Filter({"organisation": [str(self.owners[1].id)]}, lambda row: row[owner] == self.owners[1].id, {"organisation": [str(new_id())]}),
            Filter({"lang": ["en"]}, lambda row: row["lang"] == "en"),
            Filter({"mine": True}, lambda row: row[owner] == self.mine),
        ]  # fmt: skip


def reaches(name: str, bound: Any) -> Callable[[Row], bool]:
    return lambda row: row[name] is not None and row[name] >= bound


def within(name: str, bound: Any) -> Callable[[Row], bool]:
    return lambda row: row[name] is not None and row[name] <= bound


def soon(days: int) -> Callable[[Row], bool]:
    return lambda row: row["deadline_at"] is not None and now() <= row["deadline_at"] <= now() + timedelta(days=days)


def one_of(name: str, *values: Any) -> Callable[[Row], bool]:
    return lambda row: row[name] in values


def opportunities_of(ground: Ground) -> Listed:
    pick, rows = ground.pick, []
    for n in range(ROWS):
        given = {
            "title": f"{pick('Raposa', 'Telha')} {n}",
            "kind": pick("job", "internship", "project"),
            "organisation_id": pick(*ground.owners).id,
            "municipality_id": pick(*TOWNS),
            "occupation_id": pick(MOTION, None),
            "remote_share": pick(0, 50, 100),
            "hours_min": pick(None, 10, 30),
            "starts_on": pick(None, DAY, DAY + timedelta(days=9)),
            "education_level": pick(None, 4, 7),
            "lang": pick("pt", "en"),
            "pay_monthly": pick(None, 900_00, 1_500_00),
            "pay_currency": pick("EUR", "EUR", "HUF"),
            "status": pick("open", "open", "open", "filled", "draft"),
            "deadline_at": now() + timedelta(days=pick(-3, 2, 20, 60), hours=1),
        }
        given["hours_max"] = None if given["hours_min"] is None else given["hours_min"] + pick(0, 10)
        skill = pick(BLENDER, DRAWING, None)
        asked = [OpportunityRequirement(concept_id=skill, position=0, importance="must", level=2)] if skill else []
        row = ground.make.opportunity(**given, requirements=asked)
        rows.append(given | {"id": row.id, "skill": skill, "words": row.folded, "status": given["status"]})
    tools, animators = ground.below(TOOLS), ground.below(ANIMATORS)
    rich = {"pay_at_least": 1_000_00, "currency": "HUF"}
    filters = [
        *ground.common(),
        Filter({"kind": ["job", "project"]}, one_of("kind", "job", "project"), {"kind": ["residency"]}),
        Filter({"occupation": [str(ANIMATORS)]}, lambda r: r["occupation_id"] in animators, {"occupation": [str(new_id())]}),
        Filter({"concept": [str(TOOLS)]}, lambda r: r["skill"] in tools, {"concept": [str(new_id())]}),
        Filter({"remote_at_least": 50}, reaches("remote_share", 50)),
        Filter({"pay_at_least": 1_000_00}, lambda r: r["pay_currency"] == "EUR" and (r["pay_monthly"] or 0) >= 1_000_00, {"pay_at_least": 10**12}),
        Filter(rich, lambda r: r["pay_currency"] == "HUF" and (r["pay_monthly"] or 0) >= 1_000_00),
        Filter({"hours_at_least": 30}, reaches("hours_max", 30), {"hours_at_least": 60}),
        Filter({"hours_at_most": 15}, within("hours_min", 15), {"hours_at_most": 1}),
        Filter({"starts_before": str(DAY + timedelta(days=1))}, within("starts_on", DAY), {"starts_before": "1900-01-01"}),
        Filter({"education_at_most": 5}, lambda r: r["education_level"] is None or r["education_level"] <= 5),
        Filter({"closing_within_days": 10}, soon(10), {"closing_within_days": 0}),
        Filter({"status": ["open", "filled"]}, one_of("status", "open", "filled"), {"status": ["in_review"]}),
    ]  # fmt: skip
    seen = lambda r: r["status"] != "draft" or r["organisation_id"] == ground.mine  # noqa: E731
    usual = lambda r: r["status"] == "open" and r["deadline_at"] > now()  # noqa: E731
    return Listed(OpportunitySearch, opportunities.searched, rows, filters, usual, seen)


def organisations_of(ground: Ground) -> Listed:
    pick, rows = ground.pick, []
    for n in range(ROWS):
        given = {
            "name": f"{pick('Raposa', 'Telha')} {n}",
            "kind": pick("creative_business", "incubator"),
            "municipality_id": pick(*TOWNS),
            "headcount": pick(None, "1", "2-9"),
            "founded_year": pick(None, 1990, 2015),
            "status": pick("claimed", "claimed", "draft"),
            "sector_ids": pick([], ground.sectors[:1], ground.sectors[2:]),
        }
        row = ground.make.organisation(**given)
        rows.append(given | {"id": row.id, "words": row.folded})
    theirs = [
        {"id": one.id, "kind": one.kind, "municipality_id": one.municipality_id, "headcount": None, "words": one.folded}
        | {"founded_year": None, "status": "verified", "sector_ids": []}
        for one in ground.owners
    ]
    wide = ground.below(ground.sector)
    common = [one for one in ground.common() if not {"organisation", "lang", "mine"} & one.given.keys()]
    filters = [
        *common,
        Filter({"mine": True}, lambda r: r["id"] == ground.mine),
        Filter({"kind": ["incubator"]}, one_of("kind", "incubator"), {"kind": ["municipality"]}),
        Filter({"sector": [str(ground.sector)]}, lambda r: bool(wide & set(r["sector_ids"])), {"sector": [str(new_id())]}),
        Filter({"headcount": ["1", "2-9"]}, one_of("headcount", "1", "2-9"), {"headcount": ["250+"]}),
        Filter({"founded_since": 2000}, reaches("founded_year", 2000), {"founded_since": 2200}),
        Filter({"status": ["claimed"]}, one_of("status", "claimed"), {"status": ["suspended"]}),
    ]  # fmt: skip
    seen = lambda r: r["status"] != "draft"  # noqa: E731
    return Listed(OrganisationSearch, organisations.searched, rows + theirs, filters, lambda _: True, seen)


def funding_of(ground: Ground) -> Listed:
    pick, rows = ground.pick, []
    for n in range(ROWS):
        kinds = pick([], ["startup"], ["municipality"])
        regions = pick([], [str(BRAGA)], [str(BRAGANCA)], ["PT"])
        given = {
            "title": f"{pick('Raposa', 'Telha')} {n}",
            "organisation_id": pick(*ground.owners).id,
            "lang": pick("pt", "en"),
            "amount_max": pick(None, 5_000_00, 50_000_00),
            "amount_min": None,
            "currency": pick("EUR", "EUR", "CHF"),
            "co_financing_percent": pick(None, 50, 90),
            "status": pick("open", "open", "draft", "awarded"),
            "deadline_at": now() + timedelta(days=pick(-2, 5, 40)),
            "opens_at": now() - timedelta(days=9),
            "sector_ids": pick([], ground.sectors[:1], ground.sectors[2:]),
            "rules": [{"topic": t, "one_of": v} for t, v in (("organisation_kind", kinds), ("region", regions)) if v],
        }
        row = ground.make.funding_call(**given)
        rows.append(given | {"id": row.id, "words": row.folded, "kinds": kinds, "regions": regions})
    wide = ground.below(ground.sector)

    def standing(row: Row) -> str:
        if row["status"] != "open":
            return str(row["status"])
        left = row["deadline_at"] - now()
        return "closed" if left <= timedelta(0) else "closing_soon" if left <= timedelta(days=10) else "open"

    here = {str(BRAGA), *(ground.towns[BRAGA].nuts3[:n] for n in range(2, 6))}
    common = [one for one in ground.common() if not {"municipality", "near"} & one.given.keys()]
    filters = [
        *common,
        Filter({"standing": ["open", "closed", "draft"]}, lambda r: standing(r) in ("open", "closed", "draft"), {"standing": ["announced"]}),
        Filter({"sector": [str(ground.sector)]}, lambda r: bool(wide & set(r["sector_ids"])), {"sector": [str(new_id())]}),
        Filter({"applicant": ["startup"]}, lambda r: not r["kinds"] or "startup" in r["kinds"]),
        Filter({"municipality": str(BRAGA)}, lambda r: not r["regions"] or bool(here & set(r["regions"])), {"municipality": str(new_id())}),
        Filter({"amount_at_least": 9_000_00}, lambda r: r["currency"] == "EUR" and (r["amount_max"] or 0) >= 9_000_00, {"amount_at_least": 10**12}),
        Filter({"amount_at_least": 1_000_00, "currency": "CHF"}, lambda r: r["currency"] == "CHF" and (r["amount_max"] or 0) >= 1_000_00),
        Filter({"co_financing_at_least": 60}, reaches("co_financing_percent", 60), {"co_financing_at_least": 100}),
        Filter({"closing_within_days": 7}, soon(7), {"closing_within_days": 0}),
    ]  # fmt: skip
    seen = lambda r: r["status"] != "draft" or r["organisation_id"] == ground.mine  # noqa: E731
    usual = lambda r: standing(r) in ("open", "closing_soon", "announced")  # noqa: E731
    return Listed(FundingCallSearch, funding.searched, rows, filters, usual, seen)


def spaces_of(ground: Ground) -> Listed:
    pick, rows, equipped = ground.pick, [], (BLENDER, DRAWING)
    spots = []
    for town in TOWNS:
        at = ground.towns[town]
        given = {"municipality_id": town, "lat": at.lat, "lon": at.lon, "organisation_id": pick(*ground.owners).id}
        spots.append((ground.make.place(**given), given))
    for n in range(ROWS + 4):
        place, where = spots[n % 4]
        given = {
            "name": f"{pick('Raposa', 'Telha')} {n}",
            "kind": pick("room", "studio"),
            "lang": pick("pt", "en"),
            "seats": pick(None, 5, 50),
            "area_m2": pick(None, 20.0, 200.0),
            "price": pick(0, 10_00, 90_00),
            "price_period": pick("hour", "day"),
            "currency": pick("EUR", "EUR", "CHF"),
            "step_free": pick(None, True, False),
            "quiet": pick(True, False),
            "door_width_cm": pick(None, 80, 120),
            "ceiling_cm": pick(None, 250, 500),
            "power_amps": pick(None, 16, 63),
            "internet_mbps": pick(None, 50, 500),
            "blackout": pick(None, True, False),
            "available_from": pick(None, DAY, DAY + timedelta(days=30)),
            "status": pick("open", "open", "open", "closed", "draft"),
            "equipment_ids": pick([], [equipped[0]], list(equipped)),
            "activity_ids": pick([], [BLENDER], [DRAWING]),
        }
        row = ground.make.space(place_id=place.id, **given)
        rows.append(given | where | {"id": row.id, "place_id": place.id, "words": f"{row.folded} {place.folded}"})
    tools, centre = ground.below(TOOLS), ground.towns[BRAGA]
    box = {"west": centre.lon - 0.3, "east": centre.lon + 0.3, "south": centre.lat - 0.2, "north": centre.lat + 0.2}
    inside = lambda r: box["west"] <= r["lon"] <= box["east"] and box["south"] <= r["lat"] <= box["north"]  # noqa: E731
    cheap = lambda r: r["price"] == 0 or (r["price"] <= 20_00 and (r["price_period"], r["currency"]) == ("hour", "EUR"))  # noqa: E731
    filters = [
        *ground.common(),
        Filter({"kind": ["studio"]}, one_of("kind", "studio"), {"kind": ["rehearsal"]}),
        Filter({"place": [str(spots[1][0].id)]}, one_of("place_id", spots[1][0].id), {"place": [str(new_id())]}),
        Filter(box, inside, {"west": 100, "east": 101, "south": 0, "north": 1}),
        Filter({"seats_at_least": 10}, reaches("seats", 10), {"seats_at_least": 10_000}),
        Filter({"area_at_least": 100}, reaches("area_m2", 100)),
        Filter({"area_at_most": 100}, within("area_m2", 100), {"area_at_most": 1}),
        Filter({"price_at_most": 20_00, "price_period": "hour"}, cheap),
        Filter({"price_at_most": 95_00, "price_period": "day", "currency": "CHF"}, lambda r: r["price"] == 0 or (r["price_period"], r["currency"]) == ("day", "CHF")),
        Filter({"access": ["step_free", "quiet"]}, lambda r: r["step_free"] is True and r["quiet"] is True, {"access": ["hearing_loop"]}),
        Filter({"door_at_least": 100}, reaches("door_width_cm", 100), {"door_at_least": 1_000}),
        Filter({"ceiling_at_least": 300}, reaches("ceiling_cm", 300)),
        Filter({"power_at_least": 32}, reaches("power_amps", 32)),
        Filter({"internet_at_least": 100}, reaches("internet_mbps", 100)),
        Filter({"blackout": False}, lambda r: r["blackout"] is False),
        Filter({"equipment": [str(one) for one in equipped]}, lambda r: set(equipped) <= set(r["equipment_ids"]), {"equipment": [str(new_id())]}),
        Filter({"activity": [str(TOOLS)]}, lambda r: bool(tools & set(r["activity_ids"])), {"activity": [str(new_id())]}),
        Filter({"available_on": str(DAY)}, lambda r: r["available_from"] is None or r["available_from"] <= DAY),
        Filter({"status": ["closed", "draft"]}, one_of("status", "closed", "draft")),
    ]  # fmt: skip
    seen = lambda r: r["status"] != "draft" or r["organisation_id"] == ground.mine  # noqa: E731
    return Listed(SpaceSearch, spaces.searched, rows, filters, one_of("status", "open"), seen)


def _programmes(ground: Ground) -> tuple[list[Row], list[Filter]]:
    pick, rows = ground.pick, []
    for n in range(ROWS):
        given = {
            "title": f"{pick('Raposa', 'Telha')} {n}",
            "organisation_id": pick(*ground.owners).id,
            "municipality_id": pick(*TOWNS),
            "lang": pick("pt", "en"),
            "remote_share": pick(0, 50, 100),
            "weekly_hours": pick(None, 5, 30),
            "stage": pick("any", "idea", "growth"),
            "equity_max": pick(0, 500),
            "fee_amount": pick(0, 100_00, 900_00),
            "currency": pick("EUR", "CHF"),
            "status": pick("published", "published", "archived", "draft"),
            "sector_ids": pick([], ground.sectors[:1], ground.sectors[2:]),
            "offers": pick(["mentoring"], ["workspace", "mentoring"], []),
        }
        skill = pick(BLENDER, DRAWING, None)
        row = ground.make.programme(
            **given, teaches=[ProgrammeTopic(concept_id=skill, level=2, position=0)] if skill else []
        )
        rows.append(given | {"id": row.id, "skill": skill, "words": row.folded})
    wide, tools = ground.below(ground.sector), ground.below(TOOLS)
    filters = [
        *ground.common(),
        Filter({"sector": [str(ground.sector)]}, lambda r: bool(wide & set(r["sector_ids"])), {"sector": [str(new_id())]}),
        Filter({"teaches": [str(TOOLS)]}, lambda r: r["skill"] in tools, {"teaches": [str(new_id())]}),
        Filter({"stage": ["idea"]}, one_of("stage", "idea", "any")),
        Filter({"offer": ["workspace"]}, lambda r: "workspace" in r["offers"], {"offer": ["workshop"]}),
        Filter({"remote_at_least": 50}, reaches("remote_share", 50)),
        Filter({"hours_at_most": 10}, within("weekly_hours", 10), {"hours_at_most": 1}),
        Filter({"equity_at_most": 100}, within("equity_max", 100)),
        Filter({"fee_at_most": 200_00}, lambda r: r["fee_amount"] == 0 or (r["currency"] == "EUR" and r["fee_amount"] <= 200_00)),
        Filter({"fee_at_most": 200_00, "currency": "CHF"}, lambda r: r["fee_amount"] == 0 or (r["currency"] == "CHF" and r["fee_amount"] <= 200_00)),
    ]  # fmt: skip
    return rows, filters


def programmes_of(ground: Ground) -> Listed:
    rows, filters = _programmes(ground)
    filters.append(Filter({"status": ["archived", "draft"]}, one_of("status", "archived", "draft")))
    seen = lambda r: r["status"] != "draft" or r["organisation_id"] == ground.mine  # noqa: E731
    return Listed(ProgrammeSearch, programmes.searched, rows, filters, one_of("status", "published"), seen)


def calls_of(ground: Ground) -> Listed:
    programmes_there, filters = _programmes(ground)
    pick, rows = ground.pick, []
    for n, programme in enumerate(programmes_there * 2):
        given = {
            "title": f"Chamada {n}",
            "places": pick(3, 30),
            "starts_on": pick(None, DAY, DAY + timedelta(days=9)),
            "deadline_at": now() + timedelta(days=pick(-1, 4, 40), hours=1),
            "status": pick("open", "open", "closed", "scheduled"),
        }
        row = ground.make.call(programme_id=programme["id"], **given)
        own = {"id": row.id, "programme_id": programme["id"], "programme_status": programme["status"]}
        rows.append({**programme, **given, **own, "words": f"{row.folded} {programme['words']}"})
    first = programmes_there[0]["id"]
    second = programmes_there[1]["id"]
    filters += [
        Filter({"programme": [str(first), str(second)]}, one_of("programme_id", first, second), {"programme": [str(new_id())]}),
        Filter({"places_at_least": 10}, reaches("places", 10), {"places_at_least": 1_000}),
        Filter({"starts_before": str(DAY + timedelta(days=1))}, within("starts_on", DAY), {"starts_before": "1900-01-01"}),
        Filter({"closing_within_days": 10}, soon(10), {"closing_within_days": 0}),
        Filter({"status": ["closed", "open"]}, one_of("status", "closed", "open"), {"status": ["draft"]}),
    ]  # fmt: skip
    seen = lambda r: r["programme_status"] != "draft" or r["organisation_id"] == ground.mine  # noqa: E731
    usual = lambda r: r["status"] in ("open", "scheduled") and r["deadline_at"] > now()  # noqa: E731
    return Listed(CallSearch, calls.searched, rows, filters, usual, seen)


def mentors_of(ground: Ground) -> Listed:
    pick, rows = ground.pick, []
    english, portuguese = id_of("language/en"), id_of("language/pt")
    for n in range(ROWS):
        topics = pick([(BLENDER, 2)], [(BLENDER, 4)], [(DRAWING, 4), (BLENDER, 1)], [])
        given = {
            "title": f"{pick('Raposa', 'Telha')} {n}",
            "organisation_id": pick(*ground.owners).id,
            "municipality_id": pick(*TOWNS),
            "lang": pick("pt", "en"),
            "cadence": pick("weekly", "monthly"),
            "meeting": pick("online", "in_person", "either"),
            "free_hours": pick(0, 2, 4),
            "status": pick("open", "open", "paused", "closed"),
            "goals": (["portfolio"], ["craft", "portfolio"], [])[n % 3],
        }
        spoken = pick(english, portuguese)
        row = ground.make.mentor(
            **given,
            topics=[MentorTopic(concept_id=one, position=i, level=level) for i, (one, level) in enumerate(topics)],
            languages=[MentorLanguage(concept_id=spoken, position=0, level="C1")],
        )
        rows.append(given | {"id": row.id, "topics": topics, "spoken": spoken, "words": row.folded})
    tools = ground.below(TOOLS)
    common = [one for one in ground.common() if "mine" not in one.given]
    both = {"topic": [str(TOOLS)], "topic_level_at_least": 3}
    filters = [
        *common,
        Filter({"mine": True}, lambda _: False),
        Filter({"topic": [str(TOOLS)]}, lambda r: any(one in tools for one, _ in r["topics"]), {"topic": [str(new_id())]}),
        Filter({"topic_level_at_least": 3}, lambda r: any(level >= 3 for _, level in r["topics"])),
        Filter(both, lambda r: any(one in tools and level >= 3 for one, level in r["topics"])),
        Filter({"language": [str(english)]}, one_of("spoken", english), {"language": [str(new_id())]}),
        Filter({"goal": ["craft"]}, lambda r: "craft" in r["goals"], {"goal": ["first_job"]}),
        Filter({"cadence": ["weekly"]}, one_of("cadence", "weekly"), {"cadence": ["on_demand"]}),
        Filter({"online": True}, lambda r: r["meeting"] != "in_person"),
        Filter({"in_person": False}, lambda r: r["meeting"] == "online"),
        Filter({"free_hours_at_least": 3}, reaches("free_hours", 3), {"free_hours_at_least": 80}),
        Filter({"status": ["paused", "closed"]}, one_of("status", "paused", "closed"), {"status": ["draft"]}),
    ]  # fmt: skip
    seen = lambda r: r["status"] != "closed"  # noqa: E731
    return Listed(MentorSearch, mentors.searched, rows, filters, one_of("status", "open"), seen)


LISTS = {
    "opportunities": opportunities_of,
    "organisations": organisations_of,
    "funding": funding_of,
    "spaces": spaces_of,
    "programmes": programmes_of,
    "calls": calls_of,
    "mentors": mentors_of,
}
