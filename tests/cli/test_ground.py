"""What every command does alike: it wants an up-to-date database, and says in a sentence what is wrong."""

import pytest

pytestmark = pytest.mark.slow  # each starts processes


@pytest.mark.parametrize("words", [["export", "out"], ["serve", "--port", "0"]])
def test_an_old_database_is_refused_with_the_way_out(viveiro, words):
    done = viveiro(*words)

    assert done.returncode == 1
    assert "Run viveiro migrate first." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_said_so(viveiro, tmp_path):
    done = viveiro("migrate", VIVEIRO_DATABASE_URL=f"postgresql+psycopg://nobody@/none?host={tmp_path}")

    assert done.returncode == 1
    assert done.stderr.startswith("The database does not answer")
    assert "Traceback" not in done.stderr


def test_settings_that_cannot_be_are_named(viveiro):
    done = viveiro("migrate", VIVEIRO_ENVIRONMENT="production", VIVEIRO_METRICS_PORT="many")
    assert done.returncode == 2
    assert "VIVEIRO_METRICS_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_without_a_secret_does_not_start(viveiro):
    done = viveiro("migrate", VIVEIRO_ENVIRONMENT="production", VIVEIRO_PUBLIC_URL="https://viveiro.example")
    assert done.returncode == 2
    assert "VIVEIRO_SECRET_KEY" in done.stderr


def test_help_names_every_command(viveiro):
    done = viveiro("--help")
    assert done.returncode == 0
    for name in ("serve", "work", "migrate", "seed", "taxonomy", "territories", "export", "openapi"):
        assert name in done.stdout
