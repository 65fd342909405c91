"""Who somebody is changes nothing: not their name, not the gender of a word, not where they studied."""

import pytest

from backend.taxonomy import queries as taxonomy
from backend.taxonomy.models import ConceptKind
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
