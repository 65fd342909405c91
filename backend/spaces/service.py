"""What one can do with places and spaces. `_move` is the one door through which a status changes."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import SYSTEM, Rule, Viewer, require
from backend.core.events import Event, announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid
from backend.core.references import pointers, unknown
from backend.core.schema import differing
from backend.core.text import fold
from backend.organisations.queries import get_organisation
from backend.spaces import queries, rules
from backend.spaces.events import (
    PlaceAdded,
    PlaceEdited,
    PlaceRemoved,
    SpaceAdded,
    SpaceClosed,
    SpaceEdited,
    SpaceOpened,
)
from backend.spaces.models import Place, Space, SpaceStatus
from backend.spaces.problems import NotReady, PlaceInUse
from backend.spaces.schemas import PlaceChange, PlaceDraft, SpaceChange, SpaceClosureDraft, SpaceDraft
from backend.taxonomy.models import Concept
from backend.taxonomy.vocabulary import ConceptKind
from backend.territories.models import Municipality

ACTIVITIES = (ConceptKind.SKILL, ConceptKind.CRAFT, ConceptKind.OCCUPATION, ConceptKind.SECTOR)


def add_place(db: Session, viewer: Viewer, draft: PlaceDraft) -> Place:
    """Describe a building or a site."""
    require(viewer, rules.add_place, get_organisation(db, viewer, draft.organisation_id))
    place = Place(organisation_id=draft.organisation_id)
    _fill_place(db, place, draft)
    db.add(place)
    db.flush()
    announce(db, viewer, PlaceAdded(place.id, place.organisation_id))
    return queries.get_place(db, SYSTEM, place.id)


def edit_place(db: Session, viewer: Viewer, place_id: UUID, change: PlaceChange) -> Place:
    """Change the description. A place that moves to another municipality without coordinates goes to its seat."""
    place = queries.get_place(db, viewer, place_id, lock=True)
    require(viewer, rules.edit_place, place)
    change.check_fresh(place.updated_at)
    before = PlaceDraft.model_validate(place, from_attributes=True)
    draft = change.on(place, PlaceDraft)
    if draft.municipality_id != before.municipality_id and not {"lat", "lon"} & change.model_fields_set:
        draft = draft.model_copy(update={"lat": None, "lon": None})
    fields = differing(before, draft)
    if not fields:
        return place
    _fill_place(db, place, draft)
    place.updated_at = now()
    db.flush()
    announce(db, viewer, PlaceEdited(place.id, fields))
    return queries.get_place(db, SYSTEM, place.id)


def remove_place(db: Session, viewer: Viewer, place_id: UUID) -> None:
    """Take away a place that has no spaces."""
    place = queries.get_place(db, viewer, place_id, lock=True)
    require(viewer, rules.remove_place, place)
    if queries.is_in_use(db, place):
        raise PlaceInUse
    db.delete(place)
    db.flush()
    announce(db, viewer, PlaceRemoved(place.id, place.organisation_id))


def add_space(db: Session, viewer: Viewer, draft: SpaceDraft) -> Space:
    """Begin to describe a space; only its organisation sees it."""
    require(viewer, rules.add_space, queries.get_place(db, viewer, draft.place_id, lock=True))
    _check_references(db, draft)
    space = Space()
    _fill_space(space, draft)
    db.add(space)
    db.flush()
    announce(db, viewer, SpaceAdded(space.id, space.place_id))
    return queries.get_space(db, SYSTEM, space.id)


def edit_space(db: Session, viewer: Viewer, space_id: UUID, change: SpaceChange) -> Space:
    """Change description or terms. What is open has to stay complete; it may move within the organisation."""
    space = _ask(db, viewer, space_id, rules.edit_space)
    change.check_fresh(space.updated_at)
    before = SpaceDraft.model_validate(space, from_attributes=True)
    draft = change.on(space, SpaceDraft)
    fields = differing(before, draft)
    if not fields:
        return space
    if draft.place_id != space.place_id:
        _check_move(db, viewer, space, draft.place_id)
    _check_references(db, draft)
    if space.status == SpaceStatus.OPEN:
        _require_ready(draft)
    _fill_space(space, draft)
    space.updated_at = now()
    db.flush()
    announce(db, viewer, SpaceEdited(space.id, fields))
    return queries.get_space(db, SYSTEM, space.id)


def discard_space(db: Session, viewer: Viewer, space_id: UUID) -> None:
    """Throw a draft away that nobody else has seen."""
    db.delete(_ask(db, viewer, space_id, rules.discard_space))
    db.flush()


def open_space(db: Session, viewer: Viewer, space_id: UUID) -> Space:
    """Show it to everybody. Its age stays what it was."""
    space = _ask(db, viewer, space_id, rules.open_space)
    _require_ready(SpaceDraft.model_validate(space, from_attributes=True))
    space.opened_at = space.opened_at or now()
    return _move(db, viewer, space, SpaceStatus.OPEN, SpaceOpened(space.id, space.place_id))


def close_space(db: Session, viewer: Viewer, space_id: UUID, draft: SpaceClosureDraft) -> Space:
    """Take it off, and say why."""
    space = _ask(db, viewer, space_id, rules.close_space)
    space.closed_for = draft.reason
    return _move(db, viewer, space, SpaceStatus.CLOSED, SpaceClosed(space.id, draft.reason))


def _ask(db: Session, viewer: Viewer, space_id: UUID, rule: Rule) -> Space:
    space = queries.get_space(db, viewer, space_id, lock=True)
    require(viewer, rule, space)
    return space


def _move(db: Session, viewer: Viewer, space: Space, status: SpaceStatus, fact: Event) -> Space:
    """Write the status, when it changed, and tell the others, in one transaction."""
    if status != SpaceStatus.CLOSED:
        space.closed_for = None
    space.status, space.status_at = status, now()
    db.flush()
    announce(db, viewer, fact)
    return space


def _check_move(db: Session, viewer: Viewer, space: Space, place_id: UUID) -> None:
    """To another place of the same organisation, and nowhere else; raises `Invalid`."""
    place = queries.get_place(db, viewer, place_id, lock=True)
    if place.organisation_id != space.place.organisation_id:
        raise Invalid([FieldError(pointer="/place_id", code="of_another_organisation")])


def _require_ready(draft: SpaceDraft) -> None:
    """People have to know how many fit or how big it is, and what it costs or where to ask."""
    errors = []
    if draft.seats is None and draft.area_m2 is None:
        errors.append(FieldError(pointer="/seats", code="missing", detail="Say how many people fit, or how big it is."))
    if draft.price is None and not draft.price_note:
        errors.append(FieldError(pointer="/price", code="missing", detail="Say what it costs, or how it is agreed."))
    if draft.available_until is not None and draft.available_until < now().date():
        errors.append(FieldError(pointer="/available_until", code="in_the_past"))
    if errors:
        raise NotReady(errors)


def _check_references(db: Session, draft: SpaceDraft) -> None:
    """The ids lead to things of the right kind; raises `Invalid`."""
    errors = [
        *unknown(db, Concept, pointers("equipment_ids", draft.equipment_ids), Concept.kind == ConceptKind.TOOL),
        *unknown(db, Concept, pointers("activity_ids", draft.activity_ids), Concept.kind.in_(ACTIVITIES)),
    ]
    if errors:
        raise Invalid(errors)


def _fill_place(db: Session, place: Place, draft: PlaceDraft) -> None:
    """Every field of the draft, and what follows from them."""
    municipality = db.get(Municipality, draft.municipality_id)
    if municipality is None:
        raise Invalid([FieldError(pointer="/municipality_id", code="unknown")])
    for name in PlaceDraft.model_fields:
        setattr(place, name, getattr(draft, name))
    if draft.lat is None or draft.lon is None:
        place.lat, place.lon = municipality.lat, municipality.lon
    place.folded = fold(draft.name, draft.address, municipality.name)


def _fill_space(space: Space, draft: SpaceDraft) -> None:
    """Every field of the draft, and what follows from them."""
    for name in SpaceDraft.model_fields:
        setattr(space, name, getattr(draft, name))
    space.folded = fold(draft.name, draft.summary)
