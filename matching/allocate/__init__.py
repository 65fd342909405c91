"""Places given out by deferred acceptance, with a proof anybody can check."""

from matching.allocate.allocation import Allocation, Cutoff, Placement, allocate
from matching.allocate.bundle import bundle
from matching.allocate.call import Applicant, Call, Place, Seats, Wish
from matching.allocate.continuation import Continuation, Promotion, continued
from matching.allocate.deferred import Solver
from matching.allocate.lottery import commitment
from matching.allocate.reasons import WhyNot, why_not
from matching.allocate.verifier import Finding, Report, verify

__all__ = [
    "Allocation",
    "Applicant",
    "Call",
    "Continuation",
    "Cutoff",
    "Finding",
    "Place",
    "Placement",
    "Promotion",
    "Report",
    "Seats",
    "Solver",
    "WhyNot",
    "Wish",
    "allocate",
    "bundle",
    "commitment",
    "continued",
    "verify",
    "why_not",
]
