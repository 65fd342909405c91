"""The network simplex finds what an independent solver finds, and its prices prove it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from matching import flow as module
from matching.flow import cheapest


@st.composite
def networks(draw):
    """Any arcs between up to seven nodes, there and back and twice over, some of no room."""
    n = draw(st.integers(1, 7))
    node, few = st.integers(0, n - 1), st.integers(0, 4)
    supply = draw(st.lists(few, min_size=n, max_size=n))
    through = draw(st.lists(st.tuples(node, st.integers(0, n), few, st.integers(-9, 9)), max_size=20))
    through = [arc for arc in through if arc[0] != arc[1]]
    own = [(i, n, supply[i] + draw(st.integers(1, 9)), draw(st.integers(-5, 30))) for i in range(n)]
    tails, heads, room, costs = (np.array(column) for column in zip(*own, *through, strict=True))
    return np.array(supply), tails.astype(np.int32), heads.astype(np.int32), room, costs


def incidence(supply, tails, heads):
    n, arcs = len(supply), np.arange(len(tails))
    signs = np.concatenate((np.ones(len(tails)), -np.ones(len(tails))))
    where = (np.concatenate((tails, heads)), np.concatenate((arcs, arcs)))
    return csr_array((signs, where), shape=(n + 1, len(tails))).tocsr()[:n]


@given(networks())
def test_it_costs_as_little_as_an_independent_solver_says(network):
    supply, tails, heads, room, costs = network
    found = cheapest(*network)
    oracle = linprog(
        costs, A_eq=incidence(supply, tails, heads), b_eq=supply, bounds=list(zip(0 * room, room, strict=True))
    )
    assert (found.units * costs).sum() == pytest.approx(oracle.fun, abs=1e-6)


@given(networks())
def test_the_plan_is_feasible_and_its_prices_prove_it(network):
    supply, tails, heads, room, costs = network
    found = cheapest(*network)
    assert ((found.units >= 0) & (found.units <= room)).all()
    assert (incidence(supply, tails, heads) @ found.units == supply).all()
    saving = found.prices[tails] - found.prices[heads] - costs
    assert (saving[found.units > 0] >= 0).all()
    assert (saving[found.units < room] <= 0).all()
    assert found.prices[-1] == 0


@given(networks())
def test_without_a_compiler_the_same_code_says_the_same(network):
    """The kernel and its parts as plain Python."""
    parts = ("_unlink", "_link", "_entering", "_meeting", "_push", "_rehang", "_reprice", "_leaving")
    with pytest.MonkeyPatch.context() as patch:
        for name in (*parts, "_simplex"):
            patch.setattr(module, name, getattr(module, name).py_func)
        plain = cheapest(*network)
    found = cheapest(*network)
    assert (plain.units == found.units).all()
    assert (plain.prices == found.prices).all()
