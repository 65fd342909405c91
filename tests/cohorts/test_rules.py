"""Rules ask no database, so every case fits on one screen."""

import pytest

from backend.cohorts import rules
from backend.cohorts.models import Call, CallStatus, Programme, ProgrammeStatus
from backend.organisations.models import Organisation, OrganisationStatus
from tests.viewers import EVERYBODY, ID, THEIRS

VERIFIED = Organisation(id=ID, status=OrganisationStatus.VERIFIED)
CLAIMED = Organisation(id=ID, status=OrganisationStatus.CLAIMED)


def programme(status, organisation=VERIFIED):
    return Programme(status=status, organisation=organisation)


def call(status, programme_status=ProgrammeStatus.PUBLISHED):
    return Call(status=status, programme=programme(programme_status))


@pytest.mark.parametrize(
    ("rule", "statuses"),
    [
        (rules.edit_programme, {"draft", "published"}),
        (rules.discard_programme, {"draft"}),
        (rules.publish_programme, {"draft", "archived"}),
        (rules.archive_programme, {"published"}),
        (rules.add_call, {"draft", "published"}),
    ],
)
def test_who_may_when_with_a_programme(rule, statuses):
    may = {
        (name, status.value)
        for status in ProgrammeStatus
        for name, viewer in EVERYBODY.items()
        if rule(viewer, programme(status)) is None
    }

    assert may == {(name, status) for name in THEIRS for status in statuses}


@pytest.mark.parametrize(
    ("rule", "statuses"),
    [
        (rules.edit_call, {"draft", "scheduled", "open"}),
        (rules.discard_call, {"draft"}),
        (rules.schedule_call, {"draft"}),
        (rules.close_call, {"scheduled", "open"}),
    ],
)
def test_who_may_when_with_a_call(rule, statuses):
    may = {
        (name, status.value)
        for status in CallStatus
        for name, viewer in EVERYBODY.items()
        if rule(viewer, call(status)) is None
    }

    assert may == {(name, status) for name in THEIRS for status in statuses}


def test_places_are_promised_by_verified_organisations_in_published_programmes():
    owner = EVERYBODY["owner"]

    assert rules.publish_programme(owner, programme(ProgrammeStatus.DRAFT, CLAIMED)) is rules.OrganisationNotVerified
    assert rules.schedule_call(owner, call(CallStatus.DRAFT, ProgrammeStatus.DRAFT)) is rules.ProgrammeNotPublished
    unproven = Call(status=CallStatus.DRAFT, programme=programme(ProgrammeStatus.PUBLISHED, CLAIMED))
    assert rules.schedule_call(owner, unproven) is rules.OrganisationNotVerified
