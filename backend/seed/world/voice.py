"""How people speak of themselves: headline, self-portrait, and why one may believe a skill."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.seed.world import grammar, vocabulary
from backend.seed.world.phrases import table, tell
from backend.seed.world.things import Claim, Job, Study
from backend.seed.world.timeline import Teller, Work, is_alone

LONGEST_HEADLINE = 150
COMMON_NOUNS = ("Licenciatura", "Mestrado", "Curso", "Doutoramento", "Formação", "Higher", "Vocational", "Course")


@dataclass(frozen=True, slots=True)
class Told:
    """A life with its facts, ready to be put into words."""

    who: Teller
    studies: tuple[Study, ...]
    works: tuple[Work, ...]
    claims: tuple[Claim, ...]
    travel_km: int

    def slots(self) -> dict[str, str]:
        """The words that stand for the facts; what is not known has none."""
        who, lang = self.who, self.who.lang
        found = {
            "trade": who.life.trade.name(lang, who.gender),
            "area": who.life.trade.area.in_(lang),
            "town": who.town.name,
            "in_town": grammar.in_town(who.town.name),
            "of_town": grammar.of_town(who.town.name),
            "km": str(self.travel_km),
            "dream": who.chance.one(who.life.trade.dreams).in_(lang),
        }
        if who.life.wants:
            found["wanted_area"] = who.life.wants.area.in_(lang)
        years = sum(work.months(who.today) for work in self.works if work.trade is who.life.trade) // 12
        if years >= 2:
            found["years"] = str(years)
        return found | self._skills() | _study(self.studies) | self._job()

    def _skills(self) -> dict[str, str]:
        lang = self.who.lang
        skills = [claim.concept for claim in self.claims if not claim.concept.startswith("tool/")][:4]
        tools = [claim.concept for claim in self.claims if claim.concept.startswith("tool/")]
        found = {}
        if len(skills) > 1:
            found["skill"], found["skill2"] = (vocabulary.label(s, lang) for s in self.who.chance.some(skills, 2))
        if tools:
            found["tool"] = vocabulary.label(self.who.chance.one(tools), lang)
        return found

    def _job(self) -> dict[str, str]:
        at_work = [work.job for work in self.works if work.trade]
        if not at_work:
            return {}
        job = at_work[-1]
        line = self.who.chance.one(job.lines)
        verb = "did" if job.ended_on else "do"
        return {verb: _small(line)} | ({} if is_alone(job) else {"employer": job.employer})


def headline(told: Told) -> str:
    """One line."""
    life, blocks = told.who.life, table("people")
    block = blocks["headline"]
    if (life.is_student or life.wants) and told.who.chance.yes(0.7):
        block = blocks["headline_student" if life.is_student else "headline_changing"]
    while True:
        line = tell(block, told.who.lang, told.slots(), told.who.chance)
        if len(line) <= LONGEST_HEADLINE:
            return line


def about(told: Told) -> str:
    """Two short paragraphs: where from, and where to."""
    who, blocks, slots = told.who, table("people"), told.slots()

    def say(block: str, share: float = 1.0) -> list[str]:
        return [tell(blocks[block], who.lang, slots, who.chance)] if who.chance.yes(share) else []

    past = [grammar.gendered(_story(told, slots), who.gender)]
    if told.studies:
        past += say("school_now" if told.studies[-1].ended_on is None else "school", 0.6)
    if "do" in slots or "did" in slots:
        past += say("work_now" if "do" in slots else "work", 0.8)
    future = say("strength", 0.6) if "skill2" in slots else []
    future += say("tools", 0.35) if "tool" in slots else []
    future += say("change" if who.life.wants else "dream")
    future += say("place_small" if who.town.is_small else "place", 0.5)
    return f"{' '.join(past)}\n\n{' '.join(future)}"


def evidence_of_job(who: Teller, job: Job, line: str) -> str:
    """What was done, where and when."""
    today = "hoje" if who.lang == "pt" else "today"
    years = dict.fromkeys([str(job.started_on.year), str(job.ended_on.year) if job.ended_on else today])
    slots = {"did": _small(line), "employer": job.employer, "when": "–".join(years)}
    name = "alone" if is_alone(job) else "past" if job.ended_on else "now"
    return tell(table("people")[f"evidence_{name}"], who.lang, slots, who.chance)


def evidence_elsewhere(who: Teller, studies: Sequence[Study]) -> tuple[str, str]:
    """A kind of evidence that is not a job, and its words."""
    kind = who.chance.weighted(("course", "project", "self"), (4 if studies else 0, 3, 2))
    if kind == "self":
        return kind, evidence_of_self(who)
    thing = grammar.numbered(who.chance.one(who.life.trade.things).in_(who.lang), who.chance)
    slots = _study(studies) | {"thing": thing}
    return kind, tell(table("people")[f"evidence_{kind}"], who.lang, slots, who.chance)


def evidence_of_self(who: Teller) -> str:
    """One's own word."""
    return tell(table("people")["evidence_self"], who.lang, {}, who.chance)


def _story(told: Told, slots: dict[str, str]) -> str:
    text = told.who.life.story.in_(told.who.lang)
    for name in ("in_town", "of_town", "town"):
        text = text.replace(f"{{{name}}}", slots[name])
    return text


def _study(studies: Sequence[Study]) -> dict[str, str]:
    if not studies:
        return {}
    last = studies[-1]
    title = _small(last.title) if last.title.startswith(COMMON_NOUNS) else last.title
    article = "a" if last.school.startswith(("Universidade", "Escola")) else "o"
    named = {"school": last.school, "in_school": f"n{article} {last.school}", "of_school": f"d{article} {last.school}"}
    return named | {"degree": title}


def _small(text: str) -> str:
    """The first letter small: a sentence inside another."""
    return text[:1].lower() + text[1:]
