"""Kinds of fields that several domains share. Each keeps plain values and says plainly what is wrong."""

from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, EmailStr, Field, HttpUrl, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, PydanticKnownError

from backend.core.currencies import CURRENCIES
from backend.core.text import fold

Ordered = TypeVar("Ordered")
_URL = TypeAdapter(HttpUrl)
LONGEST_ADDRESS = 300


def _web_address(text: str) -> str:
    try:
        address = str(_URL.validate_python(text))
    except ValidationError:
        raise PydanticCustomError(
            "web_address", "This is not an address that starts with https:// or http://."
        ) from None
    if len(address) > LONGEST_ADDRESS:  # a letter with an accent became six characters
        raise PydanticKnownError("string_too_long", {"max_length": LONGEST_ADDRESS})
    return address


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError("unknown_zone", "There is no such time zone in the IANA database.") from None
    return name


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        raise PydanticCustomError("unknown_currency", "There is no such currency in ISO 4217.")
    return code


def _distinct(values: list[object]) -> list[object]:
    if len(set(values)) < len(values):
        raise PydanticCustomError("repeated", "Each may be named once.")
    return values


def _says_something(text: str) -> str:
    if not fold(text):
        raise PydanticCustomError("empty_text", "There are no words in this text.")
    return text


WebAddress = Annotated[
    str, Field(max_length=LONGEST_ADDRESS, examples=["https://atelier.example"]), AfterValidator(_web_address)
]
"""An http or https address, normalised."""

EmailAddress = Annotated[EmailStr, AfterValidator(str.lower), Field(max_length=254, examples=["ola@atelier.example"])]
"""An e-mail address, in lower case."""

Lang = Literal["en", "pt"]
"""The languages a record may be written in."""

Zone = Annotated[str, Field(max_length=64, examples=["Europe/Lisbon"]), AfterValidator(_zone)]
"""The name of an IANA time zone."""

Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", examples=["EUR"]), AfterValidator(_currency)]
"""An ISO 4217 code."""

Cents = Annotated[int, Field(ge=0, le=10**12, description="Hundredths of the currency unit.")]
"""Money is an integer."""

Title = Annotated[str, Field(min_length=3, max_length=160), AfterValidator(_says_something)]
"""One line that names a thing."""

Summary = Annotated[str, Field(min_length=10, max_length=280), AfterValidator(_says_something)]
"""Two sentences that a list can show."""

Prose = Annotated[str, Field(max_length=20_000)]
"""Paragraphs, separated by empty lines."""

Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Lon = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]

Distinct = AfterValidator(_distinct)
"""Marks a list whose members may not repeat."""


def not_before(value: Ordered, first: Any) -> Ordered:
    """For the validator of the second of two fields that have an order; either may be missing."""
    if value is not None and first is not None and value < first:
        raise PydanticCustomError("wrong_order", "The second cannot come before the first.")
    return value
