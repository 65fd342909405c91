"""What a person weighs, from the small choices on their profile: about opportunities, which most come for."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from matching import DEFAULT
from matching.config import Weight
from matching.learn.vignettes import Answer, Choice, Vignette, design, personal
from matching.types import Market

USUAL = DEFAULT.scheme(Market.OPPORTUNITIES).forward
_FACTORS = tuple(weight.factor for weight in USUAL)  # in the order in which vignettes name them


def asked(choices: Sequence[Mapping[str, Any]]) -> list[tuple[Vignette, Choice | None]]:
    """The six small choices, with what was chosen where it was."""
    chosen = {answer.vignette: answer.choice for answer in answers(choices)}
    return [(vignette, chosen.get(vignette)) for vignette in design(USUAL)]


def weights(choices: Sequence[Mapping[str, Any]]) -> tuple[Weight, ...] | None:
    """The person's own weights; None where they have chosen nothing."""
    told = tuple(answers(choices))
    return _weights(told) if told else None


def answers(choices: Iterable[Mapping[str, Any]]) -> list[Answer]:
    """What the profile holds, as the library reads it; what is about other factors than are weighed is passed over.

    Earlier designs asked other things: those answers count as well.
    """
    told = []
    for each in choices:
        if each["first"].keys() <= set(_FACTORS) and each["first"].keys() == each["second"].keys():
            names = [name for name in _FACTORS if name in each["first"]]
            first, second = (tuple((name, each[side][name]) for name in names) for side in ("first", "second"))
            told.append(Answer(Vignette(first, second), Choice(each["choice"])))
    return told


@lru_cache(maxsize=4096)
def _weights(told: tuple[Answer, ...]) -> tuple[Weight, ...]:
    return personal(USUAL, told)
