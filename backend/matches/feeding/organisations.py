"""What of organisations reaches a ranking: their sectors, and what they are where they apply for something."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.matches.feeding.thing import TOWN, grouped, ids, place_of
from backend.organisations.models import Headcount, Organisation, OrganisationSector
from backend.territories.models import Municipality
from matching.types import Applicant


def sectors_of(db: Session, organisation_ids: Select[Any]) -> dict[UUID, list[UUID]]:
    """The sectors of each of these organisations, in one statement."""
    rows = db.execute(
        select(OrganisationSector.organisation_id, OrganisationSector.concept_id)
        .where(OrganisationSector.organisation_id.in_(organisation_ids))
        .order_by(OrganisationSector.organisation_id, OrganisationSector.concept_id)
    )
    return grouped((row.organisation_id, row.concept_id) for row in rows)


@dataclass(frozen=True, slots=True)
class Venture:
    """The organisation in whose name a person would apply."""

    id: UUID
    applicant: Applicant


PEOPLE = {Headcount.ONE: 1, Headcount.MICRO: 9, Headcount.SMALL: 49, Headcount.MEDIUM: 249, Headcount.LARGE: 250}
"""The most that work in an organisation of each size class; of the largest class, the fewest."""


def venture_of(db: Session, viewer: Viewer) -> Venture | None:
    """The oldest organisation the person speaks for, in two statements; None where there is none."""
    mine = (
        select(
            Organisation.id,
            Organisation.kind,
            Organisation.legal_form,
            Organisation.founded_year,
            Organisation.headcount,
            *TOWN,
        )
        .join(Municipality, Organisation.municipality)
        .where(Organisation.id.in_(viewer.editable))
        .order_by(Organisation.created_at, Organisation.id)
        .limit(1)
    )
    row = db.execute(mine).one_or_none() if viewer.editable else None
    if row is None:
        return None
    sectors = sectors_of(db, select(Organisation.id).where(Organisation.id == row.id))
    applicant = Applicant(
        kind=row.kind,
        legal_form=row.legal_form,
        founded_on=date(row.founded_year, 7, 1) if row.founded_year else None,  # of a year we know its middle
        headcount=PEOPLE[row.headcount] if row.headcount else None,
        sectors=ids(sectors.get(row.id, ())),
        place=place_of(tuple(row[5:])),
    )
    return Venture(row.id, applicant)
