"""Opportunities as schema.org `JobPosting`, complete by the rules of the search engines that show jobs."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.core.model import now
from backend.core.terms import Period
from backend.opportunities import queries
from backend.opportunities.models import Opportunity, OpportunityKind, OpportunityStatus, PayBasis
from backend.pages.heads.organisations import linked as organisation
from backend.pages.heads.parts import CONTEXT, address, country, day, html, known, url_of
from backend.pages.shell import Head

UNITS = {
    Period.HOUR: "HOUR",
    Period.DAY: "DAY",
    Period.MONTH: "MONTH",
    Period.YEAR: "YEAR",
}
FULL_TIME = 35  # hours a week from which on a job counts as full-time
EDUCATION = {4: "high school", 5: "associate degree", 6: "bachelor degree", 7: "postgraduate degree"}


def head(db: Session, viewer: Viewer, opportunity_id: UUID, public_url: str) -> Head:
    """The head of an opportunity's page; raises `NotFound`."""
    row = queries.get_opportunity(db, viewer, opportunity_id)
    is_job = row.kind in (OpportunityKind.JOB, OpportunityKind.INTERNSHIP)
    is_open = row.status == OpportunityStatus.OPEN and row.deadline_at is not None and row.deadline_at > now()
    return Head(
        title=f"{row.title} · {row.organisation.name}",
        description=row.summary,
        path=f"/opportunities/{row.id}",
        lang=row.lang,
        kind="article",
        linked_data=(CONTEXT | linked(db, row, public_url),) if is_job and is_open else (),
        is_indexed=is_open,
    )


def linked(db: Session, row: Opportunity, public_url: str) -> dict[str, Any]:
    """A `JobPosting`: title, description in HTML, dates, who, where, how much, how."""
    thing = {
        "@type": "JobPosting",
        "title": row.title,
        "description": html(row.summary, row.description, row.benefits),
        "identifier": {"@type": "PropertyValue", "name": row.organisation.name, "value": str(row.id)},
        "url": url_of(public_url, "opportunities", row.id),
        "datePosted": day(row.opened_at, row.zone),
        "validThrough": row.deadline_at.isoformat() if row.deadline_at else None,
        "employmentType": employment(row),
        "hiringOrganization": organisation(row.organisation, public_url),
        "jobLocation": {"@type": "Place", "address": address(db, row.municipality)},
        "totalJobOpenings": row.capacity,
        "directApply": row.apply_url is None,
        "baseSalary": salary(row),
        "jobStartDate": start(row),
        "jobBenefits": row.benefits,
        "educationRequirements": education(row.education_level),
    }
    if row.remote_share == 100:
        thing["jobLocationType"] = "TELECOMMUTE"
        thing["applicantLocationRequirements"] = {"@type": "Country", "name": country(row.municipality)}
    return known(thing)


def start(row: Opportunity) -> str | None:
    """The day on which it begins; a day that has passed while the offer stood open is no start any more."""
    is_ahead = row.starts_on is not None and row.starts_on >= now().astimezone(ZoneInfo(row.zone)).date()
    return row.starts_on.isoformat() if row.starts_on and is_ahead else None


def employment(row: Opportunity) -> list[str]:
    """Kinds of employment, in the vocabulary of `employmentType`."""
    kinds = []
    if row.kind == OpportunityKind.INTERNSHIP:
        kinds.append("INTERN")
    if row.ends_on is not None:
        kinds.append("TEMPORARY")
    hours = row.hours_max or row.hours_min
    if hours is not None:
        kinds.append("FULL_TIME" if hours >= FULL_TIME else "PART_TIME")
    return kinds or ["OTHER"]


def salary(row: Opportunity) -> dict[str, Any] | None:
    """The stated range, in units of the currency."""
    if row.pay_basis != PayBasis.RANGE or row.pay_period not in UNITS or row.pay_min is None:
        return None
    value = {
        "@type": "QuantitativeValue",
        "unitText": UNITS[row.pay_period],
        "minValue": row.pay_min / 100,
        "maxValue": (row.pay_max or row.pay_min) / 100,
    }
    return {"@type": "MonetaryAmount", "currency": row.pay_currency, "value": value}


def education(level: int | None) -> dict[str, Any] | None:
    """The lowest credential that will do, for levels that have a name there."""
    if level is None or level < 4:
        return None
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": EDUCATION[min(level, 7)]}
