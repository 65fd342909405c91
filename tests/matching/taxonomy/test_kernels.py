"""Compiled code says what RapidFuzz and plain numpy say, to the bit; many questions at once say what each says alone."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.taxonomy import evidence, postings, reranker, senses
from matching.taxonomy.evidence import FEATURES, compared, gather
from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.linker import TOGETHER
from matching.text.normalise import normalise
from matching.text.words import stems

WORDS = st.sampled_from(["ab", "abc", "bca", "nurse", "nurses", "teach", "a", "q" * 70, "zoo", "ça", "看護", "c++"])
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=12)


@pytest.fixture
def plain(monkeypatch):
    """Switches the compiled kernels off when called."""

    def switch(is_compiled=False):
        for module in (evidence, postings, reranker, senses):
            monkeypatch.setattr(module, "IS_COMPILED", is_compiled)

    return switch


@pytest.fixture(scope="module")
def said(starter):
    """Names with slips, names cut off and joined, nonsense, sentences and nothing."""
    chance = random.Random(5)
    names = [label.text for label in chance.sample(starter.labels.all, 40)]
    slips = [name[:at] + chance.choice("aexyz") + name[at + 1 :] for name in names for at in [len(name) // 2]]
    halves = [f"{one[: len(one) // 2 + 1]} {other}" for one, other in zip(names[::2], names[1::2], strict=True)]
    long = [" ".join(names[at : at + 12]) for at in range(0, 36, 12)]
    return [*names[:24], *slips[:24], *halves[:16], *long, "", "???", "x" * 5_000, "qqqq zzzz", "看護 nurse"]


@settings(max_examples=40, deadline=None)
@given(NAMES, NAMES, st.booleans())
def test_every_feature_is_the_same_compiled_and_plain(names, asked, is_title):
    kinds = ("alternative", "preferred", "hidden")  # some things have a preferred name, others none
    told = [Label(str(number // 2), "en", name, kinds[number % 3]) for number, name in enumerate(names)]
    shelf = Labels.build(told).shelves["en"]
    phrases = [normalise(text) for text in asked]
    questions = shelf.ask(phrases, [stems(phrase, "en") for phrase in phrases], is_title=is_title)
    mask = np.arange(len(names[0]), len(names[0]) + len(shelf.labels)) % 3 > 0
    with pytest.MonkeyPatch.context() as patch:
        for is_wanted in (None, mask):
            compiled = gather(shelf, questions, 5, is_wanted)
            tables = [compared([compiled]).table]
            for module in (evidence, senses):
                patch.setattr(module, "IS_COMPILED", False)
            twin = gather(shelf, questions, 5, is_wanted)
            tables.append(compared([twin]).table)
            patch.undo()
            assert [*map(np.ndarray.tolist, compiled.seen)] == [*map(np.ndarray.tolist, twin.seen)]
            assert tables[0].tolist() == tables[1].tolist()


def test_whole_rankings_are_the_same_compiled_and_plain(starter, said, plain):
    some = said[::4]
    compiled = [[*starter.rank(some, lang)] for lang in ("en", "pt", None)]
    table = np.random.default_rng(3).random((150, len(FEATURES))).astype(np.float32)
    points = reranker.RERANKER.scores(table).tolist()
    for shelf in starter.labels.shelves.values():
        shelf.word.cache_clear()
    plain()
    assert compiled == [[*starter.rank(some, lang)] for lang in ("en", "pt", None)]
    assert points == reranker.RERANKER.scores(table).tolist()
    assert len(set(points)) > 100


def test_many_at_once_say_what_each_says_alone(starter, said):
    assert len(said) > TOGETHER
    for lang in ("pt", "xx"):
        together = [*starter.rank(said, lang, depth=70)]
        assert together == [next(starter.rank([text], lang, depth=70)) for text in said]
        assert [*starter.rank_ids(said, lang, depth=70)] == [[each.concept_id for each in found] for found in together]
        assert sum(map(bool, together)) > 60
