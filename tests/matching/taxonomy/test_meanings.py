"""Words that share no letter are near where they name the same trade."""

import numpy as np

from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.linker import Linker
from matching.taxonomy.meanings import BITS, MEANINGS, Meanings, hashed, written
from matching.text.words import stems

TRADES = ("babysitter", "loan officer", "baker", "structural engineer", "choreographer", "welder")


def closeness(one, other, lang="en", other_lang="en"):
    a, b = (
        MEANINGS.vectors(stems(text, tongue), tongue).sum(axis=0) for text, tongue in ((one, lang), (other, other_lang))
    )
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def test_what_names_the_same_trade_is_near_in_one_language_and_across_two():
    assert closeness("nanny", "babysitter") > 0.5 > closeness("nanny", "welder")
    assert closeness("nurse", "enfermera", "en", "es") > 0.3 > closeness("nurse", "soldador", "en", "es")


def test_a_title_finds_its_like_without_a_word_in_common():
    linker = Linker(Labels.build([Label(trade, "en", trade, "preferred", "occupation") for trade in TRADES]))
    (ranked,) = linker.rank(["nanny"], "en", depth=2)
    assert ranked[0].concept_id == "babysitter"
    assert linker.link("nanny", "en") == []  # likely is not sure


def test_nothing_was_learnt_from_portuguese_and_unknown_words_lie_nowhere():
    assert "pt" not in MEANINGS.langs
    assert not [name for name in MEANINGS.inputs if "_pt" in name]
    assert not MEANINGS.vectors(["enfermeir"], "pt").any()
    assert not MEANINGS.vectors(["qqqzzz"], "en").any()


def test_what_is_written_is_read_again():
    signs = np.random.default_rng(1).random((3, BITS)) > 0.5
    hashes = np.asarray([hashed(word, "en") for word in "abc"], dtype=np.uint32)
    read = Meanings.read(written(hashes, signs, ["en"], {"x.csv": "0"}))
    assert np.array_equal(read.vectors(["b", "a"], "en"), signs[[1, 0]] * 2.0 - 1)
    assert not read.vectors(["a"], "fr").any()


def test_in_a_sentence_every_skill_counts_that_is_there_whole():
    names = ["SQL", "manage musical staff", "mass spectrometry", "molecular biology", "sea fishing", "work in teams"]
    linker = Linker(Labels.build([Label(name, "en", name) for name in names]))
    said = "We seek a researcher with experience in mass spectrometry as well as molecular biology who likes teams"
    (ranked,) = linker.rank([said], "en", depth=2)
    assert {each.concept_id for each in ranked} == {"mass spectrometry", "molecular biology"}
