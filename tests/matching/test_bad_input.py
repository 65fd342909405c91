"""Bad input gets a clear answer, never a crash and never a silent zero."""

import dataclasses
import math
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

import matching.types
from matching import (
    BadInput,
    Concept,
    CyclicTaxonomy,
    Graph,
    Relation,
    Snapshot,
    counterfactuals,
    explain,
    item_counterfactuals,
    rank,
    rank_people,
    receipt,
    replay,
)
from matching.codes import BAD_INPUT
from matching.config import SCHEMES, Config, Scheme, Weight
from matching.errors import UnknownId
from matching.explain.batch import explain_many
from matching.explain.openings import openings
from matching.retrieve.lens import Lens
from matching.retrieve.shelf import Shelf
from matching.types import (
    Condition,
    Experience,
    Hours,
    Item,
    LanguageClaim,
    Market,
    Money,
    MoneyRange,
    Place,
    ReplyRecord,
    Requirement,
    Seeker,
    SkillClaim,
    Topic,
)
from tests.matching.worlds import DAY, GRAPH, NOW, scene, snapshot

WRONG = [
    (lambda: Place(math.nan, 0), "place.latitude"),
    (lambda: Place(0, math.inf), "place.longitude"),
    (lambda: Place(91, 0), "place.latitude"),
    (lambda: Hours(40, 20), "hours.order"),
    (lambda: Hours(-1, 20), "hours.low"),
    (lambda: Money(-1), "money.cents"),
    (lambda: MoneyRange(2, 1), "money.order"),
    (lambda: SkillClaim("x", 5), "skill.level"),
    (lambda: SkillClaim("x", confidence=101), "skill.confidence"),
    (lambda: Requirement("x", level=0), "requirement.level"),
    (lambda: LanguageClaim("pt", "fluent"), "language.level"),
    (lambda: Experience("x", -1), "experience.months"),
    (lambda: Condition(Topic.HEADCOUNT), "condition.says-nothing"),
    (lambda: Condition(Topic.HEADCOUNT, at_least=3, at_most=1), "condition.order"),
    (lambda: ReplyRecord(3, 4), "reply.answered"),
    (lambda: Seeker("p", education_level=9), "education.level"),
    (lambda: Seeker("p", available_from=date(2026, 2, 1), available_until=date(2026, 1, 1)), "available.order"),
    (lambda: Seeker("p", travel_limit_km=-1), "travel.limit"),
    (lambda: Item("i", Market.SPACES, remote_share=101), "remote.share"),
    (lambda: Item("i", Market.SPACES, deadline=datetime(2026, 1, 1)), "deadline.naive"),  # noqa: DTZ001
    (lambda: Item("i", Market.SPACES, starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1)), "dates.order"),
    (lambda: Graph.build([("a", "skill"), ("a", "tool")]), "taxonomy.two-kinds"),
    (lambda: Graph.build([("a", "skill")], [("a", "broader", "b")]), "taxonomy.loose-end"),
    (lambda: Graph.build([("a", "skill"), ("b", "skill")], [("a", "likes", "b")]), "taxonomy.unknown-link"),
    (lambda: Graph.build([("a", "skill")], [("a", "broader", "a")]), "taxonomy.cycle"),
    (lambda: snapshot((Item("i", Market.SPACES), Item("i", Market.FUNDING))), "item.twice"),
    (lambda: rank_people(Item("i", Market.SPACES), (Seeker("p"),) * 2, GRAPH, now=NOW, day_seed=DAY), "person.twice"),
]


@pytest.mark.parametrize(("make", "code"), WRONG)
def test_nonsense_is_refused_by_name(make, code):
    with pytest.raises(BadInput) as caught:
        make()
    assert caught.value.code == code
    assert code in BAD_INPUT
    assert isinstance(caught.value, ValueError)
    assert code in str(caught.value)


def test_a_circle_in_the_taxonomy_is_walked():
    concepts = [Concept(name, "skill") for name in "abcd"]
    circle = [Relation("a", "broader", "b"), Relation("b", "broader", "c"), Relation("c", "broader", "a")]
    with pytest.raises(CyclicTaxonomy) as caught:
        Graph.build(concepts, [*circle, Relation("d", "broader", "a")])
    assert caught.value.facts["path"] == ("a", "b", "c", "a")


def test_a_deep_taxonomy_does_not_exhaust_the_stack():
    names = [f"c{n:05d}" for n in range(3000)]
    graph = Graph.build(((n, "skill") for n in names), zip(names, ["broader"] * 2999, names[1:], strict=False))
    assert len(graph.above(names[0])) == 3000


