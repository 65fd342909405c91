"""The people of the region: lives that hang together, told in their own words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from backend.seed.world import days, vocabulary, voice
from backend.seed.world.chance import Chance
from backend.seed.world.lives import Life, lives
from backend.seed.world.names import Origin, draw_name, origins
from backend.seed.world.organisations import slug
from backend.seed.world.places import CITY, Town, draw_town
from backend.seed.world.things import Claim, Organisation, Person, Speech, Study
from backend.seed.world.timeline import Teller, Work, draw_studies, draw_works
from backend.seed.world.trades import Trade

MOST_CLAIMS = 16
MINIMUM_WAGE = 920
TRANSVERSAL = (
    "teamwork", "project-management", "problem-solving", "time-management", "communication", "autonomy", "adaptability",
    "attention-to-detail", "creative-thinking", "customer-service", "office-software-use", "public-speaking",
)  # fmt: skip
BY_LAPTOP = frozenset(
    f"sector/{name}"
    for name in ("software", "video-games", "graphic-design", "design", "animation", "advertising", "publishing")
)
ON_STAGE = frozenset(f"sector/{name}" for name in ("performing-arts", "music", "visual-arts", "crafts"))
MIRANDESE = frozenset({"0406", "0411"})  # Miranda do Douro and Vimioso


def houses_by_trade(organisations: Sequence[Organisation]) -> dict[str, list[Organisation]]:
    """Which houses employ whom."""
    found: dict[str, list[Organisation]] = defaultdict(list)
    for organisation in organisations:
        for trade in organisation.trades:
            found[trade].append(organisation)
    return dict(found)


def make_people(seed: int, today: date, count: int, organisations: Sequence[Organisation]) -> list[Person]:
    """`count` people; every shape of life occurs before one occurs again."""
    houses = houses_by_trade(organisations)
    order = Chance(seed, "lives").shuffled(lives())
    return [make_person(seed, today, f"person/{i}", order[i % len(order)], houses) for i in range(count)]


def make_person(
    seed: int,
    today: date,
    key: str,
    life: Life,
    houses: Mapping[str, Sequence[Organisation]],
    *,
    gender: str = "",
    lang: str = "",
    town: Town | None = None,
    age: int = 0,
) -> Person:
    """One person of that shape; what is not given is drawn."""
    chance = Chance(seed, key)
    gender = gender or life.gender or chance.one("mf")
    origin = chance.one(origins()) if life.is_from_abroad else None
    lang = lang or ("en" if chance.yes(0.75 if origin and origin.language != "language/pt" else 0.28) else "pt")
    town = town or draw_town(chance, life.place if chance.yes(0.85) else "any")
    age = age or chance.between(life.youngest, life.oldest)
    who = Teller(life, gender, lang, today.year - age, town, today, chance, houses)
    studies = draw_studies(who)
    works = draw_works(who, studies)
    return _person(key, who, origin, studies, works)


def _person(key: str, who: Teller, origin: Origin | None, studies: list[Study], works: list[Work]) -> Person:
    chance, life = who.chance, who.life
    name = draw_name(chance, who.gender, origin)
    claims = draw_claims(who, studies, works)
    hours = chance.weighted(((30, 40), (35, 40), (15, 25), (8, 20)), (3, 1, 5, 3) if life.is_student else (4, 4, 2, 1))
    travel_km = chance.round(15, 70, 5) if who.town.urbanisation > CITY else chance.round(10, 45, 5)
    told = voice.Told(who, tuple(studies), tuple(works), tuple(claims), travel_km)
    employer = works[-1].job.organisation if works and works[-1].job.ended_on is None else None
    return Person(
        key=key,
        name=name,
        gender=who.gender,
        email=f"{slug(name).replace('-', '.')}.{key.partition('/')[2]}@example.org",
        lang=who.lang,
        town=who.town.code,
        life=life.key,
        headline=voice.headline(told),
        about=voice.about(told),
        occupation=life.trade.occupation,
        eqf=max((study.eqf for study in studies if study.ended_on), default=4),
        studies=tuple(studies),
        jobs=tuple(work.job for work in works),
        claims=tuple(claims),
        speech=_speech(who, origin),
        kinds=_kinds(who),
        occupations=_occupations(life),
        sectors=_sectors(life),
        goals=_goals(who, claims),
        travel_km=travel_km,
        remote=_remote(life.trade, chance),
        hours_min=hours[0],
        hours_max=hours[1],
        available_from=who.today + timedelta(days=chance.weighted((0, chance.between(10, 120)), (3, 2))),
        pay_floor=_pay_floor(who, works, hours[1]),
        status=chance.weighted(("listed", "private", "archived"), (91, 7, 2)),
        audience=chance.weighted(("everyone", "verified", "nobody"), (52, 40, 8)),
        hidden_from=(employer,) if employer and chance.yes(0.5) else (),
        links=_links(name, life.trade, chance),
        created_at=days.before(who.today, chance, 2, 300),
    )


def draw_claims(who: Teller, studies: Sequence[Study], works: Sequence[Work]) -> list[Claim]:
    """What the jobs and courses show, then what the occupation calls for, then what everybody says of themselves."""
    months: dict[str, int] = defaultdict(int)
    shown: dict[str, str] = {}
    for work in reversed(works):
        for task, line in zip(work.tasks, work.job.lines, strict=False):
            for concept in task.uses:
                months[concept] += work.months(who.today)
                shown.setdefault(concept, voice.evidence_of_job(who, work.job, line))
    claims = [Claim(key, _level(months[key], who.chance), "job", shown[key]) for key in months][: MOST_CLAIMS - 4]
    known = set(months)
    called_for = [*vocabulary.essentials(who.life.trade.occupation)]
    called_for += [key for task in who.life.trade.tasks for key in task.uses]
    expected = [key for key in dict.fromkeys(called_for) if key not in known]
    share = who.chance.between(3, 6) if works else 8
    for key in expected[:share]:
        kind, text = voice.evidence_elsewhere(who, studies)
        claims.append(Claim(key, who.chance.weighted((1, 2, 3), (3, 4, 1)), kind, text))
    known |= {claim.concept for claim in claims}
    for skill in who.chance.some(TRANSVERSAL, who.chance.between(0, 2)):
        if f"skill/{skill}" not in known:
            claims.append(Claim(f"skill/{skill}", who.chance.between(2, 3), "self", voice.evidence_of_self(who)))
    return claims[:MOST_CLAIMS]


def _level(months: int, chance: Chance) -> int:
    level = 1 + (months >= 10) + (months >= 40) + (months >= 110)
    return max(1, min(4, level + chance.weighted((-1, 0, 1), (1, 8, 1))))


def _speech(who: Teller, origin: Origin | None) -> tuple[Speech, ...]:
    """Mother tongue, Portuguese, English by generation, and what the neighbourhood teaches."""
    chance, age = who.chance, who.today.year - who.born
    native = origin.language if origin else "language/pt"
    spoken = {native: "C2"}
    if native != "language/pt":
        spoken["language/pt"] = chance.one(("A2", "B1", "B2", "C1"))
    english = (0, 1, 3, 5, 4) if age < 35 else (1, 3, 4, 3, 1) if age < 50 else (4, 4, 3, 1, 0)
    if "language/en" not in spoken and (who.lang == "en" or chance.yes(0.93)):
        level = chance.weighted(("A1", "A2", "B1", "B2", "C1"), english)
        spoken["language/en"] = max(level, "B2") if who.lang == "en" else level
    for language, share in (("es", 0.45), ("fr", 0.25), ("gl", 0.05), ("de", 0.06), ("it", 0.05), ("psr", 0.02)):
        if f"language/{language}" not in spoken and chance.yes(share):
            spoken[f"language/{language}"] = chance.one(("A1", "A2", "B1", "B1", "B2", "C1"))
    if who.town.code in MIRANDESE and not origin and chance.yes(0.5):
        spoken["language/mwl"] = chance.one(("B2", "C1", "C2"))
    return tuple(Speech(language, cefr) for language, cefr in spoken.items())


def _kinds(who: Teller) -> tuple[str, ...]:
    life, chance = who.life, who.chance
    if life.is_student:
        return ("internship", *(kind for kind, share in (("project", 0.4), ("job", 0.35)) if chance.yes(share)))
    kinds = ["job"] if chance.yes(0.85) else ["project"]
    is_artist = bool(ON_STAGE & set(life.trade.sectors))
    is_beginner = who.today.year - who.born < 27 and life.wants is not None
    shares = (("project", 0.45), ("residency", 0.4 if is_artist else 0.05), ("cofounder", 0.12))
    kinds += [kind for kind, share in shares if kind not in kinds and chance.yes(share)]
    return tuple([*kinds, "internship"] if is_beginner else kinds)


def _occupations(life: Life) -> tuple[str, ...]:
    wanted = [life.wants.occupation] if life.wants else []
    return tuple(dict.fromkeys([*wanted, life.trade.occupation]))


def _sectors(life: Life) -> tuple[str, ...]:
    wanted = life.wants.sectors[:1] if life.wants else ()
    return tuple(dict.fromkeys([*wanted, *life.trade.sectors[:2]]))


def _goals(who: Teller, claims: Sequence[Claim]) -> tuple[str, ...]:
    """What one wants to learn: of the trade one moves to, or of what helps in one's own."""
    known = {claim.concept for claim in claims}
    if who.life.wants:
        options: Sequence[str] = [key for task in who.life.wants.tasks for key in task.uses]
    else:
        options = vocabulary.optionals(who.life.trade.occupation)
    return tuple(who.chance.some([key for key in dict.fromkeys(options) if key not in known], 3))


