"""Every code that an answer about matches can carry, with the facts that come with it.

The front end's catalogues hold a sentence for each, under the prefix of its group: `reason.`, `rule.`, `hidden.`,
`question.`, `lever.`, `edit.`, `rerank.`, `contrast.`, `band.`, `today.` and `factor.`. Facts named `concept`, `via`,
`wanted`, `past`, `language`, `spoken`, `served` and `languages` are ids of concepts.
"""

from collections.abc import Mapping
from typing import TypeAlias

from matching.types import Topic

Codes: TypeAlias = Mapping[str, tuple[str, ...]]

_SKILL = ("concept", "importance", "asked_level", "credit", "weight")
_VIA = ("via", "level", "similarity", "evidence")
_TONGUE = ("concept", "asked", "level", "importance")
_DATES = ("available_from", "available_until", "starts_on", "ends_on")
_TOPICS = tuple(topic.value.replace("_", "-") for topic in Topic)

REASONS: Codes = {
    "conditions.counted": ("pass", "fail", "unknown"),
    "conditions.none": (),
    "deadline.days-left": ("days",),
    "deadline.none": (),
    "education.below": ("asked", "level", "field"),
    "education.met": ("asked", "level", "field"),
    "education.nothing-asked": (),
    "education.unknown": ("asked",),
    "experience.enough": ("asked", "months"),
    "experience.nothing-asked": (),
    "experience.short": ("asked", "months"),
    "experience.unknown": ("asked",),
    "goals.answered": ("kind", "occupation", "subject"),
    "goals.unknown": (),
    "grant.covers": ("unit", "high", "need"),
    "grant.no-need": ("unit", "high"),
    "grant.not-stated": (),
    "grant.part": ("unit", "high", "need"),
    "growth.elsewhere": ("goals", "served"),
    "growth.no-goals": (),
    "growth.nothing-offered": (),
    "growth.serves": ("goals", "served"),
    "language.asked": ("asked", "met"),
    "language.below": _TONGUE,
    "language.met": _TONGUE,
    "language.missing": _TONGUE,
    "language.none-shared": ("spoken",),
    "language.nothing-asked": (),
    "language.shared": ("language", "level"),
    "language.unknown": ("wanted",),
    "occupation.close": ("wanted", "past", "similarity"),
    "occupation.new": ("wanted", "past", "similarity"),
    "occupation.no-experience": ("wanted",),
    "occupation.not-named": (),
    "occupation.same": ("wanted", "past", "similarity"),
    "pay.above-floor": ("unit", "low", "high", "floor"),
    "pay.below-floor": ("unit", "low", "high", "floor"),
    "pay.not-comparable": ("unit", "floor_unit"),
    "pay.not-stated": (),
    "pay.reaches-floor": ("unit", "low", "high", "floor"),
    "pay.stated": ("unit", "low", "high"),
    "place.distance": ("km", "limit_km", "remote_share"),
    "place.remote": ("preference",),
    "place.unknown": ("whose", "remote_share"),
    "practice.not-said": (),
    "practice.share": ("share", "of"),
    "practice.unknown": (),
    "price.above": ("unit", "low", "ceiling"),
    "price.no-ceiling": ("unit", "low"),
    "price.not-stated": (),
    "price.within": ("unit", "low", "ceiling"),
    "responsiveness.no-record": (),
    "responsiveness.record": ("asked", "answered", "median_days"),
    "skills.coverage": ("asked", "covered", "missing"),
    "skills.covered": (*_SKILL, *_VIA),
    "skills.denied": _SKILL,
    "skills.missing": _SKILL,
    "skills.none-claimed": ("asked", "covered", "missing"),
    "skills.nothing-asked": (),
    "skills.partly": (*_SKILL, *_VIA),
    "skills.related": (*_SKILL, *_VIA),
    "time.fits": ("has", "wants", "days_late", "starts_on"),
    "time.partly": ("has", "wants", "days_late", "starts_on"),
    "time.unknown": (),
}
"""Why a factor is worth what it is (`reason.`)."""

VERDICTS: Codes = {
    "dates.meet": _DATES,
    "dates.over-before": _DATES,
    "dates.starts-after": _DATES,
    "deadline.ahead": ("deadline",),
    "deadline.passed": ("deadline",),
    "education.below": ("asked", "level"),
    "education.met": ("asked", "level"),
    "education.what-is-yours": ("asked",),
    "hours.fit": ("has", "wants"),
    "hours.not-said": ("has",),
    "hours.too-few": ("has", "wants"),
    "hours.too-many": ("has", "wants"),
    "languages.do-you-have": ("demands",),
    "languages.met": ("demands",),
    "languages.not-met": ("demands",),
    "pay.below-floor": ("high", "floor", "unit"),
    "pay.not-stated": (),
    "pay.reaches-floor": ("high", "floor", "unit"),
    "price.above-ceiling": ("low", "ceiling", "unit"),
    "price.within": ("low", "ceiling", "unit"),
    "remote.not-said": (),
    "remote.on-site": ("remote_share",),
    "remote.wholly": ("remote_share",),
    "skills.do-you-have": ("demands",),
    "skills.met": ("demands",),
    "skills.not-met": ("demands",),
    "travel.too-far": ("km", "limit_km", "enough_km"),
    "travel.where-are-you": ("limit_km",),
    "travel.where-is-it": ("limit_km",),
    "travel.within-limit": ("km", "limit_km"),
    **{
        f"condition-{topic}.{what}": ("has", "one_of", "at_least", "at_most")
        for topic in _TOPICS
        for what in ("met", "not-met", "what-is-yours")
    },
}
"""What a rule says of one thing (`rule.`)."""

