"""Meetings: somebody offers times, somebody chooses one, and both are told; neither is ever in two places at once."""
