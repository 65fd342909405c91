"""Tables: place, space, and the equipment and activities of a space."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.model import Model, Record, Searched, now
from backend.core.terms import Period
from backend.organisations.models import Organisation
from backend.territories.models import Municipality


class PlaceKind(StrEnum):
    """What the building or site is."""

    THEATRE = "theatre"
    MUSEUM = "museum"
    LIBRARY = "library"
    CULTURAL_CENTRE = "cultural_centre"
    ARTS_CENTRE = "arts_centre"
    COWORKING = "coworking"
    INCUBATOR = "incubator"
    WORKSHOP_HOUSE = "workshop_house"
    SCHOOL = "school"
    CAMPUS = "campus"
    FACTORY = "factory"
    WAREHOUSE = "warehouse"
    SHOP = "shop"
    HOUSE = "house"
    MONUMENT = "monument"
    OUTDOORS = "outdoors"


class SpaceKind(StrEnum):
    """What one gets."""

    ROOM = "room"
    DESK = "desk"
    OFFICE = "office"
    STUDIO = "studio"
    WORKSHOP = "workshop"
    REHEARSAL = "rehearsal"
    RECORDING = "recording"
    STAGE = "stage"
    GALLERY = "gallery"
    SHOP_WINDOW = "shop_window"
    KITCHEN = "kitchen"
    OUTDOOR = "outdoor"
    VACANT_BUILDING = "vacant_building"


class SpaceStatus(StrEnum):
    """From a draft that its organisation sees to an end that says why."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class SpaceClosingReason(StrEnum):
    """Why a space is not on offer."""

    LET = "let"
    WORKS = "works"
    SEASON = "season"
    SOLD = "sold"
    WITHDRAWN = "withdrawn"


class Access(StrEnum):
    """Facts about getting in and being there. Each is yes, no, or not known."""

    STEP_FREE = "step_free"
    LIFT = "lift"
    ACCESSIBLE_WC = "accessible_wc"
    HEARING_LOOP = "hearing_loop"
    PARKING = "parking"
    ACCESSIBLE_PARKING = "accessible_parking"
    QUIET = "quiet"


class Place(Record):
    """A building or a site of an organisation."""

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="on_earth"),
        Index(None, "lat", "lon"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[PlaceKind]
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(8), default="pt")
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), index=True)
    address: Mapped[str] = mapped_column(String(200))
    lat: Mapped[float]
    lon: Mapped[float]
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Lisbon")
    url: Mapped[str | None] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(Searched(400))

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    municipality: Mapped[Municipality] = relationship(lazy="raise")


class Space(Record):
    """What can be used in a place. What is not known is null, never a guess; a price of 0 means free of charge."""

    __tablename__ = "space"
    __table_args__ = (
        CheckConstraint("seats >= 0 AND area_m2 > 0", name="sizes"),
        CheckConstraint("(price IS NULL) = (price_period IS NULL)", name="price_has_a_period"),
        CheckConstraint("available_from <= available_until", name="dates_in_order"),
        CheckConstraint("(status = 'closed') = (closed_for IS NOT NULL)", name="closed_for_a_reason"),
        Index(None, "status", "kind"),
        Index(None, "status", "opened_at"),
        Index(None, "place_id", "status"),
    )

    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[SpaceKind]
    name: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(280))
    description: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(8), default="pt")
    area_m2: Mapped[float | None]
    seats: Mapped[int | None]
    price: Mapped[int | None] = mapped_column(BigInteger)
    price_period: Mapped[Period | None]
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    deposit: Mapped[int | None] = mapped_column(BigInteger)
    price_note: Mapped[str] = mapped_column(String(200), default="")
    opening_hours: Mapped[str] = mapped_column(String(300), default="")
    available_from: Mapped[date | None]
    available_until: Mapped[date | None]

    step_free: Mapped[bool | None]
    lift: Mapped[bool | None]
    accessible_wc: Mapped[bool | None]
    hearing_loop: Mapped[bool | None]
    parking: Mapped[bool | None]
    accessible_parking: Mapped[bool | None]
    quiet: Mapped[bool | None]
    door_width_cm: Mapped[int | None]
    access_note: Mapped[str] = mapped_column(String(300), default="")

    power_amps: Mapped[int | None]
    power_phases: Mapped[int | None]
    ceiling_cm: Mapped[int | None]
    internet_mbps: Mapped[int | None]
    blackout: Mapped[bool | None]
    storey: Mapped[int | None]
    flooring: Mapped[str] = mapped_column(String(120), default="")
    load_in: Mapped[str] = mapped_column(String(300), default="")
    sound: Mapped[str] = mapped_column(String(300), default="")
    light: Mapped[str] = mapped_column(String(300), default="")

    status: Mapped[SpaceStatus] = mapped_column(default=SpaceStatus.DRAFT)
    status_at: Mapped[datetime] = mapped_column(default=now)
    opened_at: Mapped[datetime | None]
    closed_for: Mapped[SpaceClosingReason | None]
    folded: Mapped[str] = mapped_column(Searched(500))

    place: Mapped[Place] = relationship(lazy="raise")
    equipment: Mapped[list["SpaceEquipment"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="SpaceEquipment.concept_id"
    )
    activities: Mapped[list["SpaceActivity"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="SpaceActivity.concept_id"
    )

    @property
    def equipment_ids(self) -> list[UUID]:
        """What is there to work with, as plain ids."""
        return [line.concept_id for line in self.equipment]

    @equipment_ids.setter
    def equipment_ids(self, ids: list[UUID]) -> None:
        self.equipment = [SpaceEquipment(concept_id=concept_id) for concept_id in ids]

    @property
    def activity_ids(self) -> list[UUID]:
        """What it is good for, as plain ids."""
        return [line.concept_id for line in self.activities]

    @activity_ids.setter
    def activity_ids(self, ids: list[UUID]) -> None:
        self.activities = [SpaceActivity(concept_id=concept_id) for concept_id in ids]

    @property
    def access(self) -> list[Access]:
        """What is known to be there."""
        return [fact for fact in Access if getattr(self, fact.value) is True]


class SpaceEquipment(Model):
    """A tool that stands there."""

    __tablename__ = "space_equipment"

    space_id: Mapped[UUID] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)


class SpaceActivity(Model):
    """A craft, a skill, an occupation or a sector that the space suits."""

    __tablename__ = "space_activity"

    space_id: Mapped[UUID] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)
