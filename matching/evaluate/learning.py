"""A region that learns, simulated: does regret fall against weights that stay as they were set?

Invented people weigh things each in their own way, around a mean that the market's weights do not hit. Three regions
of the same people, things and chance differ in what is known of them: nothing (`fixed`), their six small choices
(`choices`), or these and every month's feedback behind the gate (`learning`). People look at a place with its
propensity and react by their true utility, so that learning sees what a real log would hold.

Regret of a page: how much better, by the person's own utility, the best page would have been than the one shown; the
mean over its places, each by how often it is looked at, in points of 100.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.config import DEFAULT, WHOLE, Config, Weight
from matching.errors import BadInput
from matching.evaluate.metrics import mean
from matching.learn.feedback import PROPENSITY, Event, Reaction, examined, learned
from matching.learn.gate import DEPTH, Verdict, adopted, judge
from matching.learn.simplex import SHARPNESS, thousandths
from matching.learn.standing import compared
from matching.learn.vignettes import Answer, Choice, Vignette, design, personal
from matching.types import Market, Side

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

FEWEST = 100  # people whose pages give enough outcomes to calibrate by
OFFERS = 40  # things a person could be shown in a month
MISSED = 10.0  # how closely the region's mean keeps to the market's weights (Dirichlet); less is further off
ALIKE = 20.0  # how closely people keep to the region's mean
TASTE = 18.0  # how sharply people react; not what the estimator assumes
LIKED = ((Reaction.APPLIED, 0.70), (Reaction.SAVED, 0.62), (Reaction.OPENED, 0.55))  # utility at which half do so
ARMS = ("fixed", "choices", "learning")
EVERYBODY = {"everybody": 1.0}  # invented people are of no group: one is as good as the best one


@dataclass(frozen=True, slots=True)
class Month:
    """Mean regret of each arm, in the order of `ARMS`, and what the gate said to what was learned."""

    regret: tuple[float, ...]
    champion_ndcg: float
    challenger_ndcg: float
    calibration_error: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """A simulated year or so: `market` was set, `region` was true, `learned` is what stands at the end."""

    months: tuple[Month, ...]
    market: tuple[Weight, ...]
    region: tuple[int, ...]
    learned: tuple[Weight, ...]

    @property
    def cumulative(self) -> tuple[float, ...]:
        """Regret summed over the months, by arm."""
        return tuple(sum(month.regret[arm] for month in self.months) for arm in range(len(ARMS)))

    @property
    def removed(self) -> tuple[float, ...]:
        """Share of the fixed arm's regret that each arm did away with in the last quarter of the months."""
        last = self.months[-max(1, len(self.months) // 4) :]
        sums = [sum(month.regret[arm] for month in last) for arm in range(len(ARMS))]
        return tuple(1 - each / sums[0] if sums[0] else 0.0 for each in sums)


@dataclass(slots=True)
class _Arm:
    """What one region believes: its configuration, and each person's weights."""

    config: Config
    weights: Integers


def simulate(
    seed: int = 1,
    *,
    people: int = 400,
    months: int = 12,
    sharpness: float = SHARPNESS,
    config: Config = DEFAULT,
    show: Callable[[int], object] = int,
) -> Report:
    """The same seed gives the same report. `sharpness` is how surely people answer the small choices; 0: by lot.

    Raises BadInput (`simulate.size`) below 100 people or one month.
    """
    if people < FEWEST or months < 1:
        raise BadInput("simulate.size", people=people, months=months)
    chance = np.random.Generator(np.random.PCG64(seed))
    market = config.scheme(Market.OPPORTUNITIES).forward
    means = np.array([weight.weight for weight in market]) / WHOLE
    region = chance.dirichlet(MISSED * means + 0.5)
    true = np.array([thousandths(chance.dirichlet(ALIKE * region + 0.05).tolist()) for _ in range(people)])
    vignettes = design(market)
    answers = [_answers(market, vignettes, own, sharpness, chance) for own in true]
    asked = _personal(market, answers)
    same = np.tile([weight.weight for weight in market], (people, 1))
    arms = [_Arm(config, same), _Arm(config, asked), _Arm(config, asked)]
    told = []
    for number in range(months):
        told.append(_month(number, arms, true, answers, chance))
        show(number + 1)
    learned_ = arms[-1].config.scheme(Market.OPPORTUNITIES).forward
    return Report(tuple(told), market, tuple(thousandths(region.tolist())), learned_)


def _month(
    number: int,
    arms: Sequence[_Arm],
    true: Integers,
    answers: Sequence[Sequence[Answer]],
    chance: np.random.Generator,
) -> Month:
    """Everybody gets a page in every arm; the last arm learns from what its people did with it."""
    values = (chance.beta(2, 2, (len(true), OFFERS, true.shape[1])) * WHOLE).astype(np.int64)
    luck = chance.random((len(true), OFFERS, 2))
    pages = [_pages(arm.weights, values) for arm in arms]
    regret = tuple(mean(_regrets(page, true, values)) for page in pages)
    events = [
        event
        for person, page in enumerate(pages[-1])
        for event in _events(f"{number}:{person}", page, true[person], values[person], luck[person])
    ]
    return Month(regret, *_learn(number, arms[-1], events, answers))


def _learn(
    number: int, arm: _Arm, events: Sequence[Event], answers: Sequence[Sequence[Answer]]
) -> tuple[float, float, float, Verdict]:
    """Learns from half of the pages, judges on the others; the verdict decides what the next month begins with."""
    champion = arm.config.scheme(Market.OPPORTUNITIES).forward
    pages = sorted({event.page for event in events})
    held = frozenset(pages[::2])
    train = [event for event in events if event.page not in held]
    test = [event for event in events if event.page in held]
    challenger = learned(champion, train)
    told = compared((champion, challenger), train, test, (EVERYBODY, EVERYBODY))
    verdict = judge(told.champion, told.challenger, approved_by="simulation")
    if verdict.goes_live:
        version = f"{arm.config.version.partition('+')[0]}+{number + 1}"
        arm.config = adopted(arm.config, Market.OPPORTUNITIES, Side.FORWARD, challenger, version)
        arm.weights = _personal(challenger, answers)
    return told.champion.ndcg, told.challenger.ndcg, told.challenger.calibration_error, verdict


def _personal(market: Sequence[Weight], answers: Sequence[Sequence[Answer]]) -> Integers:
    return np.array([[weight.weight for weight in personal(market, each)] for each in answers])


def _answers(
    market: Sequence[Weight],
    vignettes: Sequence[Vignette],
    own: Integers,
    sharpness: float,
    chance: np.random.Generator,
) -> list[Answer]:
    """What a person with these weights chooses: Bradley–Terry."""
    weights = dict(zip((weight.factor for weight in market), own.tolist(), strict=True))
    told = []
    for vignette, luck in zip(vignettes, chance.random(len(vignettes)), strict=True):
        first, second = (
            sum(weights[name] * level for name, level in option) for option in (vignette.first, vignette.second)
        )
        is_first = luck < 1 / (1 + np.exp(-sharpness * (first - second) / WHOLE**2))
        told.append(Answer(vignette, Choice.FIRST if is_first else Choice.SECOND))
    return told


def _pages(weights: Integers, values: Integers) -> Integers:
    """Per person the first places by these weights; ties by place among the offers."""
    scores = (values * weights[:, None, :]).sum(axis=2)
    best: Integers = np.argsort(-scores, axis=1, kind="stable")[:, :DEPTH]
    return best


def _regrets(pages: Integers, true: Integers, values: Integers) -> list[float]:
    """Per person, in points of 100."""
    looked = np.array([examined(place) for place in range(1, DEPTH + 1)]) / PROPENSITY
    utility = (values * true[:, None, :]).sum(axis=2) / WHOLE**2 * 100
    best = -np.sort(-utility, axis=1)[:, :DEPTH]
    shown = np.take_along_axis(utility, pages, axis=1)
    lost: list[float] = (((best - shown) * looked).sum(axis=1) / looked.sum()).tolist()
    return lost


def _events(page: str, shown: Integers, own: Integers, values: Integers, luck: Floats) -> list[Event]:
    """What a person does with a page: looks at a place or not, then reacts by how much it is to their liking."""
    told = []
    for position, item in enumerate(shown.tolist(), 1):
        propensity = examined(position)
        utility = float((values[item] * own).sum()) / WHOLE**2
        reaction = Reaction.SEEN
        if luck[item, 0] * PROPENSITY < propensity:
            done = [kind for kind, half in LIKED if luck[item, 1] < 1 / (1 + np.exp(-TASTE * (utility - half)))]
            reaction = done[0] if done else Reaction.SEEN
        told.append(Event(page, str(item), position, propensity, tuple(values[item].tolist()), reaction))
    return told


def weights_of(side: Sequence[Weight]) -> dict[str, int]:
    """Factor → thousandths."""
    return {weight.factor: weight.weight for weight in side}
