"""What can go wrong when a region is seeded."""


class NotEmptyError(Exception):
    """There are people or organisations already: a seeded region never mixes with a real one."""
