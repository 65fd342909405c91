"""What crosses the wire about places and spaces."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from backend.core.fields import (
    Cents,
    Currency,
    Distinct,
    Lang,
    Lat,
    Lon,
    Prose,
    Summary,
    Title,
    WebAddress,
    Zone,
    not_before,
)
from backend.core.schema import KEPT, Change, Draft, Read
from backend.core.terms import Period
from backend.organisations.schemas import OrganisationName
from backend.spaces.models import Access, PlaceKind, SpaceClosingReason, SpaceKind, SpaceStatus
from backend.taxonomy.schemas import AnyOf
from backend.territories.schemas import MunicipalityName, NearSearch

Name = Annotated[Title, Field(max_length=120, examples=["Sala do Tear"])]
Address = Annotated[str, Field(min_length=3, max_length=200)]
Area = Annotated[float, Field(gt=0, le=1_000_000, allow_inf_nan=False, description="Square metres.")]
Seats = Annotated[int, Field(ge=0, le=100_000, description="People who may be there at once.")]
Centimetres = Annotated[int, Field(ge=1, le=100_000)]
Amps = Annotated[int, Field(ge=1, le=10_000)]
Phases = Annotated[Literal[1, 3], Field(description="Single-phase or three-phase.")]
Mbps = Annotated[int, Field(ge=0, le=1_000_000, description="Megabits a second, downwards.")]
Storey = Annotated[int, Field(ge=-10, le=100, description="0 is the ground floor.")]
Line = Annotated[str, Field(max_length=300)]
Short = Annotated[str, Field(max_length=120)]
PriceNote = Annotated[str, Field(max_length=200)]
Concepts = Annotated[list[UUID], Field(max_length=40), Distinct, AfterValidator(sorted)]


class PlaceDraft(Draft):
    """A building or a site. Without coordinates it is put at the seat of its municipality."""

    organisation_id: UUID
    kind: PlaceKind
    name: Name
    description: Prose = ""
    lang: Lang = "pt"
    municipality_id: UUID
    address: Address
    lat: Lat | None = None
    lon: Annotated[Lon | None, Field(validate_default=True)] = None
    zone: Zone = "Europe/Lisbon"
    url: WebAddress | None = None

    @field_validator("lon")
    @classmethod
    def _whole_coordinates(cls, value: float | None, info: ValidationInfo) -> float | None:
        if (value is None) != (info.data.get("lat") is None):
            raise PydanticCustomError("half_a_place", "A place needs both latitude and longitude.")
        return value


class PlaceChange(Change):
    """What may be changed; the organisation stays."""

    kind: PlaceKind = KEPT
    name: Name = KEPT
    description: Prose = KEPT
    lang: Lang = KEPT
    municipality_id: UUID = KEPT
    address: Address = KEPT
    lat: Lat | None = None
    lon: Lon | None = None
    zone: Zone = KEPT
    url: WebAddress | None = None


class SpaceDraft(Draft):
    """A space as it is being described. What is not known is left out."""

    place_id: UUID
    kind: SpaceKind
    name: Name
    summary: Summary
    description: Prose = ""
    lang: Lang = "pt"
    area_m2: Area | None = None
    seats: Seats | None = None
    price: Annotated[Cents | None, Field(description="0 means free of charge.")] = None
    price_period: Annotated[Period | None, Field(validate_default=True)] = None
    currency: Currency = "EUR"
    deposit: Cents | None = None
    price_note: PriceNote = ""
    opening_hours: Line = ""
    available_from: date | None = None
    available_until: date | None = None

    step_free: bool | None = None
    lift: bool | None = None
    accessible_wc: bool | None = None
    hearing_loop: bool | None = None
    parking: bool | None = None
    accessible_parking: bool | None = None
    quiet: bool | None = None
    door_width_cm: Centimetres | None = None
    access_note: Line = ""

    power_amps: Amps | None = None
    power_phases: Phases | None = None
    ceiling_cm: Centimetres | None = None
    internet_mbps: Mbps | None = None
    blackout: bool | None = None
    storey: Storey | None = None
    flooring: Short = ""
    load_in: Line = ""
    sound: Line = ""
    light: Line = ""

    equipment_ids: Concepts = Field(default_factory=list)
    activity_ids: Concepts = Field(default_factory=list)

    @field_validator("price_period")
    @classmethod
    def _price_has_a_period(cls, value: Period | None, info: ValidationInfo) -> Period | None:
        if (value is None) != (info.data.get("price") is None):
            raise PydanticCustomError("half_a_price", "A price needs what it is for: an hour, a day, a month …")
        return value

    @field_validator("available_until")
    @classmethod
    def _dates_in_order(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info.data.get("available_from"))


class SpaceChange(Change):
    """What may be changed; what a draft must have cannot be emptied."""

    place_id: UUID = KEPT
    kind: SpaceKind = KEPT
    name: Name = KEPT
    summary: Summary = KEPT
    description: Prose = KEPT
    lang: Lang = KEPT
    area_m2: Area | None = None
    seats: Seats | None = None
    price: Cents | None = None
    price_period: Period | None = None
    currency: Currency = KEPT
    deposit: Cents | None = None
    price_note: PriceNote = KEPT
    opening_hours: Line = KEPT
    available_from: date | None = None
    available_until: date | None = None

    step_free: bool | None = None
    lift: bool | None = None
    accessible_wc: bool | None = None
    hearing_loop: bool | None = None
    parking: bool | None = None
    accessible_parking: bool | None = None
    quiet: bool | None = None
    door_width_cm: Centimetres | None = None
    access_note: Line = KEPT

    power_amps: Amps | None = None
    power_phases: Phases | None = None
    ceiling_cm: Centimetres | None = None
    internet_mbps: Mbps | None = None
    blackout: bool | None = None
    storey: Storey | None = None
    flooring: Short = KEPT
    load_in: Line = KEPT
    sound: Line = KEPT
    light: Line = KEPT

    equipment_ids: Concepts = KEPT
    activity_ids: Concepts = KEPT


class SpaceSearch(NearSearch):
    """Filters of the list. Without `status` it holds what is open; with `mine`, all of one's own organisations.

    A space that does not say how much, how big or how wide does not pass a filter about it.
    """

    q: Annotated[str, Field(max_length=100)] = ""
    kind: list[SpaceKind] = Field(default_factory=list)
    place: list[UUID] = Field(default_factory=list)
    organisation: list[UUID] = Field(default_factory=list)
    municipality: list[UUID] = Field(default_factory=list)
    west: Lon | None = None
    south: Lat | None = None
    east: Lon | None = None
    north: Annotated[Lat | None, Field(description="A box on the map needs its four sides.")] = None
    seats_at_least: Seats | None = None
    area_at_least: Area | None = None
    area_at_most: Area | None = None
    price_at_most: Annotated[
        Cents | None, Field(description="For `price_period`; free of charge passes for every period.")
    ] = None
    price_period: Period | None = None
    currency: Currency = "EUR"
    access: Annotated[list[Access], Field(description="All of these are there.")] = Field(default_factory=list)
    door_at_least: Centimetres | None = None
    ceiling_at_least: Centimetres | None = None
    power_at_least: Amps | None = None
    internet_at_least: Mbps | None = None
    blackout: bool | None = None
    equipment: Annotated[list[UUID], Field(description="All of these are there.")] = Field(default_factory=list)
    activity: AnyOf = Field(default_factory=list)
    available_on: date | None = None
    lang: list[Lang] = Field(default_factory=list)
    status: list[SpaceStatus] = Field(default_factory=list)
    mine: bool = False
    sort: Literal["newest", "name", "price", "seats", "area", "near"] = "newest"

    @model_validator(mode="after")
    def _whole_questions(self) -> Self:
        sides = [side is None for side in (self.west, self.south, self.east, self.north)]
        if any(sides) and not all(sides):
            raise PydanticCustomError("half_a_box", "A box on the map needs its four sides.")
        if self.south is not None and self.north is not None and self.south > self.north:
            raise PydanticCustomError("wrong_order", "The south of a box is not above its north.")
        if (self.price_at_most is None) != (self.price_period is None):
            raise PydanticCustomError("half_a_price", "A price needs what it is for: an hour, a day, a month …")
        if self.sort == "near" and self.near is None:
            raise PydanticCustomError("near_where", "To sort by distance, say near where.")
        return self


class PlaceSearch(NearSearch):
    """Filters of the list of places."""

    q: Annotated[str, Field(max_length=100)] = ""
    kind: list[PlaceKind] = Field(default_factory=list)
    organisation: list[UUID] = Field(default_factory=list)
    municipality: list[UUID] = Field(default_factory=list)
    mine: bool = False


class SpaceClosureDraft(Draft):
    """Why it is not on offer any more."""

    reason: SpaceClosingReason


class PlaceRead(Read):
    """A place in a list."""

    organisation: OrganisationName
    kind: PlaceKind
    name: str
    lang: str
    municipality: MunicipalityName
    address: str
    lat: float
    lon: float
    zone: str


class PlaceDetail(PlaceRead):
    """A place's page, and what the asking person may do there."""

    description: str
    url: str | None
    can: Annotated[list[str], Field(description="What the asking person may do with this place.")]


