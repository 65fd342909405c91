"""The order that is learnt, and that it was learnt from what the file says."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matching.taxonomy.evidence import FEATURES, RISING
from matching.taxonomy.reranker import RERANKER, Reranker

STUMP = {
    "features": list(FEATURES),
    "inputs": {},
    "roots": [0],
    "feature": [3, 0, 0],
    "threshold": [0.5, 0, 0],
    "left": [1, 1, 2],
    "right": [2, 1, 2],
    "leaf": [0, -7, 9],
    "depth": 1,
}


def test_a_tree_is_walked_to_its_leaf():
    table = np.zeros((3, len(FEATURES)), dtype=np.float32)
    table[:, 3] = (0.5, 0.5001, 0.2)
    assert Reranker.of(STUMP).scores(table).tolist() == [-7, 9, -7]


def test_numbers_for_other_features_are_refused():
    with pytest.raises(ValueError, match="train it again"):
        Reranker.read(json.dumps({**STUMP, "features": ["label"]}))


@given(arrays(np.float32, (2, len(FEATURES)), elements=st.floats(0, 1, width=32)), st.sampled_from(sorted(RISING)))
def test_more_of_what_never_speaks_against_a_concept_never_lowers_it(table, name):
    table[1] = table[0]
    table[1, FEATURES.index(name)] = 1
    less, more = RERANKER.scores(table)
    assert less <= more


def test_the_shipped_numbers_tell_what_they_were_learnt_from_and_never_from_portuguese():
    assert RERANKER.inputs
    assert all(len(digest) == 64 for digest in RERANKER.inputs.values())
    assert not [name for name in RERANKER.inputs if "_pt_" in name or name.startswith("prt")]


def test_every_name_of_the_starter_vocabulary_finds_its_concept(starter):
    labels = starter.labels
    named = {}
    for label, folded in zip(labels.all, labels.folded, strict=True):
        named.setdefault((label.lang, folded), set()).add(label.concept_id)
    rows = range(0, len(labels.all), 7)  # one in seven is enough to notice
    missed = []
    for row in rows:
        label = labels.all[row]
        best = starter.link(label.text, label.lang)[0]
        if best.concept_id not in named[label.lang, labels.folded[row]] or best.score != 1.0:
            missed.append((label.text, best.concept_id))
    assert missed == []
