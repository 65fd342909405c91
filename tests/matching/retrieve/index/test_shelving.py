"""The index hides only what rules hide: whoever is eligible is found by it, so that ranking may score what it finds."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.retrieve.index.index import Index
from matching.retrieve.index.shelving import Shelving
from matching.retrieve.lens import Lens
from matching.retrieve.scan import scan
from matching.scene import Scene
from matching.types import Item, LanguageRequirement, Market, Place, Remote, Requirement, Seeker, SkillClaim
from tests.matching.worlds import DAY, GRAPH, NOW, seekers, snapshot, worlds

SINCE = date(2026, 11, 1)


def found_and_eligible(seeker, things, market, since=SINCE):
    (shelved,) = snapshot(things).shelves[market].segments
    lens = Lens(seeker, shelved.shelf, Scene(GRAPH, snapshot(things).config, NOW))
    shelving = Shelving.of(shelved.shelf, since)
    index = Index.build(shelving.rows(shelved.shelf, shelved.hashes), few=0)
    found = index.search(shelving.query(lens, DAY), max(len(shelved.shelf), 1)).numbers.tolist()
    return found, np.flatnonzero(scan(lens).failed == 0).tolist()


@given(seekers, worlds(), st.sampled_from(Market), st.integers(-2000, 100))
def test_whatever_no_rule_hides_is_found(seeker, things, market, days):
    found, eligible = found_and_eligible(seeker, things, market, SINCE + timedelta(days))
    assert set(eligible) <= set(found)


BRAGA, PORTO = Place(41.545, -8.427), Place(41.150, -8.610)


def job(id, **says):
    return Item(id, Market.OPPORTUNITIES, **says)


@pytest.mark.parametrize(
    ("seeker", "hidden"),
    [
        (Seeker("p", place=BRAGA, travel_limit_km=25), job("b", place=PORTO, remote_share=0)),
        (Seeker("p", remote=Remote.ONLY), job("b", remote_share=40)),
        (Seeker("p", available_from=date(2027, 1, 1)), job("b", ends_on=date(2026, 12, 1))),
        (
            Seeker("p", denied=("pt",)),
            job("b", languages=(LanguageRequirement("pt", "B1", is_essential=True),)),
        ),
    ],
)
def test_what_the_index_knows_of_the_rules_it_hides(seeker, hidden):
    """Negative control: an index that found everything would keep the promise above, and be of no use."""
    found, eligible = found_and_eligible(seeker, (job("a"), hidden), Market.OPPORTUNITIES)
    assert found == eligible == [0]


def test_what_a_person_can_do_comes_first():
    things = tuple(
        job(f"{n}", requirements=(Requirement(skill),)) for n, skill in enumerate(("weaving", "modelling", "grading"))
    )
    found, _ = found_and_eligible(Seeker("p", (SkillClaim("rigging", 4),)), things, Market.OPPORTUNITIES)
    assert found[0] == 1, "modelling is nearest to rigging"
