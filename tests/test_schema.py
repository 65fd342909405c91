"""Whatever is sent to whatever route: the reply is one that OpenAPI describes, and never our own failure.

On both databases, since they refuse different things. `SCHEMA_EXAMPLES` sets how many requests each route gets: forty on
SQLite and twelve on PostgreSQL unless told; a nightly run may ask for hundreds.
"""

import os
from uuid import UUID

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from backend.app import create_app, equip
from backend.core.problems import MEDIA_TYPE
from backend.settings import Settings
from tests.conftest import DATABASES
from tests.factories import Make
from tests.template import fill
from tests.tools.opened import all_closed
from tests.tools.reused import Reused

pytestmark = [pytest.mark.slow]

EXAMPLES = {"sqlite": 40, "postgresql": 12}
APP = create_app(Settings(_env_file=None, database_url="sqlite://", public_url="http://testserver", log_level="error"))
SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", APP)
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]


@pytest.fixture(scope="module", params=DATABASES)
def database(request, tmp_path_factory):
    """The application stands on this kind of database; gives its kind and a way to make things in it."""
    folder = tmp_path_factory.mktemp("schema")
    url = f"sqlite:///{folder}/x.db"
    if request.param == "postgresql":
        reused: Reused = request.getfixturevalue("reused")
        url = reused.url
    config = Settings(
        _env_file=None,
        database_url=url,
        public_url="http://testserver",
        files_url=f"file:{folder}/files",
        mail_url=f"file:{folder}/mail",
        log_level="error",
    )
    with all_closed():
        equip(APP, config)
        if request.param == "sqlite":
            fill(APP.state.engine)
        with Session(APP.state.engine, expire_on_commit=False) as db:
            yield request.param, Make(db, config)
        APP.state.engine.dispose()
    if request.param == "postgresql":
        reused.clean()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.label)
def test_no_request_breaks_us(operation, database):
    kind, make = database
    owner, staff, there = scene(make, operation.path)
    everybody = [None, make.as_(owner), make.as_(staff)]
    make.db.rollback()  # or it would hold SQLite's write lock

    @given(
        case=operation.as_strategy(),
        headers=st.sampled_from(everybody),
        is_there=st.booleans() if there else st.just(False),
    )
    @settings(
        max_examples=int(os.environ.get("SCHEMA_EXAMPLES", EXAMPLES[kind])),
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case, headers, is_there):
        if is_there:
            case.path_parameters = {**case.path_parameters, **{name: str(value) for name, value in there.items()}}
        reply = case.call(headers=headers)
        assert reply.status_code < 500, reply.text
        described = operation.definition.raw["responses"]
        assert str(reply.status_code) in described, f"{reply.status_code} is not described: {reply.text[:300]}"
        if reply.status_code >= 400:
            assert MEDIA_TYPE in str(reply.headers["content-type"])

    ask()


def scene(make, path):
    """An owner with a profile, somebody of the staff, and what stands at this address, all of it new."""
    owner, staff = make.account(), make.staff()
    profile = make.profile(owner)
    return owner, staff, {name: made(make, owner, profile) for name, made in ids_in(path).items()}


def ids_in(path):
    """How each thing that the address names is made, where it is not in the vocabulary."""
    named = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
    makers = OF_CALLS if path.startswith("/api/funding-calls") else MAKERS
    return {name: makers[name] for name in named if name in makers}


def owned(make, owner) -> UUID:
    """A verified organisation of theirs."""
    organisation = make.verified()
    make.grant(owner, "owner", organisation.id, vouched_until=organisation.verified_until)
    return organisation.id


MAKERS = {
    "organisation_id": lambda make, owner, _: owned(make, owner),
    "opportunity_id": lambda make, owner, _: make.opportunity(organisation_id=owned(make, owner)).id,
    "space_id": lambda make, owner, _: make.space(place_id=make.place(organisation_id=owned(make, owner)).id).id,
    "place_id": lambda make, owner, _: make.place(organisation_id=owned(make, owner)).id,
    "programme_id": lambda make, owner, _: make.programme(organisation_id=owned(make, owner)).id,
    "call_id": lambda make, owner, _: make.call(programme_id=make.programme(organisation_id=owned(make, owner)).id).id,
    "application_id": lambda make, owner, _: make.application(account_id=owner.id).id,
    "alert_id": lambda make, owner, _: make.alert(owner).id,
    "meeting_id": lambda make, owner, _: make.meeting(guest_id=owner.id).id,
    "mentor_id": lambda make, owner, _: make.mentor(account=owner).id,
    "thing_id": lambda make, owner, _: make.opportunity(organisation_id=owned(make, owner)).id,
    "market": lambda *_: "opportunities",
    "profile_id": lambda _, __, profile: profile.id,
    "education_id": lambda make, _, profile: make.studied(profile).id,
    "experience_id": lambda make, _, profile: make.worked(profile).id,
    "link_id": lambda make, _, profile: make.link(profile).id,
}
OF_CALLS = {"call_id": lambda make, owner, _: make.funding_call(organisation_id=owned(make, owner)).id}


def test_what_an_address_names_is_really_there(database):
    """Or half of what is asked above would only ever be a 404."""
    _, make = database
    for operation in OPERATIONS:
        if operation.method == "get" and ids_in(operation.path):
            owner, _, there = scene(make, operation.path)
            address = operation.path.format(**there)
            reply = operation.Case(path_parameters={k: str(v) for k, v in there.items()}).call(headers=make.as_(owner))
            asks_more = any(one.is_required for one in operation.query)
            assert reply.status_code in (200, 403, 409) or (asks_more and reply.status_code == 422), address
