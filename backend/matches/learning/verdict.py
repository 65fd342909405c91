"""The gate, from the figures that were kept: judged anew whenever somebody looks, and when somebody decides."""

from collections.abc import Mapping
from typing import Any

from matching.learn.gate import Standing, Verdict, judge


def refusals(evidence: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Why it does not pass, but for a person's word; nothing where nothing was to be judged."""
    return verdict(evidence, "asked later").refusals if evidence else ()


def verdict(evidence: Mapping[str, Any], approved_by: str | None) -> Verdict:
    """All four conditions."""
    champion, challenger = (_standing(evidence[name]) for name in ("champion", "challenger"))
    return judge(champion, challenger, approved_by=approved_by)


def _standing(plain: Mapping[str, Any]) -> Standing:
    return Standing(plain["ndcg"]["mean"], plain["calibration_error"], plain["outcomes"], plain["impact_ratios"])
