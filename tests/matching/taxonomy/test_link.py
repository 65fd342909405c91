"""A phrase finds its concept, or nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.linker import Linker
from tests.matching.taxonomy.words import LABELS


@pytest.mark.parametrize(
    ("phrase", "lang", "concept"),
    [
        pytest.param("Programadores", "pt", "occupation/programmer", id="plural"),
        pytest.param("designer gráfica", "pt", "occupation/graphic-designer", id="gender"),
        pytest.param("editing of video", "en", "skill/video-editing", id="word order"),
        pytest.param("ilustrator", "en", "tool/illustrator", id="misspelt"),
        pytest.param("grpahic desiner", "en", "occupation/graphic-designer", id="a slip in each word"),
        pytest.param("programador", "en", "occupation/programmer", id="another language"),
        pytest.param("C#", None, "tool/csharp", id="c# is not c"),
        pytest.param("c++", "pt", "tool/cpp", id="c++ is not c"),
        pytest.param("React.js", "en", "tool/react", id="inner dot"),
    ],
)
def test_a_phrase_finds_its_concept(linker, phrase, lang, concept):
    assert linker.link(phrase, lang)[0].concept_id == concept


@pytest.mark.parametrize("phrase", ["", "  ", "•", "zzzz qqqq", "quantum chromodynamics", "\ud800", "a" * 100_000])
def test_nothing_is_an_answer(linker, phrase):
    assert linker.link(phrase, "en") == []


def test_each_concept_comes_once_and_only_of_the_asked_kind(linker):
    found = linker.link("design", None, kinds=["skill", "occupation"], abstain=0)
    ids = [candidate.concept_id for candidate in found]
    assert len(ids) == len(set(ids))
    assert {concept_id.split("/")[0] for concept_id in ids} <= {"skill", "occupation"}


def test_the_exact_name_scores_one(linker):
    best = linker.link("graphic designer", "en")[0]
    assert (best.concept_id, best.score) == ("occupation/graphic-designer", 1.0)


@pytest.mark.parametrize("called", ["a", "b"])
def test_of_two_things_of_one_name_the_one_that_is_rather_called_so_comes_first(called):
    other = "b" if called == "a" else "a"
    told = [
        Label(called, "en", "miner", "preferred"),
        Label(called, "en", "worker below ground", "alternative"),
        Label(other, "en", "worker above ground", "preferred"),
        Label(other, "en", "miner", "alternative"),
    ]
    assert Linker(Labels.build(told)).link("miner", "en")[0].concept_id == called


def test_an_empty_vocabulary_knows_nothing():
    linker = Linker(Labels.build([]))
    assert (linker.link("x", "en"), linker.suggest("x"), linker.find("x", "en")) == ([], [], [])
    assert Labels.build([Label("a", "en", "•")]).all == ()


@settings(max_examples=25)
@given(st.permutations(LABELS))
def test_the_order_of_labels_does_not_matter(shuffled):
    one, other = Labels.build(LABELS), Labels.build(shuffled)
    assert one.all == other.all
    text = "Programadora, designer gráfica, C++ e React"
    assert Linker(one).find(text, "pt") == Linker(other).find(text, "pt")
    assert Linker(one).link(text) == Linker(other).link(text)
    assert Linker(one).suggest("pr", "en") == Linker(other).suggest("pr", "en")


@given(st.text(), st.sampled_from(["en", "pt", "xx", None]))
def test_odd_input_never_crashes(linker, text, lang):
    for candidate in linker.link(text, lang, abstain=0):
        assert 0 <= candidate.score <= 1


def test_a_whole_ranking_begins_with_what_linking_answers_and_holds_nothing_back(linker):
    texts = ["designer gráfica", "quantum chromodynamics", "", "vídeo e edição"]
    ranked = list(linker.rank(texts, "pt", depth=3))

    assert [len(found) <= 3 for found in ranked] == [True] * 4
    for text, found in zip(texts, ranked, strict=True):
        assert [c.concept_id for c in linker.link(text, "pt")[:1]] == [
            c.concept_id for c in found[:1] if c.score >= 0.5
        ]
    deep = next(linker.rank(["design"], "pt", depth=10_000))
    assert deep[:3] == next(linker.rank(["design"], "pt", depth=3))
    assert deep[-1].score < 0.5
