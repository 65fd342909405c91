"""What every command does alike: it wants an up-to-date database, and says in a sentence what is wrong."""

import pytest
from pydantic import ValidationError

from backend.settings import Settings

pytestmark = pytest.mark.slow  # most start processes


@pytest.mark.parametrize(("how", "words"), [("viveiro", ["export", "out"]), ("process", ["serve", "--port", "0"])])
def test_an_old_database_is_refused_with_the_way_out(request, how, words):
    done = request.getfixturevalue(how)(*words)

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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://host/name"),
        ("FILES_URL", "zzz"),
        ("FILES_URL", "s3://"),
        ("MAIL_URL", "ftp://x"),
        ("MAIL_URL", "smtp://"),
        ("MAIL_FROM", "nobody"),
        ("PUBLIC_URL", "foo"),
        ("PUBLIC_URL", "https://viveiro.example/below"),
        ("SESSION_DAYS", "0"),
        ("ZONE", "Mars/Olympus"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_before_anything_is_promised(name, value, monkeypatch):
    monkeypatch.setenv(f"VIVEIRO_{name}", value)
    with pytest.raises(ValidationError) as refused:
        Settings(_env_file=None)
    assert [mistake["loc"] for mistake in refused.value.errors()] == [(name.lower(),)]


def test_the_defaults_and_what_the_manual_shows_are_accepted(monkeypatch):
    monkeypatch.setenv("VIVEIRO_MAIL_URL", "smtps://user:password@mail.example")
    monkeypatch.setenv("VIVEIRO_MAIL_FROM", "Viveiro <ola@viveiro.example>")
    monkeypatch.setenv("VIVEIRO_FILES_URL", "s3://bucket?endpoint=http://127.0.0.1:9000")
    monkeypatch.setenv("VIVEIRO_PUBLIC_URL", "https://viveiro.example/")
    assert Settings(_env_file=None).public_url == "https://viveiro.example"


def test_production_without_a_secret_does_not_start(viveiro):
    done = viveiro("migrate", VIVEIRO_ENVIRONMENT="production", VIVEIRO_PUBLIC_URL="https://viveiro.example")
    assert done.returncode == 2
    assert "VIVEIRO_SECRET_KEY" in done.stderr


def test_help_names_every_command(viveiro):
    done = viveiro("--help")
    assert done.returncode == 0
    for name in ("serve", "work", "migrate", "seed", "taxonomy", "territories", "export", "openapi"):
        assert name in done.stdout
