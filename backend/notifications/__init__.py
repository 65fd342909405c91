"""Turns events into words for the right people: mail now, inbox and digests later."""
