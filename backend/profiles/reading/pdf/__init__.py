"""Reads what a person can see on the pages of a PDF, in a child process with little room."""
