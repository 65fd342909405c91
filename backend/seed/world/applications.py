"""Who applied for what, how far it went, and how late an answer is."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from backend.seed.world.chance import Chance
from backend.seed.world.days import ZONE
from backend.seed.world.things import Application, Opening, Person, Seat, Step

CROWD = 18
"""So many at the one opening whose board shows every state; its first answers are late."""


class Way(NamedTuple):
    """The steps from sent to where it stands, and why it ended."""

    steps: tuple[tuple[str, str], ...]
    reason: str | None = None


_SEEN = ("seen", "organisation")
_SHORT, _MET, _OFFER = ("shortlisted", "organisation"), ("interview", "organisation"), ("offered", "organisation")
WAYS = (
    Way(()),
    Way((_SEEN,)),
    Way((_SEEN, _SHORT)),
    Way((_SEEN, _SHORT, _MET)),
    Way((_SEEN, ("declined", "organisation")), "portfolio"),
    Way(()),
    Way((_SEEN, _SHORT, _MET, _OFFER)),
    Way((_SEEN,)),
    Way((_SEEN, _SHORT, ("declined", "organisation")), "others_closer"),
    Way((("withdrawn", "person"),), "another_offer"),
    Way((_SEEN, _SHORT)),
    Way((_SEEN, _SHORT, _MET, _OFFER, ("accepted", "person"))),
    Way((_SEEN, ("declined", "organisation")), "times"),
    Way((_SEEN, _MET)),
    Way((_SEEN, ("elsewhere", "person")), "another_offer"),
    Way(()),
)
NOTES = {
    "pt": (
        "Já fiz um trabalho parecido e gostava de o mostrar.",
        "Posso começar quando for preciso, e conheço bem a vossa obra.",
        "O que mais me chama é a equipa pequena. Trago portefólio.",
        "",
        "",
    ),
    "en": ("I have made something close to this and would like to show it.", "I know your work well.", ""),
}


def make_applications(
    seed: int, today: date, openings: Sequence[Opening], people: Sequence[Person], seats: Sequence[Seat]
) -> list[Application]:
    """A crowd for the opening that has been waiting longest of the first ones, a few for others. Whoever may be entered
    as in the demo has applied for nothing yet.
    """
    members = {(seat.person, seat.organisation) for seat in seats}
    free = [one for one in people if one.status == "listed" and not one.key.startswith("demo/")]
    demo = [one for one in openings if one.key.startswith("opening/demo-") and one.status == "open"]
    crowded = max(demo, key=lambda one: (_age(today, one) - one.reply_by_days, one.key), default=None)
    claimed = {one.key: {claim.concept for claim in one.claims} for one in free}
    found: list[Application] = []
    for opening in openings:
        chance = Chance(seed, "applications", opening.key)
        count = CROWD if opening is crowded else _few(chance, opening, today)
        if not count:
            continue
        fit = [
            one
            for one in free
            if (one.key, opening.organisation) not in members and opening.organisation not in one.hidden_from
        ]
        asked = {need.concept for need in opening.needs}
        close = [one for one in fit if not asked.isdisjoint(claimed[one.key])]
        drawn = chance.some(close, count)
        if len(drawn) < count:
            drawn += chance.some([one for one in fit if one not in drawn], count - len(drawn))
        for number, person in enumerate(drawn):
            draw = Chance(seed, "application", opening.key, number)
            way = WAYS[number % len(WAYS)] if opening is crowded else draw.one(WAYS[:8])
            found.append(_application(draw, today, opening, person, way))
    return found


def _age(today: date, opening: Opening) -> int:
    return (today - opening.created_at.date()).days


def _few(chance: Chance, opening: Opening, today: date) -> int:
    if opening.status != "open" or _age(today, opening) < 2 or not chance.yes(0.25):
        return 0
    return chance.between(1, 3)


def _application(draw: Chance, today: date, opening: Opening, person: Person, way: Way) -> Application:
    """Each step a working hour after the one before; the last one not later than yesterday."""
    room = _age(today, opening) - 1
    answered = way.steps and way.steps[-1][0] not in {"seen", "withdrawn"}
    late = max(0, room - opening.reply_by_days)  # so long ago that an answer is overdue
    since = min(room, opening.reply_by_days + draw.between(1, late)) if late and not answered else draw.between(1, room)
    first = max(_hour(draw, today - timedelta(days=max(1, since))), opening.created_at + timedelta(minutes=5))
    steps = [Step("sent", "person", first), *_steps(draw, today, first, way.steps)]
    return Application(
        key=f"application/{opening.key}/{person.key}",
        person=person.key,
        opening=opening.key,
        note=draw.one(NOTES["pt" if opening.lang == "pt" else "en"]),
        steps=tuple(steps),
        reason=way.reason,
    )


def _steps(draw: Chance, today: date, first: datetime, steps: Sequence[tuple[str, str]]) -> Iterator[Step]:
    """Evenly between the sending and last midnight."""
    end = datetime.combine(today, time(0), ZoneInfo(ZONE))
    for number, (status, by) in enumerate(steps, 1):
        yield Step(status, by, first + (end - first) * number / (len(steps) + 1))


def _hour(draw: Chance, day: date) -> datetime:
    return datetime.combine(day, time(draw.between(8, 20), draw.between(0, 59)), ZoneInfo(ZONE))
