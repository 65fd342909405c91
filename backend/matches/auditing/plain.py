"""The figures of an audit as data: what is kept, downloaded and printed."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from backend.matches.auditing.figures import Crowd, RegionAudit
from backend.matches.auditing.ground import SIZES
from matching.audit.alarm import Audit
from matching.audit.exposure import Share
from matching.audit.ratios import Ratios


def plain(told: RegionAudit) -> dict[str, Any]:
    """Everything as JSON; a figure that does not exist is null."""
    offer, employers = told.offer, told.employers
    return {
        "day": told.day.isoformat(),
        "config": told.config,
        "people": told.people,
        "people_listed": told.listed,
        "employers_asked": told.rooms,
        "alarm": told.is_alarm,
        "opportunities": {
            "count": offer.opportunities,
            "reachable": offer.reachable,
            "never_shown": offer.never_shown,
            "never_shown_share": _figure(part_of(offer.never_shown, offer.reachable)),
            "by_size_of_town": _shares(offer.by_size, SIZES),
            "by_district": _shares(offer.by_district, told.districts),
        },
        "employers": {
            "count": employers.employers,
            "gini_of_exposure": _figure(employers.gini_of_exposure),
            "gini_of_opportunities": _figure(employers.gini_of_opportunities),
            "exposure_of_top_tenth": _figure(employers.top_tenth),
        },
        "stability": {
            name: {
                "rbo": _figure(one.rbo),
                "rbo_of_lowest_twentieth": _figure(one.low),
                "kendall": _figure(one.kendall),
                "same": _figure(one.same),
            }
            for name, one in told.stability.items()
        },
        "candidates": _crowd(told.crowd, told.districts),
        "candidates_of_other_configuration": _crowd(told.challenger, told.districts) if told.challenger else None,
    }


def _crowd(crowd: Crowd, districts: Sequence[str]) -> dict[str, Any]:
    return {
        "by_size_of_town": _audit(crowd.by_size, SIZES),
        "by_district": {**_shares(crowd.by_district.shares, districts), "people_in_none": crowd.by_district.rest},
        "by_group": _audit(crowd.by_group, crowd.names) if crowd.by_group else None,
    }


def _audit(one: Audit, names: Sequence[str]) -> dict[str, Any]:
    return {
        "alarm": one.is_alarm,
        "people_in_none": one.impact.rest,
        "impact": _ratios(one.impact, names),
        "scoring": _ratios(one.scoring, names),
        "exposure": _shares(one.exposure.shares, names),
        "findings": [
            {
                "measure": found.measure.value,
                "worse": names[found.worse],
                "better": names[found.better],
                "ratio": _figure(found.ratio),
                "p": _figure(found.p),
                "level": found.level.value,
            }
            for found in one.findings
        ],
    }


def _ratios(ratios: Ratios, names: Sequence[str]) -> dict[str, Any]:
    is_told = ratios.best is not None
    return {
        names[rate.group]: {
            "people": rate.people,
            "rate": _figure(rate.rate),
            "ratio": _figure(rate.ratio) if is_told else None,
            "low": _figure(rate.low) if is_told else None,
            "high": _figure(rate.high) if is_told else None,
        }
        for rate in ratios.rates
    }


def _shares(shares: Iterable[Share], names: Sequence[str]) -> dict[str, Any]:
    return {
        names[share.group]: {
            "count": share.members,
            "share": _figure(share.of_members),
            "exposure": _figure(share.of_exposure),
            "parity": _figure(share.parity),
        }
        for share in shares
    }


def _figure(value: float) -> float | None:
    return round(value, 6) if math.isfinite(value) else None


def part_of(part: int, whole: int) -> float:
    """The share; NaN of nothing."""
    return part / whole if whole else math.nan
