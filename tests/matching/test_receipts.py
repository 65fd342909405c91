"""A receipt is enough to rank again, to the byte, anywhere."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import BrokenReceipt, Config, Filters, rank, rank_people, receipt, replay, verify
from matching.codec import canonical, from_plain, to_plain
from matching.types import Item, Market, Seeker
from tests.matching.worlds import DAY, GRAPH, NOW, items, seekers, snapshot, worlds


@given(
    seekers, worlds(most=20), st.integers(1, 12), st.none() | st.sampled_from(Market), st.sampled_from(("fit", "plain"))
)
def test_a_receipt_replays_to_the_same_bytes(seeker, things, top, market, policy):
    shelf = snapshot(things)
    filters = Filters(without=("i001",), occupations=("screen-work",) if market is Market.OPPORTUNITIES else ())
    ranking = rank(seeker, shelf, now=NOW, day_seed=DAY, market=market, filters=filters, top=top, policy=policy)
    told = receipt(ranking)
    assert replay(told.content) == told.content
    assert verify(told.content, told.sha256, shelf)
    assert told.sha256 == hashlib.sha256(told.content).hexdigest()


@given(items(), st.lists(seekers, max_size=5))
def test_the_receipt_of_a_ranking_of_people_replays_too(item, crowd):
    people = tuple(replace(person, id=f"p{n}") for n, person in enumerate(crowd))
    told = receipt(rank_people(item, people, GRAPH, now=NOW, day_seed=DAY, top=3))
    assert replay(told.content) == told.content


@given(seekers, items())
def test_people_and_items_survive_the_journey_through_json(seeker, item):
    for thing, kind in ((seeker, Seeker), (item, Item)):
        assert from_plain(kind, json.loads(canonical(thing))) == thing
        plain = json.dumps(to_plain(thing), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert canonical(thing) == plain.encode()
    assert from_plain(Config, to_plain(Config())) == Config()


def a_receipt():
    things = tuple(Item(f"i{n}", Market.OPPORTUNITIES, occupation="editor") for n in range(5))
    return receipt(rank(Seeker("p", goals=("film",)), snapshot(things), now=NOW, day_seed=DAY)), snapshot(things)


def test_a_changed_receipt_is_found_out():
    told, shelf = a_receipt()
    body = json.loads(told.content)
    body["matches"][0]["score"] = 99.0
    forged = canonical(body)
    assert replay(forged) != forged
    assert not verify(forged, told.sha256)
    body = json.loads(told.content)
    body["eligible"] = 4711  # counted over all items: only the snapshot can tell
    assert replay(canonical(body), shelf) != canonical(body)


def test_what_is_no_receipt_is_refused():
    told, _ = a_receipt()
    whole = json.loads(told.content)
    for broken in (
        b"",
        b"\xff",
        b"[]",
        b'{"format":"else"}',
        canonical({**whole, "seeker": {"id": 5}}),
        canonical({**whole, "items": [{"id": "x", "market": "casino"}]}),
        canonical({key: value for key, value in whole.items() if key != "config"}),
        canonical({**whole, "taxonomy": 3}),
        canonical({**whole, "taxonomy": {**whole["taxonomy"], "weights": {"a": 10**30}}}),
        canonical({**whole, "items": [whole["items"][0]] * 2}),
        canonical({**whole, "about": "weather"}),
    ):
        with pytest.raises(BrokenReceipt):
            replay(broken)


def test_another_snapshot_is_refused():
    told, _ = a_receipt()
    with pytest.raises(BrokenReceipt, match=r"receipt\.other-snapshot"):
        replay(told.content, snapshot(()))


SCRIPT = """
import random, sys
from matching import Snapshot, Graph, rank, receipt
from matching.types import *
from tests.matching.worlds import CONCEPTS, RELATIONS, NOW, DAY
chance = random.Random(5)
words = sorted(c for c, _ in CONCEPTS)
def some(n): return tuple(chance.sample(words, n))
graph = Graph.build(set(CONCEPTS), set(RELATIONS))
items = [Item(f"i{n}", chance.choice(list(Market)), kind=chance.choice(["job", "project"]), organisation=f"o{n % 7}",
    occupation=some(1)[0], sectors=some(2), teaches=some(2), affords=some(2),
    requirements=tuple(Requirement(c, chance.choice(list(Importance)), chance.randint(1, 4)) for c in some(5)),
    place=Place(41 + chance.random(), -8 - chance.random()), deadline=NOW.replace(month=12)) for n in range(300)]
seeker = Seeker("p", tuple(SkillClaim(c, chance.randint(1, 4)) for c in some(12)), place=Place(41.5, -8.4), goals=some(4),
    occupations=some(2), travel_limit_km=60)
told = receipt(rank(seeker, Snapshot.build(set(items), graph), now=NOW, day_seed=DAY, top=40))
print(told.sha256, told.config, graph.digest)
"""


def test_every_process_makes_the_same_bytes():
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(said) == 1
