import pytest

from matching.taxonomy.labels import Labels
from matching.taxonomy.linker import Linker
from tests.matching.taxonomy.words import LABELS


@pytest.fixture(scope="session")
def linker():
    return Linker(Labels.build(LABELS))
