"""The index finds exactly what a look at every row finds, ties and all, from either side."""

import hashlib
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import BadInput
from matching.compiled import IS_COMPILED
from matching.evaluate.market import Market, item_query
from matching.retrieve.index import words
from matching.retrieve.index.globe import metres
from matching.retrieve.index.index import Index, search_plainly
from matching.retrieve.index.parts import parts_of
from matching.retrieve.index.query import for_item, for_person
from matching.retrieve.index.rows import item_rows, joined, taken
from matching.retrieve.index.shares import spread
from matching.retrieve.index.tiles import TILE
from tests.matching.retrieve.index.drawn import by_hand, draw, ordered, query_of, rows_of

SEEDS = st.integers(0, 2**32 - 1)


def told(found):
    return list(zip(found.numbers.tolist(), found.scores.tolist(), strict=True))


def drawn(seed, count, ties, is_person):
    random = np.random.default_rng(seed)
    asker = draw(random, 0, is_person=is_person, ties=ties)
    return asker, [draw(random, n, is_person=not is_person, ties=ties) for n in random.permutation(count).tolist()]


@given(SEEDS, st.sampled_from((0, 1, 2, 40, 300)), st.booleans(), st.booleans(), st.integers(1, 80))
def test_tiles_lists_and_plain_numpy_all_find_what_is_found_by_hand(seed, count, ties, is_person, top):
    asker, others = drawn(seed, count, ties, is_person)
    pairs = [(by_hand(asker, one) if is_person else by_hand(one, asker), one) for one in others]
    wanted = [(one.number, score) for score, one in ordered(pairs)][:top]
    if not asker.is_open:
        return  # an asker who has left does not ask
    rows, query = rows_of(others, is_people=not is_person), query_of(asker, is_person=is_person)
    assert told(search_plainly((Index.build(rows),), query, top)) == wanted
    assert told(Index.build(rows).search(query, top)) == wanted
    assert told(Index.build(rows, few=0).search(query, top)) == wanted


def test_a_market_of_several_tiles_is_searched_exactly_by_people():
    market = Market(3)
    index = Index.build(market.items(140_000).rows())
    assert not IS_COMPILED or index.tiles.base.shape[1] > 3
    found = 0
    for query in market.queries(market.people(40)):
        fast, plain = index.search(query, 50), search_plainly((index,), query, 50)
        assert told(fast) == told(plain)
        found += len(fast.numbers)
    assert found > 1500


def test_people_are_ranked_for_an_item_exactly():
    market = Market(4)
    index = Index.build(market.people_rows(market.people(3000)), few=0)
    items, found = market.items(40), 0
    for row in range(40):
        query = item_query(items, row)
        fast = index.search(query, 30)
        assert told(fast) == told(search_plainly((index,), query, 30))
        found += len(fast.numbers)
    assert found > 500


@given(SEEDS)
def test_the_order_of_the_input_and_cutting_it_in_two_change_nothing(seed):
    asker, others = drawn(seed, 200, ties=True, is_person=True)
    rows, query = rows_of(others, is_people=False), query_of(asker, is_person=True)
    order = np.random.default_rng(seed).permutation(200)
    one, other = taken(rows, order[:77]), taken(rows, order[77:])
    whole = told(Index.build(rows).search(query, 20))
    assert told(Index.build(joined(one, other), few=0).search(query, 20)) == whole
    assert told(search_plainly((Index.build(one), Index.build(other)), query, 20)) == whole


def test_equal_items_are_shuffled_by_the_day():
    _, others = drawn(7, 200, ties=False, is_person=True)
    alike = [one.__class__(**{**one.__dict__, "amounts": {}, "where": None, "is_open": True}) for one in others]
    index = Index.build(rows_of(alike, is_people=False), few=0)
    days = {day: told(index.search(for_person({}, day_seed=day), 200)) for day in ("one", "two")}
    assert len(days["one"]) == 200
    assert len({score for _, score in days["one"]}) < 20
    assert days["one"] != days["two"]
    assert sorted(days["one"]) == sorted(days["two"])


