"""Rows become the matching library's plain types: only what is public, and of people only what they agreed to show."""
