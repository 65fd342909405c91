"""Every refusal leaves the server as a problem document (RFC 9457) with a stable code."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """One field that needs attention: where (RFC 6901 pointer), which mistake, and its facts."""

    pointer: str
    code: str
    detail: str = ""
    params: dict[str, Any] = Field(default_factory=dict)


class Problem(Exception):  # noqa: N818  it is a problem, not an error of ours
    """Raise a subclass anywhere. People read the front end's translation of its code."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    title: ClassVar[str] = "This cannot be done."
    headers: ClassVar[dict[str, str]] = {}

    def __init__(self, errors: Sequence[FieldError] = (), **params: Any) -> None:
        super().__init__(self.code)
        self.errors = list(errors)
        self.params = params


class BadRequest(Problem):
    """The request could not be read at all."""


class NotSignedIn(Problem):
    """Only people we know may do this."""

    status, code, title = 401, "not-signed-in", "Please sign in."


class NotAllowed(Problem):
    """We know you, and this is not yours to do."""

    status, code, title = 403, "not-allowed", "You may not do this."


class CrossSite(Problem):
    """Another site tried to act in a person's name."""

    status, code, title = 403, "cross-site", "This request came from another site."


class NotFound(Problem):
    """Absent and invisible look the same from outside."""

    status, code, title = 404, "not-found", "There is no such thing, or you may not see it."


class WrongMethod(Problem):
    """The path exists, the method does not."""

    status, code, title = 405, "wrong-method", "This cannot be done here."


class Conflict(Problem):
    """The world has moved on since the page was read."""

    status, code, title = 409, "conflict", "Somebody was faster."


class Stale(Conflict):
    """The form was filled from an older version (optimistic locking)."""

    code, title = "stale", "This was changed by somebody else in the meantime."


class ReadAgain(Conflict):
    """A decision about a version that is no longer the one there is."""

    code, title = "read-again", "This was changed after you read it. Nothing was decided."


class NotNow(Conflict):
    """A right thing at the wrong time: the present status of the thing does not allow it."""

    code, title = "not-now", "Its present status does not allow this."


class TooLarge(Problem):
    """More bytes than we take."""

    status, code, title = 413, "too-large", "This is too large."


class Unsupported(Problem):
    """A file of a kind we cannot read."""

    status, code, title = 415, "unsupported", "We cannot read this kind of file."


class Invalid(Problem):
    """Well-formed, but some fields need attention."""

    status, code, title = 422, "invalid", "Some fields need attention."


class TooMany(Problem):
    """A rate limit."""

    status, code, title = 429, "too-many", "Too many attempts. Please wait a little."

    def __init__(self, retry_after: int = 60, **params: Any) -> None:
        super().__init__(retry_after=retry_after, **params)


class Broken(Problem):
    """Our fault; the request id leads to the log."""

    status, code, title = 500, "broken", "Something went wrong on our side. Nothing was changed."


class Unavailable(Problem):
    """The database is down or overloaded; worth another try soon."""

    status, code, title = 503, "unavailable", "We are not available right now. Please try again."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "5"}


class ProblemBody(BaseModel):
    """The problem document on the wire."""

    type: str
    code: str
    title: str
    status: int
    params: dict[str, Any] = Field(default_factory=dict)
    errors: list[FieldError] = Field(default_factory=list)


EVERYWHERE: tuple[type[Problem], ...] = (BadRequest, WrongMethod, Invalid, Unavailable)


def documented(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route that can raise these."""
    return {
        status: {
            "description": " ".join(f"`{p.code}`: {p.title}" for p in problems if p.status == status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
        }
        for status in sorted({p.status for p in problems})
    }


def reply(problem: Problem) -> JSONResponse:
    """The problem as a response."""
    body = ProblemBody(
        type=f"/problems/{problem.code}",
        code=problem.code,
        title=problem.title,
        status=problem.status,
        params=problem.params,
        errors=problem.errors,
    )
    headers = dict(problem.headers)
    if isinstance(problem, TooMany):
        headers["Retry-After"] = str(problem.params["retry_after"])
    return JSONResponse(body.model_dump(mode="json"), problem.status, headers, media_type=MEDIA_TYPE)


class _Plain(Problem):
    """A status Starlette raised by itself."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status  # type: ignore[misc]
        self.code = HTTPStatus(status).phrase.lower().replace(" ", "-")  # type: ignore[misc]
        self.title = HTTPStatus(status).phrase  # type: ignore[misc]


BY_STATUS: dict[int, type[Problem]] = {
    400: BadRequest,
    401: NotSignedIn,
    403: NotAllowed,
    404: NotFound,
    405: WrongMethod,
    413: TooLarge,
    415: Unsupported,
}


def of_status(error: HTTPException) -> Problem:
    """The problem for a status that the framework raised by itself."""
    known = BY_STATUS.get(error.status_code)
    return known() if known else _Plain(error.status_code)


def field_errors(mistakes: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """What pydantic found wrong, as pointers and codes."""
    return [
        FieldError(
            pointer="/" + "/".join(map(str, mistake["loc"])),
            code=mistake["type"],
            detail=mistake["msg"],
            params={k: v for k, v in mistake.get("ctx", {}).items() if isinstance(v, str | int | float)},
        )
        for mistake in mistakes
    ]


def of_validation(invalid: RequestValidationError) -> Problem:
    """Which fields pydantic refused. A body that is no JSON at all is a 400; an address that cannot be anything's leads
    nowhere, whatever came with it: nobody typed it into a form.
    """
    mistakes = invalid.errors()
    if any(e["type"] == "json_invalid" for e in mistakes):
        return BadRequest()
    if any(e["loc"][0] == "path" for e in mistakes):
        return NotFound()
    return Invalid(field_errors([e | {"loc": e["loc"][1:]} for e in mistakes]))


def of_database(error: Exception) -> Problem:
    """A refused promise is a conflict, a lost database is a 503, the rest is ours."""
    if isinstance(error, IntegrityError):
        return Conflict()
    if isinstance(error, OperationalError | PoolTimeout):
        return Unavailable()
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return Unavailable()
    return Broken()


def _methods_at(app: FastAPI, path: str) -> list[str]:
    """Every method that some route has there (RFC 9110, 15.5.6); Starlette names those of the first route only."""
    there = (route for route in iter_route_contexts(app.routes) if route.methods and route.path_regex.match(path))
    return sorted({method for route in there for method in route.methods or ()})


def install(app: FastAPI) -> None:
    """Teach the application to answer with problems."""

    @app.exception_handler(Problem)
    def refuse(_: Request, problem: Problem) -> JSONResponse:
        return reply(problem)

    @app.exception_handler(RequestValidationError)
    def explain(_: Request, invalid: RequestValidationError) -> JSONResponse:
        return reply(of_validation(invalid))

    @app.exception_handler(HTTPException)
    def translate(request: Request, error: HTTPException) -> JSONResponse:
        answer = reply(of_status(error))
        answer.headers.update(error.headers or {})
        if error.status_code == WrongMethod.status:
            answer.headers["Allow"] = ", ".join(_methods_at(app, request.url.path))
        return answer

    @app.exception_handler(PoolTimeout)
    @app.exception_handler(DBAPIError)
    def give_way(_: Request, error: Exception) -> JSONResponse:
        problem = of_database(error)
        if isinstance(problem, Broken):
            raise error  # to be logged under the request's id, like everything that is our fault
        return reply(problem)
