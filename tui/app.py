"""The program on the screen."""

from __future__ import annotations

import asyncio
import gc
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work

from agendas.words import _
from screens.frame import Frame
from screens.key_words import with_keys
from screens.people import PeopleScreen
from storage.text import clean, one_line
from tui.crash import report
from tui.keymap import read_keymap
from tui.leaving import Leaving
from tui.settings import THEME_WORDS, Settings, read_settings
from tui.themes import ANSI, THEMES, Attributes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rich.console import RenderableType

    from screens.desk import Desk
    from screens.first_start import PassphraseForm
    from screens.settings import SettingsScreen
    from tui.door import Door

RETRY_AFTER = 1.0
"""Seconds between two attempts to save what could not be saved."""

LOOK_AGAIN_AFTER = 2.0
"""Seconds between two looks whether the window that writes to the store is closed."""

NO_COLOR = "NO_COLOR"
"""Asks every program for no colours (no-color.org); Textual then has a filter take them out."""


@dataclass
class Left:
    """How the program on the screen was left."""

    status: int = 0
    """The exit status; where it is not 0, nothing else follows."""
    passphrase: str = field(default="", repr=False)
    """What the store was locked with just now: it is opened again with that, and forgotten."""
    demo: bool = False
    """Whether a made-up team is to be looked at, and then one's own again."""


