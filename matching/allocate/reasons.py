"""Why not me: exactly one reason for every wish that was not fulfilled."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from matching.allocate.allocation import Allocation, Cutoff
from matching.allocate.call import Applicant, Wish
from matching.errors import Facts


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A code to translate and the facts to put into it; the codes are in `matching.codes.WHY_NOT`."""

    place: str
    code: str
    facts: Facts = field(default_factory=dict)


def why_not(allocation: Allocation, applicant_id: str) -> tuple[WhyNot, ...]:
    """One reason for each wish of this applicant but the one they got, in the order of their wishes.

    The first that holds of: a better wish was fulfilled; the place cannot take them; their score is below its floor; it
    has no seats; its last reserved seat went to a member with a lower score; the lottery decided; a higher score did.
    Raises UnknownId for a stranger.
    """
    got = allocation.placement(applicant_id).place
    applicant = allocation.call.applicant[applicant_id]
    reasons: list[WhyNot] = []
    has_better = False
    for wish in applicant.wishes:
        if wish.place == got:
            has_better = True
        elif has_better:
            reasons.append(WhyNot(wish.place, "why-not.better-wish", {"place": got}))
        else:
            reasons.append(_refused(allocation, applicant, wish))
    return tuple(reasons)


def _refused(allocation: Allocation, applicant: Applicant, wish: Wish) -> WhyNot:
    place = allocation.call.place[wish.place]
    if wish.score is None:
        return WhyNot(wish.place, "why-not.not-eligible")
    if place.floor is not None and wish.score < place.floor:
        return WhyNot(wish.place, "why-not.below-floor", {"score": wish.score, "floor": place.floor})
    if not place.capacity:
        return WhyNot(wish.place, "why-not.no-seats")
    return _outranked(
        allocation.cutoffs[wish.place], applicant, wish.place, wish.score, allocation.numbers[applicant.id]
    )


def _outranked(cutoffs: Sequence[Cutoff], applicant: Applicant, place: str, score: float, number: int) -> WhyNot:
    """By what the last seat was lost; a full place has a cut-off, and one with room refuses nobody acceptable."""
    mine = (score, -number)
    reserved = [
        cutoff
        for cutoff in cutoffs
        if cutoff.is_member and cutoff.group not in applicant.groups and mine > (cutoff.score, -cutoff.number)
    ]
    if reserved:
        cutoff = min(reserved, key=lambda cutoff: cutoff.order)
        return WhyNot(place, "why-not.reserved", {"group": cutoff.group, "score": score, "cutoff": cutoff.score})
    cutoff = min(cutoffs, key=lambda cutoff: (cutoff.score, -cutoff.number))
    if score == cutoff.score:
        return WhyNot(place, "why-not.lottery", {"score": score, "number": number, "cutoff_number": cutoff.number})
    return WhyNot(place, "why-not.score", {"score": score, "cutoff": cutoff.score})
