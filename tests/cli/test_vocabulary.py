"""`viveiro taxonomy`: the vocabulary comes in whole, or not at all."""

import pytest
from sqlalchemy import func, select

from backend.taxonomy.models import Concept
from backend.taxonomy.service import ATTRIBUTION
from tests.taxonomy import bundle

pytestmark = pytest.mark.slow  # each starts processes


def concepts(db):
    return db.scalar(select(func.count()).select_from(Concept))


def test_loading_what_is_there_changes_nothing(viveiro, url):
    done = viveiro("taxonomy", "load")
    assert done.returncode == 0
    assert "Everything was there already." in done.stderr


def test_a_bundle_comes_in_with_thanks(viveiro, url, looking, tmp_path):
    before = concepts(looking)
    looking.rollback()
    folder = bundle.small(tmp_path / "esco")

    done = viveiro("taxonomy", "import", folder)

    assert done.returncode == 0, done.stderr
    assert "Languages: en, es." in done.stderr
    assert ATTRIBUTION in done.stderr
    assert concepts(looking) > before

    again = viveiro("taxonomy", "import", folder)
    assert (again.returncode, "Everything was there already." in again.stderr) == (0, True)


def test_a_broken_bundle_is_told_by_file_and_line_and_nothing_is_kept(viveiro, url, looking, tmp_path):
    before = concepts(looking)
    looking.rollback()
    folder = bundle.small(tmp_path / "esco")
    (folder / "occupationSkillRelations_en.csv").write_text("occupationUri,relationType\nx,essential\n")

    done = viveiro("taxonomy", "import", folder)

    assert done.returncode == 1
    assert "Nothing was imported." in done.stderr
    assert "/occupationSkillRelations_en.csv/1" in done.stderr
    assert "Traceback" not in done.stderr
    assert concepts(looking) == before


def test_a_folder_of_something_else_says_what_it_should_hold(viveiro, url, tmp_path):
    (tmp_path / "notes").mkdir()
    done = viveiro("taxonomy", "import", tmp_path / "notes")
    assert done.returncode == 1
    assert "skills_xx.csv" in done.stderr


def test_a_path_that_is_not_there_is_a_mistake_of_the_caller(viveiro):
    assert viveiro("taxonomy", "import", "nowhere").returncode == 2
