"""A `JobPosting` in JSON-LD (schema.org/JobPosting) as our fields: what search engines ask for, and a little more."""

import re
from collections.abc import Iterator
from typing import Any

from backend.core.terms import Period
from backend.opportunities.models import OpportunityKind, PayBasis
from backend.opportunities.reading.facts import LONGEST_ID, LONGEST_SUMMARY, LONGEST_TITLE, Posting, stated
from backend.opportunities.reading.markup import beginning, one_line, prose

DEEP = 8  # how far a document is searched
PERIODS = {
    "HOUR": Period.HOUR,
    "DAY": Period.DAY,
    "MONTH": Period.MONTH,
    "YEAR": Period.YEAR,
}
LEVELS = {"high school": 4, "associate degree": 5, "bachelor degree": 6, "postgraduate degree": 7}  # EQF
SEPARATORS = re.compile(r"[,;•\n]")


def postings(document: Any) -> list[Posting]:
    """Every `JobPosting` in a JSON-LD document, at any depth."""
    return [_posting(node, place) for place, node in enumerate(_nodes(document, DEEP), 1)]


def _nodes(value: Any, deep: int) -> Iterator[dict[str, Any]]:
    if deep == 0:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, deep - 1)
    elif isinstance(value, dict):
        if "JobPosting" in _texts(value.get("@type")):
            yield value
            return
        for one in value.values():
            yield from _nodes(one, deep - 1)


def _posting(node: dict[str, Any], place: int) -> Posting:
    description = prose(_text(node.get("description")))
    kinds = {text.upper().replace("-", "_") for text in _texts(node.get("employmentType"))}
    said: dict[str, Any] = {
        "title": one_line(_text(node.get("title")) or _text(node.get("name")))[:LONGEST_TITLE],
        "summary": beginning(description, LONGEST_SUMMARY),
        "description": description,
        "benefits": prose(_text(node.get("jobBenefits"))),
        "kind": OpportunityKind.INTERNSHIP if "INTERN" in kinds else OpportunityKind.JOB,
        "lang": _text(node.get("inLanguage"))[:2].lower(),
        "municipality": _town(node.get("jobLocation")),
        "remote_share": 100 if "TELECOMMUTE" in _texts(node.get("jobLocationType")) else None,
        "starts_on": _text(node.get("jobStartDate"))[:10],
        "capacity": node.get("totalJobOpenings"),
        "education_level": _level(node.get("educationRequirements")),
        "deadline_at": _text(node.get("validThrough")),
        "apply_url": _text(node.get("url")),
        "apply_email": _contact(node.get("applicationContact")),
        "skills": [word for text in _texts(node.get("skills")) for word in _words(text)],
        "occupation": next(iter(_texts(node.get("occupationalCategory"))), None),
    }
    pay, unread = _pay(node.get("baseSalary"))
    return Posting(_id(node), place, stated(said | pay), unread)


def _id(node: dict[str, Any]) -> str:
    """The publisher's own id, else the address of the page."""
    for name in ("identifier", "@id", "url"):
        value = node.get(name)
        found = _text(value.get("value")) if isinstance(value, dict) else _text(value)
        if found:
            return found[:LONGEST_ID]
    return ""


def _pay(salary: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """A `MonetaryAmount` in cents; what is no amount is told as it stands."""
    if isinstance(salary, list):
        salary = next(iter(salary), None)
    if not salary:
        return {}, {}
    value = salary.get("value") if isinstance(salary, dict) else salary
    value = value if isinstance(value, dict) else {"value": value}
    low, high = cents(value.get("minValue", value.get("value"))), cents(value.get("maxValue", value.get("value")))
    period = PERIODS.get(_text(value.get("unitText")).upper())
    if low is None or high is None:
        return {}, {"pay_min": one_line(_text(salary) or _text(value.get("value")) or "…")[:120]}
    currency = _text(salary.get("currency")) if isinstance(salary, dict) else ""
    pay = {"pay_basis": PayBasis.RANGE, "pay_min": low, "pay_max": high, "pay_period": period}
    return stated(pay | {"pay_currency": currency.upper()}), {}


def cents(amount: Any) -> int | None:
    """Hundredths, from a number or from digits as people write them: 1.234,50 and 1,234.50 alike."""
    text = str(amount).strip().strip("€$£ ").replace("\u00a0", "").replace(" ", "") if amount is not None else ""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+,\d{1,2}", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?", text):
        text = text.replace(",", "")
    return round(float(text) * 100) if re.fullmatch(r"\d{1,10}(?:\.\d+)?", text) else None


def _town(location: Any) -> str:
    if isinstance(location, list):
        location = next(iter(location), None)
    if not isinstance(location, dict):
        return one_line(_text(location))
    address = location.get("address", location)
    if not isinstance(address, dict):
        return one_line(_text(address))
    return one_line(_text(address.get("addressLocality")))


def _level(asked: Any) -> int | None:
    if isinstance(asked, list):
        asked = next(iter(asked), None)
    category = asked.get("credentialCategory") if isinstance(asked, dict) else asked
    return LEVELS.get(_text(category).lower())


def _contact(contact: Any) -> str:
    return _text(contact.get("email")).removeprefix("mailto:") if isinstance(contact, dict) else ""


def _words(text: str) -> list[str]:
    return [word for part in SEPARATORS.split(prose(text)) if (word := part.strip(" –-."))]


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = (one.get("name") if isinstance(one, dict) else one for one in values)
    return [text for one in found if (text := _text(one))]


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
