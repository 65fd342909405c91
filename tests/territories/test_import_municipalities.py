"""Taking in a table of municipalities: whole, or not at all."""

import pytest
from sqlalchemy import func, select

from backend.core.events import LoggedEvent
from backend.territories import service
from backend.territories.models import Municipality, Region, municipality_id
from backend.territories.problems import BadTable

HEADER = "code,name,nuts3,nuts3_name,nuts2_name,lat,lon,population,area_km2,urbanisation,low_density"
CORUNA = "ES:15030,A Coruña,ES111,A Coruña,Galicia,43.371,-8.396,245468,37.83,1,no"
MELIDE = "ES:15046,Melide,ES111,A Coruña,Galicia,42.914,-8.014,7314,101.3,3,yes"


@pytest.fixture
def table(tmp_path):
    def write(*lines, header=HEADER, encoding="utf-8"):
        path = tmp_path / "table.csv"
        path.write_bytes("\n".join([header, *lines]).encode(encoding))
        return path

    return write


def count(db):
    return db.scalar(select(func.count()).select_from(Municipality))


def test_a_table_comes_in_with_its_regions(db, table):
    heard = []

    report = service.import_municipalities(db, table(CORUNA, MELIDE), lambda done, all_: heard.append((done, all_)))
    db.commit()

    melide = db.get(Municipality, municipality_id("ES:15046"))
    assert (report.added, report.changed, report.unchanged) == (2, 0, 0)
    assert (melide.size_class, melide.folded, melide.is_low_density) == ("tiny", "melide", True)
    assert db.scalar(select(Region.parent_code).where(Region.code == "ES111")) == "ES11"
    assert heard == [(2, 2)]
    assert db.scalars(select(LoggedEvent.name)).all() == ["territories.imported"]


def test_a_region_may_bring_its_article(db, table):
    header, lines = HEADER + ",nuts2_article", [f"{line},a" for line in (CORUNA, MELIDE)]
    service.import_municipalities(db, table(CORUNA, MELIDE))
    assert db.scalars(select(Region.article).where(Region.code.in_(["ES11", "ES111"]))).all() == ["", ""]
    service.import_municipalities(db, table(*lines, header=header))
    assert db.scalar(select(Region.article).where(Region.code == "ES11")) == "a"

    for wrong, code in ((f"{MELIDE},o", "two_names"), (f"{MELIDE},the", "literal_error")):
        with pytest.raises(BadTable) as refused:
            service.import_municipalities(db, table(lines[0], wrong, header=header))
        assert [(e.pointer, e.code) for e in refused.value.errors] == [("/lines/3/nuts2_article", code)]


def test_the_same_table_twice_changes_nothing(db, table):
    path = table(CORUNA, MELIDE)
    service.import_municipalities(db, path)
    db.commit()

    report = service.import_municipalities(db, path)
    db.commit()

    assert (report.added, report.changed, report.unchanged) == (0, 0, 2)
    assert db.scalar(select(func.count()).select_from(LoggedEvent)) == 1


def test_a_changed_line_updates_its_municipality(db, table):
    service.import_municipalities(db, table(CORUNA, MELIDE))
    db.commit()

    report = service.import_municipalities(db, table(CORUNA, MELIDE.replace("7314", "17314")))
    db.commit()
    db.expire_all()

    assert (report.added, report.changed, report.unchanged) == (0, 1, 1)
    assert db.get(Municipality, municipality_id("ES:15046")).size_class == "small"


def test_what_ships_with_the_code_is_there_already(db):
    report = service.load_starter(db)

    assert (report.added, report.changed, report.unchanged) == (0, 0, 86)


@pytest.mark.parametrize(
    ("lines", "errors"),
    [
        pytest.param([CORUNA, MELIDE.replace("42.914", "north")], [("/lines/3/lat", "float_parsing")], id="no number"),
        pytest.param([CORUNA.replace("-8.396", "-188")], [("/lines/2/lon", "greater_than_equal")], id="off the Earth"),
        pytest.param([CORUNA.replace("43.371", "nan")], [("/lines/2/lat", "finite_number")], id="not a number"),
        pytest.param([MELIDE.replace(",3,yes", ",4,maybe")],
                     [("/lines/2/urbanisation", "less_than_equal"), ("/lines/2/low_density", "bool_parsing")],
                     id="two mistakes in a line"),
        pytest.param([CORUNA, CORUNA], [("/lines/3/code", "repeated")], id="a code twice"),
        pytest.param([CORUNA, MELIDE.replace("A Coruña", "La Coruña")], [("/lines/3/nuts3_name", "two_names")],
                     id="two names for one part"),
        pytest.param([CORUNA + ",surplus"], [("/lines/2", "wrong_number_of_columns")], id="a line too long"),
        pytest.param(["ES:15030,A Coruña"], [("/lines/2", "wrong_number_of_columns")], id="a line too short"),
        pytest.param(['"unfinished,A Coruña'], [("/lines/2", "not_csv")], id="an open quotation mark"),
        pytest.param([], [("", "empty_table")], id="nothing but a header"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told_and_nothing_is_kept(db, table, lines, errors):
    before = count(db)

    with pytest.raises(BadTable) as refused:
        service.import_municipalities(db, table(*lines))

    assert [(e.pointer, e.code) for e in refused.value.errors] == errors
    assert count(db) == before


@pytest.mark.parametrize(
    ("header", "errors"),
    [
        (HEADER.replace(",lat", ""), [("/lines/1/lat", "missing_column")]),
        (HEADER + ",mayor", [("/lines/1/mayor", "unknown_column")]),
        ("", "missing_column"),
    ],
)
def test_a_wrong_header_is_told_before_any_line(db, table, header, errors):
    with pytest.raises(BadTable) as refused:
        service.import_municipalities(db, table(CORUNA, header=header))

    told = [(e.pointer, e.code) for e in refused.value.errors]
    assert told == errors or {code for _, code in told} == {errors}


def test_another_encoding_is_told(db, table):
    with pytest.raises(BadTable) as refused:
        service.import_municipalities(db, table(CORUNA, encoding="latin-1"))

    assert refused.value.errors[0].code == "not_utf8"


def test_a_missing_file_is_told(db, tmp_path):
    with pytest.raises(BadTable) as refused:
        service.import_municipalities(db, tmp_path / "nowhere.csv")

    assert refused.value.errors[0].code == "unreadable"


def test_hundreds_of_mistakes_are_counted_but_not_all_told(db, table):
    with pytest.raises(BadTable) as refused:
        service.import_municipalities(db, table(*[CORUNA.replace("43.371", "x")] * 300))

    assert (len(refused.value.errors), refused.value.params) == (50, {"count": 300})
