"""Judging a password takes a moment, whatever somebody sends."""

import time

import pytest

from backend.accounts.problems import WeakPassword
from backend.accounts.tokens import require_strong

NASTY = "4@8({[<369&#!1/|0$5+7%2/4" * 5  # every sign stands for several letters


def test_the_worst_password_costs_little():
    started = time.thread_time()

    require_strong(NASTY, about=["rita@example.org"])

    assert time.thread_time() - started < 3


@pytest.mark.parametrize(
    "good", ["azulejo-vento-4-pontes", "azulejo-vento-4-pontes" * 5, "correct horse battery staple"]
)
def test_long_ones_are_welcome(good):
    require_strong(good, about=["rita@example.org"])


@pytest.mark.parametrize("bad", ["password12", "rita@example.org", "aaaaaaaaaaaaaaaaaaaaaaaa", "qwertyuiopqwertyuiop"])
def test_guessable_ones_are_not(bad):
    with pytest.raises(WeakPassword):
        require_strong(bad, about=["rita@example.org"])
