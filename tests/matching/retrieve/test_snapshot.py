"""A snapshot that changed is the snapshot one would build anew: same ranks, same counts, same digest, same bytes."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import BadInput, UnknownId, counterfactuals, rank, receipt
from matching.retrieve.segment import FRESH
from matching.types import Item, Market, Requirement, Seeker
from tests.matching.worlds import DAY, NOW, items, numbered, seekers, snapshot, worlds


@st.composite
def histories(draw):
    """Items, and what becomes of them in some steps: (given, removed); an id may move to another market."""
    first = draw(worlds(most=8))
    known = [f"i{n:03d}" for n in range(12)]
    steps = []
    for _ in range(draw(st.integers(1, 4))):
        given_ = draw(st.lists(items(), max_size=3))
        ids = draw(st.lists(st.sampled_from(known), min_size=len(given_), max_size=len(given_), unique=True))
        steps.append(
            (
                [replace(item, id=name) for item, name in zip(given_, ids, strict=True)],
                draw(st.lists(st.sampled_from(known), max_size=2)),
            )
        )
    return first, steps


@settings(max_examples=15)
@given(seekers, histories(), st.none() | st.sampled_from(Market), st.sampled_from(("fit", "plain")))
def test_a_changed_snapshot_ranks_as_one_built_anew(seeker, history, market, policy):
    first, steps = history
    changed, there = snapshot(first), {item.id: item for item in first}
    for given_, removed in steps:
        changed = changed.changed(given_, removed)
        there = {known: item for known, item in there.items() if known not in removed}
        there |= {item.id: item for item in given_}
    anew = snapshot(tuple(there.values()))
    said = [
        rank(seeker, one, now=NOW, day_seed=DAY, market=market, policy=policy)
        for one in (anew, changed, changed.merged())
    ]
    assert len({receipt(ranking).content for ranking in said}) == 1
    assert anew.digest == changed.digest == changed.merged().digest
    assert changed.merged().loose == 0
    for item in anew.items[:2]:
        told = [counterfactuals(seeker, one, item.id, now=NOW, day_seed=DAY) for one in (anew, changed)]
        assert told[0] == told[1]


def test_what_was_before_stays_as_it_was():
    things = tuple(Item(f"i{n}", Market.OPPORTUNITIES) for n in range(3))
    before = snapshot(things)
    told, digest = receipt(rank_all(before)), before.digest
    after = before.changed([replace(things[0], kind="job")], ["i1", "unheard-of"])
    assert (receipt(rank_all(before)), before.digest) == (told, digest)
    assert [item.id for item in after.items] == ["i0", "i2"]
    assert after.item("i0").kind == "job"
    with pytest.raises(UnknownId):
        after.item("i1")


def test_many_changes_leave_few_segments_and_touch_nothing_that_stays():
    before = snapshot(tuple(Item(f"i{n:03d}", Market.OPPORTUNITIES) for n in range(40)))
    after = before
    for n in range(3 * FRESH):
        after = after.changed([Item(f"i{n:03d}", Market.OPPORTUNITIES, kind="job")])
    segments = after.shelves[Market.OPPORTUNITIES].segments
    assert len(segments) <= 3
    assert segments[0].shelf is before.shelves[Market.OPPORTUNITIES].segments[0].shelf
    assert after.shelves[Market.SPACES].segments[0] is before.shelves[Market.SPACES].segments[0]
    assert after.loose == 40 + 3 * FRESH


def test_every_word_of_an_item_is_in_the_digest():
    thing = Item("i", Market.OPPORTUNITIES)
    seen = {snapshot((thing,)).digest}
    other = {
        "id": "j",
        "market": Market.SPACES,
        "requirements": (Requirement("rigging"),),
        "capacity": 3,
        "kind": "job",
    }
    for name, value in other.items():
        assert name in {field.name for field in fields(Item)}
        seen.add(snapshot((replace(thing, **{name: value}),)).digest)
    assert len(seen) == 1 + len(other)


def test_the_teachers_are_those_that_are_there():
    things = numbered([Item("i", Market.MENTORS, teaches=("weaving",)), Item("i", Market.PLACES, teaches=("weaving",))])
    before = snapshot(things)
    assert before.teachers("weaving") == ("i000", "i001")
    after = before.changed([Item("a", Market.SPACES, teaches=("weaving",))], ["i000"])
    assert after.teachers("weaving") == ("a", "i001")
    assert after.teachers("rigging") == ()


def test_the_same_id_twice_is_refused():
    with pytest.raises(BadInput, match=r"item\.twice"):
        snapshot(()).changed([Item("i", Market.SPACES), Item("i", Market.FUNDING)])


def rank_all(shelf):
    """Everything, for somebody of whom nothing is known."""
    return rank(Seeker("p"), shelf, now=NOW, day_seed=DAY)
