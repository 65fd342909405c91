"""What benchmark files may look like, and what they may not."""

import pytest

from matching.errors import BadInput
from matching.evaluate import linking, normalise, skills, titles
from matching.evaluate.rows import judgements, pairs, table


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Q1", "Clowns"], ["Q2", "Mimes"]], id="bare"),
        pytest.param([["q_id", "jobtitle"], ["Q1", "Clowns"], ["Q2", "Mimes"]], id="header"),
        pytest.param([["query_key", "text"], ["Q1", "Clowns"], ["Q2", "Mimes"]], id="another header"),
        pytest.param([[], ["Q1 ", " Clowns", "more"], [""], ["Q2", "Mimes"], []], id="blank lines and spaces"),
    ],
)
def test_texts_are_read_with_and_without_header(rows):
    assert pairs(rows, "queries.tsv") == {"Q1": "Clowns", "Q2": "Mimes"}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Q1", "0", "C1", "1"], ["Q1", "0", "C2", "0"]], id="tabs"),
        pytest.param([["Q1 0 C1 1"], ["Q1  0 C2 0"]], id="spaces"),
        pytest.param(
            [["query", "iter", "element", "rel"], ["Q1", "0", "C1", "1.0"], ["Q1", "0", "C2", "-1"]], id="header"
        ),
        pytest.param([["query-id", "corpus-id", "score"], ["Q1", "C1", "3"], ["Q1", "C2", "0"]], id="three columns"),
    ],
)
def test_judgements_are_read_as_trec_writes_them(rows):
    assert [(one.query, one.element, one.is_right) for one in judgements(rows, "qrels")] == [
        ("Q1", "C1", True),
        ("Q1", "C2", False),
    ]


@pytest.mark.parametrize(
    ("read", "rows", "code", "line"),
    [
        (pairs, [["Q1", "a"], ["Q1", "b"]], "evaluate.duplicate", 2),
        (pairs, [["Q1", "a"], [], ["Q2"]], "evaluate.columns", 3),
        (pairs, [["Q1", "NaN"]], "evaluate.missing", 1),
        (pairs, [["Q1", " "]], "evaluate.missing", 1),
        (pairs, [["q_id", "jobtitle"], []], "evaluate.empty", None),
        (judgements, [["Q1", "0", "C1"]], "evaluate.columns", 1),
        (judgements, [["Q1", "0", "C1", "nan"]], "evaluate.relevance", 1),
        (judgements, [["Q1", "0", "C1", "inf"]], "evaluate.relevance", 1),
        (judgements, [["Q1", "0", "C1", "yes"]], "evaluate.relevance", 1),
        (judgements, [], "evaluate.empty", None),
        (judgements, [["Q1", "0", "C1", "0"]], "evaluate.empty", None),
    ],
)
def test_what_would_change_a_measure_is_refused_where_it_stands(read, rows, code, line):
    with pytest.raises(BadInput) as refused:
        read(rows, "some.tsv")
    assert (refused.value.code, refused.value.facts["file"], refused.value.facts.get("line")) == (
        code,
        "some.tsv",
        line,
    )


def test_columns_go_by_many_names_but_must_be_there():
    needed = {"conceptUri": ("uri",), "label": ()}
    rows = [["Label", "x", "concept_uri"], ["Clown", "", "u1"], [], ["Mime", "", "u2"]]
    assert [cells for _, cells in table(rows, "t.csv", needed)] == [
        {"conceptUri": "u1", "label": "Clown"},
        {"conceptUri": "u2", "label": "Mime"},
    ]
    with pytest.raises(BadInput) as refused:
        table([["label", "x"], ["a", "b"]], "t.csv", needed)
    assert refused.value.facts == {"file": "t.csv", "column": "conceptUri", "found": ("label", "x")}


@pytest.mark.parametrize(
    ("name", "langs"),
    [
        ("usa_q_en_c_en", ("en", "en")),
        ("esp_q_es_c_en", ("es", "en")),
        ("deu_q_de_c_de_en_pt", ("de", None)),
        ("my_copy", None),
        ("q_pt_c_english", None),
    ],
)
def test_a_folder_may_tell_its_languages(name, langs):
    assert linking.langs_of_name(name) == langs


