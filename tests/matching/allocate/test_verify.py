"""The checker shares nothing with the solver, passes the true bundle, and finds whatever was changed in it."""

import ast
import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.allocate import Applicant, Call, Place, Seats, Wish, allocate, bundle, commitment, verifier, verify
from matching.codec import canonical
from matching.codes import FINDINGS
from tests.matching.allocate.calls import SEED, big_call, calls, forged, plan_of, published
from tests.matching.allocate.test_stability import crossed

OF_FILES = {"verify.digest", "verify.cutoff", "verify.waiting"}  # what a forger would redo along with the plan


def codes(report):
    found = {finding.code for finding in report.findings}
    assert found <= FINDINGS
    return found


@given(calls())
def test_the_true_bundle_passes(call):
    report = verify(published(call), commitment(call.id, call.places, SEED))
    assert report.is_valid
    assert report.findings == ()


def test_it_counts_the_pairs_it_looked_at():
    call = big_call()
    allocation = allocate(call, SEED)
    report = verify(bundle(allocation))
    assert report.is_valid
    assert (report.blocking_pairs, report.pairs_checked) == (0, sum(len(w) for w in allocation.waiting.values()))
    assert report.pairs_checked > 100


def is_found(files, rows):
    return bool(codes(verify(forged(files, allocation=lambda _: rows))) - OF_FILES)


@given(calls())
def test_any_other_placement_is_found(call):
    files = published(call)
    rows = json.loads(files["allocation.json"])
    for n, row in enumerate(rows):
        for other in {None, *(place.id for place in call.places)} - {row["place"]}:
            assert is_found(files, [*rows[:n], {**row, "place": other}, *rows[n + 1 :]])


@given(calls())
def test_any_two_who_changed_places_are_found(call):
    files = published(call)
    rows = json.loads(files["allocation.json"])
    for one, two in combinations(rows, 2):
        if one["place"] != two["place"]:
            moves = {one["applicant"]: two["place"], two["applicant"]: one["place"]}
            assert is_found(files, [{**row, "place": moves.get(row["applicant"], row["place"])} for row in rows])


def test_a_stable_plan_that_is_not_the_best_is_found():
    def exchanged(rows):
        return [{**row, "place": {"games": "print", "print": "games"}[row["place"]]} for row in rows]

    assert codes(verify(forged(published(crossed()), allocation=exchanged))) - OF_FILES == {"verify.not-best"}


def small():
    """Two seats, one of them for small towns, and five who would like one; two of them with equal scores."""
    return Call(
        "small",
        (Place("lab", (Seats(1, "small-town"), Seats(2)), floor=2), Place("studio", (Seats(1),))),
        (
            Applicant("ana", (Wish("lab", 8), Wish("studio", 4))),
            Applicant("eva", (Wish("lab", 6),)),
            Applicant("ivo", (Wish("lab", 6),)),
            Applicant("rui", (Wish("lab", 3),), frozenset({"small-town"})),
            Applicant("zoe", (Wish("lab", 1), Wish("studio", None))),
        ),
    )


def moved(applicant, place):
    return lambda rows: [{**row, "place": place} if row["applicant"] == applicant else row for row in rows]


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"ana": None}, "room"),
        ({"ana": "studio", "zoe": None, "eva": "lab", "ivo": "lab"}, "score"),
        ({"rui": None, "eva": "lab", "ivo": "lab"}, "reserve"),
    ],
)
def test_it_says_why_a_pair_blocks(change, because):
    def plan(rows):
        return [{**row, "place": change.get(row["applicant"], row["place"])} for row in rows]

    report = verify(forged(published(small()), allocation=plan))
    assert because in {
        finding.facts["because"] for finding in report.findings if finding.code == "verify.blocking-pair"
    }
    assert report.blocking_pairs


def test_it_says_when_the_lottery_was_not_kept():
    call = small()
    plan = plan_of(allocate(call, SEED))
    lucky, unlucky = ("eva", "ivo") if plan["eva"] else ("ivo", "eva")
    assert (plan[lucky], plan[unlucky]) == ("lab", None)

    def exchanged(rows):
        return moved(unlucky, "lab")(moved(lucky, None)(rows))

    report = verify(forged(published(call), allocation=exchanged))
    assert [dict(f.facts) for f in report.findings if f.code == "verify.blocking-pair"] == [
        {"applicant": lucky, "place": "lab", "because": "lottery"}
    ]


def terms_with(**changes):
    def change(terms):
        terms["places"][0] |= changes
        return terms

    return change


