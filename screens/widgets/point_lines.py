"""The points of one kind beside what they are called, with a line to write one more on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from agendas.words import N_, _
from screens.key_words import with_keys
from screens.point_rows import example_rows
from screens.widgets.painted import Painted
from screens.widgets.point_field import PointField
from storage.points import KINDS, QUESTIONS
from storage.records import Point, PointKind

_HINTS = {
    **QUESTIONS,
    "strength": N_("From the log: {prepare.back}, {prepare.unsaid}, {year.draw}"),
}
"""What stands quietly in a line that says nothing."""
SHARED = "●"
"""Stands before a point that the employee sees."""


class PointLine(Vertical):
    """One point: whether it is shared, its text, and its example below."""

    DEFAULT_CSS = """
    PointLine, PointLine > Horizontal { height: auto; }
    PointLine .mark { width: 1; color: $good; }
    """

    def __init__(self, field: PointField, today: dt.date) -> None:
        """Show ``field``."""
        super().__init__()
        self.field, self._today = field, today

    def compose(self) -> ComposeResult:
        """Put the mark before the text."""
        yield Horizontal(Static("", classes="mark"), self.field)
        yield Painted(self._example_rows, id="example")

    def on_mount(self) -> None:
        """Take no line for an example that isn't there."""
        self.show_example()

    def mark(self, shared: bool) -> None:
        """Say whether the employee sees the point."""
        self.query_one(".mark", Static).update(Content(SHARED if shared else ""))

    def show_example(self) -> None:
        """Show the example as it is now."""
        rows = self.query_one("#example", Painted)
        rows.display = self.field.point.example is not None
        rows.show(self._example_rows)

    def _example_rows(self, width: int) -> list[Content]:
        example = self.field.point.example
        return [] if example is None else example_rows(example, self._today, width, 2)


class PointLines(Horizontal):
    """The lines of one kind. The last of them stays, and is put away nowhere."""

    DEFAULT_CSS = """
    PointLines { height: auto; }
    PointLines > Vertical { height: auto; width: 1fr; }
    """

    def __init__(
        self,
        kind: PointKind,
        points: Sequence[Point],
        today: dt.date,
        proposed: Sequence[str] = (),
    ) -> None:
        """Show ``points``, all of the ``kind``; ``proposed`` is what can be taken over."""
        super().__init__(id=f"points-{kind}")
        self.kind = kind
        self._today, self._proposed = today, list(proposed)
        self._lines: list[PointLine] = []
        for point in points or [Point(kind=kind)]:
            self._lines.append(self._made(point))

    def _made(self, point: Point) -> PointLine:
        hint = with_keys(_(_HINTS[self.kind])) if self.kind in _HINTS else ""
        left = [text for text in self._proposed if text.casefold() not in self._taken]
        hint = hint or (_("→ takes over: {goal}").format(goal=left[0]) if left else "")
        return PointLine(PointField(point, hint, left), self._today)

    @property
    def _taken(self) -> list[str]:
        return [line.field.text.casefold() for line in self._lines]

    def compose(self) -> ComposeResult:
        """Put the kind's name beside its lines."""
        yield Static(Content(_(KINDS[self.kind])), classes="label")
        yield Vertical(*self._lines)

    def fields(self) -> list[PointField]:
        """Return the fields that are there to be written on."""
        return [line.field for line in self._lines if line.display]

    def forget(self) -> None:
        """Hold nothing any more."""
        for line in self._lines:
            line.field.hold(Point(kind=self.kind))
            line.show_example()

    async def further(self, point: Point | None = None) -> PointField:
        """Return a field for one more point, at the end."""
        line = self._made(point or Point(kind=self.kind))
        self._lines.append(line)
        await self.query_one(Vertical).mount(line)
        return line.field

    async def show_point(self, point: Point) -> None:
        """Show a point that has come, has changed, or says nothing any more."""
        line = next((one for one in self._lines if one.field.point.id == point.id), None)
        if line is None:
            line = next((one for one in self._lines if one.display and one.field.empty), None)
        if line is None:
            await self.further(point)
            return
        line.field.hold(point)
        line.show_example()
        self.tidy(line.field if line.field.has_focus else None)

    def tidy(self, used: PointField | None) -> None:
        """Put away the lines that say nothing, but for one that is ``used`` and the only one."""
        for line in self._lines:
            others = [one for one in self._lines if one.display and one is not line]
            if line.display and line.field.empty and line.field is not used and others:
                line.display = False