def test_a_hundred_thousand_requirements_are_a_mistake():
    absurd = Item("i", Market.OPPORTUNITIES, requirements=tuple(Requirement(f"c{n}") for n in range(100_000)))
    with pytest.raises(BadInput) as caught:
        Snapshot.build([absurd], GRAPH)
    assert caught.value.facts == {"id": "i", "what": "requirements", "count": 100_000, "at_most": 200}
    with pytest.raises(BadInput):
        rank_people(absurd, (), GRAPH, now=NOW, day_seed=DAY)


def test_a_person_with_a_hundred_thousand_claims_is_a_mistake():
    absurd = Seeker("p", tuple(SkillClaim(f"c{n}") for n in range(100_000)))
    for ask in (
        lambda: rank(absurd, snapshot(()), now=NOW, day_seed=DAY),
        lambda: explain(absurd, snapshot((Item("i", Market.SPACES),)), "i", now=NOW),
    ):
        with pytest.raises(BadInput, match=r"seeker\.too-many"):
            ask()


def test_a_person_with_nothing_gets_an_honest_guess():
    asks, free = (
        Item("asks", Market.OPPORTUNITIES, requirements=(Requirement("rigging"),)),
        Item("free", Market.OPPORTUNITIES),
    )
    ranking = rank(Seeker("p"), snapshot((asks, free)), now=NOW, day_seed=DAY)
    shown = {match.item_id: match for match in ranking.matches}
    skills = next(c for c in shown["asks"].contributions if c.factor == "skills")
    assert skills.value > 0
    assert not skills.is_known
    assert skills.high > skills.value
    assert skills.reasons[0].code == "skills.none-claimed"
    assert shown["asks"].high > shown["asks"].score > 0
    nothing = next(c for c in shown["free"].contributions if c.factor == "skills")
    assert nothing.reasons[0].code == "skills.nothing-asked"


def test_an_empty_market_and_nobody_at_all_are_answers():
    empty, post = snapshot(()), Item("i", Market.OPPORTUNITIES)
    ranking = rank(Seeker("p"), empty, now=NOW, day_seed=DAY)
    assert (ranking.matches, ranking.total, ranking.hidden, ranking.questions) == ((), 0, (), ())
    people = rank_people(post, (), GRAPH, now=NOW, day_seed=DAY)
    assert (people.matches, people.total, people.eligible) == ((), 0, 0)
    assert item_counterfactuals(replace(post, remote_share=100), (), GRAPH, now=NOW, day_seed=DAY) == ()
    assert replay(receipt(ranking).content) == receipt(ranking).content
    assert len(explain_many(Lens(Seeker("p"), Shelf(Market.SPACES, (), scene()), scene()))) == 0
    assert openings(Seeker("p"), empty, (), now=NOW, day_seed=DAY) == ()
    with pytest.raises(UnknownId):
        counterfactuals(Seeker("p"), empty, "i", now=NOW, day_seed=DAY)


SMELLS = {
    *("name", "photo", "picture", "image", "gender", "sex", "pronoun", "age", "birth", "born", "nationality", "nation"),
    *(
        "citizenship",
        "race",
        "ethnicity",
        "religion",
        "marital",
        "school",
        "university",
        "prestige",
        "history",
        "salary",
    ),
    *("email", "phone", "disability", "health"),
}


def test_no_field_smells_of_who_a_person_is():
    kinds = [kind for kind in vars(matching.types).values() if dataclasses.is_dataclass(kind)]
    words = {word for kind in kinds for field in dataclasses.fields(kind) for word in field.name.split("_")}
    assert len(kinds) > 20
    assert not words & SMELLS
    assert not {topic.value for topic in Topic} & SMELLS


def test_every_type_is_frozen_and_slotted():
    for kind in vars(matching.types).values():
        if dataclasses.is_dataclass(kind):
            assert kind.__dataclass_params__.frozen, kind
            assert hasattr(kind, "__slots__"), kind


def test_every_code_of_bad_input_is_in_the_list_of_codes():
    folder = Path(matching.types.__file__).parent
    own = [path for path in folder.rglob("*.py") if path.parent.name != "text"]
    said = {
        code
        for path in own
        for code in re.findall(
            r"(?:BadInput|Cyclic\w+|UnknownId|BrokenReceipt|Full|_within|_ordered|_name|_points|_finite|all_once)"
            r'\(\s*"([a-z.-]+)"',
            path.read_text(),
        )
    }
    assert said == BAD_INPUT


def test_a_configuration_that_names_no_factor_is_refused():
    scheme = Scheme(Market.SPACES, (Weight("charm", 1000, 1, 1, 1),), (Weight("skills", 1000, 1, 1, 1),))
    config = Config(schemes=(*(one for one in SCHEMES if one.market is not Market.SPACES), scheme))
    with pytest.raises(BadInput, match=r"config\.unknown-factor"):
        rank(Seeker("p"), snapshot((Item("i", Market.SPACES),), config), now=NOW, day_seed=DAY)
