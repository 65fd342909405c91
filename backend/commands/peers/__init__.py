"""What one would take instead of the index, each asked in the best way its makers offer; all of them optional."""

from collections.abc import Mapping
from importlib import import_module

from backend.commands.peers.peer import Build

PEERS: Mapping[str, str] = {  # name on the command line: its module here
    "numpy": "arrays",
    "scipy": "sparse",
    "tantivy": "terms",
    "bm25s": "bm25",
    "duckdb": "duck",
    "sqlite-fts5": "fts",
    "postgres": "rows",
    "faiss": "vectors",
}


def builder(name: str) -> Build:
    """How to build this peer; ImportError where it is not installed."""
    build: Build = import_module(f"{__name__}.{PEERS[name]}").build
    return build
