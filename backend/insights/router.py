"""The HTTP face of the region's figures."""

from backend.core.access import ANYONE, asks
from backend.core.db import Db
from backend.core.http import router as make_router
from backend.insights import queries
from backend.insights.schemas import FrontFigures

router = make_router("/insights", "insights")


@router.get("/front", **asks(ANYONE))
def get_front_figures(db: Db) -> FrontFigures:
    """The living figures of the front page."""
    return queries.front_figures(db)
