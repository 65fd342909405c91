"""The checks on an opportunity before it is published: pure functions from a draft to findings."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from backend.opportunities.lint import form, pay, words
from backend.opportunities.lint.circumstances import Circumstances
from backend.opportunities.schemas import Finding, OpportunityDraft

Lint: TypeAlias = Callable[[OpportunityDraft, Circumstances], Iterator[Finding]]

LINTS: tuple[Lint, ...] = (
    form.has_a_description,
    form.has_a_deadline,
    form.starts_in_time,
    form.asks_for_little,
    pay.is_stated,
    pay.has_its_reference,
    pay.fits_the_kind,
    pay.is_narrow,
    pay.reaches_the_minimum,
    words.says_what_it_pays,
    words.leaves_the_past_alone,
    words.names_everybody,
    words.has_no_age,
    words.has_no_jargon,
)

__all__ = ["LINTS", "Circumstances", "check"]


def check(draft: OpportunityDraft, circumstances: Circumstances) -> list[Finding]:
    """All findings, refusals first, in the order of the form."""
    found = [finding for lint in LINTS for finding in lint(draft, circumstances)]
    return sorted(found, key=lambda finding: not finding.refuses)
