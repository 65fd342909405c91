"""Reads a CV: bytes in, frozen facts with their evidence out. Knows no database and no web."""
