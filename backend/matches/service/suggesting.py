"""Today: at most three things worth doing this week."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.matches.asking import Desk, find_myself
from backend.matches.day import Day
from backend.matches.feeding.thing import Thing
from backend.matches.filtering import filters_of
from backend.matches.pricing import priced_stock
from backend.matches.problems import NoProfile
from backend.matches.schemas.cards import ThingRead
from backend.matches.schemas.search import MatchFilters
from backend.matches.schemas.today import Suggestion, Today
from backend.matches.schemas.told import FieldTarget
from backend.matches.service.keeping import Note, Shown
from backend.matches.service.ranking import rank_page
from backend.matches.telling.cards import thing_of
from backend.matches.telling.hidden import questions_of
from backend.profiles.models import Profile, ProfileStatus
from matching.factors.skills import STRONG
from matching.scene import Scene
from matching.scoring import mutual
from matching.scoring.demand import best_credit
from matching.types import Item, Market

MOST = 3
NEW = timedelta(days=7)
SOON = timedelta(days=10)
GOOD = 50  # how far down the list a thing is still worth a hurry
LOOKED_AT = 20  # the best things, whose wants are counted


def get_today(db: Session, viewer: Viewer, day: Day) -> Shown[Today]:
    """A new match, one that closes soon, and the answer or the skill that would change most."""
    stock, market = priced_stock(db, day.moment), Market.OPPORTUNITIES
    try:
        me = find_myself(db, viewer, day, stock.config)
    except NoProfile:
        begin = Suggestion(code="today.begin", facts={}, target=FieldTarget(field="headline"))
        return Shown(Today(day=day.date, suggestions=[begin]), None)
    desk = Desk(me, stock, market, day, filters_of(MatchFilters(), market, stock, viewer, me.unseen), GOOD)
    best = desk.arranged.items[:GOOD]
    found = list(_things(desk, best))
    advice = (*_answers(desk), *_lessons(desk, best[:LOOKED_AT]), *_doors(db, desk, best))
    suggestions = [*(told for told, _ in found), *advice][:MOST]
    return Shown(Today(day=day.date, suggestions=suggestions), _note(desk, [item for _, item in found]))


def _things(desk: Desk, best: Sequence[Item]) -> Iterator[tuple[Suggestion, Item]]:
    """The best of the new, and the best of what closes soon, neither of them saved."""
    fresh = [item for item in best if (item.market.value, UUID(item.id)) not in desk.me.asker.saved]
    new = next((item for item in fresh if _is_new(desk.things[item.id], desk.day)), None)
    if new is not None:
        thing = desk.things[new.id]
        facts = {"title": thing.title, "score": _score(desk, new)}
        facts["opened_on"] = thing.opened_at.date().isoformat() if thing.opened_at else None
        yield Suggestion(code="today.new-match", facts=facts, thing=_read(thing)), new
    soon = next((item for item in fresh if item is not new and _is_soon(desk.things[item.id], desk.day)), None)
    if soon is not None and soon.deadline is not None:
        thing, days = desk.things[soon.id], (soon.deadline - desk.day.moment).days
        facts = {"title": thing.title, "score": _score(desk, soon), "days": days}
        facts["deadline_at"] = soon.deadline.isoformat()
        yield Suggestion(code="today.closing-soon", facts=facts, thing=_read(thing)), soon


def _is_new(thing: Thing, day: Day) -> bool:
    return thing.opened_at is not None and thing.opened_at >= day.moment - NEW


def _is_soon(thing: Thing, day: Day) -> bool:
    return thing.deadline_at is not None and thing.deadline_at <= day.moment + SOON


def _score(desk: Desk, item: Item) -> float:
    return mutual.score(desk.key(item.id), 1)


def _answers(desk: Desk) -> Iterator[Suggestion]:
    """The answer that would make most things clearer."""
    counts, _ = rank_page(desk, [], is_head=True)
    for question in islice(questions_of(desk.seeker, counts.questions, desk.views, desk.me.venture_id), 1):
        facts = {"question": question.code, "n": question.count}
        yield Suggestion(code="today.answer", facts=facts, target=question.target)


def _lessons(desk: Desk, best: Sequence[Item]) -> Iterator[Suggestion]:
    """The skill that most of the best things ask for and the person has not shown, with somebody who teaches it."""
    scene = Scene(desk.snapshot.graph, desk.snapshot.config, desk.day.start)
    asked = Counter(
        requirement.concept
        for item in best
        for requirement in item.requirements
        if best_credit(requirement, desk.seeker, scene).credit < STRONG
    )
    for concept, count in sorted(asked.items(), key=lambda one: (-one[1], one[0]))[:1]:
        teachers = desk.snapshot.teachers(concept)
        thing = next((_read(desk.things[one]) for one in teachers if one in desk.things), None)
        target = None if thing else FieldTarget(field="skills")
        yield Suggestion(code="today.learn", facts={"concept": concept, "n": count}, thing=thing, target=target)


def _doors(db: Session, desk: Desk, best: Sequence[Item]) -> Iterator[Suggestion]:
    """Nobody finds a private profile; `n` organisations with something good would like to."""
    status = db.scalar(select(Profile.status).where(Profile.id == desk.me.profile_id))
    organisations = {item.organisation for item in best if item.organisation}
    if status == ProfileStatus.PRIVATE and organisations:
        facts = {"n": len(organisations)}
        yield Suggestion(code="today.list-profile", facts=facts, target=FieldTarget(field="status"))


def _read(thing: Thing) -> ThingRead:
    return ThingRead(**thing_of(thing))


def _note(desk: Desk, items: Sequence[Item]) -> Note | None:
    """The ranking behind what is suggested."""
    if not items or desk.me.profile_id is None:
        return None
    shown = desk.only([item.id for item in items]).ranked(len(items))
    return Note.of_items(shown, desk.market, desk.me.profile_id, "today")
