"""Whatever is sent to whatever route: the reply is one that OpenAPI describes, and never our own failure."""

import atexit
import shutil
import tempfile

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend.app import create_app
from backend.core.problems import MEDIA_TYPE
from backend.settings import Settings
from tests.factories import Make
from tests.template import fill

pytestmark = [pytest.mark.slow]

FOLDER = tempfile.mkdtemp(prefix="viveiro-schema-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
CONFIG = Settings(
    _env_file=None,
    database_url=f"sqlite:///{FOLDER}/x.db",
    public_url="http://testserver",
    files_url=f"file:{FOLDER}/files",
    mail_url=f"file:{FOLDER}/mail",
    log_level="error",
)
APP = create_app(CONFIG)
SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", APP)
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]


@pytest.fixture(scope="module")
def somebody():
    """The headers of somebody of the staff, who may do most."""
    from sqlalchemy.orm import Session

    fill(APP.state.engine)
    with Session(APP.state.engine, expire_on_commit=False) as db:
        make = Make(db, CONFIG)
        return make.as_(make.staff())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.label)
def test_no_request_breaks_us(operation, somebody):
    signs_in = st.booleans()

    @given(case=operation.as_strategy(), is_member=signs_in)
    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case, is_member):
        reply = case.call(headers=somebody if is_member else None)
        assert reply.status_code < 500, reply.text
        described = operation.definition.raw["responses"]
        assert str(reply.status_code) in described, f"{reply.status_code} is not described: {reply.text[:300]}"
        if reply.status_code >= 400:
            assert reply.headers["content-type"] == [MEDIA_TYPE] or MEDIA_TYPE in str(reply.headers["content-type"])

    ask()
