"""Whatever code the server can send, every catalogue has a sentence for it."""

import ast
import importlib
import json
import pkgutil
import re
from pathlib import Path

import pytest

import backend
from backend.core.problems import Problem
from backend.matches import codes
from backend.notifications.service import moments
from backend.notifications.service.digests import PHRASES
from backend.notifications.words import LANGUAGES, words
from backend.opportunities.models import RefusalReason, ReturnReason
from backend.opportunities.schemas import LintCode

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "frontend" / "src" / "core" / "words"
ENTRIES = {  # as they stand in the file: JSON itself would let a second entry silently replace the first
    path.stem: json.loads(path.read_text("utf-8"), object_pairs_hook=list) for path in sorted(WORDS.glob("??.json"))
}
CATALOGUES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(WORDS.glob("??.json"))}
# What pydantic itself says about the kinds of fields we use; the rest of its codes cannot come from a browser's form.
PYDANTIC = {
    "bool_parsing",
    "date_from_datetime_parsing",
    "date_parsing",
    "datetime_from_date_parsing",
    "datetime_parsing",
    "enum",
    "extra_forbidden",
    "finite_number",
    "float_parsing",
    "greater_than",
    "greater_than_equal",
    "int_from_float",
    "int_parsing",
    "less_than",
    "less_than_equal",
    "literal_error",
    "missing",
    "string_pattern_mismatch",
    "string_too_long",
    "string_too_short",
    "timezone_aware",
    "too_long",
    "too_short",
    "uuid_parsing",
    "value_error",
}


def subclasses(kind):
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def every_module():
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        # The peers that one measures against are libraries of the group `bench`, which is not there for tests.
        if not module.name.endswith(("__main__", "child")) and ".peers." not in module.name:
            importlib.import_module(module.name)


def problem_codes():
    every_module()
    return {
        p.code for p in subclasses(Problem) if p.__module__.startswith("backend.") and not p.__name__.startswith("_")
    }


def literals_of(call_name, position=0, keyword="code", room="."):
    """String literals given to calls of this name anywhere in the back end, or in one room of it."""
    for path in (ROOT / "backend" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == call_name:
                values = [k.value for k in node.keywords if k.arg == keyword] or node.args[position : position + 1]
                yield from (v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str))


def deeds():
    """The names of all rules that fill `can`: what a page may offer as a button."""
    rooms = [
        importlib.import_module(f"backend.{path.parent.name}.rules") for path in (ROOT / "backend").glob("*/rules.py")
    ]
    return {
        rule.__name__
        for room in rooms
        for name in vars(room)
        if name.startswith("OF_A")
        for rule in getattr(room, name)
    }


def mails():
    """The kinds of mail that listeners write when something happened."""
    return {
        *literals_of("_send_link", 1),
        *literals_of("send", 2, room="notifications"),
        *literals_of("write", 1, room="notifications"),
        *literals_of("_tell_team", 2),
        *literals_of("_tell_who_answers", 1),
        *literals_of("_tell_the_applicant", 1),
        *literals_of("_send", 2, room="notifications"),
    }


def test_the_collection_finds_something():
    assert len(problem_codes()) > 30
    assert len(set(literals_of("PydanticCustomError"))) > 5
    assert len(deeds()) > 30
    assert len(codes.keys()) > 150
    assert len(mails()) > 3


def test_no_catalogue_says_one_thing_twice():
    assert {lang: len(entries) for lang, entries in ENTRIES.items()} == {k: len(v) for k, v in CATALOGUES.items()}


def test_all_catalogues_have_the_same_keys():
    first, *others = CATALOGUES.values()
    for other in others:
        assert first.keys() ^ other.keys() == set()


@pytest.mark.parametrize("lang", CATALOGUES)
def test_every_problem_has_a_sentence(lang):
    assert {c for c in problem_codes() if f"problem.{c}" not in CATALOGUES[lang]} == set()


@pytest.mark.parametrize("lang", CATALOGUES)
def test_every_field_error_has_a_sentence(lang):
    mistakes = {*PYDANTIC, *literals_of("PydanticCustomError"), *literals_of("FieldError", 1)}
    mistakes |= {f"password-{reason}" for reason in literals_of("_weak")}
    assert {c for c in mistakes if f"field.{c}" not in CATALOGUES[lang]} == set()


@pytest.mark.parametrize("lang", CATALOGUES)
def test_every_finding_about_a_draft_has_a_sentence(lang):
    assert {c for c in LintCode if f"lint.{c}" not in CATALOGUES[lang]} == set()


@pytest.mark.parametrize("lang", CATALOGUES)
def test_everything_matches_can_say_has_a_sentence(lang):
    assert codes.keys() - CATALOGUES[lang].keys() == set()


@pytest.mark.parametrize("lang", CATALOGUES)
def test_everything_one_may_do_has_a_name(lang):
    assert {name for name in deeds() if f"can.{name}" not in CATALOGUES[lang]} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_mail_has_a_subject_and_a_text(lang):
    """People meet events as mails: nothing else shows them."""
    said = {f"{mail}.{part}" for mail in mails() for part in ("subject", "text")}
    why = {f"reason.returned.{r}" for r in ReturnReason} | {f"reason.refused.{r}" for r in RefusalReason}
    parts = {f"digest.{phrase}" for phrase in PHRASES} | {f"date.{phrase}" for phrase in moments.PHRASES}
    assert said | why | parts == words(lang).keys()


def test_mails_take_the_same_facts():
    assert (
        len({json.dumps({k: sorted(placeholders(v)) for k, v in sorted(words(lang).items())}) for lang in LANGUAGES})
        == 1
    )


def placeholders(value):
    if isinstance(value, dict):
        return set().union(*map(placeholders, value.values()))
    return set(re.findall(r"\{(\w+)\}", value))


def test_translations_take_the_same_facts():
    first, *others = CATALOGUES.values()
    for other in others:
        differ = {k for k in first if placeholders(first[k]) - {"n"} != placeholders(other[k]) - {"n"}}
        assert differ == set()


@pytest.mark.parametrize("lang", CATALOGUES)
def test_no_sentence_is_empty_or_says_oops(lang):
    text = json.dumps(CATALOGUES[lang], ensure_ascii=False).lower()
    assert "oops" not in text
    assert all(CATALOGUES[lang].values())
