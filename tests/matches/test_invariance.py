"""Who somebody is changes nothing: not their name, not the gender of a word, not where they studied."""

from dataclasses import replace

import pytest

from backend.core.model import now
from backend.matches.auditing.swaps import FIRST, Kind, cvs, mixed, people, written
from backend.matches.day import Day
from backend.matches.service.swapping import Ranker, compare, control
from backend.taxonomy import queries as taxonomy
from backend.taxonomy.models import ConceptKind
from backend.taxonomy.vocabulary import id_of
from tests.matches.scene import role, talent


def ranked(client, headers):
    page = client.get("/api/matches", headers=headers).json()
    return [(card["thing_id"], card["score"], [why["code"] for why in card["why"]]) for card in page["items"]]


@pytest.fixture
def roles(make):
    """Five different roles."""
    asked = (
        ("tool/blender",),
        ("craft/basketry",),
        ("skill/3d-modelling", "tool/blender"),
        ("skill/2d-animation",),
        (),
    )
    return [role(make, *some) for some in asked]


def test_another_name_gets_the_same_order_and_the_same_scores(client, make, db, roles):
    account, profile = talent(make, display_name="João Silva")
    headers = make.as_(account)
    before = ranked(client, headers)
    assert len(before) == len(roles)
    for name in ("Maria Silva", "Fátima Al-Sayed", "Zé", "李小龙"):
        profile.display_name = account.name = name
        db.commit()
        assert ranked(client, headers) == before


def test_the_school_and_the_employer_do_not_matter(client, make, db, roles):
    account, profile = talent(make)
    study = make.studied(profile, school="Escola Pequena", level=6)
    headers = make.as_(account)
    before = ranked(client, headers)
    study.school, study.title = "Famous University", "Master with honours"
    profile.headline = "Ela é diretora"
    db.commit()
    assert ranked(client, headers) == before


@pytest.mark.parametrize(
    ("one", "other"), [("encenador", "encenadora"), ("técnico de som", "técnica de som"), ("curador", "curadora")]
)
def test_both_genders_of_a_word_mean_one_concept(db, one, other):
    kinds = [ConceptKind.OCCUPATION]
    first, second = (taxonomy.link(db, word, "pt", kinds)[0].concept_id for word in (one, other))
    assert first == second


def test_a_cv_in_either_gender_is_the_same_claims_and_the_same_preview(client, make, db, roles):
    def claims(text):
        spans = taxonomy.find_in_text(db, text, "pt")
        db.rollback()  # what only looked holds nobody up
        ids = dict.fromkeys(str(s.concept_id) for s in spans if not s.negated)
        skills = [{"concept_id": one} for one in ids]
        reply = client.post("/api/matches/preview", json={"skills": skills})
        assert reply.status_code == 200, reply.text
        return reply.json()

    man = claims("Sou designer gráfico e ilustrador. Trabalho com Blender e animação 2D.")
    woman = claims("Sou designer gráfica e ilustradora. Trabalho com Blender e animação 2D.")
    assert man["items"] == woman["items"] != []


HARD = [  # names that are tools and crafts, a school that teaches them, and every form at once
    ("form", replace(FIRST, form=1)),
    ("form", replace(FIRST, form=2)),
    ("name", replace(FIRST, name="Maya Santos", pronouns=" (she/her)")),
    ("name", replace(FIRST, name="Tiago Renda", title=1)),
    ("school", replace(FIRST, school="Academia de Cinema e Fotografia", photo="[Fotografia]")),
    ("all together", mixed(25)),
]


def test_a_raw_cv_of_anybody_else_gets_the_same_ranking_and_one_of_another_skill_does_not(db, config, make):
    (
        role(make, "tool/blender"),
        role(make, "skill/lighting-design"),
        role(make, "craft/basketry"),
        role(make, "tool/autodesk-maya"),
    )
    texts = [(name, cvs()[name]) for name in ("en-making", "pt-animation", "pt-resume")]
    ranker = Ranker(db, Day.at(now(), config.zone))
    for one in compare(ranker, texts, HARD):
        assert (one.rbo, one.is_same, one.gained, one.lost) == (1, True, (), ()), one
    for one in control(ranker, texts):
        assert one.gained
        assert one.lost
        assert not one.is_same, one


def test_a_tool_that_is_somebodys_name_counts_for_them_where_they_say_they_use_it(db, config):
    cv = cvs()["pt-animation"].replace("Blender, ", "Maya, Blender, ")
    ranker, maya = Ranker(db, Day.at(now(), config.zone)), replace(FIRST, name="Maya Santos")
    for person in (FIRST, maya):
        claims = ranker.claims(written(cv, person))
        assert id_of("tool/autodesk-maya") in [skill.concept_id for skill in claims.skills]
    assert ranker.claims(written(cv, FIRST)) == claims


def test_each_kind_of_swap_is_tried_and_changes_the_words():
    assert {kind for kind, _ in people()} == set(Kind)
    for text in cvs().values():
        first = written(text, FIRST)
        assert "|" not in first
        assert FIRST.name in first
        assert all(written(text, person) != first for _, person in people())
