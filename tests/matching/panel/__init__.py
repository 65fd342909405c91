"""Tests of panels: who reads what, and what their scores are worth."""
