"""Mentors: an offer has a head for everybody; only people whom everybody may see are named to machines."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists
from sqlalchemy.orm import Session

from backend.core.access import GUEST, Viewer
from backend.mentoring import queries
from backend.mentoring.models import Mentor, MentorStatus
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from backend.pages.heads.organisations import linked as organisation
from backend.pages.heads.parts import CONTEXT, known, url_of
from backend.pages.shell import Head
from backend.profiles.models import Profile
from backend.profiles.queries import is_visible
from backend.taxonomy.queries import labels_of

SHOWS_THEMSELVES = exists().where(Profile.account_id == Mentor.account_id, is_visible(GUEST))
"""The mentor has a profile that everybody may see; otherwise search engines get neither name nor page."""


def head(db: Session, viewer: Viewer, mentor_id: UUID, public_url: str) -> Head:
    """The head of a mentor's page; raises `NotFound`."""
    row = queries.get_mentor(db, viewer, mentor_id)
    shows = bool(
        db.scalar(queries.visible(GUEST).where(Mentor.id == row.id, SHOWS_THEMSELVES).with_only_columns(Mentor.id))
    )
    is_told = shows and row.status == MentorStatus.OPEN
    return Head(
        title=f"{row.name} · {row.title}" if shows else row.title,
        description=row.summary,
        path=f"/mentors/{row.id}",
        lang=row.lang,
        kind="profile",
        linked_data=(CONTEXT | linked(db, row, public_url),) if is_told else (),
        is_indexed=is_told,
    )


def linked(db: Session, row: Mentor, public_url: str) -> dict[str, Any]:
    """A `Person`: a name, what they can teach, and for whom they speak. No address, no contact."""
    page = url_of(public_url, "mentors", row.id)
    names = labels_of(db, [topic.concept_id for topic in row.topics], row.lang)
    speaks_for = row.organisation if row.organisation and row.organisation.status in PUBLIC_ORGANISATIONS else None
    return known(
        {
            "@type": "Person",
            "@id": page,
            "name": row.name,
            "description": row.title,
            "url": page,
            "knowsAbout": [names[topic.concept_id] for topic in row.topics if topic.concept_id in names],
            "affiliation": organisation(speaks_for, public_url) if speaks_for else None,
        }
    )
