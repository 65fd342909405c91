"""Every route: declares who may use it, documents how it refuses, and keeps guests out where it says so."""

import json
import re
from typing import Annotated
from uuid import uuid4

import pytest
from fastapi import FastAPI, Query
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel

from backend.app import create_app
from backend.core.access import ANYONE, asks
from backend.core.http import router as new_router
from backend.core.problems import MEDIA_TYPE
from backend.core.schema import Draft
from backend.settings import Settings

METHODS = {"get", "post", "put", "patch", "delete"}


def operations(app):
    """(method, path, operation) of everything OpenAPI describes."""
    for path, item in app.openapi()["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield method, path, operation


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("routes")
    return create_app(
        Settings(_env_file=None, database_url=f"sqlite:///{folder}/x.db", files_url=f"file:{folder}/files")
    )


def test_the_walk_sees_every_route(whole):
    """Guards the other tests here against passing because they looked at nothing."""
    served = {
        (method.lower(), context.path)
        for context in iter_route_contexts(whole.routes)
        if getattr(context, "methods", None) and getattr(context, "include_in_schema", True)
        for method in context.methods - {"HEAD", "OPTIONS"}
    }
    described = {(method, path) for method, path, _ in operations(whole)}
    assert len(described) > 50
    assert described <= served
    assert {s for s in served if s[1].startswith("/api/")} - described == set()


def without_a_rule(app):
    """Routes that nobody said who may use."""
    return [f"{method} {path}" for method, path, operation in operations(app) if not operation.get("x-rule")]


def silent(app):
    """Routes that do not document, as problems, how they refuse; an address with a gap in it can lead nowhere."""
    found = []
    for method, path, operation in operations(app):
        refusals = {s: r for s, r in operation["responses"].items() if s[0] in "45"}
        if not {"400", "405", "422", "503", *(["404"] if "{" in path else [])} <= refusals.keys() or any(
            MEDIA_TYPE not in r.get("content", {}) for r in refusals.values()
        ):
            found.append(f"{method} {path}")
    return found


def test_every_route_declares_its_rule(whole):
    assert without_a_rule(whole) == []


def test_every_route_documents_how_it_refuses(whole):
    assert silent(whole) == []


def test_a_route_that_says_nothing_is_noticed():
    """The control: both walks see a route that was added carelessly."""
    app, careless = FastAPI(), new_router("/attics", "attics")

    @careless.get("", **asks(ANYONE))
    def list_attics() -> list[str]:
        return []

    @careless.post("")
    def add_attic() -> str:
        return ""

    app.include_router(careless, prefix="/api")

    assert without_a_rule(app) == silent(app) == ["post /api/attics"]


def test_names_are_unique_and_are_verbs_of_the_house(whole):
    names = [o["operationId"] for _, _, o in operations(whole)]
    assert len(names) == len(set(names))
    assert [n for n in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", n)] == []


def body_of(app, operation):
    """The smallest body the schema may accept; enough to come past validation or to be told what is missing."""
    content = operation.get("requestBody", {}).get("content", {})
    return {} if "application/json" in content else None


def test_a_guest_gets_nothing_from_a_route_with_a_rule(app, client):
    """Through the front door: who is asked to sign in learns nothing about the thing, not even that it is there."""
    let_in, asked = [], 0
    for method, path, operation in operations(app):
        if operation["x-rule"] == "ANYONE":
            continue
        asked += 1
        address = re.sub(r"\{[^}]+\}", lambda _: str(uuid4()), path)
        reply = client.request(method, address, json=body_of(app, operation))
        if reply.status_code != 401 or reply.headers["content-type"] != MEDIA_TYPE:
            let_in.append(f"{method} {path}: {reply.status_code}")
    assert asked > 20
    assert let_in == []


def test_the_document_is_valid_json_and_refers_to_nothing_missing(whole):
    document = json.dumps(whole.openapi())
    schemas = whole.openapi()["components"]["schemas"]
    assert {r.rsplit("/", 1)[1] for r in re.findall(r'"\$ref": "([^"]+)"', document)} <= schemas.keys()


def torn(app):
    """Routes whose filters are a model with something beside it: a model that takes no extras refuses what is beside."""
    found = []
    for context in iter_route_contexts(app.routes):
        if dependant := getattr(context, "dependant", None):
            asked = list(queried(dependant))
            models = [one for one in asked if is_model(one.field_info.annotation)]
            if models and len(asked) > 1:
                found.append(context.path)
    return found


def queried(dependant):
    yield from dependant.query_params
    for one in dependant.dependencies:
        yield from queried(one)


def is_model(kind):
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def test_what_a_route_documents_as_a_filter_it_also_takes(whole):
    assert torn(whole) == []


def test_a_filter_beside_a_model_of_filters_is_found():
    """The control."""
    app, router = FastAPI(), new_router("/things", "things")

    class Search(Draft):
        q: str = ""

    @router.get("", **asks(ANYONE))
    def list_things(search: Annotated[Search, Query()], lang: str = "en") -> None:
        """Refuses its own `lang`."""

    app.include_router(router)
    assert torn(app) == ["/things"]
