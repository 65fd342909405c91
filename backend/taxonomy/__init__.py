"""Shared words: skills, tools, crafts, occupations, sectors, languages and fields, and how they hang together."""