def other_seed(lottery):
    return lottery | {"seed": SEED[::-1]}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (
            "verify.commitment",
            {"terms": terms_with(seats=[{"count": 1, "group": "small-town"}, {"count": 3, "group": None}])},
        ),
        ("verify.commitment", {"terms": terms_with(floor=3)}),
        ("verify.commitment", {"lottery": other_seed}),
        ("verify.number", {"lottery": other_seed}),
        ("verify.number", {"numbers": lambda rows: [{**row, "number": 6 - row["number"]} for row in rows]}),
        ("verify.not-once", {"allocation": lambda rows: rows[1:]}),
        ("verify.not-once", {"allocation": lambda rows: [*rows, rows[0]]}),
        ("verify.stranger", {"allocation": lambda rows: [*rows, {"applicant": "max", "place": None}]}),
        ("verify.unknown-place", {"allocation": moved("zoe", "attic")}),
        ("verify.not-acceptable", {"allocation": moved("zoe", "lab")}),
        ("verify.not-acceptable", {"allocation": moved("zoe", "studio")}),
        ("verify.not-acceptable", {"allocation": moved("eva", "studio")}),
        ("verify.over-capacity", {"allocation": lambda rows: moved("eva", "lab")(moved("ivo", "lab")(rows))}),
        ("verify.cutoff", {"cutoffs": lambda rows: rows[1:]}),
        ("verify.cutoff", {"cutoffs": lambda rows: [{**row, "score": row["score"] - 1} for row in rows]}),
        ("verify.cutoff", {"cutoffs": lambda rows: [*rows, {**rows[0], "place": "attic"}]}),
        ("verify.waiting", {"waiting": lambda rows: [{**row, "applicants": []} for row in rows]}),
        ("verify.waiting", {"waiting": lambda rows: rows[1:]}),
    ],
)
def test_each_lie_has_its_name(code, changes):
    assert code in codes(verify(forged(published(small()), **changes)))


def test_a_file_changed_after_the_manifest_is_found_and_so_is_one_added():
    files = published(small())
    for changed in (files | {"waiting.json": files["waiting.json"] + b"\n"}, files | {"more.json": b"{}"}):
        assert codes(verify(changed)) == {"verify.digest"}


def test_rules_and_seed_exchanged_together_do_not_fit_what_was_published_before_the_call_closed():
    call = small()
    wider = Call(call.id, (Place("lab", (Seats(9),)), call.places[1]), call.applicants)
    files = bundle(allocate(wider, SEED))
    assert verify(files).is_valid  # consistent in itself
    assert codes(verify(files, commitment(call.id, call.places, SEED))) == {"verify.commitment"}


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def spots(value, path=()):
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from spots(inner, (*path, key))


@given(st.data())
def test_whatever_is_in_the_files_the_answer_is_a_report(data):
    files = published(small())
    name = data.draw(st.sampled_from(sorted(files)))
    body = json.loads(files[name])
    *path, last = ("whole", *data.draw(st.sampled_from(list(spots(body)))))
    holder = within = {"whole": body}
    for key in path:
        within = within[key]
    within[last] = data.draw(junk)
    changed = json.dumps(holder["whole"]).encode()
    assert not verify(files | {name: changed + b" "}).is_valid  # never the very same bytes


@pytest.mark.parametrize("broken", [b"", b"\xff", b"[", b"null", b"[" * 100_000, b'{"format": NaN}'])
def test_what_is_no_json_is_a_finding_too(broken):
    for name in published(small()):
        assert codes(verify(published(small()) | {name: broken})) == {"verify.malformed"}
    assert codes(verify({})) == {"verify.malformed"}


def test_it_imports_nothing_but_the_standard_library():
    tree = ast.parse(Path(verifier.__file__).read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"hashlib", "json", "sys", "collections", "collections.abc", "dataclasses", "pathlib", "typing"}


def test_it_runs_alone_on_a_folder(tmp_path):
    """From a place where nothing else of ours can be imported."""
    alone = tmp_path / "alone.py"
    alone.write_text(Path(verifier.__file__).read_text())
    folder = tmp_path / "bundle"
    folder.mkdir()

    def run(files, *more):
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return subprocess.run([sys.executable, "-I", alone, folder, *more], capture_output=True, text=True, check=False)

    call = small()
    kept = commitment(call.id, call.places, SEED)
    good = run(published(call), kept)
    assert (good.returncode, good.stdout) == (0, "0 blocking pairs of 1 checked\n")
    assert run(published(call), "0" * 64).returncode == 1
    bad = run(forged(published(call), allocation=moved("ana", None)))
    assert bad.returncode == 1
    assert 'verify.blocking-pair {"applicant": "ana", "because": "room", "place": "lab"}' in bad.stdout


def test_the_same_call_gives_the_same_bytes_and_the_numbers_are_plain():
    files = published(small())
    assert files == published(small())
    assert files["allocation.json"].startswith(b'[{"applicant":"ana","place":"lab"}')
    assert canonical(json.loads(files["terms.json"])) == files["terms.json"]
