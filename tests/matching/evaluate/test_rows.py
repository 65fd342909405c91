"""What benchmark files may look like, and what they may not."""

import pytest

from matching.errors import BadInput
from matching.evaluate import linking, normalise, skills, titles
from matching.evaluate.rows import Known, Notes, complete, judgements, pairs, several, table


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Q1", "Clowns"], ["Q2", "Mimes"]], id="bare"),
        pytest.param([["q_id", "jobtitle"], ["Q1", "Clowns"], ["Q2", "Mimes"]], id="header"),
        pytest.param([["query_key", "text"], ["Q1", "Clowns"], ["Q2", "Mimes"]], id="another header"),
        pytest.param([["JobTitle", "Q_ID"], ["Clowns", "Q1"], ["Mimes", "Q2"]], id="header in another order"),
        pytest.param([["", "q_id", "title"], ["0", "Q1", "Clowns"], ["1", "Q2", "Mimes"]], id="numbered lines"),
        pytest.param([[], ["Q1 ", " Clowns", "more"], [""], ["Q2", "Mimes"], []], id="blank lines and spaces"),
    ],
)
def test_texts_are_read_with_and_without_header(rows):
    notes = Notes()
    assert (pairs(rows, "queries.tsv", notes), notes.counts) == ({"Q1": "Clowns", "Q2": "Mimes"}, {})


def test_a_title_that_is_called_like_a_column_is_still_a_title():
    assert pairs([["Q1", "Title"], ["Q2", "Document"]], "q", Notes()) == {"Q1": "Title", "Q2": "Document"}
    assert pairs([["concept", "element_id"], ["u/1", "C1"]], "m", Notes()) == {"C1": "u/1"}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Q1", "0", "C1", "1"], ["Q1", "0", "C2", "0"]], id="tabs"),
        pytest.param([["Q1 0 C1 1"], ["Q1  0 C2 0"]], id="spaces"),
        pytest.param(
            [["query", "iter", "element", "rel"], ["Q1", "0", "C1", "1.0"], ["Q1", "0", "C2", "-1"]], id="header"
        ),
        pytest.param([["query-id", "corpus-id", "score"], ["Q1", "C1", "3"], ["Q1", "C2", "0"]], id="three columns"),
        pytest.param([["REL", "C_ID", "Q_ID"], ["1", "C1", "Q1"], ["0", "C2", "Q1"]], id="another order"),
        pytest.param([["Q1", "NaN", "C1", "1"], ["Q1", "", "C2", "0"]], id="nothing in the second column"),
    ],
)
def test_judgements_are_read_as_trec_writes_them(rows):
    assert [(one.query, one.element, one.is_right) for one in judgements(rows, "qrels", Notes())] == [
        ("Q1", "C1", True),
        ("Q1", "C2", False),
    ]


