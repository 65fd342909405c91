"""Small invented calls with many ties, and the definition of stability written down once more, from the books."""

import itertools
import json
import random
from hashlib import sha256

from hypothesis import strategies as st

from matching.allocate import Applicant, Call, Place, Seats, Wish, allocate, bundle
from matching.codec import canonical

SEED = sha256(b"a seed for tests").hexdigest()
PLACES = ("animation", "games", "print")
GROUPS = ("first-time", "small-town")

scores = st.none() | st.sampled_from((0.0, 2.5, 5.0, 7.5))


@st.composite
def places(draw):
    kinds = st.builds(Seats, st.integers(0, 2), st.none() | st.sampled_from(GROUPS))
    return tuple(
        Place(name, tuple(draw(st.lists(kinds, max_size=3))), draw(st.none() | st.just(2.5)))
        for name in draw(st.sampled_from((PLACES[:1], PLACES[:2], PLACES)))
    )


@st.composite
def calls(draw, most=8):
    offered = draw(places())
    names = [place.id for place in offered]
    applicants = []
    for n in range(draw(st.integers(1, most))):
        wished = draw(st.permutations(names))[: draw(st.integers(0, len(names)))]
        wishes = tuple(Wish(name, draw(scores)) for name in wished)
        applicants.append(Applicant(f"a{n}", wishes, frozenset(draw(st.sets(st.sampled_from(GROUPS))))))
    return Call("2026-autumn", offered, tuple(applicants))


def big_call(applicants=400, seed=1):
    """One with enough applicants that ties, reserves and chains all happen."""
    rng = random.Random(seed)
    names = [f"p{n:02}" for n in range(12)]
    offered = tuple(
        Place(name, (Seats(rng.randint(0, 8), "small-town"), Seats(rng.randint(5, 20)), Seats(3, "first-time")), 2.0)
        for name in names
    )
    people = tuple(
        Applicant(
            f"a{n:03}",
            tuple(
                Wish(name, rng.choice((None, *(k / 2 for k in range(21)))))
                for name in rng.sample(names, rng.randint(0, 8))
            ),
            frozenset(group for group in GROUPS if rng.random() < 0.3),
        )
        for n in range(applicants)
    )
    return Call("big", offered, people)


def chosen(call, numbers, place, candidates):
    """Whom a place takes of these: kind of seat by kind of seat, members first, then score, then lottery."""
    score = {a: w.score for a in candidates for w in call.applicant[a].wishes if w.place == place.id}
    left, taken = list(candidates), []
    for seats in place.seats:
        left.sort(key=lambda a: (seats.group not in call.applicant[a].groups, -score[a], numbers[a]))
        taken += left[: seats.count]
        left = left[seats.count :]
    return set(taken)


def is_stable(call, numbers, plan):
    """Nobody over capacity, and no applicant and place would rather have each other."""
    for place in call.places:
        held = {a for a, at in plan.items() if at == place.id}
        if chosen(call, numbers, place, held) != held:
            return False
        for applicant in call.applicants:
            would = prefers(applicant, place.id, plan[applicant.id]) and acceptable(call, applicant, place.id)
            if would and applicant.id in chosen(call, numbers, place, held | {applicant.id}):
                return False
    return True


def acceptable(call, applicant, place):
    return any(wish.place == place and call.place[place].accepts(wish.score) for wish in applicant.wishes)


def rank(applicant, place):
    """How far down the list; having nothing comes after all wishes."""
    wished = [wish.place for wish in applicant.wishes]
    return wished.index(place) if place is not None else len(wished)


def prefers(applicant, place, other):
    wished = [wish.place for wish in applicant.wishes]
    return place in wished and rank(applicant, place) < rank(applicant, other)


def plan_of(allocation):
    return {placement.applicant: placement.place for placement in allocation.placements}


def all_plans(call):
    """Every way to give each applicant one of the places that would take them, or nothing."""
    options = [
        [None, *(place.id for place in call.places if acceptable(call, applicant, place.id))]
        for applicant in call.applicants
    ]
    for picked in itertools.product(*options):
        yield dict(zip((applicant.id for applicant in call.applicants), picked, strict=True))


def forged(files, **changes):
    """The bundle with some files rewritten by `name=function of the old content`, and a manifest that fits again."""
    files = dict(files)
    for name, change in changes.items():
        files[f"{name}.json"] = canonical(change(json.loads(files[f"{name}.json"])))
    files["manifest.json"] = canonical(
        {name: sha256(content).hexdigest() for name, content in files.items() if name != "manifest.json"}
    )
    return files


def published(call):
    return bundle(allocate(call, SEED))
