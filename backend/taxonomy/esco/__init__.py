"""Reads the CSV bundle in which the European Commission publishes ESCO, and fits the starter vocabulary into it."""
