"""Typed rules: what can be asked, what cannot, and that nothing else comes out of a column."""

from uuid import uuid4

import pytest
from pydantic import TypeAdapter, ValidationError

from backend.organisations.eligibility import Rules, Term, restored, stored, term_of

TOWN, SECTOR = str(uuid4()), str(uuid4())
EVERY = [
    {"topic": "region", "one_of": ["PT", "PT11", "PT11D", TOWN]},
    {"topic": "organisation_kind", "one_of": ["startup"]},
    {"topic": "legal_form", "one_of": ["cooperative", "association"]},
    {"topic": "sector", "one_of": [SECTOR]},
    {"topic": "company_months", "at_least": 6, "at_most": 60},
    {"topic": "headcount", "at_most": 49},
    {"topic": "co_financing", "at_least": 20},
    {"topic": "education", "at_least": 5},
    {"topic": "low_density", "is_bonus": True, "note": "Five points more"},
]


def read(*rules):
    return TypeAdapter(Rules).validate_python(list(rules))


def test_every_rule_survives_the_column():
    rules = read(*EVERY)

    assert restored(stored(rules)) == rules
    assert [rule["topic"] for rule in stored(rules)] == [rule["topic"] for rule in EVERY]


def test_rules_are_told_as_plain_values():
    assert [term_of(rule) for rule in read(*EVERY)] == [
        Term("region", one_of=("PT", "PT11", "PT11D", TOWN)),
        Term("organisation_kind", one_of=("startup",)),
        Term("legal_form", one_of=("cooperative", "association")),
        Term("sector", one_of=(SECTOR,)),
        Term("company_months", at_least=6, at_most=60),
        Term("headcount", at_most=49),
        Term("co_financing", at_least=20),
        Term("education", at_least=5),
        Term("low_density", at_least=1, at_most=1, is_bonus=True),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"topic": "age", "at_most": 35}, id="a person's age"),
        pytest.param({"topic": "person_age", "at_most": 35}, id="a person's age by another name"),
        pytest.param({"topic": "gender", "one_of": ["f"]}, id="a person's gender"),
        pytest.param({"topic": "nationality", "one_of": ["PT"]}, id="a person's nationality"),
        pytest.param({"one_of": ["PT11"]}, id="no topic"),
        pytest.param({"topic": "region", "one_of": []}, id="nowhere"),
        pytest.param({"topic": "region", "one_of": ["Norte"]}, id="a place by its name"),
        pytest.param({"topic": "region", "one_of": ["PT11", "PT11"]}, id="a place twice"),
        pytest.param({"topic": "headcount"}, id="no bound"),
        pytest.param({"topic": "headcount", "at_least": 10, "at_most": 9}, id="bounds that leave nothing"),
        pytest.param({"topic": "headcount", "at_least": 1.5}, id="half a person"),
        pytest.param({"topic": "education", "at_least": 9}, id="a level that does not exist"),
        pytest.param({"topic": "co_financing", "at_least": 101}, id="more than all"),
        pytest.param({"topic": "legal_form", "one_of": ["gang"]}, id="an unknown form"),
        pytest.param({"topic": "low_density", "at_most": 3}, id="a field of another rule"),
    ],
)
def test_what_is_no_rule_is_refused_in_both_directions(rule):
    with pytest.raises(ValidationError):
        read(rule)
    with pytest.raises(ValidationError):
        restored([rule])


def test_a_topic_is_asked_once_and_worth_a_bonus_once():
    ask, bonus = {"topic": "region", "one_of": ["PT11"]}, {"topic": "region", "one_of": ["PT11D"], "is_bonus": True}

    assert len(read(ask, bonus)) == 2
    with pytest.raises(ValidationError, match="once"):
        read(ask, ask)
