"""Small invented worlds: strategies for people and items that share one little taxonomy, and a plain way to rank them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from matching import DEFAULT, Config, Graph, Snapshot
from matching.eligibility import judge
from matching.explain.contributions import sides
from matching.learn.simplex import thousandths
from matching.retrieve.select import tie_break
from matching.scene import Scene
from matching.types import (
    CEFR,
    Applicant,
    Condition,
    EducationRequirement,
    Evidence,
    Experience,
    Hours,
    Importance,
    Item,
    LanguageClaim,
    LanguageRequirement,
    Market,
    Money,
    MoneyRange,
    Outcome,
    Period,
    Place,
    Remote,
    ReplyRecord,
    Requirement,
    Seeker,
    SkillClaim,
    Topic,
)

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = "2026-11-21"

SKILLS = ("modelling", "rigging", "animation", "editing", "grading", "weaving", "dyeing", "lettering")
GROUPS = ("3d", "video", "textile", "craft")
JOBS = ("animator", "editor", "weaver")
SECTORS = ("games", "film", "fashion")
LANGUAGES = ("pt", "en", "de")
FIELDS = ("arts", "design")
CONCEPTS = (
    *((skill, "skill") for skill in (*SKILLS, *GROUPS)),
    *((job, "occupation") for job in (*JOBS, "screen-work")),
    *((sector, "sector") for sector in (*SECTORS, "audiovisual")),
    *((language, "language") for language in LANGUAGES),
    *((field, "field") for field in FIELDS),
)
RELATIONS = (
    ("modelling", "broader", "3d"),
    ("rigging", "broader", "3d"),
    ("animation", "broader", "3d"),
    ("animation", "broader", "video"),
    ("editing", "broader", "video"),
    ("grading", "broader", "video"),
    ("weaving", "broader", "textile"),
    ("dyeing", "broader", "textile"),
    ("textile", "broader", "craft"),
    ("lettering", "broader", "craft"),
    ("grading", "related", "dyeing"),
    ("animator", "broader", "screen-work"),
    ("editor", "broader", "screen-work"),
    ("animator", "essential", "animation"),
    ("animator", "optional", "rigging"),
    ("editor", "essential", "editing"),
    ("film", "broader", "audiovisual"),
    ("games", "broader", "audiovisual"),
)
GRAPH = Graph.build(CONCEPTS, RELATIONS)

skills = st.sampled_from((*SKILLS, *GROUPS, "unheard-of"))
jobs = st.sampled_from(JOBS)
subjects = st.sampled_from((*SECTORS, *SKILLS))
evidence = st.builds(
    Evidence,
    id=st.sampled_from(("cv", "work")),
    kind=st.sampled_from(("self", "project", "course", "reference", "rumour")),
    start=st.none() | st.integers(0, 50),
)
claims = st.builds(
    SkillClaim,
    concept=skills,
    level=st.integers(1, 4),
    evidence=st.lists(evidence, max_size=2).map(tuple),
    confidence=st.integers(1, 100),
)
language_claims = st.builds(LanguageClaim, st.sampled_from(LANGUAGES), st.sampled_from(CEFR))
requirements = st.builds(
    Requirement,
    concept=skills,
    importance=st.sampled_from(Importance),
    level=st.integers(1, 4),
    is_essential=st.integers(0, 5).map(lambda n: n == 0),
)
places = st.builds(
    Place,
    lat=st.sampled_from((41.15, 41.45, 41.8, 38.7)),
    lon=st.sampled_from((-8.6, -8.3, -7.0)),
    municipality=st.none() | st.sampled_from(("1308", "0303")),
    regions=st.sampled_from(((), ("PT11",), ("PT17",))),
    is_low_density=st.none() | st.booleans(),
)
days = st.integers(-90, 120).map(lambda n: date(2026, 12, 1) + timedelta(n))
hours = st.tuples(st.integers(0, 45), st.integers(0, 20)).map(lambda pair: Hours(pair[0], sum(pair)))
periods = st.sampled_from((Period.HOUR, Period.MONTH, Period.YEAR, Period.TOTAL))
monies = st.builds(Money, st.integers(0, 300_000), st.sampled_from(("EUR", "CHF")), periods)


@st.composite
def ranges(draw: st.DrawFn) -> MoneyRange:
    """A range with none, one or two ends."""
    low, more = draw(st.none() | st.integers(0, 200_000)), draw(st.none() | st.integers(0, 90_000))
    high = more if low is None else None if more is None else low + more
    return MoneyRange(low, high, draw(st.sampled_from(("EUR", "CHF"))), draw(periods))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """A condition on any topic."""
    topic = draw(st.sampled_from(Topic))
    words = {
        Topic.REGION: ("PT11", "1308"),
        Topic.ORGANISATION_KIND: ("startup", "municipality"),
        Topic.LEGAL_FORM: ("association", "company"),
        Topic.SECTOR: ("audiovisual", "fashion"),
    }
    is_bonus = draw(st.booleans())
    if topic in words:
        return Condition(topic, one_of=(draw(st.sampled_from(words[topic])),), is_bonus=is_bonus)
    return Condition(topic, at_least=draw(st.integers(0, 6)), is_bonus=is_bonus)


def some(of: st.SearchStrategy, most: int = 3) -> st.SearchStrategy[tuple]:
    """A short tuple."""
    return st.lists(of, max_size=most).map(tuple)


@st.composite
def weights(draw: st.DrawFn) -> tuple[tuple[str, int], ...]:
    """None, or a person's own for one of the markets."""
    scheme = draw(st.none() | st.sampled_from(DEFAULT.schemes))
    if scheme is None:
        return ()
    parts = draw(st.lists(st.integers(1, 50), min_size=len(scheme.forward), max_size=len(scheme.forward)))
    return tuple(zip((weight.factor for weight in scheme.forward), thousandths(parts), strict=True))


