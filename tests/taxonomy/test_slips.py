"""Names of the starter vocabulary, each typed with a slip, lead to what was meant. Seeded: the same slips every time."""

from random import Random
from string import ascii_lowercase

import pytest

from backend.taxonomy.starter import read_starter
from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.linker import Linker
from matching.text.normalise import normalise

SAMPLE = 300
LONG = 5  # letters a word has in which somebody slips


@pytest.fixture(scope="module")
def labels():
    entries = [entry for entry in read_starter().entries.values() if not entry.is_group]
    return Labels.build(
        Label(entry.key, name.lang, name.text, name.kind.value, entry.kind.value)
        for entry in entries
        for name in entry.names
    )


@pytest.fixture(scope="module")
def linker(labels):
    return Linker(labels)


def slipped(text, dice):
    """The text with one letter lost, added, replaced or swapped with the next; None where no word is long enough."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= LONG and word.isalpha()]
    if not long:
        return None
    place = dice.choice(long)
    word, letter = words[place], dice.choice(ascii_lowercase)
    at = dice.randrange(len(word) - 1)
    before, one, after = word[:at], word[at], word[at + 1 :]
    words[place] = dice.choice(
        [before + after, before + letter + one + after, before + letter + after, before + after[0] + one + after[1:]]
    )
    return " ".join(words)


def places(linker, labels, seed, typed, size):
    """For each of the sample the place of the right concept among the suggestions, from 0; `size` if it is missing."""
    dice, found = Random(seed), []
    named = {}
    for label, folded in zip(labels.all, labels.folded, strict=True):
        named.setdefault(folded, set()).add(label.concept_id)
    names = [row for row, label in enumerate(labels.all) if label.lang in {"en", "pt"} and "/" not in label.text]
    while len(found) < SAMPLE:
        row = dice.choice(names)
        text = slipped(typed(labels.all[row].text), dice)
        if text and normalise(text) != normalise(typed(labels.all[row].text)):
            ids = [each.concept_id for each in linker.suggest(text, labels.all[row].lang, size=size)]
            right = named[labels.folded[row]]
            found.append(next((place for place, one in enumerate(ids) if one in right), size))
    return found


def share(found, first):
    """How many of the sample are among the first so many."""
    return sum(place < first for place in found) / SAMPLE


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_name_with_a_slip_comes_first(linker, labels, seed):
    found = places(linker, labels, seed, str, 5)

    assert share(found, 5) >= 0.98
    assert share(found, 1) >= 0.95


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_beginning_with_a_slip_is_among_the_suggestions(linker, labels, seed):
    found = places(linker, labels, seed, lambda text: text[: max(LONG, round(0.7 * len(text)))].strip(), 8)

    assert share(found, 8) >= 0.95


@pytest.mark.parametrize("seed", [1, 2])
def test_two_slips_are_mostly_forgiven(linker, labels, seed):
    dice = Random(seed)
    found = places(linker, labels, seed, lambda text: slipped(text, dice) or text, 5)

    assert share(found, 5) >= 0.85


@pytest.mark.parametrize(
    ("typed", "lang", "key"),
    [
        ("bleder", "en", "tool/blender"),
        ("abelton", "en", "tool/ableton-live"),
        ("photgraphr", "en", "occupation/photographer"),
        ("grafic desiner", "en", "occupation/graphic-designer"),
        ("ilustraçao digtal", "pt", "skill/illustration"),
        ("encenadra", "pt", "occupation/theatre-director"),
        ("moton design", "en", "skill/motion-graphics"),
    ],
)
def test_what_people_really_type(linker, typed, lang, key):
    assert linker.suggest(typed, lang)[0].concept_id == key
