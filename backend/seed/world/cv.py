"""A person's CV as plain text, the way people here write them."""

from datetime import date

from backend.seed.world import vocabulary
from backend.seed.world.places import town_of
from backend.seed.world.things import Claim, Job, Person, Study

MONTHS = {
    "pt": ("Jan", "Fev", "Mar", "Abr", "Mai", "Jun", "Jul", "Ago", "Set", "Out", "Nov", "Dez"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
HEADINGS = {
    "pt": (
        "Perfil",
        "Experiência profissional",
        "Formação",
        "Competências",
        "Ferramentas",
        "Línguas",
        "Disponibilidade",
    ),
    "en": ("Profile", "Work experience", "Education", "Skills", "Tools", "Languages", "Availability"),
}
LEVELS = {
    "pt": ("noções", "bom uso", "muito bom", "mestria"),
    "en": ("basics", "working", "strong", "expert"),
}


def write_cv(person: Person) -> str:
    """The whole CV: some two pages at most, sections in the usual order, dates as `Set 2021 – Jul 2024`."""
    lang = person.lang
    profile, work, school, skills, tools, speech, free = HEADINGS[lang]
    known = [claim for claim in person.claims if not claim.concept.startswith("tool/")]
    handled = [claim for claim in person.claims if claim.concept.startswith("tool/")]
    head = [
        person.name,
        person.headline,
        f"{town_of(person.town).name} · {person.email}",
        *(url for _, url in person.links),
    ]
    parts = [
        "\n".join(head),
        _section(profile, [person.about]),
        _section(work, [_job(job, lang) for job in reversed(person.jobs)], "\n\n"),
        _section(school, [_study(study, lang) for study in reversed(person.studies)]),
        _section(skills, [_claim(claim, lang) for claim in known]),
        _section(tools, [", ".join(vocabulary.label(claim.concept, lang) for claim in handled)] if handled else []),
        _section(speech, [_speech(concept.concept, concept.cefr, lang) for concept in person.speech]),
        _section(free, [_free(person)]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(title: str, lines: list[str], between: str = "\n") -> str:
    return f"{title.upper()}\n{between.join(lines)}" if lines else ""


def _month(day: date, lang: str) -> str:
    return f"{MONTHS[lang][day.month - 1]} {day.year}"


def _span(start: date, end: date | None, lang: str) -> str:
    to = _month(end, lang) if end else "atual" if lang == "pt" else "present"
    return f"{_month(start, lang)} – {to}"


def _job(job: Job, lang: str) -> str:
    head = f"{job.title}, {job.employer}, {town_of(job.town).name}"
    return "\n".join([head, _span(job.started_on, job.ended_on, lang), *(f"- {line}" for line in job.lines)])


def _study(study: Study, lang: str) -> str:
    return f"{study.title}, {study.school} ({_span(study.started_on, study.ended_on, lang)})"


def _claim(claim: Claim, lang: str) -> str:
    return f"- {vocabulary.label(claim.concept, lang)} ({LEVELS[lang][claim.level - 1]})"


def _speech(concept: str, cefr: str, lang: str) -> str:
    return f"- {vocabulary.label(concept, lang)}: {cefr}"


def _free(person: Person) -> str:
    if person.lang == "pt":
        return f"{person.hours_min} a {person.hours_max} horas por semana, até {person.travel_km} km de casa."
    return f"{person.hours_min} to {person.hours_max} hours a week, up to {person.travel_km} km from home."