applicants = st.builds(
    Applicant,
    kind=st.none() | st.sampled_from(("startup", "media")),
    legal_form=st.none() | st.sampled_from(("association", "company")),
    founded_on=st.none() | days,
    headcount=st.none() | st.integers(0, 9),
    sectors=some(st.sampled_from(SECTORS), 2),
    place=st.none() | places,
    co_financing_percent=st.none() | st.integers(0, 9),
)
seekers = st.builds(
    Seeker,
    id=st.just("p"),
    skills=some(claims, 6),
    languages=some(language_claims),
    education_level=st.none() | st.integers(1, 8),
    fields=some(st.sampled_from(FIELDS), 1),
    experience=some(st.builds(Experience, jobs, st.integers(0, 80))),
    occupations=some(jobs, 2),
    sectors=some(st.sampled_from(SECTORS), 2),
    kinds=some(st.sampled_from(("job", "project")), 1),
    goals=some(subjects),
    place=st.none() | places,
    travel_limit_km=st.none() | st.sampled_from((0, 10, 25, 60)),
    remote=st.sampled_from(Remote),
    hours=st.none() | hours,
    available_from=st.none() | days,
    pay_floor=st.none() | monies,
    rent_ceiling=st.none() | monies,
    funding_need=st.none() | monies,
    denied=some(skills, 1),
    applicant=st.none() | applicants,
    weights=weights(),
)


def items(market: Market | None = None) -> st.SearchStrategy[Item]:
    """Items of one market or of any; all ids are `i`, `world` numbers them."""
    return st.builds(
        Item,
        id=st.just("i"),
        market=st.just(market) if market else st.sampled_from(Market),
        kind=st.none() | st.sampled_from(("job", "project")),
        organisation=st.none() | st.sampled_from(("atelier", "studio")),
        occupation=st.none() | jobs,
        sectors=some(st.sampled_from(SECTORS), 2),
        teaches=some(skills, 2),
        affords=some(skills, 2),
        requirements=some(requirements, 5),
        languages=some(
            st.builds(
                LanguageRequirement,
                st.sampled_from(LANGUAGES),
                st.sampled_from(CEFR),
                st.sampled_from(Importance),
                st.booleans(),
            ),
            2,
        ),
        speaks=some(st.sampled_from(LANGUAGES), 2),
        education=st.none()
        | st.builds(EducationRequirement, st.integers(1, 8), some(st.sampled_from(FIELDS), 1), st.booleans()),
        experience_months=st.none() | st.integers(0, 60),
        place=st.none() | places,
        remote_share=st.none() | st.sampled_from((0, 40, 100)),
        hours=st.none() | hours,
        starts_on=st.none() | days,
        deadline=st.none() | st.integers(-3, 40).map(lambda n: NOW + timedelta(n)),
        pay=st.none() | ranges(),
        price=st.none() | ranges(),
        grant=st.none() | ranges(),
        conditions=some(conditions(), 3),
        reply=st.none()
        | st.tuples(st.integers(0, 30), st.integers(0, 30), st.none() | st.integers(0, 40)).map(
            lambda three: ReplyRecord(max(three[:2]), min(three[:2]), three[2])
        ),
        access=some(st.sampled_from(("step-free", "quiet")), 2),
    )


def numbered(things: list[Item]) -> tuple[Item, ...]:
    """The same things under different ids."""
    return tuple(replace(thing, id=f"{thing.id}{n:03d}") for n, thing in enumerate(things))


def worlds(market: Market | None = None, most: int = 12) -> st.SearchStrategy[tuple[Item, ...]]:
    """Some items."""
    return st.lists(items(market), max_size=most).map(numbered)


def snapshot(things: tuple[Item, ...], config: Config = DEFAULT) -> Snapshot:
    """Those items and the little taxonomy."""
    return Snapshot.build(things, GRAPH, config)


def scene(config: Config = DEFAULT) -> Scene:
    """The little taxonomy, now."""
    return Scene(GRAPH, config, NOW)


def plain_order(seeker: Seeker, things: tuple[Item, ...]) -> list[str]:
    """The oracle: judge and score every pair alone, then sort."""
    here = scene()
    shown = [
        item for item in things if all(verdict.outcome is not Outcome.FAIL for verdict in judge(seeker, item, here))
    ]

    def key(item: Item) -> tuple[int, int, str]:
        forward, backward = sides(seeker, item, here)
        return -forward * backward, tie_break(item.id, DAY), item.id

    return [item.id for item in sorted(shown, key=key)]
