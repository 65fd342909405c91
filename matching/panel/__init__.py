"""Panels that read applications: who reads what, and what their scores are worth."""

from matching.panel.assign import Aim, Assignment, assign
from matching.panel.certificate import Certificate, Checked, Fault, check
from matching.panel.pool import Application, Pool, Read, Reviewer
from matching.panel.shortage import Shortage

__all__ = [
    "Aim",
    "Application",
    "Assignment",
    "Certificate",
    "Checked",
    "Fault",
    "Pool",
    "Read",
    "Reviewer",
    "Shortage",
    "assign",
    "check",
]