@pytest.mark.parametrize(
    ("read", "rows", "code", "line"),
    [
        (pairs, [[], ["Q2"], ["Q3"]], "evaluate.columns", 2),
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
def test_where_nothing_can_be_read_it_is_said_what_was_wrong_first(read, rows, code, line):
    with pytest.raises(BadInput) as refused:
        read(rows, "some.tsv", Notes())
    assert (refused.value.code, refused.value.facts["file"], refused.value.facts.get("line")) == (
        code,
        "some.tsv",
        line,
    )


@pytest.mark.parametrize(
    ("read", "row", "code"),
    [
        (pairs, ["Q2"], "rows_too_short"),
        (pairs, ["Q2", "NaN"], "rows_with_an_empty_cell"),
        (pairs, ["", "Mime"], "rows_with_an_empty_cell"),
        (pairs, ["Q1", "Mime"], "rows_with_a_known_id"),
        (judgements, ["Q1", "0", "C2"], "rows_too_short"),
        (judgements, ["Q1", "0", "<NA>", "1"], "rows_with_an_empty_cell"),
        (judgements, ["Q1", "0", "C2", "yes"], "rows_without_relevance"),
    ],
)
def test_a_row_that_says_nothing_is_left_out_and_counted(read, row, code):
    good, notes = (["Q1", "Clown"] if read is pairs else ["Q1", "0", "C1", "1"]), Notes()
    assert read([good, row], "some.tsv", notes) == read([good], "some.tsv", Notes())
    assert (notes.counts, notes.first) == ({code: 1}, {code: ("some.tsv", 2)})


def test_ids_are_found_again_however_they_are_written_unless_two_are_meant():
    notes = Notes()
    known = Known(["7", "Q1", "010", "10.0", "http://x/A"], notes)
    assert [known.find(told, "f", 1) for told in ("7", "Q1")] == ["7", "Q1"]
    assert notes.counts == {}
    assert [known.find(told, "f", 3) for told in ("7.0", "007", "q1", "HTTP://x/a")] == ["7", "7", "Q1", "http://x/A"]
    assert [known.find(told, "f", 4) for told in ("10", "8", "7.5")] == ["10", "8", "7.5"]  # 010 or 10.0?
    assert (notes.counts, notes.first) == ({"ids_written_otherwise": 4}, {"ids_written_otherwise": ("f", 3)})


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

    notes, ragged = Notes(), [["uri", "label"], ["u1", "Clown"], ["u2"], ["u3", "nan"]]
    assert complete(table(ragged, "t", needed), needed, "t", notes) == [{"conceptUri": "u1", "label": "Clown"}]
    assert notes.counts == {"rows_with_an_empty_cell": 2}
    assert [several(cell) for cell in ("a, b", "['a', 'b', None]", '["a"]', "[a", "NaN")] == [
        *(["a, b"], ["a", "b"], ["a"], ["[a"], [])
    ]


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
        Notes(),
    )
    task = linking.linking_task(
        {"Q1": "palhaços", "Q2": "nobody"},
        {"C1_en_000": "Clown", "C1_en_001": "Jester", "C2_de_000": "Pantomime"},
        {"C1_en_000": "u/clown", "C1_en_001": "u/clown"},
        judgements(
            [["Q1", "0", "C1_en_001", "1"], ["Q1", "0", "C9", "1"], ["Q9", "0", "C1_en_000", "1"]], "a", Notes()
        ),
        query_lang="pt",
        corpus_lang=None,
        notes=Notes(),
        pivot=pivot,
    )
    assert {(label.concept_id, label.lang, label.text, label.kind) for label in task.labels} == {
        ("u/clown", "en", "Clown", "preferred"),
        ("u/clown", "en", "Jester", "alternative"),
        ("C2_de_000", "de", "Pantomime", "preferred"),
        ("u/clown", "pt", "Palhaço", "preferred"),
    }
    assert task.gold == {"Q1": {"u/clown", "C9"}}  # what cannot be found counts as missed
    assert task.remarks == {
        "queries_without_gold": 1,
        "gold_without_query": 1,
        "gold_not_among_labels": 1,
        "concepts_without_pivot": 1,
    }
    measures = linking.linking_measures(task, {"Q1": ["u/clown"]})
    assert (measures["MRR"], measures["R@100"]) == (1, 0.5)
    assert linking.linking_measures(task, {})["MRR"] == 0  # not answered is not left out


def test_without_its_own_string_a_query_neither_gains_nor_loses_by_it():
    task = titles.titles_task(
        {"1": "Clown", "2": "Mime"},
        {"a": "clown", "b": "jester", "c": "mime", "d": "acrobat"},
        judgements([["1", "0", "a", "1"], ["1", "0", "b", "1"], ["2", "0", "c", "1"]], "qrels", Notes()),
        lang="en",
        notes=Notes(),
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
    sentences, spans = skills.skill_tasks(rows, "s.csv", labels, lang="en", notes=Notes())
    assert sentences.gold == {"You juggle and clown well": {"juggle", "clowning"}, "Tame lions": {"lion taming"}}
    assert sentences.remarks == {"rows_without_skill": 2, "gold_not_among_labels": 1}
    assert list(spans.queries.values()) == ["juggle and clown", "lions"]
    ranked = {"You juggle and clown well": ["juggle", "tightrope walking", "clowning"]}
    assert skills.skill_measures(sentences, ranked) == {"RP@5": 0.5, "RP@10": 0.5, "MRR": 0.5}
    listed = [["sentence", "label"], ["Juggle!", "['juggle', 'Clowning ']"], ["", "juggle"]]
    only, none = skills.skill_tasks(listed, "s.csv", labels, lang="en", notes=Notes())
    assert (only.gold, none) == ({"Juggle!": {"juggle", "clowning"}}, None)
    assert only.remarks == {"rows_with_an_empty_cell": 1}


def test_occupations_have_all_their_names_and_a_vacancy_one_occupation():
    rows = [
        ["conceptUri", "preferredLabel", "altLabels"],
        ["u1", "clown", "jester | buffoon"],
        ["u2", "mime", "pantomime\nmime artist"],
        ["u3", "acrobat", "NaN"],
    ]
    labels = normalise.occupation_labels(rows, "o.csv", "en", Notes())
    names = ["clown", "jester", "buffoon", "mime", "pantomime", "mime artist", "acrobat"]
    assert [label.text for label in labels] == names
    told = [["vacancyTitle", "conceptUri"], ["Clown!", "u1"], ["Clown!", "u2"], ["Mime", ""]]
    vacancies = normalise.vacancy_titles(told, "t", Notes())
    task = normalise.normalise_task(vacancies, labels, lang="en", file="t", notes=Notes())
    assert (task.queries, task.gold) == ({"0": "Clown!", "1": "Clown!"}, {"0": {"u1"}, "1": {"u2"}})