class SamtaleApp(Leaving):
    """Shows the team first, or goes straight to one person's talk."""

    TITLE = "Samtale"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Toast { background: $panel; color: $text; border-left: outer $focus; }
    """

    def __init__(
        self,
        desk: Desk | None,
        *,
        theme: str = "dark",
        talk_with: str | None = None,
        door: Door | None = None,
        keymap: Mapping[str, str] | None = None,
    ) -> None:
        """Work at ``desk``; ``talk_with`` is the id of the person whose talk is opened at once.

        ``door`` is the way to the store that is tried again where it could only be read, and
        ``keymap`` what the user has chosen in the place of the usual keys.
        """
        super().__init__(ansi_color=True if NO_COLOR in os.environ else None)
        self.desk = desk
        """What is worked at; None while the store is locked."""
        self.fits_ground = ""
        """The theme that goes with the terminal's background; empty where it was not asked."""
        self.greeting = ""
        """What is said on the first screen, with places for keys."""
        self.left = Left()
        self.after: Left | None = None
        """How the program was left before it came back to this; None where it begins."""
        self._door = door
        self._own_keys = keymap or {}
        self._talk_with = talk_with
        for one in THEMES.values():
            self.register_theme(one)
        self._attributes = Attributes(enabled=False)
        self._filters.insert(0, self._attributes)
        self.paint_in(ANSI.name if self.no_color else THEMES[theme].name)

    def paint_in(self, theme: str) -> None:
        """Use a theme, by its own name."""
        self.theme = theme
        self._attributes.enabled = self.native_ansi_color

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew; before there is anything, only take the theme's colours."""
        if self.screen_stack:
            super().refresh_css(animate)
            self.stylesheet.update(self.screen, animate)  # the palette is no child to Textual
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    @work
    async def on_passphrase_form_chosen(self, event: PassphraseForm.Chosen) -> None:
        """Lock what is kept, show the recovery key, and leave, to come back as a locked store."""
        from screens.recovery_key import RecoveryKeyScreen

        desk, door = self.desk, self._door
        if desk is None or door is None:
            return

        async def lock() -> str:
            return await asyncio.to_thread(door.lock, event.passphrase)

        if await self.push_screen_wait(RecoveryKeyScreen(lock)):
            self.left = Left(passphrase=event.passphrase)
            self.exit()
        else:
            door.close()
            desk.work_on(door.open())

    def action_demo(self) -> None:
        """Leave for a made-up team."""
        self.left = Left(demo=True)
        self.exit()

    def on_settings_screen_chosen(self, event: SettingsScreen.Chosen) -> None:
        """Let what was chosen hold at once, on every screen."""
        if self.desk is not None and self.desk.settings is not None:
            file = self.desk.settings.file
            self.use(file, read_settings(file)[0], event.name)

    def use(self, file: Path, settings: Settings, changed: str) -> None:
        """Let the settings of ``file`` hold, of which one was changed, or all where that is empty.

        What the desk has of them holds already.
        """
        self.set_keymap(read_keymap(file, settings)[0])
        if changed in ("theme", ""):
            self._use_theme(settings.theme)
        for screen in self.screen_stack:
            if isinstance(screen, Frame) and screen.filled:
                screen.read_anew()

    def _use_theme(self, chosen: str) -> None:
        if self.no_color:
            self.screen.notify(_("NO_COLOR is set, so there are no colours to choose."))
        elif theme := THEMES.get(self.fits_ground if chosen == "auto" else chosen):
            self.paint_in(theme.name)
        else:
            self.screen.notify(_("The terminal is asked for its background at the next start."))

    def action_next_theme(self) -> None:
        """Use the theme after the one in use, and say which."""
        if self.no_color:
            self.screen.notify(_("NO_COLOR is set, so there are no colours to choose."))
            return
        names = [one.name for one in THEMES.values()]
        chosen = list(THEMES)[(names.index(self.theme) + 1) % len(names)]
        self.paint_in(THEMES[chosen].name)
        words = _("{colours}. To keep it, choose it in the settings.")
        self.screen.notify(words.format(colours=_(THEME_WORDS[chosen])))

    def on_mount(self) -> None:
        """Begin."""
        if self._own_keys:
            self.set_keymap(self._own_keys)
        self.set_interval(RETRY_AFTER, self._retry)
        self._looking_again = self.set_interval(LOOK_AGAIN_AFTER, self._take_over, pause=True)
        self.call_later(self.begin)  # until this is over, Textual throws away what is painted
        self.call_later(self.take_keys)

    def on_ready(self) -> None:
        """Let the garbage collector work again, if it rested; what the start has made stays."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def action_help_quit(self) -> None:
        """Say how one leaves, for `^C` copies: in the user's language, not in Textual's."""
        self.notify(_("^Q leaves the program. Everything is saved."))

    def begin(self) -> None:
        """Open the first screen."""
        if self.desk is not None:
            self.sit_at(self.desk, self._talk_with)

    def sit_at(self, desk: Desk, talk_with: str | None, seen_by: str | None = None) -> None:
        """Show the team, or go straight to the talk with the person of that id.

        ``seen_by`` is the id of the person who sees the screen already, if somebody does.
        """
        self.desk = desk
        desk.asked = desk.asked or self.after is not None
        desk.shared_with = talk_with or seen_by  # before anything is painted
        if desk.read_only:
            self._looking_again.resume()
        if desk.shared_with in (None, seen_by):
            self.give_back()
        self.push_screen(PeopleScreen(desk, open_talk_with=talk_with))
        if self.greeting:
            self.notify(with_keys(self.greeting), timeout=10)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy through the terminal and with the platform's own tool, and say that it was done."""
        text = clean(text)
        super().copy_to_clipboard(text)
        self.run_worker(self._copy(text), group="clipboard", exclusive=True)

    async def _copy(self, text: str) -> None:
        from tui.clipboard import copied_words, hand_to, tool_for

        tool = tool_for(os.environ)
        taken = tool is not None and await hand_to(tool, text)
        self.screen.notify(copied_words(text, surely=taken), markup=False)

    def _fatal_error(self) -> None:
        """Say where the program failed, and nothing else: Textual's own report shows what the
        variables held, and here that is what people said to each other.
        """
        self.panic()

    def panic(self, *_renderables: RenderableType) -> None:
        """Stop at once, with a report of our own in the place of Textual's."""
        said = _("Samtale stopped by a fault of its own. All but the last second is kept.")
        super().panic(Text("\n".join([said, *report(self._exception)])))

    def _retry(self) -> None:
        """Try again to save what could not be saved, and say how it went."""
        desk = self.desk
        if desk and desk.waiting and desk.retry() and isinstance(self.screen, Frame):
            self.screen.refresh_bar()

    def _take_over(self) -> None:
        """Let the store be changed here, once the other window is closed."""
        from storage.errors import StoreError

        desk, door = self.desk, self._door
        if desk is None or door is None:
            return
        try:
            store = door.take_over()
        except StoreError as error:
            desk.read_only = one_line(str(error))
            return
        if store is None:
            return
        self._looking_again.pause()
        desk.work_on(store)
        desk.read_only = ""
        desk.notices += door.problems
        for screen in self.screen_stack:
            if isinstance(screen, Frame) and screen.filled:
                screen.read_anew()
        self.notify(_("The other window is closed. What you do here is saved again."))
