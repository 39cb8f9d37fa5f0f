"""The manager's preparation point by point: a line for each kind, more where more is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from agendas.words import _
from screens.key_words import key_of, with_keys
from screens.painting import hanging
from screens.plan_words import Parties
from screens.point_rows import owed_rows
from screens.widgets.painted import Painted
from screens.widgets.point_field import Guide, PointField
from screens.widgets.point_lines import PointLine, PointLines
from storage.looking_back import Past
from storage.points import KINDS, QUESTIONS, Points
from storage.records import Point

NARROWEST = 40
"""The cells that the names need, to stand beside the points."""


class PointsPane(Guide):
    """The points, private and shared, each a text of its own. Nothing in it is required.

    It holds private text itself; the screen has it `forget` all before it lets go of it.
    """

    DEFAULT_CSS = """
    PointsPane { height: auto; padding: 0 2; margin: 1 0; }
    PointsPane .kind { height: auto; }
    PointsPane .label { width: 13; color: $muted; }
    PointsPane Painted { padding: 0; margin: 0; }
    PointsPane #points-title { margin-bottom: 1; }
    PointsPane.-stacked .kind, PointsPane.-stacked PointLines { layout: vertical; }
    PointsPane.-stacked .label { width: 1fr; }
    """

    def __init__(
        self,
        points: Points,
        owed: Sequence[Past],
        goals: Sequence[str],
        parties: Parties,
        today: dt.date,
    ) -> None:
        """Write on ``points``.

        ``owed`` is what the manager has promised before, ``goals`` are those of the unit.
        """
        super().__init__()
        self.points: Points | None = points
        """Those that are written on; None when the pane has gone."""
        self._owed, self._goals = list(owed), list(goals)
        self._parties, self._today = parties, today

    def compose(self) -> ComposeResult:
        """Put the kinds under each other, each with its points."""
        yield Painted(self._title, id="points-title")
        for kind in KINDS:
            points = self.points.of(kind) if self.points else []
            goals = self._goals if kind == "unit_goal" else ()
            yield PointLines(kind, points, self._today, goals)
        if self._owed:
            with Horizontal(classes="kind"):
                yield Static(Content(_("You owe")), classes="label")
                yield Painted(self._owed_rows, id="owed")

    def on_mount(self) -> None:
        """Mark what is shared."""
        self.mark_shared()

    def on_resize(self, event: events.Resize) -> None:
        """Put the names above the points where there is no room beside them."""
        self.set_class(event.size.width < NARROWEST, "-stacked")

    def _title(self, width: int) -> list[Content]:
        title = Content.assemble(
            (f"{key_of('prepare.own')}  ", "bold $time"), (_("Your own preparation"), "bold")
        )
        words = _("Private. {point.share} marks ● what {name} may see in the talk.")
        said = with_keys(words, name=self._parties.employee)
        return [title, *hanging(said, width, 3, "$muted")]

    def _owed_rows(self, width: int) -> list[Content]:
        return owed_rows(self._owed, self._today, width)

    def forget(self) -> None:
        """Go, and hold nothing any more: Textual may keep a widget that is removed."""
        self.display = False
        self.points, self._owed = None, []
        for kind in self.query(PointLines):
            kind.forget()
        self.remove()

    def mark_shared(self) -> None:
        """Mark the points that the employee sees."""
        if self.points is not None:
            for line in self.query(PointLine):
                line.mark(self.points.is_shared(line.field.point.id))

    async def show_point(self, point: Point) -> None:
        """Show a point that has come from the notes, has changed, or is to go."""
        kind = self.query_one(f"#points-{point.kind}", PointLines)
        await kind.show_point(point)
        self.mark_shared()

    # From one point to the next

    async def go_on(self, field: PointField) -> None:
        """Go to a further point of the kind, or to the next kind from one that says nothing."""
        kind = next(one for one in self.query(PointLines) if field in one.fields())
        if not field.empty and kind.kind not in QUESTIONS and kind.fields()[-1] is field:
            self.screen.set_focus(await kind.further())
        elif not self.go_by(field, 1):
            self.screen.focus_next()

    def go_by(self, field: PointField, steps: int) -> bool:
        """Go up or down by so many points; return whether there is one there.

        What said nothing is put away behind it, but for the last line of a kind.
        """
        fields = self.fields()
        index = fields.index(field) + steps
        if not 0 <= index < len(fields):
            return False
        self.screen.set_focus(fields[index])
        for kind in self.query(PointLines):
            kind.tidy(fields[index])
        return True

    def fields(self) -> list[PointField]:
        """Return the fields that are there to be written on, from top to bottom."""
        return [field for kind in self.query(PointLines) for field in kind.fields()]
