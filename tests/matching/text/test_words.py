from matching.text.words import stems


def test_spaces_part_words_and_each_is_stemmed():
    assert stems("programadoras do teatro", "pt") == ["programador", "do", "teatr"]


def test_where_nothing_parts_words_signs_and_neighbours_do():
    assert stems("软件工程", "zh") == ["软", "件", "工", "程", "软件", "件工", "工程"]
    assert stems("java开发", "zh") == ["java", "开", "发", "开发"]


def test_nothing_has_no_stems():
    assert stems("", "en") == []
