"""The columns of a list: each as wide as its words, with a calm gap between two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from storage.text import one_line

CALM = 4
"""The cells between two columns, where there is room."""


def widest(texts: Iterable[str]) -> int:
    """Return the cells that the longest of these texts takes on one line."""
    return max((cell_len(one_line(text)) for text in set(texts)), default=0)


@dataclass(frozen=True)
class Columns:
    """Columns that want to be so many cells wide; one that wants none is left out.

    Where there is no room the gaps give way first, and then the names: the first columns, of them
    whichever is widest.
    """

    wanted: tuple[int, ...]
    names: int = 1
    """How many columns can be shortened, from the left."""

    @property
    def width(self) -> int:
        """The cells that they take with calm gaps."""
        return sum(self.wanted) + CALM * (sum(map(bool, self.wanted)) - 1)

    def row(self, cells: Iterable[Content], width: int) -> Content:
        """Return one line of at most ``width`` cells, each of ``cells`` in its column."""
        gaps = max(sum(map(bool, self.wanted)) - 1, 1)
        gap = max(min(CALM, (width - sum(self.wanted)) // gaps), 1)
        names, others = self.wanted[: self.names], self.wanted[self.names :]
        given = [*_shared_out(width - gap * gaps - sum(others), names), *others]
        fitted = (
            cell.truncate(cells_wide, ellipsis=True, pad=True)
            for cell, cells_wide in zip(cells, given, strict=True)
            if cells_wide
        )
        return Content(" " * gap).join(fitted)


def _shared_out(room: int, wanted: tuple[int, ...]) -> list[int]:
    """Return how much of ``room`` each gets: what it wants, or as much as the widest can have."""
    given = [0] * len(wanted)
    narrowest_first = sorted(range(len(wanted)), key=wanted.__getitem__)
    for shares, number in zip(range(len(wanted), 0, -1), narrowest_first, strict=True):
        given[number] = min(wanted[number], max(room, 0) // shares)
        room -= given[number]
    return given
