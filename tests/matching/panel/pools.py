"""Small invented pools, and an independent solver for them."""

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from matching.errors import BadInput
from matching.panel import Application, Pool, Reviewer

DOMAINS = ("dance", "film", "games")


@st.composite
def pools(draw, most=5, kept=False):
    """Feasible or not: languages, domains, bars, limits both ways."""
    language = st.none() | st.sampled_from(("pt", "en"))
    domains = st.frozensets(st.sampled_from(DOMAINS), max_size=2)
    applications = tuple(
        Application(f"a{n}", draw(st.integers(1, 2)), draw(language), draw(domains))
        for n in range(draw(st.integers(1, most)))
    )
    reviewers = []
    for n in range(draw(st.integers(1, most))):
        limit = draw(st.sampled_from((6, 4, 2, 1, 0)))
        spoken = draw(st.none() | st.frozensets(st.sampled_from(("pt", "en")), min_size=1))
        reviewers.append(
            Reviewer(f"r{n}", limit, draw(st.sampled_from((0, 0, min(limit, 1), min(limit, 3)))), spoken, draw(domains))
        )
    pairs = list(product([a.id for a in applications], [r.id for r in reviewers]))
    fits = {pair: draw(st.integers(-2, 9)) for pair in pairs if draw(st.booleans())}
    barred = frozenset(pair for pair in pairs if draw(st.integers(0, 5)) == 5)
    pool = Pool(applications, tuple(reviewers), fits, barred, needs_expert=draw(st.booleans()))
    if not kept:
        return pool
    possible = [pair for pair in pairs if pool.may_read(*pair) and pool.reviewer[pair[1]].most > 1]
    fixed = draw(st.frozensets(st.sampled_from(possible), max_size=2)) if possible else frozenset()
    try:
        return replace(pool, kept=fixed)
    except BadInput:  # the two do not go together
        return pool


def best(pool, floor=None):
    """The greatest total fit by linear programming (the constraints are totally unimodular); None if there is none."""
    pairs = [(a.id, r.id) for a in pool.applications for r in pool.reviewers if pool.may_read(a.id, r.id)]
    pairs = [pair for pair in pairs if floor is None or pair in pool.kept or pool.fit(*pair) >= floor]
    if not pairs:
        return None
    equal = [[pair[0] == a.id for pair in pairs] for a in pool.applications]
    loads = [[pair[1] == r.id for pair in pairs] for r in pool.reviewers]
    above = [(row, r.most) for row, r in zip(loads, pool.reviewers, strict=True)]
    above += [([-x for x in row], -r.least) for row, r in zip(loads, pool.reviewers, strict=True)]
    above += [
        ([pair[0] == a.id and not pool.is_expert(*pair) for pair in pairs], a.reads - 1)
        for a in pool.applications
        if pool.wants_expert(a.id)
    ]
    found = linprog(
        [-pool.fit(*pair) for pair in pairs],
        A_ub=np.array([row for row, _ in above], dtype=float),
        b_ub=[limit for _, limit in above],
        A_eq=np.array(equal, dtype=float),
        b_eq=[a.reads for a in pool.applications],
        bounds=[(float(pair in pool.kept), 1.0) for pair in pairs],
    )
    return round(-found.fun) if found.status == 0 else None
