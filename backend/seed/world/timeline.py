"""What somebody studied and where they worked: dates that follow each other and reach the present."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from backend.seed.world import grammar
from backend.seed.world.chance import Chance
from backend.seed.world.days import first_of_month
from backend.seed.world.lives import Life
from backend.seed.world.names import draw_school, named
from backend.seed.world.organisations import CORNERS, draw_village, draw_word
from backend.seed.world.phrases import fill, table, words
from backend.seed.world.places import Town, draw_town
from backend.seed.world.things import Job, Organisation, Study
from backend.seed.world.trades import Degree, Task, Trade, rows

STARTS = {3: 19, 4: 15, 5: 18, 6: 18, 7: 21, 8: 25}  # age at the beginning of a course of that level
YEARS = {3: 1, 4: 3, 5: 2, 6: 3, 7: 2, 8: 4}
INTEGRATED = "Mestrado Integrado"  # five years from the age of 18
ALONE = {"pt": "Trabalho independente", "en": "Self-employed"}
CUTS = ((18, 1), (60, 2), (150, 3), (260, 4))  # up to so many months of career, so many jobs


@dataclass(frozen=True, slots=True)
class Work:
    """A job with the tasks it consisted of."""

    job: Job
    trade: Trade | None
    tasks: tuple[Task, ...]

    def months(self, today: date) -> int:
        """How long it lasted."""
        return months_between(self.job.started_on, self.job.ended_on or today)


@dataclass(frozen=True, slots=True)
class Teller:
    """Who the time line belongs to, and what the telling needs."""

    life: Life
    gender: str
    lang: str
    born: int
    town: Town
    today: date
    chance: Chance
    houses: Mapping[str, Sequence[Organisation]]


def is_alone(job: Job) -> bool:
    """True of freelance work."""
    return job.employer in ALONE.values()


def months_between(start: date, end: date) -> int:
    """Whole months."""
    return (end.year - start.year) * 12 + end.month - start.month


def draw_studies(who: Teller) -> list[Study]:
    """One to three courses; a student's last one is not over."""
    trade = who.life.before or who.life.trade
    if who.life.is_student:
        running = _running(who)
        return [*_below(who, trade, running.eqf, running.title), running]
    first = who.chance.one(_feasible(who, trade))
    studies = [*_below(who, trade, first.eqf, first.title.pt), _study(who, first, who.born + _start_age(first))]
    if who.life.before:
        later = who.chance.one(who.life.trade.degrees)
        year = max(studies[-1].started_on.year + 6, who.born + 26)
        if later.eqf != first.eqf and year < who.today.year - 2:
            studies.append(_study(who, later, year))
    return studies


def _below(who: Teller, trade: Trade, eqf: int, title: str) -> list[Study]:
    """The first degree on which a later one stands."""
    if eqf < 7 or title.startswith(INTEGRATED):
        return []
    return [_study(who, degree, who.born + 18) for degree in trade.degrees if degree.eqf == 6][:1]


def _feasible(who: Teller, trade: Trade) -> list[Degree]:
    """Degrees that somebody of that age can have finished."""
    age = who.today.year - who.born
    return [d for d in trade.degrees if _start_age(d) + _length(d) <= age] or [min(trade.degrees, key=lambda d: d.eqf)]


def _start_age(degree: Degree) -> int:
    return 18 if degree.title.pt.startswith(INTEGRATED) else STARTS[degree.eqf]


def _length(degree: Degree) -> int:
    return 5 if degree.title.pt.startswith(INTEGRATED) else YEARS[degree.eqf]


def _study(who: Teller, degree: Degree, year: int) -> Study:
    end = date(year + _length(degree), 7, 1)
    return _told(who, degree, date(year, 9, 1), end if end <= who.today else None)


def _running(who: Teller) -> Study:
    """A course that began at most as long ago as it lasts."""
    age = who.today.year - who.born
    degrees = [d for d in who.life.trade.degrees if 5 <= d.eqf <= (7 if age >= 22 else 6)] or who.life.trade.degrees
    degree = who.chance.one(degrees)
    this_year = who.today.year if who.today.month >= 9 else who.today.year - 1
    gone = min(who.chance.between(0, _length(degree) - 1), max(0, age - _start_age(degree)))
    return _told(who, degree, date(this_year - gone, 9, 1), None)


def _told(who: Teller, degree: Degree, start: date, end: date | None) -> Study:
    school = draw_school(who.chance, degree.eqf, degree.field, who.town)
    return Study(degree.title.in_(who.lang), school, degree.eqf, degree.field, start, end)


