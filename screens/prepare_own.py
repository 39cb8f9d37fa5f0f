"""The manager's own preparation: points, private until shared, and a text beside them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content
from textual.widget import AwaitMount
from textual.widgets import TextArea

from agendas.words import _
from screens.desk import Desk
from screens.leaving import is_left
from screens.outline import Outline
from screens.plan_words import Parties
from screens.plans import Plans
from screens.point_rows import point_rows
from screens.widgets.own_preparation import OwnPreparation
from screens.widgets.painted import Painted
from screens.widgets.point_field import PointField
from screens.widgets.points_pane import PointsPane
from storage.errors import StoreError
from storage.points import Points, from_note, owed
from storage.records import LogEntry, Point, Preparation, Record
from storage.text import clean, one_line


class OwnNotes(Outline):
    """A screen of preparation with the manager's own notes, folded or open."""

    plans: Plans

    def __init__(self, desk: Desk) -> None:
        """Begin folded."""
        super().__init__(desk)
        self.own: OwnPreparation | None = None
        """The manager's own text; None while it is folded or the screen is shared."""
        self.points_pane: PointsPane | None = None
        """Shows the manager's points; None as ``own`` is."""
        self._own_mounted: AwaitMount | None = None
        self._own_written: bool | None = None
        """Whether there is an own preparation; None where that may not be seen."""
        self._own_private = 0
        """How many private notes the own preparation counts for."""

    def save(self) -> None:
        """Save at once what has changed."""

    def show_from_its_heading(self) -> None:
        """Have what has the focus in view, with what it is."""

    def show_notes(self) -> None:
        """Show the notes of the year as they stand now."""

    def _own_preparation(self) -> Preparation | None:
        """Return the manager's own preparation, or None where it may not be seen."""
        preparation = self.desk.view.preparation(self.conversation)
        return None if preparation is None else self.desk.newest(preparation)

    def show_own(self) -> None:
        """Show the own preparation, or what of it both may see while it is folded or shared."""
        left = self.query_one("#left")
        if self.own is not None and self.points_pane is not None and not self.unfolded:
            self.save()
            if self.own.has_focus or self.points_pane.has_focus_within:
                left.focus()
            self.own.forget()
            self.points_pane.forget()
            self.own = self.points_pane = self._own_mounted = None
        own = self._own_preparation()
        if self.own is None and self.unfolded and own is not None:
            self.own = OwnPreparation(own, wrap=self.desk.soft_wrap)
            points = Points(self.conversation, own)
            parties = Parties.of(self.conversation)
            promised, goals, today = owed(self.plans.past), self._unit_goals(), self.desk.today
            self.points_pane = PointsPane(points, promised, goals, parties, today)
            self._own_mounted = left.mount(self.points_pane, self.own, after="#form")
        self._count_own(self.own.preparation if self.own is not None else own)
        self._show_shared_points()

    def _unit_goals(self) -> list[str]:
        """Return this year's unit goals and the next year's in their words."""
        year = self.desk.today.year
        try:
            return [goal.text for goal in self.desk.view.unit_goals(year, year + 1)]
        except StoreError:
            return []

    def _count_own(self, own: Preparation | None) -> None:
        if own is None:
            self._own_written, self._own_private = None, 0
            return
        self._own_private = bool(own.text.strip()) + len(own.points)
        self._own_written = bool(self._own_private or self.conversation.shared_points)

    def _show_shared_points(self) -> None:
        points, today = self.conversation.shared_points, self.desk.today
        name = one_line(Parties.of(self.conversation).manager)
        title = Content.styled(_("{name} wants to bring up").format(name=name), "bold")

        def rows(width: int) -> list[Content]:
            return [title, *point_rows(points, today, width)]

        shown = self.query_one("#shared-points", Painted)
        shown.display = bool(points) and not self.unfolded
        shown.show(rows)

    async def action_own(self) -> None:
        """Write in the manager's own preparation."""
        self.unfold(True)
        await self.own_mounted()
        if self.points_pane is not None and not is_left(self):
            self.set_focus(self.points_pane.fields()[0], scroll_visible=False)
            self.call_after_refresh(self.show_from_its_heading)

    async def own_mounted(self) -> None:
        """Wait until what was unfolded stands, and takes its place above what is below."""
        if self._own_mounted is not None:
            await self._own_mounted

    # What is written

    def take_in(self) -> list[Record]:
        """Take in what was written last, and not told yet; return the records that it changed."""
        changed: list[Record] = []
        if self.points is not None and self.points_pane is not None:
            for field in self.points_pane.fields():
                before = field.point
                if (point := field.read()) != before:
                    changed += self.points.put(point)
        if self.own is not None and (text := clean(self.own.text)) != self.own.preparation.text:
            self.own.preparation.text = text
            changed.append(self.own.preparation)
        return changed

    @on(TextArea.Changed, "OwnPreparation")
    def _manager_wrote(self, event: TextArea.Changed) -> None:
        own, text = self.own, clean(event.text_area.text)
        if own is None or own is not event.text_area or text == own.preparation.text:
            return
        own.preparation.text = text
        self._own_changed([own.preparation])

    @on(TextArea.Changed, "PointField")
    def _point_written(self, event: TextArea.Changed) -> None:
        field = event.text_area
        if isinstance(field, PointField) and self.points is not None:
            before = field.point
            if (point := field.read()) != before:
                self._own_changed(self.points.put(point))

    @on(PointField.ShareAsked)
    def _share(self, event: PointField.ShareAsked) -> None:
        if self.points is not None and self.points_pane is not None:
            self._own_changed(self.points.put(event.point))  # its last letters may not be there yet
            self.save()
            self._own_changed(self.points.share(event.point.id))
            self.save()
            self.points_pane.mark_shared()

    @on(PointField.ExampleDropped)
    async def _drop_example(self, event: PointField.ExampleDropped) -> None:
        await self._put(event.point)

    async def draw_from(self, note: LogEntry) -> None:
        """Take a note of the log into the preparation as an example, or out of it again.

        It stays where something was written about it.
        """
        if self.points is None:
            return
        drawn = self.points.drawn_from(note.id)
        if drawn is None:
            await self._put(from_note(note))
        elif not drawn.text.strip():
            await self._put(Point(id=drawn.id, kind=drawn.kind))

    def drawn(self, note: LogEntry) -> bool:
        """Return whether a note of the log is an example in the preparation."""
        return self.points is not None and self.points.drawn_from(note.id) is not None

    @property
    def points(self) -> Points | None:
        """The manager's points; None while they are folded or the screen is shared."""
        return None if self.points_pane is None else self.points_pane.points

    async def _put(self, point: Point) -> None:
        if self.points is not None and self.points_pane is not None:
            self._own_changed(self.points.put(point))
            await self.points_pane.show_point(point)
            self.show_notes()

    def _own_changed(self, records: Sequence[Record]) -> None:
        if self.own is not None:
            self._count_own(self.own.preparation)
        for record in records:
            self.changed(record)
        if records:
            self.prepared()
