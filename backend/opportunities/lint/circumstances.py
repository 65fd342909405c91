"""What the checks have to know beside the draft itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.opportunities.pay import MinimumWage
from backend.opportunities.schemas import Finding, LintCode


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The moment, and the legal minimum where and when the work is done."""

    now: datetime
    wage: MinimumWage | None = None


def refuse(code: LintCode, pointer: str, **facts: Any) -> Finding:
    """A finding that keeps the draft from being published."""
    return Finding(code=code, pointer=pointer, refuses=True, facts=facts)


def advise(code: LintCode, pointer: str, **facts: Any) -> Finding:
    """A finding that would make the draft better."""
    return Finding(code=code, pointer=pointer, refuses=False, facts=facts)
