"""Which twin of the inner loops serves here: compiled by numba, or plain numpy."""

from matching.compiled import IS_COMPILED

KERNELS = "numba" if IS_COMPILED else "numpy"
