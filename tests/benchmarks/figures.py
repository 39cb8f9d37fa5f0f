"""The figures: each of ours beside the floor that was measured in the same run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    ours: str
    """What was measured, with its unit."""
    floor: str
    """What it is compared with, measured in the same run; empty where the bar is absolute."""
    value: float
    """The ratio of the two, or the figure itself."""
    bar: float
    """What ``value`` is to stay below, or at."""
    unit: str = "×"

    @property
    def reached(self) -> bool:
        """Whether it is as good as it is to be."""
        return self.value <= self.bar

    @property
    def cells(self) -> list[str]:
        """The line, cell by cell."""
        word = "reached" if self.reached else "**missed**"
        number = f"{self.value:.2f}" if self.bar < 20 else f"{self.value:.0f}"
        bar = f"{self.bar:g}"
        return [self.what, self.ours, self.floor, f"{number} {self.unit}", f"≤ {bar}", word]


def ratio(what: str, ours: float, floor: float, bar: float, *, unit: str = "ms", of: str) -> Figure:
    """Return ``ours`` divided by the ``floor``, which is that ``of`` something."""
    digits = 2 if floor < 10 else 0
    return Figure(
        what, f"{ours:.{digits}f} {unit}", f"{floor:.{digits}f} {unit}, {of}", ours / floor, bar
    )


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a table in Markdown."""
    rows = [["what", "Samtale", "beside", "figure", "bar", ""], *(one.cells for one in figures)]
    rows.insert(1, ["---"] * 6)
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
