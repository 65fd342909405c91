"""Tests are sentences and go through the front door."""

import os

# As many workers as cores run tests: linear algebra that takes all cores for itself only makes them wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
