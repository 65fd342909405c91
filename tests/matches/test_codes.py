"""Every code that can be said is listed with its facts, and every catalogue has its sentence."""

import json
from pathlib import Path

import pytest

import matching.codes as library
from backend.core.access import Role
from backend.matches import codes
from backend.matches.telling.hidden import GAPS
from backend.matches.telling.levers import FIELDS
from backend.matches.telling.people import BANDS
from backend.matches.telling.whys import LACKING, TELLING
from matching.factors import FACTORS
from tests.matches.scene import far, role, talent, teaches

WORDS = Path(__file__).resolve().parents[2] / "frontend" / "src" / "core" / "words"


def test_it_lists_what_the_library_can_say():
    assert codes.REASONS.keys() == library.REASONS | library.PARTS
    assert codes.VERDICTS.keys() == library.VERDICTS
    assert codes.LEVERS.keys() | codes.EDITS.keys() == library.ACTIONS
    assert codes.REACH.keys() == library.REACH - codes.EDITS.keys()
    assert codes.MOVES.keys() == library.MOVES
    assert codes.CONTRASTS.keys() == library.CONTRASTS
    assert set(codes.RULES) == library.RULES
    assert codes.TERMS.keys() == library.TERMS
    assert set(codes.FACTORS) == FACTORS.keys() | {code.partition(".")[0] for code in library.TERMS}


def test_it_lists_what_we_say_ourselves():
    assert {f"question.{gap.name}" for gap in GAPS} <= codes.QUESTIONS.keys()
    assert {code for code, _ in BANDS} == codes.BANDS.keys()
    assert FIELDS.keys() | {"answer.condition"} == codes.LEVERS.keys()
    assert codes.REASONS.keys() >= TELLING | LACKING


@pytest.mark.parametrize("catalogue", sorted(WORDS.glob("??.json")), ids=lambda path: path.stem)
def test_every_catalogue_has_a_sentence_for_each(catalogue):
    assert codes.keys() - json.loads(catalogue.read_text("utf-8")).keys() == set()


def said(told):
    """Every code with its facts, wherever it stands in an answer."""
    if isinstance(told, dict):
        if isinstance(told.get("code"), str) and isinstance(told.get("facts"), dict):
            yield told["code"], set(told["facts"])
        for inner in told.values():
            yield from said(inner)
    elif isinstance(told, list):
        for inner in told:
            yield from said(inner)


def test_no_answer_says_a_code_or_a_fact_that_is_not_listed(client, make):
    listed = {}
    groups = (codes.REASONS, codes.MOVES, codes.VERDICTS, codes.HIDDEN, codes.RELAXED, codes.QUESTIONS)
    for group in (*groups, codes.LEVERS, codes.EDITS, codes.CONTRASTS, codes.TODAY):
        for code, facts in group.items():
            listed.setdefault(code, set()).update(facts)
    account, profile = talent(make, education_level=None)
    organisation = make.verified()
    make.grant(account, Role.OWNER, make.verified().id)
    headers, owner = make.as_(account), make.as_(make.member(organisation))
    posted = role(make, "tool/blender", "craft/basketry", organisation_id=organisation.id)
    make.mentor(topics=[teaches("craft/basketry")]), make.call(), make.funding_call(), make.space(), far(make)
    answers = [
        *(
            client.get(f"/api/matches?market={m}", headers=headers)
            for m in ("opportunities", "mentors", "places", "funding", "spaces")
        ),
        client.get(f"/api/matches/opportunities/{posted.id}", headers=headers),
        client.get("/api/today", headers=headers),
        client.get(f"/api/opportunities/{posted.id}/candidates", headers=owner),
        client.get(f"/api/opportunities/{posted.id}/candidates/{profile.id}", headers=owner),
    ]
    found = [pair for answer in answers for pair in said(answer.json())]
    assert len(found) > 50
    assert {code for code, _ in found} - listed.keys() == set()
    assert {(code, fact) for code, facts in found for fact in facts - listed[code]} == set()
