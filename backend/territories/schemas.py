"""What crosses the wire about territories."""

from typing import Annotated, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from backend.core.fields import Lat, Lon
from backend.core.page import Window
from backend.core.schema import Draft, Read
from backend.territories.models import SizeClass

Urbanisation: TypeAlias = Annotated[
    Literal[1, 2, 3], Field(description="Degree of urbanisation (Eurostat): 1 city, 2 town or suburb, 3 rural area.")
]
Km = Annotated[float, Field(gt=0, le=500, allow_inf_nan=False, description="Kilometres as the crow flies.")]
Code = Annotated[str, Field(min_length=1, max_length=16, pattern=r"^[0-9A-Za-z:-]+$")]
PlaceName = Annotated[str, Field(min_length=1, max_length=120)]


Article = Literal["", "o", "a", "os", "as"]
"""The definite article of Portuguese before a name, where the name takes one."""


class MunicipalityLine(Draft):
    """One line of a table of municipalities."""

    code: Code
    name: PlaceName
    nuts3: Annotated[str, Field(pattern=r"^[A-Z]{2}[0-9A-Z]{3}$")]
    nuts3_name: PlaceName
    nuts2_name: PlaceName
    nuts2_article: Article = ""
    lat: Lat
    lon: Lon
    population: Annotated[int, Field(ge=0, le=50_000_000)]
    area_km2: Annotated[float, Field(gt=0, le=1_000_000, allow_inf_nan=False)]
    urbanisation: Annotated[int, Field(ge=1, le=3)]
    low_density: Annotated[bool, Field(description="yes or no")]


class NearSearch(Window):
    """The filter that several lists share: what lies near a municipality."""

    near: Annotated[UUID | None, Field(description="A municipality; needs `km`.")] = None
    km: Km | None = None

    @model_validator(mode="after")
    def _near_needs_km(self) -> Self:
        if (self.near is None) != (self.km is None):
            raise PydanticCustomError("near_needs_km", "Say both: near where, and within how many kilometres.")
        return self


class MunicipalitySearch(NearSearch):
    """Filters of the list of municipalities."""

    id: Annotated[list[UUID], Field(max_length=100, description="Only these, to learn their names.")] = []
    q: Annotated[str, Field(max_length=100)] = ""
    nuts3: list[str] = Field(default_factory=list)
    size_class: list[SizeClass] = Field(default_factory=list)
    urbanisation: list[Annotated[int, Field(ge=1, le=3)]] = Field(default_factory=list)
    low_density: bool | None = None


class MunicipalityName(BaseModel):
    """Where something is, as lists show it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    lat: float
    lon: float
    is_low_density: bool


class TravelRead(BaseModel):
    """About how long it takes by road. An estimate from the distance, and never shown as more than that."""

    model_config = ConfigDict(from_attributes=True)

    minutes: int
    is_estimate: Literal[True]


class MunicipalityRead(Read):
    """A municipality. Distance and travel are told where the list was asked for what is near."""

    code: str
    name: str
    nuts3: str
    lat: float
    lon: float
    population: int
    area_km2: float
    size_class: SizeClass
    urbanisation: Urbanisation
    is_low_density: bool
    km: float | None = None
    travel: TravelRead | None = None


class SubregionRead(BaseModel):
    """A part of the region (NUTS level 3), added up."""

    code: str
    name: str
    municipalities: int
    population: int
    area_km2: float


class Bounds(BaseModel):
    """The smallest box in which all seats lie."""

    south: float
    west: float
    north: float
    east: float


class RegionDetail(Read):
    """The region this installation serves, added up over its municipalities."""

    code: str
    name: str
    article: Article
    municipalities: int
    low_density_municipalities: int
    population: int
    area_km2: float
    bounds: Bounds
    subregions: list[SubregionRead]
