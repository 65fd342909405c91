"""CVs of invented people, one for each format."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def sample(name: str) -> bytes:
    """The bytes of one of the files in this folder."""
    return (FOLDER / name).read_bytes()
