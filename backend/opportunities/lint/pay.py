"""Is the pay stated, in order, and fair?"""

from collections.abc import Iterator

from backend.core.terms import Period
from backend.opportunities.lint.circumstances import Circumstances, advise, refuse
from backend.opportunities.models import OpportunityKind, PayBasis
from backend.opportunities.pay import FULL_TIME, monthly
from backend.opportunities.schemas import Finding, LintCode, OpportunityDraft

WIDE = 2.5  # a range whose upper end is more than this many times the lower one says little

ONLY_FOR = {
    PayBasis.UNPAID_COURSE: {OpportunityKind.INTERNSHIP, OpportunityKind.PROJECT, OpportunityKind.RESIDENCY},
    PayBasis.SHARE: {OpportunityKind.COFOUNDER},
}
EMPLOYED = {OpportunityKind.JOB, OpportunityKind.INTERNSHIP}


def is_stated(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """A range with its period, the smaller end first."""
    if draft.pay_basis is None:
        yield refuse(LintCode.PAY_MISSING, "/pay_basis")
    if draft.pay_basis != PayBasis.RANGE:
        return
    for name in ("pay_min", "pay_max", "pay_period"):
        if getattr(draft, name) is None:
            yield refuse(LintCode.PAY_INCOMPLETE, f"/{name}")
    if draft.pay_max == 0:
        yield refuse(LintCode.PAY_INCOMPLETE, "/pay_max")


def has_its_reference(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """Which agreement, which course, which share."""
    if draft.pay_basis not in (None, PayBasis.RANGE) and not draft.pay_reference:
        yield refuse(LintCode.PAY_REFERENCE_MISSING, "/pay_reference", basis=draft.pay_basis)


def fits_the_kind(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """A job is never unpaid, and shares are for founders."""
    if draft.pay_basis in ONLY_FOR and draft.kind not in ONLY_FOR[draft.pay_basis]:
        yield refuse(LintCode.PAY_BASIS_UNFIT, "/pay_basis", basis=draft.pay_basis, kind=draft.kind)


def is_narrow(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """In order wherever amounts are stated, and narrow enough to mean something."""
    if draft.pay_min is None or draft.pay_max is None:
        return
    if draft.pay_min > draft.pay_max:
        yield refuse(LintCode.PAY_ORDER, "/pay_max")
    elif draft.pay_max > WIDE * draft.pay_min:
        yield advise(LintCode.PAY_RANGE_WIDE, "/pay_max", at_most=WIDE)


def reaches_the_minimum(draft: OpportunityDraft, circumstances: Circumstances) -> Iterator[Finding]:
    """The lower end against the legal minimum, in proportion to the hours."""
    wage = circumstances.wage
    if wage is None or draft.pay_min is None or draft.pay_period is None or draft.kind not in EMPLOYED:
        return
    if draft.pay_basis != PayBasis.RANGE or not draft.pay_is_gross or draft.pay_currency != wage.currency:
        return
    hours = min(draft.hours_max or FULL_TIME, FULL_TIME)
    least = round(wage.monthly * hours / FULL_TIME)
    stated = monthly(draft.pay_min, Period(draft.pay_period), draft.hours_max, payments=wage.payments)
    if stated is not None and stated < least:
        facts = {"stated": stated, "least": least, "hours": hours, "year": wage.year, "source": wage.source}
        yield advise(LintCode.PAY_BELOW_MINIMUM, "/pay_min", currency=wage.currency, **facts)
