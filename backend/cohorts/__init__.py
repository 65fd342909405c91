"""Programmes of incubators, and the calls by which people and ventures get a place in them."""
