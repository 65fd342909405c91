"""Organisations of the region, how they prove who they are, and the people who speak for them."""
