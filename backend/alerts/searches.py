"""The address is the search: read with the list's own filters, and written in one way only."""

from collections.abc import Mapping
from typing import Any, get_origin
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from pydantic import ValidationError

from backend.alerts.models import Listing
from backend.cohorts.schemas import CallSearch
from backend.core.page import Window
from backend.core.problems import FieldError, Invalid, field_errors
from backend.funding.schemas import FundingCallSearch
from backend.matches.schemas.people import CandidateSearch
from backend.matches.schemas.search import MatchSearch
from backend.mentoring.schemas import MentorSearch
from backend.opportunities.schemas import OpportunitySearch
from backend.spaces.schemas import SpaceSearch

SEARCHES: Mapping[Listing, type[Window]] = {
    Listing.OPPORTUNITIES: OpportunitySearch,
    Listing.MENTORS: MentorSearch,
    Listing.SPACES: SpaceSearch,
    Listing.CALLS: CallSearch,
    Listing.FUNDING: FundingCallSearch,
    Listing.MATCHES: MatchSearch,
    Listing.CANDIDATES: CandidateSearch,
}
PAGES: Mapping[Listing, str] = {
    Listing.OPPORTUNITIES: "/opportunities",
    Listing.MENTORS: "/mentors",
    Listing.SPACES: "/spaces",
    Listing.CALLS: "/programmes",
    Listing.FUNDING: "/funding-calls",
    Listing.MATCHES: "/matches",
}
PLACE = frozenset({"page", "size"})
"""Where one stands in a list is no part of what one looks for."""

LONGEST = 2_000


def read(listing: Listing, query: str) -> Window:
    """A kept address as filters; raises `Invalid` for what its list does not know, at `/query/<parameter>`."""
    schema, given = SEARCHES[listing], _given(query)
    fields: dict[str, Any] = {}
    for name, values in given.items():
        field = schema.model_fields.get(name)
        is_list = field is not None and get_origin(field.annotation) is list
        if not is_list and len(values) > 1:
            raise Invalid([FieldError(pointer=f"/query/{name}", code="repeated")])
        fields[name] = values if is_list else values[0]
    try:
        return schema.model_validate(fields)
    except ValidationError as invalid:
        raise Invalid(_within_query(invalid)) from None


def written(search: Window) -> str:
    """The one way to write these filters: nothing that is usual anyway, and everything in order."""
    said = search.model_dump(mode="json", exclude_defaults=True, exclude=set(PLACE))
    pairs = [
        (name, str(one).lower() if isinstance(one, bool) else str(one))
        for name, value in sorted(said.items())
        for one in (sorted(value, key=str) if isinstance(value, list) else [value])
    ]
    return urlencode(pairs)


def canonical(listing: Listing, query: str) -> str:
    """The same search, written in the one way; raises `Invalid`."""
    kept = written(read(listing, query))
    if len(kept) > LONGEST:
        raise Invalid([FieldError(pointer="/query", code="string_too_long", params={"max_length": LONGEST})])
    return kept


def page_of(listing: Listing, opportunity_id: UUID | None, query: str) -> str:
    """Where the search is seen on the site."""
    page = PAGES.get(listing) or f"/opportunities/{opportunity_id}/candidates"
    return f"{page}?{query}" if query else page


def _given(query: str) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(query.removeprefix("?"), keep_blank_values=False, max_num_fields=200):
        if name not in PLACE:
            given.setdefault(name, []).append(value)
    return given


def _within_query(invalid: ValidationError) -> list[FieldError]:
    errors = field_errors(invalid.errors())
    return [one.model_copy(update={"pointer": f"/query{one.pointer}"}) for one in errors]
