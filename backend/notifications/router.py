"""The HTTP face of notifications: letters in a browser, for those who work on them."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from backend.accounts.deps import Config
from backend.core.problems import NotFound
from backend.notifications.service import previews

router = APIRouter(tags=["notifications"], include_in_schema=False)


@router.get("/dev/mail")
def preview_letters(config: Config) -> HTMLResponse:
    """Every kind of letter, and what was sent to a folder. In production there is no such page."""
    if config.environment != "development":
        raise NotFound
    return HTMLResponse(previews.gallery(config), headers={"Content-Security-Policy": previews.POLICY})
