"""Tests are sentences and go through the front door."""
