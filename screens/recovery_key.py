"""All that is kept is locked, and the recovery key is shown: this once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from agendas.words import N_, _
from screens.command import command
from screens.key_words import with_keys
from screens.widgets.key_bar import KeyBar
from storage.errors import StoreError
from storage.text import one_line


class RecoveryKeyScreen(Screen[bool]):
    """Locks, and is left with whether that was done; the key is left only when asked twice."""

    DEFAULT_CSS = """
    RecoveryKeyScreen { align: center middle; }
    RecoveryKeyScreen > Vertical { width: 80; max-width: 100%; height: auto; }
    RecoveryKeyScreen Static { height: auto; padding: 0 1; }
    RecoveryKeyScreen .title { text-style: bold; }
    RecoveryKeyScreen #key { margin: 1 0; }
    RecoveryKeyScreen #said { color: $muted; }
    RecoveryKeyScreen #said.-wrong { color: $late; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("recovery.done", "enter", "done", N_("I have it"), N_("It is written down; go on")),
        command("recovery.copy", "y", "copy", N_("Copy"), N_("The recovery key, to paste it")),
        command("recovery.leave", "escape", "leave", N_("Leave"), N_("Asks first")),
    ]

    def __init__(self, lock: Callable[[], Awaitable[str]]) -> None:
        """Have ``lock`` lock what is kept and return the recovery key."""
        super().__init__()
        self._lock = lock
        self._key = ""
        self._failed = self._warned = False

    def compose(self) -> ComposeResult:
        """Put the key under what it is."""
        with Vertical():
            yield Static(Content(_("The recovery key")), classes="title")
            yield Static(id="key")
            yield Static(id="said")
        yield KeyBar()

    def on_mount(self) -> None:
        """Say what is being done, and do it."""
        self._say(_("Locking …"))
        self.call_after_refresh(self._begin)

    @work
    async def _begin(self) -> None:
        try:
            self._key = await self._lock()
        except StoreError as error:
            self._failed = True
            self._say(str(error), wrong=True)
        else:
            self.query_one("#key", Static).update(Content.styled(self._key, "bold"))
            self._say(
                _(
                    "The recovery key opens the store if the passphrase is forgotten. It is shown"
                    " this once and kept nowhere: write it down, and keep it away from the machine."
                )
            )
        self.refresh_bindings()

    def action_done(self) -> None:
        """Go on."""
        self.dismiss(not self._failed)

    def action_copy(self) -> None:
        """Copy the key."""
        self.app.copy_to_clipboard(self._key)

    def action_leave(self) -> None:
        """Go on; while the key may not be written down, only when asked twice."""
        if self._may_be_written_down(
            _("It is not shown again. {recovery.leave} once more leaves it.")
        ):
            self.action_done()

    def may_go(self) -> bool:
        """Return whether the program may be left: not before the key could be written down."""
        locking = not (self._key or self._failed)
        words = _("It is not shown again. ^Q once more leaves the program.")
        return not locking and self._may_be_written_down(words)

    def _may_be_written_down(self, warning: str) -> bool:
        if self._failed or self._warned:
            return True
        self._warned = True
        self._say(with_keys(warning), wrong=True)
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Wait with everything until it is done, and copy only what there is."""
        if action == "copy":
            return bool(self._key)
        return action not in ("done", "leave") or bool(self._key) or self._failed

    def _say(self, words: str, *, wrong: bool = False) -> None:
        said = self.query_one("#said", Static)
        said.set_class(wrong, "-wrong")
        said.update(Content(one_line(words)))
