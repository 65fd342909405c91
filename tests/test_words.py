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

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "frontend" / "src" / "core" / "words"
CATALOGUES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(WORDS.glob("??.json"))}
# What pydantic itself says about the kinds of fields we use; the rest of its codes cannot come from a browser's form.
PYDANTIC = """missing extra_forbidden enum literal_error string_too_short string_too_long string_pattern_mismatch
greater_than greater_than_equal less_than less_than_equal int_parsing float_parsing bool_parsing date_parsing uuid_parsing
date_from_datetime_parsing datetime_from_date_parsing timezone_aware value_error too_long too_short""".split()


def subclasses(kind):
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def every_module():
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if not module.name.endswith(("__main__", "child")):
            importlib.import_module(module.name)


def problem_codes():
    every_module()
    return {p.code for p in subclasses(Problem) if p.__module__.startswith("backend.") and not p.__name__.startswith("_")}


def literals_of(call_name, position=0, keyword="code"):
    """String literals given to calls of this name anywhere in the back end."""
    for path in (ROOT / "backend").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == call_name:
                values = [k.value for k in node.keywords if k.arg == keyword] or node.args[position : position + 1]
                yield from (v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str))


def test_the_collection_finds_something():
    assert len(problem_codes()) > 30
    assert len(set(literals_of("PydanticCustomError"))) > 5


def test_all_catalogues_have_the_same_keys():
    first, *others = CATALOGUES.values()
    for other in others:
        assert first.keys() ^ other.keys() == set()


@pytest.mark.parametrize("lang", CATALOGUES)
def test_every_problem_has_a_sentence(lang):
    assert {c for c in problem_codes() if f"problem.{c}" not in CATALOGUES[lang]} == set()


@pytest.mark.parametrize("lang", CATALOGUES)
def test_every_field_error_has_a_sentence(lang):
    codes = {*PYDANTIC, *literals_of("PydanticCustomError"), *literals_of("FieldError", 1)}
    assert {c for c in codes if f"field.{c}" not in CATALOGUES[lang]} == set()


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
