"""How alike a question and a label are letter by letter: RapidFuzz's measures, many pairs in one pass.

Indel distance by bit-parallel longest common subsequences (Hyyrö, "Bit-parallel LCS-length computation revisited",
AWOCA 2004); Jaro–Winkler (Winkler 1990). RapidFuzz itself is the oracle, and serves where there is no numba.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled, inlined
from matching.taxonomy.questions import Longs

COLUMNS = ("words_sorted", "words_shared", "letters", "letters_raw", "beginning")
LONGEST = 256  # letters of a question that are compared
BEGINNING = 64  # letters of both that count for Jaro–Winkler
SIMILAR = 0.7  # from here on, for Winkler, a common prefix counts
BLOCKS = LONGEST // 64
Codes = NDArray[np.uint16]
Masks = NDArray[np.uint64]
_ONE, _NONE, _ALL = np.uint64(1), np.uint64(0), np.uint64(0xFFFFFFFFFFFFFFFF)
_M1, _M2, _M4 = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
_H01 = np.uint64(0x0101010101010101)
_S1, _S2, _S4, _S56 = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)
_MOST_LETTERS = (1 << 16) - 1


class Texts(NamedTuple):
    """Text i is `codes[bounds[i]:bounds[i + 1]]`."""

    codes: Codes
    bounds: Longs


class Tokens(NamedTuple):
    """Text i has the distinct words `bounds[i]` to `bounds[i + 1]`, by letter; `numbers` are those of the vocabulary.

    A word that is not in the vocabulary is −1. Letters are in `spelt`, for questions by place, for labels by number.
    """

    numbers: NDArray[np.int32]
    bounds: Longs


class Spelt(NamedTuple):
    """Texts as they are, as stems, as stems in order of letters, and as distinct stems."""

    raw: Texts
    stemmed: Texts
    ordered: Texts
    tokens: Tokens
    words: Texts


class _Room(NamedTuple):
    """Per letter the places where a pattern has it: of a question raw, stemmed, ordered, and of what is left of it."""

    raw: Masks
    stemmed: Masks
    ordered: Masks
    left: Masks
    state: Masks
    is_shared: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """Letters by number from 1, in order; 0 is a letter that no label has. `space` is the number of the space."""

    codes: Codes
    size: int
    space: int

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Alphabet":
        """All letters of these texts, and the space."""
        letters = sorted(set(chain.from_iterable(texts)) | {" "})[:_MOST_LETTERS]
        codes = np.zeros(ord(letters[-1]) + 2, np.uint16)
        codes[[ord(letter) for letter in letters]] = np.arange(1, len(letters) + 1)
        return cls(codes, len(letters) + 1, int(codes[ord(" ")]))

    def spell(self, texts: Sequence[str]) -> Texts:
        """The letters' numbers."""
        bounds = np.asarray([0, *accumulate(map(len, texts))], dtype=np.int64)
        points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        return Texts(self.codes[np.minimum(points, len(self.codes) - 1)], bounds)


def ratios(
    asked: Spelt, labels: Spelt, alphabet: Alphabet, counts: Longs, rows: NDArray[np.int32]
) -> NDArray[np.float32]:
    """A row of `COLUMNS`, 0..1, for each question and its first `counts` labels.

    In order: token_sort_ratio, token_set_ratio and ratio of stems, ratio of the texts, Jaro–Winkler of stems.
    """
    table = np.zeros((int(counts.sum()), len(COLUMNS)), np.float32)
    raw, stemmed, ordered, left = np.zeros((4, alphabet.size * BLOCKS), np.uint64)
    shared = np.zeros(int(np.diff(labels.tokens.bounds).max(initial=1)), np.bool_)
    room = _Room(raw, stemmed, ordered, left, np.zeros(BLOCKS, np.uint64), shared)
    _compare_all(table, asked, labels, alphabet.space, counts, rows, room)
    return table


@inlined
def _count(bits: np.uint64) -> int:
    """How many bits are set."""
    bits = bits - ((bits >> _S1) & _M1)
    bits = (bits & _M2) + ((bits >> _S2) & _M2)
    bits = (bits + (bits >> _S4)) & _M4
    return int(np.int64((bits * _H01) >> _S56))


