"""Numbers of groups, checked; and which of them are too small to be spoken of.

A cell of fewer than ten people is not shown (Hundepool et al., *Statistical Disclosure Control*, Wiley 2012, chapter 5:
threshold rule), nor can it be had by subtraction: whoever knows how many people there were in all learns no more than
how many are in no shown group, which those who did not say belong to as well. Where these are too few to hide behind,
further groups are withheld, the smallest first, until the rest is large and its parts cannot be told apart.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.errors import BadInput

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int64] | npt.NDArray[np.float64]
FEWEST = 10  # people in a cell that is shown
NOT_SAID = -1


@dataclass(frozen=True, slots=True)
class Cells:
    """How many people are in each group that is shown, by number, and how many in none of them."""

    shown: tuple[tuple[int, int], ...]
    rest: int

    @property
    def groups(self) -> tuple[int, ...]:
        """The numbers of the groups that are shown, rising."""
        return tuple(group for group, _ in self.shown)


def cells(groups: Integers) -> Cells:
    """What may be shown of these people's groups.

    `groups` has one number a person, -1 where it was not said. BadInput (`audit.group`) for any below.
    """
    if len(groups) and int(groups.min()) < NOT_SAID:
        raise BadInput("audit.group", least=NOT_SAID)
    silent = int(np.count_nonzero(groups == NOT_SAID))
    counts = np.bincount(groups[groups != NOT_SAID]).tolist()
    by_size = sorted((count, group) for group, count in enumerate(counts) if count)
    shown = [(count, group) for count, group in by_size if count >= FEWEST]
    withheld = by_size[: len(by_size) - len(shown)]
    while withheld and silent < FEWEST and shown and _tells(withheld, shown):
        withheld.append(shown.pop(0))
    rest = silent + sum(count for count, _ in withheld)
    return Cells(tuple(sorted((group, count) for count, group in shown)), rest)


def _tells(withheld: list[tuple[int, int]], shown: list[tuple[int, int]]) -> bool:
    """Whether the sum of what is withheld, and how it was chosen, would give one of its parts away.

    The choice is known too: what was withheld for the sake of others is no larger than the smallest that is shown
    (the attack of Wong et al., "Minimality attack in privacy preserving data publishing", VLDB 2007).
    """
    is_alone = len(withheld) < 2 or sum(count for count, _ in withheld) < FEWEST
    # A group shown that is as large as the largest withheld, or one larger, leaves a single way: of two sizes that
    # would add up, the rule would have withheld the other group for one of them.
    is_bound = shown[0][0] - withheld[-1][0] < 2
    return is_alone or is_bound or shown[0][0] < 2 * FEWEST - 1


def same_length(groups: Integers, **columns: npt.NDArray[np.generic]) -> None:
    """Refuses columns that do not have one row a person (`audit.length`)."""
    for name, column in columns.items():
        if column.shape != groups.shape:
            raise BadInput("audit.length", column=name, rows=len(column), people=len(groups))
