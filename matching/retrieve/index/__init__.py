"""Exact top-k of a million: packed columns in a folder that all processes map, changed while they read it."""