class PlaceName(BaseModel):
    """As much of a place as its spaces show."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    kind: PlaceKind
    address: str
    lat: float
    lon: float
    zone: str
    municipality: MunicipalityName
    organisation: OrganisationName


class SpaceRead(Read):
    """A space in a list. `access` holds what is known to be there."""

    place: PlaceName
    kind: SpaceKind
    name: str
    summary: str
    lang: str
    status: SpaceStatus
    area_m2: float | None
    seats: int | None
    price: int | None
    price_period: Period | None
    currency: str
    access: list[Access]
    available_from: date | None
    available_until: date | None
    opened_at: datetime | None
    km: Annotated[float | None, Field(description="From where the list was asked to be near.")] = None


class SpaceDetail(SpaceRead):
    """A space's page, and what the asking person may do there. In the facts, null is not known."""

    description: str
    deposit: int | None
    price_note: str
    opening_hours: str
    step_free: bool | None
    lift: bool | None
    accessible_wc: bool | None
    hearing_loop: bool | None
    parking: bool | None
    accessible_parking: bool | None
    quiet: bool | None
    door_width_cm: int | None
    access_note: str
    power_amps: int | None
    power_phases: int | None
    ceiling_cm: int | None
    internet_mbps: int | None
    blackout: bool | None
    storey: int | None
    flooring: str
    load_in: str
    sound: str
    light: str
    equipment_ids: list[UUID]
    activity_ids: list[UUID]
    status_at: datetime
    closed_for: SpaceClosingReason | None
    can: Annotated[list[str], Field(description="What the asking person may do with this space.")]
