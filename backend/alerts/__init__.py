"""Searches that people keep, and what came since that they have not been told of."""