@inlined
def _learn(masks: Masks, texts: Texts, text: int) -> None:
    """Notes where the text has each letter."""
    low = texts.bounds[text]
    for at in range(low, texts.bounds[text + 1]):
        place = at - low
        masks[np.int64(texts.codes[at]) * BLOCKS + (place >> 6)] |= _ONE << np.uint64(place & 63)


@inlined
def _forget(masks: Masks, texts: Texts, text: int) -> None:
    for at in range(texts.bounds[text], texts.bounds[text + 1]):
        for block in range(BLOCKS):
            masks[np.int64(texts.codes[at]) * BLOCKS + block] = _NONE


@inlined
def _follow(masks: Masks, state: Masks, blocks: int, code: np.int64) -> None:
    """One more letter of the other text."""
    carry = _NONE
    for block in range(blocks):
        matches = state[block] & masks[code * BLOCKS + block]
        total = state[block] + matches
        over = total < matches
        total += carry
        over |= total < carry
        state[block] = total | (state[block] - matches)
        carry = _ONE if over else _NONE


@inlined
def _common(state: Masks, blocks: int) -> int:
    """The length of the longest common subsequence."""
    length = 0
    for block in range(blocks):
        length += _count(~state[block])
    return length


@inlined
def _ratio(masks: Masks, size: int, texts: Texts, text: int, state: Masks) -> np.float32:
    """1 − Indel distance / sum of lengths."""
    low, high = texts.bounds[text], texts.bounds[text + 1]
    if size <= 64:
        one = _ALL
        for at in range(low, high):
            matches = one & masks[np.int64(texts.codes[at]) * BLOCKS]
            one = (one + matches) | (one - matches)
        length = _count(~one)
    else:
        blocks = (size + 63) >> 6
        for block in range(blocks):
            state[block] = _ALL
        for at in range(low, high):
            _follow(masks, state, blocks, np.int64(texts.codes[at]))
        length = _common(state, blocks)
    whole = size + high - low
    return np.float32((1 - (whole - 2 * length) / whole) * 100) / np.float32(100)


@inlined
def _window(at: int, reach: int) -> np.uint64:
    """The places at most so far away."""
    window = _ALL
    if at + reach < BEGINNING - 1:
        window = (_ONE << np.uint64(at + reach + 1)) - _ONE
    if at > reach:
        window &= ~((_ONE << np.uint64(at - reach)) - _ONE)
    return window


@inlined
def _crossed(masks: Masks, texts: Texts, low: int, used: np.uint64, met: np.uint64) -> int:
    """How many of the letters that both have, taken in order, are not the same."""
    crossed = 0
    while met != _NONE:
        at = _count((met & (~met + _ONE)) - _ONE)
        lowest = used & (~used + _ONE)
        crossed += (masks[np.int64(texts.codes[low + at]) * BLOCKS] & lowest) == _NONE
        used ^= lowest
        met &= met - _ONE
    return crossed