def test_nobody_is_found_where_there_is_nobody():
    empty = Index.build(rows_of([], is_people=False))
    assert told(empty.search(for_person({3: 255}), 5)) == []
    _, others = drawn(1, 300, ties=False, is_person=True)
    everybody = Index.build(rows_of(others, is_people=False), few=0)
    assert told(everybody.search(for_person({3: 255}, kinds=0), 5)) == []


def test_an_item_that_asks_a_hundred_thousand_things_is_known_by_the_weightiest():
    asked = np.arange(100_000) % 65_536
    lists = spread(1, np.zeros(100_000, dtype=np.int64), asked, 1 + asked % 1000)
    assert len(lists.concepts) == 128
    assert lists.amounts.sum() == 255
    assert (1 + lists.concepts % 1000 > 990).all()


def test_a_person_who_claims_every_concept_is_answered():
    _, others = drawn(2, 300, ties=False, is_person=True)
    rows = rows_of(others, is_people=False)
    query = for_person(dict.fromkeys(range(65_536), 255))
    fast = told(Index.build(rows, few=0).search(query, 300))
    assert fast == told(search_plainly((Index.build(rows),), query, 300))
    assert fast[0][1] > 7 * 255


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 300), st.integers(1, 2**31 - 1)), max_size=600))
def test_shares_sum_to_255_and_follow_the_weights(records):
    owners, concepts, weights = (np.array([r[i] for r in records], dtype=np.int64) for i in range(3))
    lists = spread(4, owners, concepts, weights)
    for row in range(4):
        low, high = lists.starts[row : row + 2].tolist()
        mine = dict(zip(lists.concepts[low:high].tolist(), lists.amounts[low:high].tolist(), strict=True))
        total = {c: 0 for o, c, _ in records if o == row}
        for o, c, w in records:
            if o == row:
                total[c] += w
        assert len(mine) == min(len(total), 128)
        assert sum(mine.values()) == (255 if mine else 0)
        by_weight = sorted(mine, key=lambda c: total[c])
        assert all(mine[a] <= mine[b] + 1 for a, b in pairwise(by_weight))


@pytest.mark.parametrize(("lat", "lon"), [(np.nan, 0), (0, np.nan), (np.inf, 0), (91, 0), (0, -181)])
def test_a_place_that_is_none_is_refused(lat, lon):
    with pytest.raises(BadInput, match=r"index\.coordinates"):
        metres(np.array([41.0, lat]), np.array([-8.0, lon]))


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("index.days", lambda: for_person({}, days=(5, 4))),
        ("index.field", lambda: for_person({}, days=(0, 1024))),
        ("index.field", lambda: for_person({}, education=16)),
        ("index.field", lambda: for_item({}, kind=16)),
        ("index.reach", lambda: for_person({}, limit=-1)),
        ("index.reach", lambda: for_person({}, scale=0)),
        ("index.amount", lambda: for_person({1: 256})),
        ("index.amount", lambda: for_person({65_536: 1})),
        ("index.amount", lambda: for_item({1: 200, 2: 56}, kind=0)),
        ("index.number", lambda: item_rows([1, 1], *nothing(2))),
        ("index.number", lambda: item_rows([-1], *nothing(1))),
        ("index.length", lambda: item_rows([1], *nothing(2))),
        ("index.concept", lambda: spread(1, np.array([0]), np.array([65_536]), np.array([1]))),
        ("index.weight", lambda: spread(1, np.array([0]), np.array([0]), np.array([0]))),
        ("top.too-small", lambda: Index.build(rows_of([], is_people=False)).search(for_person({}), 0)),
    ],
)
def test_what_no_index_can_be_made_or_asked_with_is_refused(code, wrong):
    with pytest.raises(BadInput) as refused:
        wrong()
    assert refused.value.code == code


