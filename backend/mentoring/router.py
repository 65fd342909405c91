"""The HTTP face of mentoring."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from backend.accounts.deps import Asking, Member
from backend.core.access import ANYONE, Viewer, allowed, asks
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.page import Page, Slice
from backend.core.problems import NotFound, NotNow, Stale
from backend.mentoring import queries, rules, service
from backend.mentoring.models import Mentor
from backend.mentoring.problems import NotReady, OneEach
from backend.mentoring.schemas import MentorChange, MentorDetail, MentorDraft, MentorRead, MentorSearch

router = new_router("/mentors", "mentoring")


@router.get("", response_model=Page[MentorRead], **asks(ANYONE))
def list_mentors(db: Db, viewer: Asking, search: Annotated[MentorSearch, Query()]) -> Slice[MentorRead]:
    """Mentors the asking person may see; without `status`, those who take mentees."""
    found = queries.list_mentors(db, viewer, search)
    return found.map(lambda mentor: MentorRead.of(mentor, organisation=queries.shown_organisation(viewer, mentor)))


@router.post("", status_code=201, **asks(rules.add_mentor, NotFound, OneEach))
def add_mentor(db: Db, viewer: Member, draft: MentorDraft) -> MentorDetail:
    """Offer mentoring; the offer stays a draft until it is opened."""
    return _detail(viewer, service.add_mentor(db, viewer, draft))


@router.get("/{mentor_id}", **asks(ANYONE, NotFound))
def get_mentor(db: Db, viewer: Asking, mentor_id: UUID) -> MentorDetail:
    """One mentor, and what the asking person may do with the offer."""
    return _detail(viewer, queries.get_mentor(db, viewer, mentor_id))


@router.patch("/{mentor_id}", **asks(rules.edit_mentor, NotFound, NotReady, Stale))
def edit_mentor(db: Db, viewer: Member, mentor_id: UUID, change: MentorChange) -> MentorDetail:
    """Change one's offer."""
    return _detail(viewer, service.edit_mentor(db, viewer, mentor_id, change))


@router.delete("/{mentor_id}", status_code=204, **asks(rules.discard_mentor, NotFound, NotNow))
def discard_mentor(db: Db, viewer: Member, mentor_id: UUID) -> None:
    """Throw one's offer away, while it is a draft or closed."""
    service.discard_mentor(db, viewer, mentor_id)


@router.post("/{mentor_id}/opening", **asks(rules.open_mentor, NotFound, NotNow, NotReady))
def open_mentor(db: Db, viewer: Member, mentor_id: UUID) -> MentorDetail:
    """Show it to everybody, for the first time or again."""
    return _detail(viewer, service.open_mentor(db, viewer, mentor_id))


@router.post("/{mentor_id}/pause", **asks(rules.pause_mentor, NotFound, NotNow))
def pause_mentor(db: Db, viewer: Member, mentor_id: UUID) -> MentorDetail:
    """Nobody new for the moment."""
    return _detail(viewer, service.pause_mentor(db, viewer, mentor_id))


@router.post("/{mentor_id}/closure", **asks(rules.close_mentor, NotFound, NotNow))
def close_mentor(db: Db, viewer: Member, mentor_id: UUID) -> MentorDetail:
    """End the offer; the staff may do so too."""
    return _detail(viewer, service.close_mentor(db, viewer, mentor_id))


def _detail(viewer: Viewer, mentor: Mentor) -> MentorDetail:
    host = queries.shown_organisation(viewer, mentor)
    return MentorDetail.of(mentor, organisation=host, can=allowed(viewer, mentor, rules.OF_A_MENTOR))