@inlined
def _beginning(masks: Masks, asked: Texts, question: int, texts: Texts, text: int) -> np.float32:
    """Jaro–Winkler's similarity of the first letters."""
    start, low = asked.bounds[question], texts.bounds[text]
    size = min(asked.bounds[question + 1] - start, BEGINNING)
    other = min(texts.bounds[text + 1] - low, BEGINNING)
    reach = max(max(size, other) // 2 - 1, 0)
    used, met = _NONE, _NONE
    for at in range(min(other, size + reach)):
        found = masks[np.int64(texts.codes[low + at]) * BLOCKS] & _window(at, reach) & ~used
        if found != _NONE:
            used |= found & (~found + _ONE)
            met |= _ONE << np.uint64(at)
    common = _count(used)
    if common == 0:
        return np.float32(0)
    similar = common / size
    similar += common / other
    similar += (common - _crossed(masks, texts, low, used, met) // 2) / common
    similar /= 3
    if similar > SIMILAR:
        prefix, most = 0, min(size, other, 4)
        while prefix < most and asked.codes[start + prefix] == texts.codes[low + prefix]:
            prefix += 1
        similar += prefix * 0.1 * (1 - similar)
    return np.float32(min(similar, 1.0))


@inlined
def _shared(question: int, row: int, asked: Spelt, labels: Spelt, space: int, room: _Room) -> np.float32:
    """token_set_ratio: what both have, against what one has more than the other."""
    first, last = asked.tokens.bounds[question], asked.tokens.bounds[question + 1]
    low, high = labels.tokens.bounds[row], labels.tokens.bounds[row + 1]
    room.is_shared[: high - low] = False
    both, both_size, mine, mine_size = 0, 0, 0, 0
    for at in range(first, last):
        size = asked.words.bounds[at + 1] - asked.words.bounds[at]
        found = -1
        for other in range(low, high):
            if asked.tokens.numbers[at] == labels.tokens.numbers[other]:
                found = other
        if found >= 0:
            room.is_shared[found - low] = True
            both += 1
            both_size += size
            continue
        if mine_size:
            room.left[space * BLOCKS + (mine_size >> 6)] |= _ONE << np.uint64(mine_size & 63)
            mine_size += 1
        for place in range(asked.words.bounds[at], asked.words.bounds[at + 1]):
            room.left[np.int64(asked.words.codes[place]) * BLOCKS + (mine_size >> 6)] |= _ONE << np.uint64(
                mine_size & 63
            )
            mine_size += 1
        mine += 1
    if both and (mine == 0 or both == high - low):
        _forget_left(question, asked, space, room)
        return np.float32(1)
    yours, length = _common_left(low, high, mine_size, labels, space, room)
    _forget_left(question, asked, space, room)
    shared = both_size + both - 1 if both else 0
    more = 1 if both else 0
    result = _of_hundred(mine_size + yours - 2 * length, 2 * (shared + more) + mine_size + yours)
    if both:
        result = max(result, _of_hundred(more + mine_size, shared + shared + more + mine_size))
        result = max(result, _of_hundred(more + yours, shared + shared + more + yours))
    return np.float32(result) / np.float32(100)


@inlined
def _common_left(low: int, high: int, size: int, labels: Spelt, space: int, room: _Room) -> tuple[int, int]:
    """How long what is left of the label is, and what it has in common with what is left of the question."""
    yours, one, blocks = 0, _ALL, (size + 63) >> 6
    for block in range(blocks):
        room.state[block] = _ALL
    for other in range(low, high):
        if room.is_shared[other - low]:
            continue
        word = labels.tokens.numbers[other]
        start, stop = labels.words.bounds[word], labels.words.bounds[word + 1]
        for place in range(start - 1 if yours else start, stop):
            code = np.int64(labels.words.codes[place] if place >= start else space)
            yours += 1
            if size <= 64:
                matches = one & room.left[code * BLOCKS]
                one = (one + matches) | (one - matches)
            else:
                _follow(room.left, room.state, blocks, code)
    return yours, _count(~one) if size <= 64 else _common(room.state, blocks)


@inlined
def _of_hundred(distance: int, whole: int) -> float:
    return 100.0 - 100.0 * distance / whole if whole > 0 else 100.0


@inlined
def _forget_left(question: int, asked: Spelt, space: int, room: _Room) -> None:
    for word in range(asked.tokens.bounds[question], asked.tokens.bounds[question + 1]):
        _forget(room.left, asked.words, word)
    for block in range(BLOCKS):
        room.left[space * BLOCKS + block] = _NONE


@compiled
def _compare_all(
    table: NDArray[np.float32],
    asked: Spelt,
    labels: Spelt,
    space: int,
    counts: Longs,
    rows: NDArray[np.int32],
    room: _Room,
) -> None:
    to = 0
    for question in range(len(counts)):
        _learn(room.raw, asked.raw, question)
        _learn(room.stemmed, asked.stemmed, question)
        _learn(room.ordered, asked.ordered, question)
        raw = asked.raw.bounds[question + 1] - asked.raw.bounds[question]
        stemmed = asked.stemmed.bounds[question + 1] - asked.stemmed.bounds[question]
        ordered = asked.ordered.bounds[question + 1] - asked.ordered.bounds[question]
        for place in range(counts[question]):
            row = rows[question, place]
            table[to, 0] = _ratio(room.ordered, ordered, labels.ordered, row, room.state)
            table[to, 1] = _shared(question, row, asked, labels, space, room)
            table[to, 2] = _ratio(room.stemmed, stemmed, labels.stemmed, row, room.state)
            table[to, 3] = _ratio(room.raw, raw, labels.raw, row, room.state)
            table[to, 4] = _beginning(room.stemmed, asked.stemmed, question, labels.stemmed, row)
            to += 1
        _forget(room.raw, asked.raw, question)
        _forget(room.stemmed, asked.stemmed, question)
        _forget(room.ordered, asked.ordered, question)
