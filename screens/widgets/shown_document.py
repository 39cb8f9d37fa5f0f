"""A text of several lines as `TextArea` holds it, measured as it is painted."""

from __future__ import annotations

from typing import overload

from textual.widgets.text_area import Document, EditResult, Location, WrappedDocument

from storage.text import visible


class ShownDocument(Document):
    """A document whose lines are as shown, and whose text, or a part of it, is as it was typed.

    A mark fills a cell, what it stands for none: from the lines as they were typed Textual would
    wrap too late, and misplace the cursor. Both are of the same length.
    """

    def __init__(self, text: str) -> None:
        """Hold ``text``."""
        super().__init__(text)
        self._shown = [visible(line) for line in self._lines]

    @property
    def lines(self) -> list[str]:
        """All lines, as shown."""
        return self._shown

    @overload
    def __getitem__(self, line_index: int) -> str: ...

    @overload
    def __getitem__(self, line_index: slice) -> list[str]: ...

    def __getitem__(self, line_index: int | slice) -> str | list[str]:
        """Return a line, or some, as shown."""
        return self._shown[line_index]

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put ``text`` in the place of what stands between two places."""
        result = super().replace_range(start, end, text)
        (first, _), (last, _) = sorted((start, end))
        written = self._lines[first : result.end_location[0] + 1]
        self._shown[first : last + 1] = map(visible, written)
        return result


class ShownWrapping(WrappedDocument):
    """A document as it is wrapped, which knows its height: for each line that it paints Textual
    asks for it, and counts all lines.
    """

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._offset_to_line_info)
