"""A date to fill in, in any of the ways that dates are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from agendas.words import day_in_full
from screens.widgets.field import Field
from storage.text import clean

Read = Callable[[str], dt.date | None]
"""Returns the day that a text means; raises `ValueError` with a line for the user."""

_APART = 3
"""The least cells between what is written and the day that it means."""


class DateField(Field):
    """A field for a date. Which day is meant stands quietly at its end while it is written."""

    def __init__(
        self,
        day: dt.date | None,
        read: Read,
        *,
        id: str,
        placeholder: str = "",
        otherwise: str = "",
    ) -> None:
        """Hold ``day``, or ``otherwise`` where there is none; the first letter takes its place."""
        text = day_in_full(day) if day else otherwise
        super().__init__(text, id=id, placeholder=placeholder, replace=True)
        self._read = read

    def day(self) -> dt.date | None:
        """Return the day that is meant, None where the field is empty; raise `ValueError`."""
        text = clean(self.value).strip()
        return self._read(text) if text else None

    @property
    def meant(self) -> str:
        """The day that is meant, in full; empty where none is, or where just that is written."""
        with suppress(ValueError):
            if (day := self.day()) is not None and day_in_full(day) != self.value.strip():
                return day_in_full(day)
        return ""

    def render_line(self, y: int) -> Strip:
        """Return what is written, with what it means where there is room for it."""
        line, meant = super().render_line(y), self.meant
        left = self.content_size.width - cell_len(meant)
        if not meant or cell_len(self.value) + _APART > left:
            return line
        style = self.get_component_rich_style("input--placeholder")
        return Strip([*line.crop(0, left), Segment(meant, self.rich_style + style)])
