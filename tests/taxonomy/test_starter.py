"""The reviewer of the starter vocabulary: reads every line and forgives nothing."""

import csv
from collections import Counter, defaultdict
from graphlib import TopologicalSorter

import pytest

from backend.taxonomy.starter import GROUPED, read_starter
from backend.taxonomy.vocabulary import ConceptKind, Name, RelationKind, both_forms, gendered, id_of
from matching.text.normalise import normalise

ENTRIES = read_starter().entries
ABILITIES = {ConceptKind.SKILL, ConceptKind.TOOL, ConceptKind.CRAFT}
LEAST = {"skill": 400, "tool": 250, "craft": 100, "occupation": 200, "sector": 80, "language": 35, "field": 100}


def targets(entry, kind):
    return [target for link, target in entry.links if link == kind]


def test_there_is_enough_to_say():
    counts = Counter(entry.kind for entry in ENTRIES.values() if not entry.is_group)

    assert {kind: counts[kind] for kind, least in LEAST.items() if counts[kind] < least} == {}


def test_every_concept_is_called_something_in_both_languages():
    assert [entry.key for entry in ENTRIES.values() for lang in ("en", "pt") if not entry.name(lang)] == []


def test_no_name_belongs_to_two_concepts():
    owners = defaultdict(set)
    for entry in ENTRIES.values():
        family = "ability" if entry.kind in ABILITIES else entry.kind
        for name in entry.names:
            owners[family, name.lang, normalise(name.text)].add(entry.key)

    assert {name: sorted(keys) for name, keys in owners.items() if len(keys) > 1} == {}


def test_no_concept_says_the_same_name_twice():
    counts = Counter((e.key, n.lang, normalise(n.text)) for e in ENTRIES.values() for n in e.names)

    assert [name for name, times in counts.items() if times > 1] == []


def test_names_are_tidy():
    texts = [name.text for entry in ENTRIES.values() for name in entry.names]

    assert [t for t in texts if t != " ".join(t.split()) or not normalise(t) or len(t) > 90] == []


def test_every_link_leads_somewhere_once():
    loose = [
        (e.key, target) for e in ENTRIES.values() for _, target in e.links if target not in ENTRIES or target == e.key
    ]
    twice = [e.key for e in ENTRIES.values() if len({target for _, target in e.links}) < len(e.links)]

    assert (loose, twice) == ([], [])


def test_broader_stays_within_the_kind_and_never_comes_back():
    above = {key: targets(entry, RelationKind.BROADER) for key, entry in ENTRIES.items()}

    assert [key for key, keys in above.items() for k in keys if ENTRIES[k].kind != ENTRIES[key].kind] == []
    TopologicalSorter(above).prepare()  # raises CycleError


def test_what_people_claim_lies_below_a_group():
    def climb(key):
        above = targets(ENTRIES[key], RelationKind.BROADER)
        return climb(above[0]) if above else key

    tops = {key: climb(key) for key, entry in ENTRIES.items() if entry.kind in GROUPED}

    assert [key for key, top in tops.items() if not ENTRIES[top].is_group] == []
    assert [key for key, entry in ENTRIES.items() if entry.is_group and key not in set(tops.values())] == []


def test_nobody_is_asked_for_a_group():
    calls = [(e.key, t) for e in ENTRIES.values() for kind, t in e.links if kind != "broader" and ENTRIES[t].is_group]

    assert calls == []


def test_an_occupation_calls_for_at_least_five_things():
    jobs = [entry for entry in ENTRIES.values() if entry.kind == ConceptKind.OCCUPATION and not entry.is_group]

    assert [job.key for job in jobs if len(targets(job, RelationKind.ESSENTIAL)) < 5] == []
    assert [job.key for job in jobs if not job.code or len(job.code) != 4] == []


def test_every_tool_serves_a_skill_or_a_craft():
    tools = [entry for entry in ENTRIES.values() if entry.kind == ConceptKind.TOOL and not entry.is_group]

    assert [tool.key for tool in tools if not targets(tool, RelationKind.RELATED)] == []


def test_fields_of_study_follow_isced(shared_data):
    with (shared_data / "esco/official_v1.2.0/ESCO_en/skillGroups_en.csv").open(encoding="utf-8") as file:
        official = {row["code"] for row in csv.DictReader(file) if "/isced-f/" in row["conceptUri"]}
    ours = {entry.code for entry in ENTRIES.values() if entry.kind == ConceptKind.FIELD and entry.code}
    residual = {code for code in official if (code[-1] in "089" and len(code) > 2) or code == "99"}

    assert ours - official == set()
    assert {code for code in official - residual - ours if len(code) < 4} == set()


def test_codes_of_occupations_exist(shared_data):
    with (shared_data / "esco/official_v1.2.0/ESCO_en/ISCOGroups_en.csv").open(encoding="utf-8") as file:
        official = {row["code"] for row in csv.DictReader(file)}

    assert {entry.code for entry in ENTRIES.values() if entry.kind == ConceptKind.OCCUPATION and entry.code} <= official


@pytest.mark.parametrize(
    ("masculine", "feminine", "shown"),
    [
        ("técnico de som", "técnica de som", "técnico/a de som"),
        ("encenador", "encenadora", "encenador/a"),
        ("artesão", "artesã", "artesão/ã"),
        ("ator", "atriz", "ator/atriz"),
        ("artista plástico", "artista plástica", "artista plástico/a"),
        ("tecelão", "tecedeira manual", "tecelão / tecedeira manual"),
    ],
)
def test_a_title_is_shown_so_that_nobody_is_left_out(masculine, feminine, shown):
    assert both_forms(masculine, feminine) == shown


def test_both_forms_of_a_title_are_names():
    assert gendered("encenador/encenadora", "pt", is_preferred=True) == [
        Name("pt", "encenador/a", "preferred"),
        Name("pt", "encenador", "masculine"),
        Name("pt", "encenadora", "feminine"),
    ]


def test_ids_are_the_same_everywhere():
    assert str(id_of("skill/3d-modelling")) == "f9c596a5-4285-55f8-9fe9-16e8a13b6e1f"