def draw_works(who: Teller, studies: Sequence[Study]) -> list[Work]:
    """The jobs since school, oldest first."""
    start = _career_start(who, studies)
    career = months_between(start, who.today)
    if career < 4:
        return []
    number = next((n for most, n in CUTS if career <= most), 5)
    edges = _edges(who.chance, career, number)
    told: list[Task] = []
    works: list[Work] = []
    for i, (begin, end) in enumerate(pairwise(edges)):
        is_last = i == number - 1
        is_current = is_last and who.chance.yes(0.72)
        gap = who.chance.between(1, 5) if end - begin > 8 else 0
        ended = None if is_current else first_of_month(start, end - gap)
        works.append(_work(who, i, number, first_of_month(start, begin), ended, told))
    return works


def _career_start(who: Teller, studies: Sequence[Study]) -> date:
    if who.life.is_student:
        return max(first_of_month(who.today, -who.chance.between(3, 16)), first_of_month(studies[-1].started_on, 1))
    over = [study.ended_on for study in studies if study.ended_on and study.eqf <= 7]
    first = min(over, default=date(who.born + 18, 9, 1))
    return first_of_month(first, who.chance.between(1, 8))


def _edges(chance: Chance, career: int, number: int) -> list[int]:
    """Where one job ends and the next begins, in months."""
    weights = [chance.between(30, 70), *(chance.between(60, 140) for _ in range(number - 1))]  # first jobs are short
    edges = [0]
    for weight in weights:
        edges.append(edges[-1] + max(4, round(career * weight / sum(weights))))
    return [*edges[:-1], max(career, edges[-2] + 1)]


def _work(who: Teller, i: int, number: int, start: date, end: date | None, told: list[Task]) -> Work:
    is_first = i == 0
    if is_first and who.chance.yes(0.6 if who.life.is_student else 0.3 if number > 1 else 0.08):
        return _bread(who, start, end)
    trade = who.life.before if who.life.before and i < number - 1 else who.life.trade
    fresh = [task for task in trade.tasks if task not in told] or list(trade.tasks)
    tasks = who.chance.some(fresh, 2 if number > 2 else 3)
    told.extend(tasks)
    lines = tuple(_line(who, task, is_current=end is None) for task in tasks)
    employer, town, organisation = _employer(who, trade, start)
    title = grammar.capital(trade.name(who.lang, who.gender))
    if who.life.is_student:
        title = f"{title} ({'estágio' if who.lang == 'pt' else 'internship'})"
    return Work(Job(title, employer, town, trade.occupation, organisation, start, end, lines), trade, tuple(tasks))


def _line(who: Teller, task: Task, *, is_current: bool) -> str:
    tell = grammar.i_do if is_current else grammar.i_did
    return grammar.capital(tell(grammar.numbered(task.words.in_(who.lang), who.chance), who.lang))


def _employer(who: Teller, trade: Trade, start: date) -> tuple[str, str, str | None]:
    """A house of the region, oneself, or a house that is not in any list."""
    houses = [house for house in who.houses.get(trade.key, ()) if house.founded <= start.year]
    if houses and who.chance.yes(0.4):
        house = who.chance.one(houses)
        return house.name, house.town, house.key
    if not who.life.is_student and who.chance.yes(0.22):
        return ALONE[who.lang], who.town.code, None
    town = who.town if who.chance.yes(0.5) else draw_town(who.chance)
    told = table("people")["employers"]
    patterns = next((told[key] for key in (s.removeprefix("sector/") for s in trade.sectors) if key in told), "{word}")
    slots = {
        "word": draw_word(who.chance),
        "surname": who.chance.one(named("surnames")),
        "village": draw_village(who.chance),
    }
    return fill(who.chance.one(words(patterns)), slots), town.code, None


def _bread(who: Teller, start: date, end: date | None) -> Work:
    """A job that paid the rent."""
    names, english, employer, line, line_en = who.chance.one(rows(table("people")["bread"]))
    masculine, _, feminine = names.partition("/")
    portuguese = masculine if who.gender == "m" else feminine
    title = grammar.capital(portuguese if who.lang == "pt" else english)
    where = fill(employer, {"corner": who.chance.one(CORNERS)})
    said = line if who.lang == "pt" else line_en
    return Work(Job(title, where, who.town.code, None, None, start, end, (said,)), None, ())