RULES = (
    *("dates", "deadline", "education", "hours", "languages", "pay", "price", "remote", "skills", "travel"),
    *(f"condition-{topic}" for topic in _TOPICS),
)

HIDDEN: Codes = {f"hidden.{rule}": ("limit",) for rule in RULES}
"""A rule that hides things. Its `limit` is km for travel, [low, high] for hours, [from, until] for dates, else null."""

RELAXED: Codes = {f"relax.{rule}": ("to", "n") for rule in ("travel", "remote", "hours", "dates")}
"""What loosening a limit would show; `to` is of the shape of `limit`, `n` is the number of things."""

QUESTIONS: Codes = {
    **{f"question.{gap}": ("n",) for gap in ("place", "education", "languages", "skills", "experience")},
    **{f"question.{gap}": ("n",) for gap in ("wishes", "goals", "hours")},
    **{f"question.condition-{topic}": ("n",) for topic in _TOPICS},
}
"""What the person could answer; `n` is the number of things that would be clearer."""

LEVERS: Codes = {
    "answer.condition": ("topic",),
    "answer.dates": ("available_from",),
    "answer.education": ("level",),
    "answer.hours": ("hours",),
    "answer.languages": ("languages",),
    "answer.place": ("municipality",),
    "consider.on-site": (),
    "consider.remote": (),
    "learn.language": ("concept", "level"),
    "learn.level": ("concept", "level", "importance", "from"),
    "learn.skill": ("concept", "level", "importance"),
    "prove.skill": ("concept", "level", "importance"),
    "widen.area": ("from_km", "to_km", "km"),
    "widen.dates": ("available_from", "available_until"),
    "widen.hours": ("from", "to"),
}
"""What the person could do (`lever.`)."""

EDITS: Codes = {
    "allow.remote": ("from",),
    "drop.nice": ("concept",),
    "publish.pay": ("cents", "currency"),
    "state.level": ("months",),
}
"""What the employer could change (`edit.`)."""

REACH: Codes = {
    "reach.dates": ("starts_on", "ends_on"),
    "reach.education": ("eqf",),
    "reach.experience": ("months",),
    "reach.hours": ("hours",),
    "reach.language": ("concept", "cefr"),
    "reach.pay": ("unit", "high"),
    "reach.place": ("remote_share", "limit_km"),
    "reach.skill": ("concept", "level"),
    "soften.education": ("eqf",),
    "soften.language": ("concept", "cefr"),
    "soften.level": ("concept", "level"),
}
"""What a posting asks, and how it could ask for less. Of the codes of `edit.` two are said here too."""

MOVES: Codes = {
    "rerank.adjacent": ("concept",),
    "rerank.explored": ("of", "propensity"),
    "rerank.group-cap": ("concept", "at_most"),
    "rerank.lifted": ("past",),
    "rerank.made-room": ("count",),
    "rerank.occupation-cap": ("whose", "at_most"),
    "rerank.organisation-cap": ("whose", "at_most"),
    "rerank.says-little": ("asked", "at_least"),
}
"""Why a thing does not stand where its score alone would put it (`reason.rerank…`)."""

TERMS: Codes = {"competition.shown-to-many": ("price", "taken")}
"""What is added to a score beside what the two sides bring (`reason.`); hundredths of a point."""

CONTRASTS: Codes = {"contrast.by-lot": (), "contrast.by-policy": (), "contrast.by-score": ()}
"""What decides between two."""

BANDS: Codes = {"band.far": (), "band.good": (), "band.possible": (), "band.strong": ()}
"""People whose scores say about the same."""

TODAY: Codes = {
    "today.answer": ("question", "n"),
    "today.begin": (),
    "today.closing-soon": ("title", "score", "days", "deadline_at"),
    "today.learn": ("concept", "n"),
    "today.list-profile": ("n",),
    "today.new-match": ("title", "score", "opened_on"),
}
"""What is worth doing this week."""

FACTORS = (
    *("conditions", "deadline", "education", "experience", "goals", "grant", "growth", "language", "occupation"),
    *("pay", "place", "practice", "price", "responsiveness", "skills", "time"),
    "competition",
)
"""What the segments of the bar are called (`factor.`)."""


def keys() -> frozenset[str]:
    """The key of every sentence that a catalogue needs for matches."""
    return frozenset(
        {
            *(f"reason.{code}" for code in (*REASONS, *MOVES)),
            *(f"rule.{code}" for code in VERDICTS),
            *(f"lever.{code}" for code in LEVERS),
            *(f"edit.{code}" for code in EDITS),
            *(f"factor.{factor}" for factor in FACTORS),
            *(code for group in (REACH, HIDDEN, RELAXED, QUESTIONS, CONTRASTS, BANDS, TODAY) for code in group),
        }
    )