def _remote(trade: Trade, chance: Chance) -> str:
    weights = (1, 4, 4, 1) if BY_LAPTOP & set(trade.sectors) else (4, 6, 1, 0)
    return chance.weighted(("avoid", "open", "prefer", "only"), weights)


def _pay_floor(who: Teller, works: Sequence[Work], hours: int) -> int | None:
    """Gross cents a month for these hours; students rarely name one."""
    if who.life.is_student and who.chance.yes(0.7):
        return None
    low, high = who.life.trade.pay
    years = sum(work.months(who.today) for work in works if work.trade) / 12
    full = low + (high - low) * min(1.0, years / 15)
    euros = max(MINIMUM_WAGE, full * who.chance.between(82, 100) / 100)
    return round(euros * min(1.0, hours / 40) / 10) * 1000


def _links(name: str, trade: Trade, chance: Chance) -> tuple[tuple[str, str], ...]:
    links = [("portfolio", f"https://{slug(name)}.example")] if chance.yes(0.5) else []
    if "sector/software" in trade.sectors or "sector/video-games" in trade.sectors:
        links.append(("code", f"https://codigo.example/{slug(name)}"))
    if "sector/film" in trade.sectors and chance.yes(0.6):
        links.append(("video", f"https://filmes.example/{slug(name)}"))
    return tuple(links)
