"""Openings that fit the house that posts them: what the work is, what it asks for, what it pays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.seed.world import days, grammar, vocabulary
from backend.seed.world.chance import Chance
from backend.seed.world.names import draw_school
from backend.seed.world.phrases import fill, said, table, tell, tell_some
from backend.seed.world.places import Town, town_of
from backend.seed.world.things import Need, Opening, Organisation, Pay, SpeechNeed
from backend.seed.world.trades import Task, Trade, trades

MINIMUM_WAGE = 920
FULL_TIME = 40
LONGEST_SUMMARY = 280
KINDS = ("job", "internship", "project", "residency", "cofounder")
SHARES = {
    "startup": (52, 20, 16, 0, 12),
    "creative_business": (56, 20, 21, 2, 1),
    "incubator": (52, 24, 18, 2, 4),
    "university": (44, 24, 20, 12, 0),
    "research_centre": (40, 24, 22, 14, 0),
    "science_park": (56, 22, 16, 4, 2),
    "art_space": (38, 18, 22, 22, 0),
    "municipality": (44, 20, 22, 14, 0),
    "media": (52, 24, 24, 0, 0),
}
WEIGHTS = {"1": 1.0, "2-9": 2.5, "10-49": 4.5, "50-249": 6.0, "250+": 8.0}
LIVES = {"in_review": 3, "open": 86, "paused": 2, "filled": 5, "closed": 2, "expired": 2}
OVER = frozenset({"expired", "filled", "closed"})
LICENSED = frozenset({"skill/drone-filming", "skill/electrical-safety", "skill/working-at-height"})
BY_LAPTOP = frozenset(
    f"sector/{name}" for name in ("software", "video-games", "graphic-design", "design", "advertising", "publishing")
)


@dataclass(frozen=True, slots=True)
class Post:
    """One opening in the making."""

    house: Organisation
    trade: Trade
    kind: str
    grade: str
    tasks: tuple[Task, ...]
    town: Town
    lang: str
    hours: tuple[int, int]
    months: int
    reply: int
    today: date
    chance: Chance


def make_openings(seed: int, today: date, count: int, organisations: Sequence[Organisation]) -> list[Opening]:
    """`count` openings, more from bigger houses; neighbours never share a title, nor do posts of one house."""
    houses = [house for house in organisations if house.status != "draft"]
    made: list[Opening] = []
    taken: set[tuple[str, str]] = set()
    for i in range(count):
        key = f"opening/{i}"
        chance = Chance(seed, key)
        house = houses[i] if i < len(houses) and i % 2 == 0 else _draw_house(houses, chance)
        opening = make_opening(key, draw_post(house, today, chance))
        while (house.key, opening.title) in taken or (made and made[-1].title == opening.title):
            opening = make_opening(key, draw_post(house, today, chance))
        taken.add((house.key, opening.title))
        made.append(opening)
    return made


def _draw_house(houses: Sequence[Organisation], chance: Chance) -> Organisation:
    return chance.weighted(houses, [WEIGHTS[house.headcount] * (house.status == "verified" or 0.3) for house in houses])


def draw_post(
    house: Organisation, today: date, chance: Chance, *, kind: str = "", trade: str = "", grade: str | None = None
) -> Post:
    """An opening of this house; what is not given is drawn."""
    kind = kind or chance.weighted(KINDS, SHARES[house.kind])
    trades_here = [trades()[key] for key in ([trade] if trade else house.trades)]
    drawn = chance.one(trades_here)
    grade = _grade(kind, house, chance) if grade is None else grade
    return Post(
        house=house,
        trade=drawn,
        kind=kind,
        grade=grade,
        tasks=tuple(chance.some(drawn.tasks, chance.between(3, 4))),
        town=town_of(house.town),
        lang=house.lang if chance.yes(0.85) else chance.one(("pt", "en")),
        hours=(20, 20) if grade == "part" else chance.weighted(((35, 40), (40, 40), (20, 40)), (5, 4, 1)),
        months=chance.one((6, 9, 12)) if kind == "internship" else chance.between(2, 8),
        reply=chance.one((7, 10, 14, 14, 21, 30)),
        today=today,
        chance=chance,
    )


def _grade(kind: str, house: Organisation, chance: Chance) -> str:
    """How far along somebody has to be; inside a recognised course only where schools are near."""
    if kind == "job":
        return chance.weighted(("", "senior", "junior", "part"), (5, 2, 2, 1.4))
    if kind == "internship":
        return "course" if chance.yes(0.3 if house.kind != "startup" else 0.15) else ""
    return ""


def make_opening(key: str, post: Post) -> Opening:
    """The whole post."""
    chance = post.chance
    needs = _needs(post)
    slots = _slots(post, needs)
    status = chance.weighted(tuple(LIVES), tuple(LIVES.values())) if post.house.status == "verified" else "in_review"
    starts_on = days.first_of_month(post.today, chance.between(1, 4))
    remote = _remote_share(post)
    summary, opening = tell_some(table("openings")["opening"][post.kind], post.lang, slots, chance, 2)
    return Opening(
        key=key,
        organisation=post.house.key,
        kind=post.kind,
        title=_title(post, slots),
        summary=_short(summary),
        description=_description(post, slots, opening, remote),
        benefits=_benefits(post),
        lang=post.lang,
        occupation=post.trade.occupation,
        town=post.town.code,
        remote_share=remote,
        hours_min=post.hours[0],
        hours_max=post.hours[1],
        starts_on=starts_on,
        ends_on=_end(post, starts_on),
        capacity=chance.weighted((1, 2, 3), (8, 2, 1)),
        pay=_pay(post),
        eqf=_education(post),
        needs=needs,
        speech=_speech(post),
        deadline_at=_deadline(post, status),
        reply_by_days=post.reply,
        email=post.house.email,
        status=status,
        created_at=_created(post, status),
    )


def _needs(post: Post) -> tuple[Need, ...]:
    """What the tasks use, then what the occupation always calls for; few musts, for each turns people away."""
    level = {"senior": 3, "junior": 1, "course": 1}.get(post.grade, 1 if post.kind == "internship" else 2)
    used = list(dict.fromkeys(concept for task in post.tasks for concept in task.uses))
    essential = [key for key in vocabulary.essentials(post.trade.occupation) if key not in used]
    musts = used[: 2 if post.kind in {"internship", "residency"} else 3]
    shoulds = used[len(musts) : len(musts) + 2] + essential[:2]
    nices = [key for key in used + essential if key not in musts and key not in shoulds][:2]
    lines = [(key, "must") for key in musts] + [(key, "should") for key in shoulds] + [(key, "nice") for key in nices]
    chance = post.chance
    return tuple(
        Need(
            concept=key,
            importance=importance,
            level=min(4, level + (importance == "must" and chance.yes(0.3))),
            is_essential=importance == "must" and key in LICENSED,
        )
        for key, importance in lines
    )


def _slots(post: Post, needs: tuple[Need, ...]) -> dict[str, str]:
    thing = grammar.numbered(post.chance.one(post.trade.things).in_(post.lang), post.chance)
    skills = [need.concept for need in needs if not need.concept.startswith("tool/")]
    return {
        "org": post.house.name,
        "town": post.town.name,
        "in_town": grammar.in_town(post.town.name),
        "of_town": grammar.of_town(post.town.name),
        "trade": post.trade.name(post.lang),
        "trade_neutral": post.trade.neutral.removesuffix(" (m/f)"),
        "area": post.trade.area.in_(post.lang),
        "thing": thing,
        "bare": grammar.bare(thing),
        "months": str(post.months),
        "reply": str(post.reply),
        "skill": vocabulary.label(post.chance.one(skills[:3] or [post.trade.tasks[0].uses[0]]), post.lang),
    }


def _title(post: Post, slots: dict[str, str]) -> str:
    blocks = table("openings")["title"]
    block = blocks.get(f"{post.kind}_{post.grade}", blocks[post.kind])
    line = post.chance.one(said(block))
    title = grammar.capital(fill(line.in_(post.lang), slots))
    names_person = "rade_neutral}" in line.pt and post.lang == "pt"
    return f"{title} (m/f)" if names_person and post.trade.neutral.endswith("(m/f)") else title


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else f"{text[: LONGEST_SUMMARY - 1].rsplit(' ', 1)[0]}…"


def _description(post: Post, slots: dict[str, str], opening: str, remote: int) -> str:
    """Why, what, whom, where, and how one is answered."""
    told, lang, chance = table("openings"), post.lang, post.chance
    lead = tell(told["tasks"]["lead"], lang, slots, chance)
    tasks = [grammar.infinitive(grammar.numbered(task.words.in_(lang), chance)) for task in post.tasks]
    where = "remote" if remote >= 80 else "hybrid" if remote > 0 else "on_site"
    last = [tell(told["seek"][post.kind], lang, slots, chance), tell(told["where"][where], lang, slots, chance)]
    last.append(tell(told["close"]["all"], lang, slots, chance))
    bullets = "\n".join(f"- {task}" for task in tasks)
    return f"{opening}\n\n{lead}\n{bullets}\n\n{' '.join(last[:2])}\n\n{last[2]}"


def _benefits(post: Post) -> str:
    lines = post.chance.some(said(table("openings")["benefits"][post.kind]), post.chance.between(1, 3))
    return grammar.capital(", ".join(line.in_(post.lang) for line in lines)) + "."


def _remote_share(post: Post) -> int:
    if post.kind == "residency":
        return 0
    if BY_LAPTOP & set(post.trade.sectors):
        return post.chance.weighted((0, 40, 60, 80, 100), (2, 3, 3, 1, 2))
    return post.chance.weighted((0, 20, 40, 60), (7, 2, 1, 1))


def _end(post: Post, starts_on: date) -> date | None:
    if post.kind in {"internship", "project", "residency"}:
        return days.first_of_month(starts_on, post.months) - timedelta(days=1)
    return (
        days.first_of_month(starts_on, 12) - timedelta(days=1) if post.chance.yes(0.2) and post.kind == "job" else None
    )


def _created(post: Post, status: str) -> datetime:
    return days.before(post.today, post.chance, *((30, 90) if status in OVER else (1, 28)))


def _deadline(post: Post, status: str) -> datetime:
    if status in OVER:
        return days.deadline(post.today, post.chance, -20, -1)
    return days.deadline(post.today, post.chance, 2, 75)


def _pay(post: Post) -> Pay:
    """Honest ranges for Portugal in 2026."""
    return {"job": _salary, "internship": _grant, "project": _fee, "residency": _stipend, "cofounder": _share}[
        post.kind
    ](post)


def _salary(post: Post) -> Pay:
    """Gross a month; public bodies sometimes name their pay table instead."""
    chance = post.chance
    if post.house.legal_form == "public_body" and chance.yes(0.3):
        return Pay("agreement", reference="Tabela remuneratória única, carreira de técnico superior, 1.ª posição")
    low, high = post.trade.pay
    share = {"senior": 70, "junior": 2}.get(post.grade, 30) + chance.between(-2, 15)
    full = max(MINIMUM_WAGE + 20, low + (high - low) * share / 100)
    part = post.hours[0] / FULL_TIME if post.grade == "part" else 1.0
    least = max(_tens(full * part), round(MINIMUM_WAGE * part) * 100)
    return Pay("range", least, _tens(full * part * chance.between(110, 130) / 100), "month")


def _grant(post: Post) -> Pay:
    """A paid internship, or one that is part of a named course."""
    if post.grade == "course":
        degree = post.chance.one(post.trade.degrees)
        school = draw_school(post.chance, max(degree.eqf, 5), degree.field, post.town)
        return Pay("unpaid_course", reference=f"{degree.title.in_(post.lang)}, {school}"[:200])
    least = max(MINIMUM_WAGE, post.chance.round(940, 1180, 20))
    return Pay("range", least * 100, (least + post.chance.one((0, 60, 120, 200))) * 100, "month")


def _fee(post: Post) -> Pay:
    """So much a day, or for the whole."""
    chance = post.chance
    daily = post.trade.pay[1] * chance.between(8, 11) / 100
    if chance.yes(0.4):
        return Pay("range", _tens(daily), _tens(daily * 1.3), "day")
    whole = daily * chance.between(4, 9) * post.months
    return Pay("range", _hundreds(whole), _hundreds(whole * 1.25), "total")


def _stipend(post: Post) -> Pay:
    least = post.chance.round(700, 1200, 50) * post.months
    return Pay("range", _hundreds(least), _hundreds(least * post.chance.between(100, 120) / 100), "total")


def _share(post: Post) -> Pay:
    percent = post.chance.round(10, 45, 5)
    words = f"Quota de {percent} %, adquirida em quatro anos", f"{percent} % share, vesting over four years"
    return Pay("share", reference=words[post.lang != "pt"])


def _tens(euros: float) -> int:
    """Cents, rounded to ten euros."""
    return round(euros / 10) * 1000


def _hundreds(euros: float) -> int:
    """Cents, rounded to a hundred euros."""
    return round(euros / 100) * 10000


def _education(post: Post) -> int | None:
    if post.kind not in {"job", "internship"} or post.chance.yes(0.45):
        return None
    levels = [degree.eqf for degree in post.trade.degrees]
    return min(levels) if post.grade != "senior" else max(min(levels), 6)


def _speech(post: Post) -> tuple[SpeechNeed, ...]:
    chance = post.chance
    if post.lang == "en":
        also = SpeechNeed("language/pt", chance.one(("A2", "B1")), "nice")
        return (SpeechNeed("language/en", "B2", "must"), *((also,) if chance.yes(0.7) else ()))
    spoken = [SpeechNeed("language/pt", "B2", "must")] if chance.yes(0.75) else []
    if chance.yes(0.4):
        spoken.append(SpeechNeed("language/en", chance.one(("A2", "B1", "B2")), chance.one(("should", "nice"))))
    if post.trade.key in {"tour-designer", "translator", "museum-educator"} and chance.yes(0.5):
        spoken.append(SpeechNeed(chance.one(("language/es", "language/fr", "language/de")), "B1", "nice"))
    return tuple(spoken)
