"""The assignment is the best there is and proves it; where there is none, the reason is true and as small as can be."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

import matching
from matching.codes import FAULTS, SHORTAGES
from matching.errors import BadInput
from matching.panel import Aim, Application, Assignment, Pool, Reviewer, Shortage, assign, check
from tests.matching.panel.pools import best, pools

BIDS = Path(matching.__file__).parents[2] / "shared" / "data" / "assignment"


@given(pools(kept=True))
def test_it_is_as_good_as_an_independent_solver_says_or_there_is_none(pool):
    found = assign(pool)
    expected = best(pool)
    assert isinstance(found, Assignment) == (expected is not None)
    if isinstance(found, Assignment):
        assert found.total + found.gap == expected
        if found.panels == 1 and found.gap == 0:
            assert found.total == expected


@given(pools(kept=True))
def test_its_certificate_proves_it_without_a_solver(pool):
    found = assign(pool)
    if isinstance(found, Shortage):
        return
    told = check(pool, found.reads, found.certificate)
    assert told.faults == ()
    assert (told.total, told.gap) == (found.total, found.gap)


@given(pools(), st.data())
def test_no_prices_prove_too_much(pool, data):
    """Whatever stands in a certificate, its bound is never below the optimum: a forged one proves nothing."""
    found = assign(pool)
    if isinstance(found, Shortage):
        return
    small = st.integers(-20, 20)
    forged = replace(
        found.certificate,
        applications={one: price + data.draw(small) for one, price in found.certificate.applications.items()},
        reviewers={one: price + data.draw(small) for one, price in found.certificate.reviewers.items()},
    )
    assert check(pool, found.reads, forged).bound >= best(pool)


@given(pools(), st.data())
def test_each_broken_rule_is_found(pool, data):
    found = assign(pool)
    if isinstance(found, Shortage):
        return
    pairs = list(product([a.id for a in pool.applications], [r.id for r in pool.reviewers]))
    reads = data.draw(st.lists(st.sampled_from(pairs), max_size=8))
    told = check(pool, reads, found.certificate)
    assert {fault.code for fault in told.faults} <= FAULTS
    if not told.faults:
        assert told.gap >= 0


@given(pools())
def test_a_shortage_is_true_and_as_small_as_can_be(pool):
    found = assign(pool)
    if isinstance(found, Assignment):
        return
    assert found.code in SHORTAGES
    assert found.can < found.need
    if found.code == "panel.too-little-to-read":
        owed = [r for r in pool.reviewers if r.id in found.reviewers]
        assert (sum(r.least for r in owed), most_read(pool, owed)) == (found.need, found.can)
        for out in owed:
            rest = [r for r in owed if r is not out]
            assert most_read(pool, rest) == sum(r.least for r in rest)
        return
    part = only(pool, found.applications)
    assert sum(a.reads for a in part.applications) == found.need
    assert best(free(part)) is None
    for out in found.applications:
        rest = [one for one in found.applications if one != out]
        assert not rest or best(free(only(pool, rest))) is not None
    unskilled = best(replace(free(part), needs_expert=False)) is not None
    assert unskilled == (found.code == "panel.too-few-experts")
    if found.code == "panel.too-few-readers":
        able = {r.id for r in pool.reviewers if any(pool.may_read(one, r.id) for one in found.applications)}
        assert set(found.reviewers) == able


def only(pool, applications):
    left = tuple(a for a in pool.applications if a.id in applications)
    known = {a.id for a in left}
    return replace(
        pool,
        applications=left,
        fits={read: fit for read, fit in pool.fits.items() if read[0] in known},
        barred=frozenset(read for read in pool.barred if read[0] in known),
    )


def free(pool):
    """Nobody has to read."""
    return replace(pool, reviewers=tuple(replace(r, least=0) for r in pool.reviewers))


def most_read(pool, reviewers):
    """How many of the reads that these reviewers are owed they could have, if only they read."""
    pairs = [(a, r) for a in pool.applications for r in reviewers if may(pool, a, r)]
    if not pairs:
        return 0
    rows = [([p[0] is a for p in pairs], a.reads) for a in pool.applications]
    rows += [([p[1] is r for p in pairs], r.least) for r in reviewers]
    rows += [
        ([p[0] is a and not p[1].knows(a) for p in pairs], a.reads - 1)
        for a in pool.applications
        if pool.wants_expert(a.id)
    ]
    oracle = linprog(
        -np.ones(len(pairs)),
        A_ub=np.array([row for row, _ in rows], dtype=float),
        b_ub=[b for _, b in rows],
        bounds=(0, 1),
    )
    return round(-oracle.fun)


def may(pool, application, reviewer):
    return (application.id, reviewer.id) not in pool.barred and reviewer.reads(application)


def test_seven_applications_that_share_two_reviewers_are_named_and_no_other():
    crowd = tuple(Application(f"a{n:02}", 3) for n in range(30))
    pool = Pool(
        crowd,
        tuple(Reviewer(f"r{n}", 30) for n in range(6)),
        barred=frozenset((f"a{n:02}", f"r{m}") for n in range(7) for m in range(2, 6)),
    )
    assert assign(pool) == Shortage("panel.too-few-readers", ("a00",), ("r0", "r1"), 3, 2)
    loaded = replace(
        pool,
        applications=tuple(replace(a, reads=1) for a in crowd),
        reviewers=tuple(replace(r, most=3 if r.id < "r2" else 30) for r in pool.reviewers),
    )
    assert assign(loaded) == Shortage("panel.too-few-readers", tuple(f"a{n:02}" for n in range(7)), ("r0", "r1"), 7, 6)


def test_experts_and_debts_are_reasons_of_their_own():
    films = tuple(Application(f"a{n}", 2, domains=frozenset({"film"})) for n in range(3))
    people = (Reviewer("r0", 2, domains=frozenset({"film"})), *(Reviewer(f"r{n}", 3) for n in range(1, 4)))
    assert assign(Pool(films, people)) == Shortage("panel.too-few-experts", ("a0", "a1", "a2"), ("r0",), 6, 5)
    assert isinstance(assign(Pool(films, people, needs_expert=False)), Assignment)
    owed = (Reviewer("r0", 9, 4), Reviewer("r1", 9))
    assert assign(Pool(films, owed, needs_expert=False)) == Shortage(
        "panel.too-little-to-read", ("a0", "a1", "a2"), ("r0",), 4, 3
    )


@given(pools(most=4))
def test_the_worst_read_is_as_good_as_can_be(pool):
    found = assign(pool, Aim.WORST_READ)
    if isinstance(found, Shortage):
        return
    told = check(pool, found.reads, found.certificate)
    assert told.faults == ()
    worst = min(pool.fit(*read) for read in found.reads)
    floor = found.certificate.floor
    assert worst >= floor
    higher = min(
        (fit for pair in product(pool.application, pool.reviewer) if (fit := pool.fit(*pair)) > floor), default=None
    )
    assert higher is None or best(pool, higher) is None
    assert found.total + found.gap == best(pool, floor)


@given(pools(kept=True), st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_is_nothing(pool, chance):
    applications, reviewers = list(pool.applications), list(pool.reviewers)
    chance.shuffle(applications)
    chance.shuffle(reviewers)
    assert assign(replace(pool, applications=tuple(applications), reviewers=tuple(reviewers))) == assign(pool)


def two_worlds(barred=frozenset()):
    """Two groups who would rather keep to themselves."""
    applications = tuple(Application(f"a{n}", 2) for n in range(4))
    reviewers = tuple(Reviewer(f"r{n}", 2, 2) for n in range(4))
    fits = {(f"a{n}", f"r{m}"): 9 if (n < 2) == (m < 2) else 4 for n in range(4) for m in range(4)}
    return Pool(applications, reviewers, fits, barred)


def test_panels_are_connected_at_the_least_loss_and_the_loss_is_told():
    found = assign(two_worlds())
    assert (found.panels, found.total, found.gap) == (1, 62, 10)
    assert check(two_worlds(), found.reads, found.certificate).faults == ()


def test_panels_that_bars_keep_asunder_stay_so_and_it_is_told():
    bars = frozenset((f"a{n}", f"r{m}") for n in range(4) for m in range(4) if (n < 2) != (m < 2))
    found = assign(two_worlds(bars))
    assert (found.panels, found.total, found.gap) == (2, 72, 0)


@pytest.mark.parametrize("name", ["preflib1", "preflib2", "preflib3"])
def test_on_real_bids_of_conferences_it_equals_an_independent_solver(name):
    path = BIDS / f"{name}.npz"
    if not path.exists():
        pytest.skip("needs the bid matrices (PrefLib MD-00002) in ../shared/data/assignment")
    with np.load(path) as data:
        bids, conflicts = data["similarity_matrix"].T, data["mask_matrix"].T.astype(bool)
    a, r = bids.shape
    most = -(-3 * a // r) + 1
    applications = tuple(Application(f"a{i:03}", 3) for i in range(a))
    reviewers = tuple(Reviewer(f"r{j:03}", most, most - 2) for j in range(r))
    fits = {(f"a{i:03}", f"r{j:03}"): int(bids[i, j]) for i in range(a) for j in range(r)}
    barred = frozenset((f"a{i:03}", f"r{j:03}") for i, j in np.argwhere(conflicts).tolist())
    pool = Pool(applications, reviewers, fits, barred)
    found = assign(pool)
    told = check(pool, found.reads, found.certificate)
    assert (told.faults, told.gap, found.panels) == ((), 0, 1)
    rows, columns = np.nonzero(~conflicts)
    arcs, ones = np.arange(len(rows)), np.ones(len(rows))
    loads = csr_array((ones, (columns, arcs)), shape=(r, len(rows))).toarray()
    oracle = linprog(
        -bids[rows, columns],
        A_ub=np.concatenate((loads, -loads)),
        b_ub=np.concatenate((np.full(r, most), np.full(r, 2 - most))),
        A_eq=csr_array((ones, (rows, arcs)), shape=(a, len(rows))).toarray(),
        b_eq=np.full(a, 3),
        bounds=(0, 1),
    )
    assert found.total == round(-oracle.fun)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Application("", 1), "application.id"),
        (lambda: Application("a", 0), "application.reads"),
        (lambda: Reviewer("", 1), "reviewer.id"),
        (lambda: Reviewer("r", 1, 2), "reviewer.load"),
        (lambda: Pool((), (Reviewer("r", 1),)), "pool.empty"),
        (lambda: Pool((Application("a", 1),) * 2, (Reviewer("r", 1),)), "application.twice"),
        (lambda: Pool((Application("a", 1),), (Reviewer("r", 1),) * 2), "reviewer.twice"),
        (lambda: Pool((Application("a", 1),), (Reviewer("r", 1),), {("a", "x"): 1}), "pool.stranger"),
        (lambda: Pool((Application("a", 1),), (Reviewer("r", 1),), {("a", "r"): float("nan")}), "pool.fit"),
        (
            lambda: Pool(
                (Application("a", 1),), (Reviewer("r", 1),), {}, frozenset({("a", "r")}), frozenset({("a", "r")})
            ),
            "pool.kept-but-barred",
        ),
        (
            lambda: Pool(
                (Application("a", 1), Application("b", 1)),
                (Reviewer("r", 1),),
                kept=frozenset({("a", "r"), ("b", "r")}),
            ),
            "pool.kept-too-many",
        ),
        (
            lambda: Pool(
                (Application("a", 1, None, frozenset({"film"})),), (Reviewer("r", 1),), kept=frozenset({("a", "r")})
            ),
            "pool.kept-no-expert",
        ),
    ],
)
def test_what_cannot_be_is_refused(make, code):
    with pytest.raises(BadInput) as caught:
        make()
    assert caught.value.code == code
