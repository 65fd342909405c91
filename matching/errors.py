"""What can be wrong with what the library is given."""

from collections.abc import Mapping
from typing import TypeAlias

Fact: TypeAlias = "str | int | float | bool | tuple[Fact, ...] | Mapping[str, Fact] | None"
Facts: TypeAlias = Mapping[str, Fact]


class BadInput(ValueError):  # noqa: N818  it says what is wrong
    """A value no ranking can be made from: a code to translate and the facts to put into it."""

    def __init__(self, code: str, **facts: Fact) -> None:
        self.code = code
        self.facts: Facts = facts
        told = ", ".join(f"{key}={value!r}" for key, value in facts.items())
        super().__init__(f"{code} ({told})" if told else code)


class CyclicTaxonomy(BadInput):
    """A concept is broader than itself; `facts["path"]` walks the circle."""


class UnknownId(BadInput):
    """Asked about a thing that is not in this snapshot."""


class BrokenReceipt(BadInput):
    """These bytes are no receipt, or not one this version can replay."""
