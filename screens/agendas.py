"""The agendas at hand, with what the one under the cursor says; a file is read as it is edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from agendas.agenda import Agenda
from agendas.reader import line_of
from agendas.shelf import Shelved
from agendas.words import N_, _
from screens.agendas_rows import agenda_preview, problem_preview, shelved_row
from screens.command import command
from screens.desk import Desk
from screens.frame import Frame
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows

LOOK_AGAIN_AFTER = 1.0
"""Seconds until the files are looked at again."""


class AgendasScreen(Frame):
    """One agenda a row; beside it its topics and minutes, or what is wrong with its file."""

    usage = N_(
        "The agendas at hand, your own with a dot. Open a file of your own in an editor beside this"
        " window: what is saved there shows here at once, and so does a line that can't be read."
        " {list.open} takes the agenda for the talk."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "agendas.down",
            "space,right",
            "page(1)",
            N_("Further down"),
            N_("Read on in the agenda beside the list"),
        ),
        command(
            "agendas.up",
            "backspace,left",
            "page(-1)",
            N_("Further up"),
            N_("Read what stands above"),
            show=False,
        ),
        command("agendas.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")),
    ]

    def __init__(
        self, desk: Desk, language: str, with_whom: str, choose: Callable[[Agenda], None]
    ) -> None:
        """Show the agendas of a language; ``choose`` is given the one that is taken.

        ``with_whom`` is the id of the employee whose talk it is for.
        """
        super().__init__(desk)
        self._language, self._with_whom, self._choose = language, with_whom, choose
        self._files: dict[str, Shelved] = {}
        self._stamp: object = None

    def body(self) -> Iterable[Widget]:
        """Return the list, and what is said of the one under the cursor."""
        yield Horizontal(
            Rows(id="agendas", enter=N_("Take it")),
            VerticalScroll(Painted(id="preview"), id="page", can_focus=False),
        )

    def about(self) -> str | None:
        """Return the employee whose talk it is for."""
        return self._with_whom

    def heading(self) -> Content:
        """Return what this is."""
        return Content.styled(_("Agendas"), "bold")

    def on_mount(self) -> None:
        """Look at the files again and again."""
        self.set_interval(LOOK_AGAIN_AFTER, self.look_again)

    def opened(self) -> None:
        """Put the focus on the list."""
        self.query_one(Rows).focus()

    def look_again(self) -> None:
        """Read anew where a file was changed, in whatever program."""
        if self.is_current and self.desk.shelf.stamp() != self._stamp:
            self.reload()

    def reload(self) -> None:
        """Read the files anew; while the screen is shared, without hints and without broken ones.

        A file that is broken is the manager's own matter, its name included.
        """
        shelf, shared = self.desk.shelf, self.desk.shared_with is not None
        self._stamp = shelf.stamp()
        shelf.read_anew()
        found = shelf.files(self._language)
        if shared:
            found = [one.without_hints() for one in found if one.problem is None]
        self._files = {str(one.path): one for one in found}
        self.query_one(Rows).show(
            Row(key, lambda width, one=one: shelved_row(one, width))  # type: ignore[misc]
            for key, one in self._files.items()
        )
        self._show_preview()

    @property
    def _chosen(self) -> Shelved | None:
        return self._files.get(self.query_one(Rows).chosen or "")

    @on(OptionList.OptionHighlighted)
    def _show_preview(self) -> None:
        one, preview = self._chosen, self.query_one("#preview", Painted)
        if one is not None and one.problem is not None:
            problem, line = one.problem, line_of(one.problem)
            preview.show(lambda width: problem_preview(problem, line, width))
        elif one is not None and one.agenda is not None:
            agenda = one.agenda
            preview.show(lambda width: agenda_preview(agenda, width))
        else:
            preview.show(lambda width: [])

    def action_page(self, by: int) -> None:
        """Turn the page of what is said."""
        page = self.query_one("#page")
        page.scroll_relative(y=by * max(page.size.height - 2, 1), animate=False)

    @on(OptionList.OptionSelected)
    def _take(self) -> None:
        one = self._chosen
        if one is None or one.agenda is None or one.problem is not None:
            self.notify(_("This file can't be used yet; beside it stands why."))
            return
        self.app.pop_screen()
        self._choose(one.agenda)
