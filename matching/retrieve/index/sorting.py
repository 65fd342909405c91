"""Sorting by whole numbers of a known width, sixteen bits at a time: numpy sorts these by counting them."""

import numpy as np
import numpy.typing as npt

DIGIT = 16


def order_by(keys: npt.NDArray[np.integer], bits: int) -> npt.NDArray[np.int64]:
    """The stable order of keys 0..2^`bits` − 1: least significant digit first (Knuth, TAOCP 3, 5.2.5)."""
    order: npt.NDArray[np.int64] = np.argsort(keys.astype(np.uint16), kind="stable")
    for at in range(DIGIT, bits, DIGIT):
        order = order[np.argsort((keys >> at).astype(np.uint16)[order], kind="stable")]
    return order
