"""Puts the domains together. The only file that knows them all."""

import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from functools import partial

from fastapi import FastAPI
from starlette.middleware import Middleware

from backend.accounts import listeners as accounts_hear
from backend.accounts import router as accounts
from backend.alerts import listeners as alerts_hear
from backend.alerts import router as alerts
from backend.applications import listeners as applications_hear
from backend.applications import router as applications
from backend.cohorts import listeners as cohorts_hear
from backend.cohorts import router as cohorts
from backend.core import health, logs, problems
from backend.core.db import connect
from backend.core.files import open_store
from backend.core.http import Bounded, Protected, Watched
from backend.core.packed import Packed
from backend.core.problems import ProblemBody
from backend.core.work import InProcess
from backend.funding import listeners as funding_hear
from backend.funding import router as funding
from backend.insights import router as insights
from backend.matches import listeners as matches_hear
from backend.matches import router as matches
from backend.matches.ahead import Ahead
from backend.matches.kernels import KERNELS
from backend.matches.service import competing as matches_price
from backend.matches.stock import stocks
from backend.meetings import listeners as meetings_hear
from backend.meetings import router as meetings
from backend.mentoring import listeners as mentoring_hear
from backend.mentoring import router as mentoring
from backend.messages import listeners as messages_hear
from backend.messages import router as messages
from backend.notifications import listeners as notifications_hear
from backend.notifications import router as notifications
from backend.opportunities import listeners as opportunities_hear
from backend.opportunities import router as opportunities
from backend.organisations import listeners as organisations_hear
from backend.organisations import router as organisations
from backend.pages import router as pages
from backend.profiles import router as profiles
from backend.settings import Settings, settings, use
from backend.spaces import listeners as spaces_hear
from backend.spaces import router as spaces
from backend.taxonomy import linking
from backend.taxonomy import router as taxonomy
from backend.territories import router as territories

ROUTERS = [
    accounts.router,
    taxonomy.router,
    territories.router,
    profiles.router,
    organisations.router,
    opportunities.router,
    funding.router,
    spaces.router,
    cohorts.router,
    meetings.router,
    mentoring.router,
    applications.router,
    matches.router,
    alerts.router,
    messages.router,
    insights.router,
]

HEAR = [  # importing registers: what listens, what is done every so often, what is kept of whom
    accounts_hear,
    organisations_hear,
    opportunities_hear,
    funding_hear,
    spaces_hear,
    cohorts_hear,
    meetings_hear,
    mentoring_hear,
    applications_hear,
    matches_hear,
    matches_price,
    alerts_hear,
    messages_hear,
    notifications_hear,
]


def create_app(config: Settings | None = None, *, with_worker: bool = False) -> FastAPI:
    """The application. `with_worker` runs the worker as a thread beside it, as SQLite installations do."""
    config = config or settings()
    address = config.public_url.rstrip("/")
    logs.configure(config.log_level, pretty=config.environment == "development")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with ExitStack() as running:
            running.enter_context(linking.prepared(app.state.engine))
            running.enter_context(Ahead(app.state.engine, config.zone))
            if with_worker:
                running.enter_context(InProcess(app.state.engine, config))
            yield
        app.state.engine.dispose()

    app = FastAPI(
        title="Viveiro",
        version="0.1.0",
        description="The open system in which a region grows its creative talent.",
        contact={"name": "Viveiro", "url": f"{address}/about"},
        servers=[{"url": address}],
        openapi_tags=[_tag(str(name)) for router in (health.router, *ROUTERS) for name in router.tags],
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,  # one address a thing
        middleware=[
            Middleware(Watched, is_secure=config.is_secure),
            Middleware(Protected, is_secure=config.is_secure),
            Middleware(Bounded, limit=config.body_limit),
            Middleware(Packed, minimum_size=1024, compresslevel=6),
        ],
    )
    equip(app, config)
    problems.install(app)
    app.include_router(health.router)
    for router in ROUTERS:
        app.include_router(router, prefix="/api")
    app.include_router(alerts.letters)
    app.include_router(notifications.router)
    app.mount("/assets", pages.Assets(directory=config.frontend / "assets", check_dir=False))
    app.include_router(pages.router)  # last: it answers every address that nobody else did
    _describe_problems(app)
    return app


def _tag(domain: str) -> dict[str, str]:
    """What a domain says of itself tells readers of the contract what its operations are about."""
    module = sys.modules.get(f"backend.{domain}") or sys.modules[f"backend.core.{domain}"]
    return {"name": domain, "description": (module.__doc__ or "").strip()}


def equip(app: FastAPI, config: Settings) -> None:
    """Give it what its requests stand on: settings, a database, a place for files."""
    app.state.settings = use(config)
    app.state.engine = connect(config.database)
    app.state.files = open_store(config.files_url)
    app.state.kernels = KERNELS
    app.state.is_stocked = partial(stocks.is_built, app.state.engine)


def serving() -> FastAPI:
    """What the server process runs."""
    config = settings()
    return create_app(config, with_worker=config.database_url.startswith("sqlite"))


def _describe_problems(app: FastAPI) -> None:
    """Add the problem document to OpenAPI, which the routes refer to."""
    describe = app.openapi

    def openapi() -> dict[str, object]:
        if app.openapi_schema is None:
            schema = describe()
            body = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas = schema.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(body.pop("$defs", {}))
            schemas["ProblemBody"] = body
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]
