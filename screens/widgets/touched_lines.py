"""A text of which only those lines are painted anew that a key has touched."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import Reactive, reactive
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Selection


class TouchedLines(TextArea):
    """Paints the lines that an edit or the cursor has touched, where Textual paints all of them.

    A letter is on the screen sooner, and a slow line carries a row for it and not the whole text.
    """

    selection: Reactive[Selection] = reactive(
        Selection(), init=False, always_update=True, repaint=False
    )

    def load_text(self, text: str) -> None:
        """Hold another text."""
        super().load_text(text)
        self.refresh()

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit; where it moves what stands below, all is painted."""
        shape = self._shape()
        result = super().edit(edit)
        if self._shape() == shape:
            self._paint(edit.top[0], result.end_location[0])
        else:
            self.refresh()
        return result

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        super()._undo_batch(edits)
        self.refresh()

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        super()._redo_batch(edits)
        self.refresh()

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        super()._watch_selection(previous_selection, selection)
        self._paint(*(line for line, _column in (*previous_selection, *selection)))

    def _shape(self) -> tuple[int, bool]:
        """Return what decides where other lines stand: the rows, and whether the hint is there."""
        return self.wrapped_document.height, self.document.lines == [""]

    def _paint(self, *lines: int) -> None:
        """Have these lines painted, and all between them, as far as they are still there."""
        end = self.document.line_count - 1
        first, last = min(*lines, end), min(max(lines), end)
        place = self.wrapped_document.location_to_offset
        top, bottom = place((first, 0)).y, place((last, len(self.document[last]))).y
        self.refresh_lines(top, bottom - top + 1)
