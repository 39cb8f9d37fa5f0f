"""Help for the screen underneath: what works where, and how the screen is used."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from agendas.words import N_, _
from screens.at_hand import AtHand, fits, groups
from screens.command import command
from screens.dialog import Dialog
from screens.frame import Frame
from screens.key_words import with_keys
from screens.leaving import is_left
from screens.painting import fit, hanging
from screens.widgets.field import Field
from screens.widgets.key_bar import KeyBar
from screens.widgets.moving import MOVES_FROM_A_FIELD, Scrolled, scroll
from screens.widgets.painted import Painted

_KEYS, _WORDS = 9, 24
"""The widths of the columns for keys and for what they do."""
_LEAST = 30
"""The width that a third column needs; with less the sentence stands below the words."""


class Wanted(Field):
    """What is looked for in the help; there is nothing to be saved."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Enter alone."""
        return action != "submit"


class HelpScreen(Dialog[None]):
    """Lists the keys of a screen: first where the focus is, then everywhere, then elsewhere."""

    DEFAULT_CSS = """
    HelpScreen > Vertical { width: 84; padding: 1 1 1 2; }
    HelpScreen Wanted { margin-bottom: 1; }
    HelpScreen Scrolled { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    HelpScreen Painted { padding-right: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "help.close", "escape,f1", "dismiss", N_("Close"), N_("Back to the screen underneath")
        ),
        *MOVES_FROM_A_FIELD,
    ]

    def __init__(self, frame: Frame) -> None:
        """Explain ``frame``."""
        super().__init__()
        self._frame = frame
        self._groups = groups(frame)
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """Put the groups of keys above the words on use."""
        with Vertical():
            yield Static(Content(_("Help")), classes="heading")
            yield Wanted(id="wanted", placeholder=_("Type to search"))
            with Scrolled(can_focus=False):
                yield Painted(self._rows)
        yield KeyBar()

    def on_mount(self) -> None:
        """Be ready to search."""
        if not is_left(self):
            self.query_one(Wanted).focus()

    def action_move(self, where: str) -> None:
        """Scroll, while the field keeps the focus."""
        scroll(self.query_one(Scrolled), where)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._wanted = event.value
        self.query_one(Painted).show(self._rows)
        self.query_one(Scrolled).scroll_home(animate=False)

    def _rows(self, width: int) -> list[Content]:
        rows: list[Content] = []
        for title, commands in self._groups:
            found = [one for one in commands if self._is_wanted(title, one)]
            if found:
                rows.append(Content.styled(title, "bold"))
                for one in found:
                    rows += _row(one, width)
                rows.append(Content(""))
        if self._wanted.strip():
            nothing = Content.styled(_("Nothing here is called that."), "$muted")
            return rows[:-1] or [nothing]
        usage = with_keys(_(self._frame.usage)) if self._frame.usage else ""
        paper = _("samtale keys --format html prints all keys on one page.")
        return [*rows, *hanging(f"{usage} {paper}".strip(), width, 0)]

    def _is_wanted(self, title: str, one: AtHand) -> bool:
        return bool(fits(self._wanted, (one.words, one.key_names, one.more, title)))


def _row(one: AtHand, width: int) -> list[Content]:
    """Return one command: its keys, what it does, and more where there is more to say."""
    head = Content.assemble("  ", fit(one.key_names, _KEYS, "bold $time"), " ")
    start = 2 + _KEYS + 1
    if one.more and width - start - _WORDS - 1 < _LEAST:
        words = Content.assemble(head, fit(one.words, width - start))
        return [words, *hanging(one.more, width, start, "$muted")]
    if one.more:
        head, start = Content.assemble(head, fit(one.words, _WORDS), " "), start + _WORDS + 1
    lines = hanging(one.more or one.words, width, start, "$muted" if one.more else "")
    return [Content.assemble(head, lines[0][start:]), *lines[1:]]
