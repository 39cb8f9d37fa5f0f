"""The first screen of a locked store: asks for the passphrase, and shows nothing of anybody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from agendas.words import N_, _
from screens.command import command
from screens.desk import Desk
from screens.waiting import waiting
from screens.widgets.key_bar import KeyBar
from storage.errors import StoreError
from storage.progress import Progress
from storage.text import one_line

Unlock = Callable[[str, Progress], Awaitable[Desk]]
"""Opens the store with a passphrase, says how far it is, and returns the desk with it."""


class SecretField(Input):
    """Shows a dot for each letter, and gives none of them away."""

    DEFAULT_CSS = """
    SecretField, SecretField:focus, SecretField:ansi {
        border: none; height: 1; width: 1fr; padding: 0 1;
        background: $field; background-tint: $field 0%;
        & > .input--cursor {
            background: $input-cursor-background; color: $input-cursor-foreground;
            text-style: $input-cursor-text-style;
        }
        & > .input--placeholder { color: $muted; text-style: none; }
    }
    SecretField:focus { outline-left: outer $focus; }
    SecretField:ansi { text-style: underline; }
    """

    def __init__(self, *, id: str | None = None, hint: str = "") -> None:
        """Begin empty; ``hint`` stands quietly in it."""
        super().__init__(password=True, id=id, placeholder=hint)
        self.cursor_blink = False

    def action_copy(self) -> None:
        """Copy nothing."""

    def action_cut(self) -> None:
        """Cut nothing."""


class PassphraseField(SecretField):
    """What opens the store."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "unlock.submit",
            "enter",
            "submit",
            N_("Unlock"),
            N_("With the passphrase, or the recovery key"),
        ),
    ]


class UnlockScreen(Screen[Desk]):
    """Asks until the store is open; the result is the desk with it."""

    DEFAULT_CSS = """
    UnlockScreen { align: center middle; }
    UnlockScreen > Vertical { width: 60; max-width: 90%; height: auto; }
    UnlockScreen Static { padding: 0 1; }
    UnlockScreen .title { text-style: bold; }
    UnlockScreen .explained { color: $muted; margin-bottom: 1; }
    UnlockScreen #said { height: auto; min-height: 2; margin-top: 1; color: $muted; }
    UnlockScreen #said.-wrong { color: $late; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("unlock.leave", "escape", "app.quit", N_("Leave"), N_("Leave the program")),
    ]

    def __init__(self, unlock: Unlock, given: Callable[[], Awaitable[str | None]]) -> None:
        """Open with ``unlock``; what ``given`` returns is tried before anything is asked."""
        super().__init__()
        self._unlock = unlock
        self._given = given
        self._busy = False

    def compose(self) -> ComposeResult:
        """Put the question in the middle."""
        with Vertical():
            yield Static("Samtale", classes="title")
            words = _("Locked. Type the passphrase or the recovery key.")
            yield Static(Content(words), classes="explained")
            yield PassphraseField()
            yield Static(id="said")
        yield KeyBar()

    def on_mount(self) -> None:
        """Try what needs no asking."""
        self._try_given()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Try what was typed, which stands nowhere on the screen from then on.

        What is typed while another is tried stays in its field, for Enter afterwards.
        """
        secret = event.value
        if secret and not self._busy:
            self._busy = True
            event.input.clear()
            self._try(secret)

    @work
    async def _try(self, secret: str) -> None:
        await self._open(secret)

    @work
    async def _try_given(self) -> None:
        try:
            secret = await self._given()
        except StoreError as error:
            self._say(str(error), wrong=True)
            return
        if secret is not None and not self._busy:
            await self._open(secret)

    async def _open(self, secret: str) -> None:
        self._say(_("Unlocking …"))
        self._busy = True
        try:
            with waiting(self, _("Unlocking"), self._say_wait) as wait:
                desk = await self._unlock(secret, wait.tell)
        except StoreError as error:
            self._say(str(error), wrong=True)
        else:
            self.dismiss(desk)
        finally:
            self._busy = False

    def _say_wait(self, words: str) -> None:
        if words:
            self._say(words)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        if not self.is_attached:
            return
        said = self.query_one("#said", Static)
        said.set_class(wrong, "-wrong")
        said.update(Content(one_line(words)))