def nothing(count):
    every = np.zeros(count, dtype=np.uint64)
    return every, every, np.zeros((count, 3)), spread(count, *(np.zeros(0, dtype=np.int64),) * 3)


def test_what_is_not_known_of_a_person_rules_nothing_out():
    _, others = drawn(5, 200, ties=False, is_person=True)
    everybody = [one.number for one in others if one.is_open]
    found = Index.build(rows_of(others, is_people=False)).search(for_person({}, is_remote=False), 200)
    assert sorted(found.numbers.tolist()) == sorted(everybody)


def test_one_who_works_from_afar_only_is_shown_nothing_on_site():
    _, others = drawn(6, 200, ties=False, is_person=True)
    remote = [one.number for one in others if one.is_open and one.is_remote]
    found = Index.build(rows_of(others, is_people=False), few=0).search(for_person({}, is_only_remote=True), 200)
    assert sorted(found.numbers.tolist()) == sorted(remote)


ELSEWHERE = """
import os, sys
if sys.argv[1] == "plain":
    sys.modules["numba"] = None
os.cpu_count = lambda: 1
from matching.retrieve.index.index import BACKEND
from tests.matching.retrieve.index.test_exact import everything
print(BACKEND, *everything(), sep=chr(10))
"""


def everything():
    """The bytes of an index of two tiles, and what some people find in it."""
    market, told = Market(5), hashlib.sha256()
    index = Index.build(market.items(70_000).rows())
    for array in (*index.rows, *index.tiles, index.zones, index.finder):
        told.update(f"{array.dtype}{array.shape}".encode() + array.tobytes())
    found = [index.search(query, 20) for query in market.queries(market.people(12), day_seed="d")]
    return told.hexdigest(), str([(one.numbers.tolist(), one.scores.tolist()) for one in found])


def test_every_process_makes_and_finds_the_same_whatever_its_hash_seed_and_threads_and_without_numba_too(monkeypatch):
    said = {}
    for backend, seed in (("numba", "1"), ("plain", "2")):
        run = [sys.executable, "-c", ELSEWHERE, backend]
        out = subprocess.run(run, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        said[backend] = out.stdout.splitlines()
    monkeypatch.setattr("matching.retrieve.index.parts.FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    assert len(parts_of(70_000, TILE)) == 2, "here two threads build, there one"
    content, found = everything()
    assert said["numba"] == ["numba" if IS_COMPILED else "numpy", content, found]
    assert said["plain"][0] == "numpy"
    assert said["plain"][2] == found
    assert len(found) > 1000


def test_every_condition_of_a_word_is_its_own():
    """Negative control of the packing: a level too low in one field is never made good by another."""
    highest = {"education": np.array([15]), "languages": np.full((1, 7), 7), "first": np.array([0])}
    person = words.person_words(
        **highest, last=np.array([1023]), is_remote=np.array([True]), is_placed=np.array([True])
    )
    nothing_asked = for_person({}).asked.word
    assert nothing_asked == person[0] & np.uint64(words.FIELDS)
    for slot in range(7):
        levels = [7] * 7
        levels[slot] = 3
        query = for_person({}, languages=levels)
        asked = np.zeros((1, 7), dtype=np.int64)
        asked[0, slot] = 4
        rows = item_rows([0], np.zeros(1, np.uint64), _item_word(languages=asked), np.zeros((1, 3)), nothing(1)[3])
        assert len(Index.build(rows).search(query, 1).numbers) == 0
        assert len(Index.build(rows).search(for_person({}), 1).numbers) == 1


def _item_word(languages):
    none, yes = np.array([0]), np.array([True])
    return words.item_words(
        kind=none,
        education=none,
        languages=languages,
        first=none,
        last=np.array([1023]),
        is_open=yes,
        is_remote=yes,
        is_placed=yes,
        is_on_site=~yes,
    )
