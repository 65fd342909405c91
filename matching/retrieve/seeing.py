"""Which way a segment is seen: scanned while it is small, looked up once it is large."""

from matching.retrieve.columns import FEW
from matching.retrieve.filters import Filters
from matching.retrieve.narrow import Narrow
from matching.retrieve.segment import Segment
from matching.retrieve.view import View
from matching.retrieve.wide import Wide
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Seeker


def see(
    segment: Segment, seeker: Seeker, scene: Scene, filters: Filters, day_seed: str, taken: Numbers | None = None
) -> View:
    """The segment before this person; `taken`: what competition takes of each row, in hundredths of a point."""
    way = Narrow if len(segment.shelf) < FEW else Wide
    return way.of(segment, seeker, scene, filters, day_seed, taken)
