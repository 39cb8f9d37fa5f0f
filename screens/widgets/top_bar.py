"""The one bar on top: what this is, who, shared or private, saved."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from screens.painting import first_to_fit, spread
from storage.text import one_line


class TopBar(Widget):
    """Left what this is and who; right what holds now. A problem takes a line of its own."""

    DEFAULT_CSS = """
    TopBar { dock: top; height: auto; padding: 0 1; background: $bar; color: $text; }
    """

    left: reactive[Content] = reactive(Content(""), layout=False)
    shorter: reactive[tuple[Content, ...]] = reactive((), layout=False)
    """What stands left where there is no room for all of it, shorter and shorter."""
    right: reactive[Content] = reactive(Content(""), layout=False)
    waiting: reactive[str] = reactive("", layout=False)
    """What is waited for, in the place of what holds; empty while nothing is."""
    problem: reactive[str] = reactive("", layout=True)
    """Why something is not saved; empty when all is well."""

    def render(self) -> Content:
        """Return the bar, with the problem under it."""
        width = self.size.width or self.app.size.width - 2
        right = Content.styled(self.waiting, "$time") if self.waiting else self.right
        left = first_to_fit([self.left, *self.shorter], width - right.cell_length - 2)
        line = spread(left, right, width)
        if not self.problem:
            return line
        return Content.assemble(line, "\n", Content.styled(one_line(self.problem), "bold $late"))
