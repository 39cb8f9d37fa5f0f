"""What only the manager may see in preparation."""

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


class OwnPreparation(Vertical):
    """The manager's own text and the agenda's advice.

    It holds the private record itself, so that all of it is gone from the screen, the text's
    undo history included, when the widget is removed.
    """

    DEFAULT_CSS = """
    OwnPreparation { height: auto; }
    """

    def __init__(self, preparation: Preparation, agenda: Agenda) -> None:
        """Show ``preparation`` with the hints in ``agenda``."""
        super().__init__()
        self.preparation = preparation
        self._agenda = agenda

    def compose(self) -> ComposeResult:
        """Put the text above the advice."""
        yield TextPane(
            self.preparation.text,
            "manager",
            title=f"i  {_('Your own preparation')}  ◌ {_('private')}",
            hint=_("Do I know this person's work well enough? Have I been curious enough?"),
            id="own",
        )
        yield Static(Content(_("Advice, topic by topic")), classes="title")
        yield Painted(self._advice, id="advice")

    def on_mount(self) -> None:
        """Write on where the text ends."""
        pane = self.query_one(TextPane)
        pane.move_cursor(pane.document.end)

    def _advice(self, width: int) -> list[Content]:
        return advice_rows(self._agenda, width)

    def advise(self, agenda: Agenda) -> None:
        """Show the hints in another agenda."""
        self._agenda = agenda
        self.query_one("#advice", Painted).show(self._advice)
