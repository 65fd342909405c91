"""How one market is scored for one person: by their own weights where they have said some."""

from dataclasses import replace

from matching.config import Config, Scheme, Weight
from matching.types import Market, Seeker


def scheme_of(config: Config, market: Market, seeker: Seeker) -> Scheme:
    """The market's scheme, its forward side with the person's weights if these speak of just its factors.

    What the item's side weighs is never the person's to say.
    """
    scheme = config.scheme(market)
    own = dict(seeker.weights)
    if not own or own.keys() != {weight.factor for weight in scheme.forward}:
        return scheme
    forward = (Weight(one.factor, own[one.factor], one.prior, one.low, one.high) for one in scheme.forward)
    return replace(scheme, forward=tuple(forward))
