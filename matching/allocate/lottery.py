"""One public lottery for all ties, whose seed nobody could choose after seeing who applied.

Before the call closes, the SHA-256 of the rules and the seed is published (commit); with the result, the seed itself
(reveal). Whoever keeps the commitment can check that neither seats nor seed were changed in between. Every applicant's
draw is the SHA-256 of seed, call and own id; the smallest draw is number 1. One lottery decides every tie at every
place: with a lottery per place applicants would lose places to each other that both would rather exchange
(Abdulkadiroğlu, Pathak and Roth 2009, "Strategy-proofness versus efficiency in matching with indifferences", AER 99).
"""

import hashlib
import re
from collections.abc import Iterable

from matching.allocate.call import Place
from matching.codec import canonical
from matching.errors import BadInput

FORMAT = "matching-allocation/1"
_SEED = re.compile(r"[0-9a-f]{64}")


def terms(call_id: str, places: Iterable[Place]) -> bytes:
    """The rules as canonical JSON: the call, its places, their seats in order of precedence, and their floors."""
    rows = [
        {
            "id": place.id,
            "floor": place.floor,
            "seats": [{"count": seats.count, "group": seats.group} for seats in place.seats],
        }
        for place in sorted(places, key=lambda place: place.id)
    ]
    return canonical({"format": FORMAT, "call": call_id, "places": rows})


def commitment(call_id: str, places: Iterable[Place], seed: str) -> str:
    """What to publish before the call closes: SHA-256, in hex, of the terms, a new line, and the seed.

    The seed is 32 bytes from a good source, as 64 lower-case hex digits; BadInput `lottery.seed` for anything else:
    a short one could be guessed from the commitment.
    """
    _checked(seed)
    return hashlib.sha256(terms(call_id, places) + b"\n" + seed.encode()).hexdigest()


def draw(call_id: str, applicant_ids: Iterable[str], seed: str) -> dict[str, int]:
    """Everybody's number, from 1; whoever has the lower one goes first among equal scores."""
    _checked(seed)
    start = hashlib.sha256(f"{seed}\n{call_id}\n".encode())
    draws = []
    for applicant_id in applicant_ids:
        hashed = start.copy()
        hashed.update(applicant_id.encode())
        draws.append((hashed.digest(), applicant_id))
    return {applicant_id: number for number, (_, applicant_id) in enumerate(sorted(draws), start=1)}


def _checked(seed: str) -> None:
    if not _SEED.fullmatch(seed):
        raise BadInput("lottery.seed")  # the value itself is a secret: it is not told
