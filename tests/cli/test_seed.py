"""`viveiro migrate` and `viveiro seed`: from nothing to a believable region."""

import pytest
from sqlalchemy import func, select

from backend.accounts.models import Account
from backend.core.site import Site

pytestmark = pytest.mark.slow  # each starts processes


def test_from_nothing_to_a_region_that_is_never_mixed_with_another(process, viveiro, bare_url):
    assert process("migrate").returncode == 0

    done = process("seed", "--size", "small", "--today", "2026-11-21")
    assert done.returncode == 0, done.stderr
    assert "Viveiro Norte" in done.stderr
    assert "2026-11-21" in done.stderr

    again = viveiro("seed", "--size", "small")
    assert again.returncode == 1
    assert "never mixes with a real one" in " ".join(again.stderr.split())
    assert viveiro("seed", "--if-empty").returncode == 0


def test_where_somebody_lives_nothing_is_invented(viveiro, url, looking):
    looking.add(Account(email="rita@example.org", name="Rita"))
    looking.commit()

    assert viveiro("seed", "--size", "small").returncode == 1
    assert viveiro("seed", "--size", "small", "--if-empty").returncode == 0

    assert looking.scalar(select(func.count()).select_from(Account)) == 1
    assert looking.scalar(select(func.count()).select_from(Site)) == 0


@pytest.mark.parametrize("words", [["--size", "enormous"], ["--today", "soon"]])
def test_nonsense_is_a_mistake_of_the_caller(viveiro, words):
    done = viveiro("seed", *words)
    assert done.returncode == 2
    assert words[0] in done.stderr
