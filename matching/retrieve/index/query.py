"""What is asked of an index: by a person of items, or by an item of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.errors import BadInput
from matching.retrieve.index import words
from matching.retrieve.index.kernels.asked import Asked
from matching.retrieve.index.score import LONGEST_SCALE, NO_LIMIT, SHARES
from matching.retrieve.select import id_hash

Point: TypeAlias = tuple[int, int, int]
EVERY_KIND = (1 << words.KINDS) - 1
ANY_LANGUAGE = (words.TOP_LANGUAGE,) * words.LANGUAGES
NOWHERE = (1 << 25, 0, 0)  # farther from everything on and in the Earth than any scale
NO_LANGUAGE = (0,) * words.LANGUAGES


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """Conditions as numbers, and what each concept counts for, by rising concept. `is_of_people`: people are sought."""

    asked: Asked
    concepts: npt.NDArray[np.uint16]
    amounts: npt.NDArray[np.uint8]
    is_of_people: bool


def for_person(
    similarities: Mapping[int, int],
    *,
    kinds: int = EVERY_KIND,
    education: int = words.TOP_EDUCATION,
    languages: Sequence[int] = ANY_LANGUAGE,
    days: tuple[int, int] = (0, words.LAST_DAY),
    where: Point | None = None,
    limit: int | None = None,
    scale: int = 40_000,
    is_remote: bool = True,
    is_only_remote: bool = False,
    day_seed: str = "",
) -> Query:
    """A person looks for items.

    `similarities`: concept → 0..255; `kinds`: a bit for each; `languages` and `education`: levels had, the highest
    where not known; `days`: first and last with time; `where` in metres from the middle of the Earth, None where not
    known; `limit` metres to travel at most, None for no limit; `scale` metres at which place is worth nothing. Raises
    BadInput ("index.field", "index.days", "index.reach", "index.amount").
    """
    word = words.person_words(
        education=_one(education),
        languages=np.array([languages], dtype=np.int64),
        first=_one(days[0]),
        last=_one(days[1]),
        is_remote=np.array([is_remote]),
        is_placed=np.array([where is not None]),
    )[0]
    _check(days, limit, scale)
    forbidden = 1 << words.ON_SITE_AT if is_only_remote else 0
    x, y, z = where or NOWHERE
    asked = Asked(
        word=word & np.uint64(words.FIELDS),
        forbidden=np.uint64(forbidden),
        kinds=kinds,
        education=education,
        first=days[0],
        last=days[1],
        x=x,
        y=y,
        z=z,
        limit=(NO_LIMIT if limit is None else limit) ** 2,
        scale=scale,
        is_remote=int(is_remote),
        is_anywhere=int(where is None),
        seed=np.uint64(id_hash(day_seed)),
    )
    return Query(asked, *_lists(similarities), is_of_people=False)


def for_item(
    shares: Mapping[int, int],
    *,
    kind: int,
    education: int = 0,
    languages: Sequence[int] = NO_LANGUAGE,
    days: tuple[int, int] = (0, words.LAST_DAY),
    where: Point | None = None,
    is_remote: bool = False,
    day_seed: str = "",
) -> Query:
    """An item looks for people: what it asks where `for_person` says what one has. `shares` sum to 255 at most.

    Raises BadInput as `for_person` does.
    """
    word = words.item_words(
        kind=_one(kind),
        education=_one(education),
        languages=np.array([languages], dtype=np.int64),
        first=_one(days[0]),
        last=_one(days[1]),
        is_open=np.array([True]),
        is_remote=np.array([is_remote]),
        is_placed=np.array([where is not None]),
        is_on_site=np.array([False]),
    )[0]
    _check(days, None, 1)
    if sum(shares.values()) > SHARES:
        raise BadInput("index.amount", at_least=0, at_most=SHARES)
    x, y, z = where or NOWHERE
    asked = Asked(
        word=word & np.uint64(words.FIELDS),
        forbidden=np.uint64(0),
        kinds=1 << kind,
        education=education,
        first=days[0],
        last=days[1],
        x=x,
        y=y,
        z=z,
        limit=0,
        scale=1,
        is_remote=int(is_remote),
        is_anywhere=int(where is None),
        seed=np.uint64(id_hash(day_seed)),
    )
    return Query(asked, *_lists(shares), is_of_people=True)


def _one(value: int) -> npt.NDArray[np.int64]:
    return np.array([value], dtype=np.int64)


def _check(days: tuple[int, int], limit: int | None, scale: int) -> None:
    if days[0] > days[1]:
        raise BadInput("index.days", first=days[0], last=days[1])
    if not (limit is None or 0 <= limit <= NO_LIMIT) or not 0 < scale <= LONGEST_SCALE:
        raise BadInput("index.reach", limit=limit, scale=scale)


def _lists(amounts: Mapping[int, int]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint8]]:
    told = sorted((concept, amount) for concept, amount in amounts.items() if amount)
    if told and not (told[0][0] >= 0 and told[-1][0] < 1 << 16 and all(0 < amount <= SHARES for _, amount in told)):
        raise BadInput("index.amount", at_least=0, at_most=SHARES)
    table = np.array(told, dtype=np.int64).reshape(len(told), 2)
    return table[:, 0].astype(np.uint16), table[:, 1].astype(np.uint8)
