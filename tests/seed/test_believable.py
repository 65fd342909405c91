"""What makes the region believable: numbers, places, dates that fit, words that are whole."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import timedelta
from itertools import pairwise

import pytest

from backend.core.text import fold
from backend.seed.world import vocabulary
from backend.seed.world.known import is_known
from backend.seed.world.lives import lives
from backend.seed.world.places import CITY, town_of, towns
from backend.seed.world.trades import trades
from backend.taxonomy.starter import read_starter
from tests.seed.conftest import TODAY


def values(thing):
    """Every plain value inside a thing."""
    if is_dataclass(thing):
        for field in fields(thing):
            yield from values(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from values(item)
    else:
        yield thing


@pytest.fixture(scope="module")
def texts(world):
    return {value for value in values(world) if isinstance(value, str)}


def test_there_are_enough_of_everything(world):
    assert len(world.people) >= 2000
    assert len(world.organisations) == 300
    assert len(world.openings) == 1200
    assert len(world.funding) == 60
    assert len(world.spaces) == 150
    assert len(world.mentors) == 80
    assert len(world.programmes) == 12
    assert sum(call.status == "open" for programme in world.programmes for call in programme.calls) >= 6


def test_all_nine_kinds_are_there_in_both_sizes(world, small):
    for region in (world, small):
        assert len({house.kind for house in region.organisations}) == 9


def test_at_least_forty_shapes_of_life_are_lived(world):
    assert len(lives()) >= 40
    assert len({person.life for person in world.people}) == len(lives())


def test_every_concept_and_town_exists(world):
    known = read_starter().entries
    kinds = ("skill/", "tool/", "craft/", "occupation/", "sector/", "language/", "field/")
    named = {v for v in values(world) if isinstance(v, str) and v.startswith(kinds) and " " not in v}
    assert named - known.keys() == set()
    codes = {thing.town for thing in (*world.people, *world.organisations, *world.openings)}
    assert codes <= {town.code for town in towns()}


def test_no_trade_names_a_concept_that_is_not_there():
    known = read_starter().entries
    for trade in trades().values():
        named = {trade.occupation, *trade.sectors, *(degree.field for degree in trade.degrees)}
        named |= {concept for task in trade.tasks for concept in task.uses}
        assert named - known.keys() == set(), trade.key


def test_small_towns_are_present(world):
    for things in (world.organisations, world.openings, world.people):
        outside = sum(town_of(thing.town).urbanisation != CITY for thing in things)
        rural = sum(town_of(thing.town).is_small for thing in things)
        assert outside / len(things) > 0.3
        assert rural / len(things) > 0.15
    assert len({house.town for house in world.organisations}) > 70


def test_most_people_write_portuguese_and_some_english(world):
    share = Counter(person.lang for person in world.people)["pt"] / len(world.people)
    assert 0.6 < share < 0.8


def test_neighbours_never_share_a_title(world, small):
    for region in (world, small):
        titles = [opening.title for opening in region.openings]
        assert all(a != b for a, b in pairwise(titles))
        mine = Counter((opening.organisation, opening.title) for opening in region.openings)
        assert max(mine.values()) == 1
    assert len({opening.title for opening in world.openings}) > 1000
    assert len({call.title for call in world.funding}) == 60


def test_nobody_is_called_like_somebody_known(world):
    assert not [p.name for p in world.people if is_known(p.name, "people")]
    assert not [h.name for h in world.organisations if is_known(h.name, "organisations")]
    assert len({h.name for h in world.organisations}) == 300
    assert is_known("casa da musica", "organisations")


def test_addresses_lead_nowhere(world):
    for house in world.organisations:
        assert house.website.endswith(".example")
        assert house.email.endswith(".example")
    assert all(person.email.endswith("@example.org") for person in world.people)
    assert len({person.email for person in world.people}) == len(world.people)


def test_no_slot_mark_or_placeholder_is_left(texts):
    broken = [text for text in texts if re.search(r"[{}\[\]*|]|\bNone\b|  |\.\.|lorem|ipsum", text, re.IGNORECASE)]
    assert broken == []


def test_sentences_begin_big_and_end(world):
    for thing in (*world.people, *world.organisations, *world.openings):
        text = thing.about if hasattr(thing, "about") else thing.description
        assert text[0].isupper() or text[0].isdigit(), text
        assert text.rstrip()[-1] in ".…", text


def test_self_portraits_differ(world):
    assert len({person.about for person in world.people}) > 0.99 * len(world.people)


def test_lives_follow_the_calendar(world):
    for person in world.people:
        for job in person.jobs:
            assert job.started_on <= (job.ended_on or TODAY), person.key
        for first, second in pairwise(person.jobs):
            assert first.ended_on is not None, person.key
            assert first.ended_on <= second.started_on, person.key
        for study in person.studies:
            assert study.started_on <= TODAY, person.key
            assert study.ended_on is None or study.started_on < study.ended_on, person.key
        if person.jobs and person.studies and not person.key.startswith("demo/"):
            assert person.jobs[0].started_on >= min(study.started_on for study in person.studies), person.key


def test_a_job_at_a_house_of_the_region_began_after_the_house(world):
    founded = {house.key: house.founded for house in world.organisations}
    for person in world.people:
        for job in person.jobs:
            if job.organisation:
                assert founded[job.organisation] <= job.started_on.year, person.key


def test_everybody_can_do_something_and_says_why(world):
    for person in world.people:
        assert 3 <= len(person.claims) <= 16, person.key
        assert len({claim.concept for claim in person.claims}) == len(person.claims)
        assert all(claim.evidence and len(claim.evidence) <= 500 for claim in person.claims)
        assert person.occupations
        assert person.kinds


def test_some_people_hide_from_their_employer(world):
    hidden = [person for person in world.people if person.hidden_from]
    assert len(hidden) > 50
    assert {person.audience for person in world.people} == {"everyone", "verified", "nobody"}
    assert {person.status for person in world.people} == {"listed", "private", "archived"}


def test_owners_do_not_hide_from_their_own_house(world):
    hidden = {(person.key, house) for person in world.people for house in person.hidden_from}
    assert not [seat for seat in world.seats if (seat.person, seat.organisation) in hidden]


def test_every_house_has_one_owner(world, small):
    for region in (world, small):
        owners = Counter(seat.organisation for seat in region.seats if seat.role == "owner")
        assert owners == Counter(house.key for house in region.organisations)


def test_what_is_open_has_time_left(world):
    for opening in world.openings:
        if opening.status == "open":
            assert TODAY < opening.deadline_at.date() <= TODAY + timedelta(days=80)
        assert opening.created_at.date() < TODAY


def test_words_stay_within_their_columns(world):
    for thing in (*world.openings, *world.funding, *world.mentors, *world.programmes):
        assert 3 <= len(thing.title) <= 160
        assert 10 <= len(thing.summary) <= 280
    for house in world.organisations:
        assert len(house.name) <= 120
        assert 10 <= len(house.summary) <= 280
    assert all(len(person.headline) <= 160 for person in world.people)


def test_the_vocabulary_has_a_name_in_both_languages_for_what_is_claimed(world):
    for key in {claim.concept for person in world.people for claim in person.claims}:
        assert fold(vocabulary.label(key, "pt"))
        assert fold(vocabulary.label(key, "en"))
