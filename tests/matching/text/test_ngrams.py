from matching.text.ngrams import ngrams


def test_edges_count():
    assert ngrams("ab") == [" a", "ab", "b ", " ab", "ab ", " ab "]


def test_a_word_without_end_costs_no_more_than_a_long_one():
    assert len(ngrams("ab" * 1_000_000)) < 200
