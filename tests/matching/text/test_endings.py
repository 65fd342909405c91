"""Endings that inflect are learnt from names; endings that part different things are not."""

import random

from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.linker import Linker
from matching.text.endings import Endings

TRADES = ["snickare", "målare", "svarvare", "bagare", "slaktare", "spelare", "skrivare"]
NAMES = [name for at, trade in enumerate(TRADES) for name in ((trade, at), (trade[:-1] + "na", at))]
OTHERS = [(word, len(TRADES) + at) for at, word in enumerate(["bank", "banko", "mark", "marko", "park", "parko"] * 3)]


def test_two_endings_of_the_same_things_are_cut_and_those_of_different_things_are_not():
    endings = Endings([[word] for word, _ in NAMES + OTHERS], [thing for _, thing in NAMES + OTHERS])
    assert set(endings.told) == {("e", "na")}
    assert {endings.cut(word) for word in ("bagare", "bagarna")} == {"bagar"}
    assert endings.cut("banko") == "banko"
    assert endings.cut("fiskarna") == "fiskarna"  # no name has another form of it


def test_a_form_that_no_name_has_leads_to_the_one_that_it_has():
    known = [(word, thing) for word, thing in NAMES if word != "skrivarna"]
    endings = Endings([[word] for word, _ in known], [thing for _, thing in known])
    assert endings.cut("skrivarna") == endings.cut("skrivare") == "skrivare"


def test_the_order_of_names_changes_no_stem():
    names = NAMES + OTHERS
    mixed = random.Random(1).sample(names, len(names))
    stems = [
        {word: Endings([[word] for word, _ in some], [thing for _, thing in some]).cut(word) for word, _ in names}
        for some in (names, mixed)
    ]
    assert stems[0] == stems[1]


def test_a_language_without_rules_is_linked_by_what_its_names_teach_and_one_with_rules_is_not():
    labels = [Label(f"u/{thing}", lang, word) for lang in ("sv", "en") for word, thing in NAMES if word != "skrivarna"]
    shelves = Labels.build(labels).shelves
    assert shelves["en"].endings is None
    assert shelves["sv"].stems("skrivarna") == ["skrivare"] != shelves["en"].stems("skrivarna")
    (first, *_) = Linker(Labels.build(labels)).link("skrivarna", "sv")
    assert first.concept_id == f"u/{TRADES.index('skrivare')}"
