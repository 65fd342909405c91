"""The commands that look after data, each in a file of its own; `backend.__main__` puts them together."""
