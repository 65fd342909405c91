"""Reading profiles. Every read of other people's starts at `visible`, so whom you may not see is not there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true, union
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from backend.core.access import SYSTEM, Viewer
from backend.core.problems import NotFound
from backend.profiles.models import (
    Audience,
    CvImport,
    CvLine,
    HiddenFrom,
    Profile,
    ProfileStatus,
    ShownTo,
)

WHOLE: Sequence[ORMOption] = (
    joinedload(Profile.municipality),
    selectinload(Profile.wishes),
    selectinload(Profile.skills),
    selectinload(Profile.languages),
    selectinload(Profile.education),
    selectinload(Profile.experience),
    selectinload(Profile.links),
    selectinload(Profile.hidden_from),
)
"""Loader options that bring a profile with all its parts, in one query for each kind of part."""


def visible(viewer: Viewer) -> Select[Profile]:
    """One's own profile, and the listed ones whose audience one belongs to and that do not hide from one."""
    return select(Profile).where(is_visible(viewer))


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """The same as a condition, for the domains that join profiles."""
    if viewer == SYSTEM:
        return Profile.id.is_not(None)
    audiences = [Audience.EVERYONE, Audience.VERIFIED] if viewer.vouched else [Audience.EVERYONE]
    agreed = or_(Profile.audience.in_(audiences), _applied_to(viewer))
    listed = and_(Profile.status == ProfileStatus.LISTED, agreed, ~_hides_from(viewer))
    return or_(Profile.account_id == viewer.id, listed) if viewer.id else listed


def _applied_to(viewer: Viewer) -> ColumnElement[bool]:
    """Those who show themselves where they apply, to the people of an organisation where they did."""
    if not viewer.member_of:
        return false()
    shown = exists().where(ShownTo.profile_id == Profile.id, ShownTo.organisation_id.in_(viewer.member_of))
    return and_(Profile.audience == Audience.APPLIED, shown)


def hides(viewer: Viewer, account_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """Whether somebody, known by their account, hides from the asking one: for what else they show of themselves."""
    theirs = exists().where(Profile.account_id == account_id).where(_hides_from(viewer))
    return and_(account_id != viewer.id, theirs) if viewer.id else theirs


def _hides_from(viewer: Viewer) -> ColumnElement[bool]:
    """A guest may be anybody, so whoever hides from one organisation hides from guests."""
    mine = HiddenFrom.profile_id == Profile.id
    if viewer.is_guest:
        return exists().where(mine)
    if not viewer.member_of:
        return false()
    return exists().where(mine, HiddenFrom.organisation_id.in_(viewer.member_of))


@dataclass(frozen=True, slots=True)
class Consent:
    """Whom an organisation may see: of everybody listed these audiences and those `shown` to it because they applied,
    less who hides. Few hide, many agree.
    """

    audiences: frozenset[Audience]
    hiding: frozenset[UUID]
    shown: frozenset[UUID] = frozenset()

    def covers(self, profile: Profile) -> bool:
        """Whether this person agreed, as their row has it."""
        if profile.status != ProfileStatus.LISTED or profile.id in self.hiding:
            return False
        is_shown = profile.audience == Audience.APPLIED and profile.id in self.shown
        return is_shown or profile.audience in self.audiences


def consent_to(db: Session, organisation: UUID, others: Iterable[UUID], *, is_verified: bool) -> Consent:
    """What rankings and counts start from: who agreed to be seen by this organisation, and hides neither from it nor
    from the others that the asking person is in.
    """
    audiences = {Audience.EVERYONE, Audience.VERIFIED} if is_verified else {Audience.EVERYONE}
    hidden = HiddenFrom.organisation_id.in_(sorted({organisation, *others}))
    hiding = select(HiddenFrom.profile_id, true().label("hides")).where(hidden)
    shown = select(ShownTo.profile_id, false().label("hides")).where(ShownTo.organisation_id == organisation)
    sides: dict[bool, set[UUID]] = {True: set(), False: set()}
    for profile_id, hides in db.execute(union(hiding, shown)):
        sides[bool(hides)].add(profile_id)
    return Consent(frozenset(audiences), frozenset(sides[True]), frozenset(sides[False]))


def get_profile(db: Session, viewer: Viewer, profile_id: UUID) -> Profile:
    """A whole profile, if the asking person may see it; raises `NotFound`."""
    found = db.scalars(visible(viewer).where(Profile.id == profile_id).options(*WHOLE)).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_mine(db: Session, viewer: Viewer) -> Profile | None:
    """The asking person's whole profile, or None before there is one."""
    mine = select(Profile).where(Profile.account_id == viewer.id).options(*WHOLE)
    return db.scalars(mine.execution_options(populate_existing=True)).one_or_none()


def lock_mine(db: Session, viewer: Viewer) -> Profile | None:
    """The same, and nobody else changes it until the transaction ends."""
    db.execute(select(Profile.id).where(Profile.account_id == viewer.id).with_for_update())
    return find_mine(db, viewer)


def shown_to(db: Session, profile: Profile) -> frozenset[UUID]:
    """The organisations this person has something going on with."""
    rows = select(ShownTo.organisation_id).where(ShownTo.profile_id == profile.id).distinct()
    return frozenset(db.scalars(rows))


def get_part(db: Session, profile: Profile, table: type[Any], part_id: UUID) -> Any:
    """A row that belongs to this profile; raises `NotFound` for anybody else's."""
    part = db.get(table, part_id)
    if part is None or part.profile_id != profile.id:
        raise NotFound
    return part


def get_import(db: Session, profile: Profile, import_id: UUID) -> CvImport:
    """One's own import with its lines; raises `NotFound`."""
    mine = select(CvImport).where(CvImport.id == import_id, CvImport.profile_id == profile.id)
    found = db.scalars(mine.options(selectinload(CvImport.lines))).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_import(db: Session, profile: Profile, sha256: str) -> CvImport | None:
    """The import of the same bytes, if there was one."""
    same = select(CvImport).where(CvImport.profile_id == profile.id, CvImport.sha256 == sha256)
    return db.scalars(same.options(selectinload(CvImport.lines))).one_or_none()


def list_imports(db: Session, profile: Profile) -> list[CvImport]:
    """One's own imports, newest first."""
    mine = select(CvImport).where(CvImport.profile_id == profile.id).options(selectinload(CvImport.lines))
    return list(db.scalars(mine.order_by(CvImport.created_at.desc(), CvImport.id.desc())))


def lines_of(db: Session, imported: CvImport, ids: Sequence[UUID]) -> dict[UUID, CvLine]:
    """The named lines of an import, locked; raises `NotFound` when one is not there."""
    wanted = select(CvLine).where(CvLine.import_id == imported.id, CvLine.id.in_(ids)).order_by(CvLine.id)
    found = {line.id: line for line in db.scalars(wanted.with_for_update())}
    if len(found) < len(set(ids)):
        raise NotFound
    return found
