"""Measuring: many calls, each timed on the wall and on the processor."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figures:
    """What calls took, in milliseconds. `cpu` is what the processor worked, whoever else was using it."""

    what: str
    calls: int
    p50: float
    p95: float
    worst: float
    cpu_p50: float
    cpu_p95: float
    budget: float | None = None

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def measure(what: str, deeds: Iterable[Callable[[], object]], budget: float | None = None) -> Figures:
    """Runs each deed once; the first is a warm-up and does not count."""
    first, *rest = deeds
    first()
    wall, cpu = zip(*(_timed(deed) for deed in rest), strict=True)
    return Figures(
        what=what,
        calls=len(wall),
        p50=_quantile(wall, 0.5),
        p95=_quantile(wall, 0.95),
        worst=max(wall),
        cpu_p50=_quantile(cpu, 0.5),
        cpu_p95=_quantile(cpu, 0.95),
        budget=budget,
    )


def _timed(deed: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    deed()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]
