"""Funding calls: who gives how much to whom, until when, and under which conditions."""
