"""What the two have brought to the topic at hand: what each has prepared, and the year's notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from agendas.words import _
from screens.key_words import key_of
from screens.widgets.painted import Paint
from screens.widgets.rows import Row, Rows


@dataclass(frozen=True)
class Part:
    """Something that was brought, under a title."""

    id: str
    title: str
    colour: str
    """Of whose words it holds."""
    paints: Sequence[Paint]
    """Each returns the lines of one row."""


class BroughtPane(Rows):
    """What both may see of what was brought; not there while there is nothing."""

    DEFAULT_CSS = """
    BroughtPane, BroughtPane:focus {
        height: auto; max-height: 9; border: round $border; padding: 0 1;
        border-title-color: $muted;
    }
    BroughtPane:focus {
        max-height: 60%; border: round $focus; border-title-style: bold; border-title-color: $text;
    }
    """

    def __init__(self) -> None:
        """Start away."""
        super().__init__(id="brought")
        self.display = False

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show what was brought; the title of one part alone is that of the pane."""
        rows: list[Row] = []
        for part in parts:
            if len(parts) > 1:
                head = Content.styled(part.title, part.colour)
                rows.append(Row(None, lambda _width, head=head: head))  # type: ignore[misc]
            rows += (
                Row(f"{part.id}-{number}", lambda width, paint=paint: _lines(paint, width))  # type: ignore[misc]
                for number, paint in enumerate(part.paints)
            )
        key = Content.styled(key_of("live.brought"), "bold")
        title = Content(_("To talk about"))
        if len(parts) == 1:
            title = Content.styled(parts[0].title, parts[0].colour)
        self.border_title = Content.assemble(key, "  ", title)
        self.show(rows)
        self.display = bool(rows)


def _lines(paint: Paint, width: int) -> Content:
    return Content("\n").join(paint(width))
