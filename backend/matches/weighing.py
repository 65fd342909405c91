"""What a person weighs, from the small choices on their profile: about opportunities, which most come for."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from matching import Config
from matching.config import Weight
from matching.learn.vignettes import Answer, Choice, Vignette, design, personal
from matching.types import Market

Side: TypeAlias = tuple[Weight, ...]


def usual(config: Config) -> Side:
    """What those weigh who have chosen nothing."""
    return config.scheme(Market.OPPORTUNITIES).forward


def asked(choices: Sequence[Mapping[str, Any]], market: Side) -> list[tuple[Vignette, Choice | None]]:
    """The six small choices at these weights of the market, with what was chosen where it was."""
    chosen = {answer.vignette: answer.choice for answer in answers(choices, market)}
    return [(vignette, chosen.get(vignette)) for vignette in design(market)]


def weights(choices: Sequence[Mapping[str, Any]], market: Side) -> Side | None:
    """The person's own weights, drawn to the market's; None where they have chosen nothing."""
    told = tuple(answers(choices, market))
    return _weights(told, market) if told else None


def answers(choices: Iterable[Mapping[str, Any]], market: Side) -> list[Answer]:
    """What the profile holds, as the library reads it; what is about other factors than are weighed is passed over.

    Earlier designs asked other things: those answers count as well.
    """
    told, factors = [], [weight.factor for weight in market]  # in the order in which vignettes name them
    for each in choices:
        if each["first"].keys() <= set(factors) and each["first"].keys() == each["second"].keys():
            names = [name for name in factors if name in each["first"]]
            first, second = (tuple((name, each[side][name]) for name in names) for side in ("first", "second"))
            told.append(Answer(Vignette(first, second), Choice(each["choice"])))
    return told


@lru_cache(maxsize=4096)
def _weights(told: tuple[Answer, ...], market: Side) -> Side:
    return personal(market, told)
