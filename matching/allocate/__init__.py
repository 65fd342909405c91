"""Places given out by deferred acceptance, with a proof anybody can check."""

from matching.allocate.allocation import Allocation, Cutoff, Placement, allocate
from matching.allocate.bundle import bundle
from matching.allocate.call import Applicant, Call, Place, Seats, Wish
from matching.allocate.comparison import Comparison, Plan, compare
from matching.allocate.continuation import Continuation, Promotion, continued
from matching.allocate.deferred import Solver
from matching.allocate.lottery import commitment
from matching.allocate.mentors import Budget, MentorPlan, Pair, Plans, Round, plan_round
from matching.allocate.reasons import WhyNot, why_not
from matching.allocate.verifier import Finding, Report, verify

__all__ = [
    "Allocation",
    "Applicant",
    "Budget",
    "Call",
    "Comparison",
    "Continuation",
    "Cutoff",
    "Finding",
    "MentorPlan",
    "Pair",
    "Place",
    "Placement",
    "Plan",
    "Plans",
    "Promotion",
    "Report",
    "Round",
    "Seats",
    "Solver",
    "WhyNot",
    "Wish",
    "allocate",
    "bundle",
    "commitment",
    "compare",
    "continued",
    "plan_round",
    "verify",
    "why_not",
]