def test_a_task_is_over_concepts_in_their_languages_with_a_pivot_only_to_them():
    pivot = linking.pivot_labels(
        [["conceptUri", "label", "form_index"], ["u/clown", "Palhaço", "000"], ["u/other", "Outra coisa", "001"]],
        "p",
        "pt",
    )
    task = linking.linking_task(
        {"Q1": "palhaços", "Q2": "nobody"},
        {"C1_en_000": "Clown", "C1_en_001": "Jester", "C2_de_000": "Pantomime"},
        {"C1_en_000": "u/clown", "C1_en_001": "u/clown"},
        judgements([["Q1", "0", "C1_en_001", "1"], ["Q1", "0", "C9", "1"], ["Q9", "0", "C1_en_000", "1"]], "a"),
        query_lang="pt",
        corpus_lang=None,
        pivot=pivot,
    )
    assert {(label.concept_id, label.lang, label.text, label.kind) for label in task.labels} == {
        ("u/clown", "en", "Clown", "preferred"),
        ("u/clown", "en", "Jester", "alternative"),
        ("C2_de_000", "de", "Pantomime", "preferred"),
        ("u/clown", "pt", "Palhaço", "preferred"),
    }
    assert task.gold == {"Q1": {"u/clown", "C9"}}  # what cannot be found counts as missed
    assert task.remarks == {"queries_without_gold": 1, "gold_without_query": 1, "gold_not_among_labels": 1}
    measures = linking.linking_measures(task, {"Q1": ["u/clown"]})
    assert (measures["MRR"], measures["R@100"]) == (1, 0.5)
    assert linking.linking_measures(task, {})["MRR"] == 0  # not answered is not left out


def test_without_its_own_string_a_query_neither_gains_nor_loses_by_it():
    task = titles.titles_task(
        {"1": "Clown", "2": "Mime"},
        {"a": "clown", "b": "jester", "c": "mime", "d": "acrobat"},
        judgements([["1", "0", "a", "1"], ["1", "0", "b", "1"], ["2", "0", "c", "1"]], "qrels"),
        lang="en",
    )
    ranked = {"1": ["a", "d", "b"], "2": ["c"]}
    assert titles.titles_measures(task, ranked) == {
        "MAP": pytest.approx(((1 + 2 / 3) / 2 + 1) / 2),
        "MAP_without_own_string": pytest.approx(1 / 2),  # 2 has no other answer and is left out
    }


def test_skills_are_judged_per_sentence_and_per_span_and_none_is_no_skill():
    labels = skills.skill_labels(["juggle", " tightrope walking", "", "juggle", "clowning"], "en", "l.txt")
    rows = [
        ["sentence", "span", "sub_span", "label"],
        ["You juggle and clown well", "juggle and clown", "juggle", "Juggle"],
        ["You juggle and clown well", "juggle and clown", "clown", "clowning"],
        ["You juggle and clown well", "well", "", "UNDERSPECIFIED"],
        ["Be nice", "nice", "", "LABEL NOT PRESENT"],
        ["Tame lions", "lions", "", "lion taming"],
    ]
    sentences, spans = skills.skill_tasks(rows, "s.csv", labels, lang="en")
    assert sentences.gold == {"You juggle and clown well": {"juggle", "clowning"}, "Tame lions": {"lion taming"}}
    assert sentences.remarks == {"rows_without_skill": 2, "gold_not_among_labels": 1}
    assert list(spans.queries.values()) == ["juggle and clown", "lions"]
    ranked = {"You juggle and clown well": ["juggle", "tightrope walking", "clowning"]}
    assert skills.skill_measures(sentences, ranked) == {"RP@5": 0.5, "RP@10": 0.5, "MRR": 0.5}
    only, none = skills.skill_tasks([["sentence", "label"], ["Juggle!", "juggle"]], "s.csv", labels, lang="en")
    assert (only.gold, none) == ({"Juggle!": {"juggle"}}, None)


def test_occupations_have_all_their_names_and_a_vacancy_one_occupation():
    rows = [
        ["conceptUri", "preferredLabel", "altLabels"],
        ["u1", "clown", "jester | buffoon"],
        ["u2", "mime", "pantomime\nmime artist"],
    ]
    labels = normalise.occupation_labels(rows, "o.csv", "en")
    assert [label.text for label in labels] == ["clown", "jester", "buffoon", "mime", "pantomime", "mime artist"]
    vacancies = normalise.vacancy_titles([["vacancyTitle", "conceptUri"], ["Clown!", "u1"], ["Clown!", "u2"]], "t")
    task = normalise.normalise_task(vacancies, labels, lang="en", file="t")
    assert (task.queries, task.gold) == ({"0": "Clown!", "1": "Clown!"}, {"0": {"u1"}, "1": {"u2"}})
