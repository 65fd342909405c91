"""Has the person done this kind of work, or something close to it?"""

from dataclasses import replace

from matching.factors.factor import UNKNOWN, Told, nothing_known, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import Item, Market, Seeker

SILENT = 100  # what a post that does not say which work it is tells about anybody's past


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """How similar the closest occupation of the past is; None where the person names none, little where a post does."""
    if not seeker.experience:
        return None
    if item.occupation is None:
        return SILENT if item.market is Market.OPPORTUNITIES else None
    return scene.closest(_past(seeker), item.occupation) * 1000 // FULL


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    if not lens.seeker.experience:
        return nothing_known(lens)
    silent = SILENT if lens.shelf.market is Market.OPPORTUNITIES else UNKNOWN
    return lens.answered(lens.occupation_similarity * 1000 // FULL, lens.shelf.occupation, silent)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The occupation that comes closest."""
    if item.occupation is None:
        return replace(told("occupation.not-named"), is_guess=True)
    if not seeker.experience:
        return told("occupation.no-experience", wanted=item.occupation)
    wanted = item.occupation
    best = max(_past(seeker), key=lambda past: scene.similarity(past, wanted))
    code = (
        "occupation.same"
        if best == wanted
        else "occupation.close"
        if scene.similarity(best, wanted)
        else "occupation.new"
    )
    return told(code, wanted=wanted, past=best, similarity=scene.similarity(best, wanted))


def _past(seeker: Seeker) -> tuple[str, ...]:
    return tuple(spell.occupation for spell in seeker.experience)
