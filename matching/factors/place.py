"""Is it near enough? Distance against the person's limit, blended with the remote share."""

import numpy as np

from matching.distance import hundred_metres
from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Item, Remote, Seeker

FROM_AFAR = {Remote.AVOID: 300, Remote.OPEN: 800, Remote.PREFER: 1000, Remote.ONLY: 1000}
ON_SITE = {Remote.AVOID: 100, Remote.OPEN: 100, Remote.PREFER: 80, Remote.ONLY: 40}  # % of what the distance is worth


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """None where it matters where they are and either is not known."""
    share = item.remote_share or 0
    if share == 100:
        return FROM_AFAR[seeker.remote]
    if seeker.place is None or item.place is None:
        return None
    ratio = hundred_metres(seeker.place, item.place) * 1000 // _limit(seeker, scene)
    near = scene.config.shapes.travel.at(ratio) * ON_SITE[seeker.remote] // 100
    return (share * FROM_AFAR[seeker.remote] + (100 - share) * near) // 100


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    return over(lens.seeker, lens.scene, lens.hundred_metres, lens.shelf.remote_share)


def over(seeker: Seeker, scene: Scene, away: Numbers, remote_share: Numbers) -> Numbers:
    """The same from distances in hundreds of metres and shares, -1 where not known."""
    share = np.maximum(remote_share, 0)
    near = scene.config.shapes.travel.over(away * 1000 // _limit(seeker, scene)) * ON_SITE[seeker.remote] // 100
    blend = (share * FROM_AFAR[seeker.remote] + (100 - share) * near) // 100
    return np.where((share == 100) | (away >= 0), blend, UNKNOWN)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """Kilometres and the remote share."""
    share = item.remote_share or 0
    if share == 100:
        return told("place.remote", preference=seeker.remote.value)
    if seeker.place is None or item.place is None:
        return told("place.unknown", whose="person" if seeker.place is None else "item", remote_share=share)
    km = hundred_metres(seeker.place, item.place) / 10
    return told("place.distance", km=km, limit_km=seeker.travel_limit_km, remote_share=share)


def _limit(seeker: Seeker, scene: Scene) -> int:
    """The person's limit, or the usual one, in hundreds of metres; at least one, to divide by."""
    km = scene.config.usual_travel_km if seeker.travel_limit_km is None else seeker.travel_limit_km
    return max(1, km * 10)
