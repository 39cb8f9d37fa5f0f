"""What only the manager may see in preparation: an own text, and the agenda's advice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from agendas.agenda import Agenda
from agendas.words import _
from screens.prepare_rows import advice_rows
from screens.widgets.painted import Painted
from screens.widgets.text_pane import TextPane
from storage.records import Preparation


class OwnPreparation(TextPane):
    """The manager's own text.

    It holds the private record itself; the screen has it `forget` all before it lets go of it.
    """

    def __init__(self, preparation: Preparation, *, wrap: bool = True) -> None:
        """Write in ``preparation``, from where its text ends."""
        super().__init__(
            preparation.text,
            "manager",
            title=_("Anything else") + "  ◌ " + _("private"),
            hint=_("What you want to keep in mind."),
            wrap=wrap,
        )
        self.preparation = preparation
        self.move_cursor(self.document.end)

    def forget(self) -> None:
        """Go, and hold nothing any more: Textual may keep a widget that is removed."""
        self.display = False
        self.preparation = Preparation(id=self.preparation.id, person=self.preparation.person)
        self.text = ""
        self.remove()


class Advice(Vertical):
    """The agenda's hints to the manager."""

    DEFAULT_CSS = """
    Advice { height: auto; }
    """

    def __init__(self, agenda: Agenda) -> None:
        """Show the hints in ``agenda``."""
        super().__init__()
        self._agenda = agenda

    def compose(self) -> ComposeResult:
        """Put the hints under their title."""
        yield Static(Content(_("Advice, topic by topic")), classes="title")
        yield Painted(self._rows, id="advice")

    def _rows(self, width: int) -> list[Content]:
        return advice_rows(self._agenda, width)

    def show(self, agenda: Agenda) -> None:
        """Show the hints in another agenda."""
        self._agenda = agenda
        self.query_one("#advice", Painted).show(self._rows)
