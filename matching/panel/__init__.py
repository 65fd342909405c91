"""Panels that read applications: who reads what, and what their scores are worth."""

from matching.panel.assign import Aim, Assignment, assign
from matching.panel.bands import Band, Decision, ExtraRead, Side, decide, extra_reads
from matching.panel.certificate import Certificate, Checked, Fault, check
from matching.panel.marks import Mark, Rubric
from matching.panel.pool import Application, Pool, Read, Reviewer
from matching.panel.scores import Leniency, Score, Scores, score_marks
from matching.panel.shortage import Shortage

__all__ = [
    "Aim",
    "Application",
    "Assignment",
    "Band",
    "Certificate",
    "Checked",
    "Decision",
    "ExtraRead",
    "Fault",
    "Leniency",
    "Mark",
    "Pool",
    "Read",
    "Reviewer",
    "Rubric",
    "Score",
    "Scores",
    "Shortage",
    "Side",
    "assign",
    "check",
    "decide",
    "extra_reads",
    "score_marks",
]
