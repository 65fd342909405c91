"""Openings pass the checks that everybody's opportunities have to pass."""

from datetime import UTC, datetime, time

import pytest

from backend.opportunities.lint import Circumstances, check
from backend.opportunities.pay import minimum_wage
from backend.opportunities.schemas import OpportunityDraft
from backend.seed.rows import openings as rows
from backend.seed.world import vocabulary
from backend.seed.world.trades import trades
from tests.seed.conftest import TODAY


def draft_of(opening):
    """The opening as its house would have typed it."""
    columns = dict(rows.batches_of([opening]))
    opportunity, requirements, languages = columns.values()
    drafted = {name: opportunity[0][name] for name in OpportunityDraft.model_fields if name in opportunity[0]}
    lines = ("concept_id", "importance", "level", "is_essential", "note")
    drafted["requirements"] = [{name: row[name] for name in lines} for row in requirements]
    drafted["languages"] = [{name: row[name] for name in ("concept_id", "importance", "level")} for row in languages]
    return OpportunityDraft.model_validate(drafted)


@pytest.fixture(scope="module")
def findings(world):
    circumstances = Circumstances(datetime.combine(TODAY, time(), UTC), minimum_wage("PT", TODAY))
    alive = [opening for opening in world.openings if opening.status in {"open", "in_review", "paused"}]
    return {opening.key: check(draft_of(opening), circumstances) for opening in alive}


def test_nothing_is_refused(findings):
    assert [finding for found in findings.values() for finding in found if finding.refuses] == []


def test_nothing_is_advised(findings):
    assert [finding for found in findings.values() for finding in found] == []


def test_all_kinds_and_all_ways_to_pay_occur(world):
    assert {opening.kind for opening in world.openings} == {"job", "internship", "project", "residency", "cofounder"}
    assert {opening.pay.basis for opening in world.openings} == {"range", "agreement", "unpaid_course", "share"}


def test_no_job_pays_less_than_the_law(world):
    for opening in world.openings:
        if opening.kind == "job" and opening.pay.basis == "range":
            share = min(1, opening.hours_min / 40)
            assert opening.pay.low >= 920_00 * share
            assert opening.pay.low <= opening.pay.high <= 2 * opening.pay.low


def test_unpaid_only_inside_a_named_course(world):
    for opening in world.openings:
        if opening.pay.basis == "unpaid_course":
            assert opening.kind == "internship"
            assert opening.pay.reference


def test_what_is_asked_belongs_to_the_occupation(world):
    by_occupation = {}
    for trade in trades().values():
        known = by_occupation.setdefault(trade.occupation, set(vocabulary.essentials(trade.occupation)))
        known |= {concept for task in trade.tasks for concept in task.uses}
    for opening in world.openings:
        assert {need.concept for need in opening.needs} <= by_occupation[opening.occupation]
        assert sum(need.importance == "must" for need in opening.needs) <= 6
        assert len({need.concept for need in opening.needs}) == len(opening.needs)


def test_openings_fit_their_house(world):
    by_occupation = {trade.occupation: key for key, trade in trades().items()}
    houses = {house.key: house for house in world.organisations}
    occupations = {key: {trades()[trade].occupation for trade in house.trades} for key, house in houses.items()}
    assert len(by_occupation) >= 55
    for opening in world.openings:
        assert opening.occupation in occupations[opening.organisation]
        assert opening.town == houses[opening.organisation].town
        if opening.status == "open":
            assert houses[opening.organisation].status == "verified"
