"""The first screen's list: every frame while it is scrolled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.starts import samtale

KEYS = ("pagedown",) * 8 + ("down",) * 30 + ("pageup",) * 8 + ("end", "home")


def measured(home: Path, first: str) -> Iterator[Figure]:
    """Go through the figures."""
    with samtale(home, first).start() as run:
        run.until_ready()
        run.settle()
        slowest = max(run.frame(key) for key in KEYS)
    yield Figure(
        "the slowest frame while the team is scrolled", f"{slowest:.0f} ms", "", slowest, 50, "ms"
    )
