import pytest

from backend.taxonomy.starter import read_starter
from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.linker import Linker
from tests.matching.taxonomy.words import LABELS


@pytest.fixture(scope="session")
def linker():
    return Linker(Labels.build(LABELS))


@pytest.fixture(scope="session")
def starter():
    entries = [entry for entry in read_starter().entries.values() if not entry.is_group]
    labels = (
        Label(entry.key, name.lang, name.text, name.kind.value, entry.kind.value)
        for entry in entries
        for name in entry.names
    )
    return Linker(Labels.build(labels))
