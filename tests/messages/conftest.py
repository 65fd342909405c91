"""What every test about messages begins with."""

import pytest

from tests.messages.factory import Talking


@pytest.fixture
def talk(client, make):
    """Somebody applied, and somebody of the organisation answers."""
    return Talking(client, make)
