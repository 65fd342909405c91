"""What claims count for: each concept that lies near one of them, by the best of them."""

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.kernels.compiled import compiled


@compiled
def expand(
    starts: npt.NDArray[np.int64],
    claims: npt.NDArray[np.int64],
    strengths: npt.NDArray[np.uint8],
    near_starts: npt.NDArray[np.int64],
    near: npt.NDArray[np.uint16],
    similarities: npt.NDArray[np.uint8],
    table: npt.NDArray[np.uint8],
    to_starts: npt.NDArray[np.int64],
    to_concepts: npt.NDArray[np.uint16],
    to_amounts: npt.NDArray[np.uint8],
) -> None:
    """For each row with claims `starts[row]` up to `starts[row + 1]`: strength × similarity in 255ths, halves up.

    What lies near claim c is `near[near_starts[c] : near_starts[c + 1]]`, itself among it. `table` has 65 536 zeros and
    gets them back; the two last need room for everything near every claim.
    """
    end = 0
    for row in range(len(starts) - 1):
        begin = end
        for at in range(starts[row], starts[row + 1]):
            strength = int(strengths[at])
            for other in range(near_starts[claims[at]], near_starts[claims[at] + 1]):
                concept, amount = near[other], (strength * int(similarities[other]) + 127) // 255
                if table[concept] == 0 and amount > 0:
                    to_concepts[end] = concept
                    end += 1
                table[concept] = max(int(table[concept]), amount)
        for at in range(begin, end):
            to_amounts[at] = table[to_concepts[at]]
            table[to_concepts[at]] = 0
        to_starts[row + 1] = end
