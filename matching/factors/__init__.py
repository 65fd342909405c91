"""One file per factor: how good is one aspect of a pair, and why. All of them, by name."""

from collections.abc import Mapping

from matching.errors import BadInput
from matching.factors import (
    conditions,
    deadline,
    education,
    experience,
    goals,
    grant,
    growth,
    language,
    occupation,
    pay,
    place,
    practice,
    price,
    responsiveness,
    skills,
    time,
)
from matching.factors.factor import Factor

FACTORS: Mapping[str, Factor] = {
    "conditions": conditions,
    "deadline": deadline,
    "education": education,
    "experience": experience,
    "goals": goals,
    "grant": grant,
    "growth": growth,
    "language": language,
    "occupation": occupation,
    "pay": pay,
    "place": place,
    "practice": practice,
    "price": price,
    "responsiveness": responsiveness,
    "skills": skills,
    "time": time,
}


def factor(name: str) -> Factor:
    """The factor of this name; BadInput when a configuration names one there is not."""
    if name not in FACTORS:
        raise BadInput("config.unknown-factor", factor=name, one_of=tuple(FACTORS))
    return FACTORS[name]
