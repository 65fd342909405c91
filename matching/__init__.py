"""Ranks both ways and explains every point: a pure library on plain data."""
