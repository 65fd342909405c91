"""Everything that is not the API: pages, feeds, sitemap, and the files of the built front end."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from backend.accounts.deps import Asking, Config
from backend.core.db import Db
from backend.core.problems import NotFound
from backend.core.site import get_site
from backend.pages import feeds, queries
from backend.pages.places import head_of, lost
from backend.pages.shell import PREVIEW, Head, render
from backend.pages.words import LANGUAGES, preferred

Asked = Annotated[queries.FeedSearch, Query()]
router = APIRouter(tags=["pages"], include_in_schema=False)
READS = ["GET", "HEAD"]


class _Page(PathConvertor):
    """Any path but those of the API: there, what no route knows is not found, whatever the method."""

    regex = "(?!api(?:/|$)).*"


register_url_convertor("page", _Page())


class Assets(StaticFiles):
    """Files whose names change with their content, to be kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """As usual, with the promise that it never changes."""
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


@router.api_route("/feeds/opportunities.rss", methods=READS)
def opportunities_rss(db: Db, config: Config, request: Request, search: Asked) -> Response:
    """The newest open opportunities, as RSS."""
    document = feeds.rss(queries.newest(db, search), **_about(db, config, request))
    return _read(request, document, "application/rss+xml")


@router.api_route("/feeds/opportunities.json", methods=READS)
def opportunities_json(db: Db, config: Config, request: Request, search: Asked) -> Response:
    """The newest open opportunities, as JSON Feed."""
    document = feeds.json_feed(queries.newest(db, search), **_about(db, config, request))
    return _read(request, json.dumps(document, ensure_ascii=False).encode(), "application/feed+json")


def _about(db: Db, config: Config, request: Request) -> dict[str, str]:
    return {
        "site": get_site(db).name,
        "public_url": config.public_url.rstrip("/"),
        "query": urlencode(request.query_params.multi_items()),
    }


def _read(request: Request, document: bytes, kind: str) -> Response:
    """Readers ask every few minutes: who has it already is told so, and nothing more."""
    tag = f'W/"{sha256(document).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300"}
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(document, media_type=kind, headers=headers)


@router.api_route("/sitemap.xml", methods=READS)
def sitemap(db: Db, config: Config) -> Response:
    """Every public page."""
    return Response(feeds.sitemap(queries.public_pages(db), public_url=config.public_url), media_type="application/xml")


@router.api_route("/robots.txt", methods=READS)
def robots(config: Config) -> Response:
    """Where crawlers may go."""
    text = f"User-agent: *\nDisallow: /api/\nSitemap: {config.public_url.rstrip('/')}/sitemap.xml\n"
    return Response(text, media_type="text/plain")


@router.api_route(PREVIEW, methods=READS)
def preview() -> FileResponse:
    """The picture beside a link to any of our pages."""
    return FileResponse(Path(__file__).parent / "preview.png", headers={"Cache-Control": "public, max-age=86400"})


@router.api_route("/{path:page}", methods=READS)
def page(
    db: Db, config: Config, viewer: Asking, request: Request, path: str, lang: Annotated[str | None, Query()] = None
) -> Response:
    """The front end, with the head of this page; a file of it, where there is one of that name."""
    if file := _file(config.frontend, path):
        return FileResponse(file, headers={"Cache-Control": "public, max-age=3600"})
    asked = lang if lang in LANGUAGES else None
    spoken = asked or preferred(request.headers.get("accept-language", ""))
    site, status = get_site(db).name, 200
    try:
        head = head_of(db, viewer, path, site=site, public_url=config.public_url, lang=spoken)
    except NotFound:
        head, status = lost(request.url.path, spoken), 404
    document = render(config.frontend, head, site=site, public_url=config.public_url, asked=asked)
    return HTMLResponse(document, status, headers=_kept_by(head, status))


def _kept_by(head: Head, status: int) -> dict[str, str]:
    """What caches may do: an answer that somebody else would not get belongs to one browser alone."""
    depends = head.is_personal or status == NotFound.status
    return {
        "Cache-Control": "private, no-store" if head.is_personal else "no-cache",
        "Vary": "Accept-Language, Cookie" if depends else "Accept-Language",
    }


def _file(frontend: Path, path: str) -> Path | None:
    """A file at the top of the built front end, such as the icon; never one above or hidden."""
    if "/" in path or path.startswith(".") or path in ("", "index.html"):
        return None
    try:
        return file if (file := frontend / path).is_file() else None
    except OSError:  # a name that no file can have
        return None
