"""`viveiro territories`: a table of municipalities comes in whole, or not at all."""

import pytest
from sqlalchemy import func, select

from backend.territories.models import Municipality

pytestmark = pytest.mark.slow  # each starts processes

HEADER = "code,name,nuts3,nuts3_name,nuts2_name,lat,lon,population,area_km2,urbanisation,low_density"
MELIDE = "ES:15046,Melide,ES111,A Coruña,Galicia,42.914,-8.014,7314,101.3,3,yes"


def table(folder, *lines):
    path = folder / "region.csv"
    path.write_text("\n".join([HEADER, *lines]), "utf-8")
    return path


def test_a_table_comes_in_and_twice_changes_nothing(viveiro, url, tmp_path):
    path = table(tmp_path, MELIDE)
    assert "1 added, 0 changed, 0 as they were." in viveiro("territories", "import", path).stderr

    again = viveiro("territories", "import", path)

    assert again.returncode == 0
    assert "0 added, 0 changed, 1 as they were." in again.stderr


def test_bad_lines_are_told_and_nothing_is_kept(viveiro, url, looking, tmp_path):
    before = looking.scalar(select(func.count()).select_from(Municipality))
    looking.rollback()
    path = table(tmp_path, MELIDE, MELIDE.replace("15046", "15047").replace("42.914", "much"), "ES:1,[b]Odd[/b]")

    done = viveiro("territories", "import", path)

    assert done.returncode == 1
    assert "Nothing was imported." in done.stderr
    assert "/lines/3/lat" in done.stderr
    assert "/lines/4 · wrong_number_of_columns" in done.stderr
    assert "Traceback" not in done.stderr
    assert looking.scalar(select(func.count()).select_from(Municipality)) == before


def test_what_ships_says_where_it_comes_from(viveiro, url):
    done = viveiro("territories", "load")
    assert (done.returncode, "86 as they were" in done.stderr) == (0, True)
    assert "README.md" in done.stderr
