"""The HTTP face of territories."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from backend.core.access import ANYONE, asks
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.page import Page, Slice
from backend.core.problems import NotFound
from backend.territories import queries
from backend.territories.models import Municipality
from backend.territories.schemas import MunicipalityRead, MunicipalitySearch, RegionDetail

router = new_router("", "territories")


@router.get("/municipalities", response_model=Page[MunicipalityRead], **asks(ANYONE))
def list_municipalities(db: Db, search: Annotated[MunicipalitySearch, Query()]) -> Slice[MunicipalityRead]:
    """Municipalities by name, or by distance where one asks what is near."""
    return queries.list_municipalities(db, search)


@router.get("/municipalities/{municipality_id}", response_model=MunicipalityRead, **asks(ANYONE, NotFound))
def get_municipality(db: Db, municipality_id: UUID) -> Municipality:
    """One municipality."""
    return queries.get_municipality(db, municipality_id)


@router.get("/territories/region", **asks(ANYONE, NotFound))
def get_region(db: Db) -> RegionDetail:
    """The region this installation serves, with its parts."""
    return queries.get_region(db)
