"""The program on the screen."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import threading
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import App

from agendas.shelf import Shelf
from agendas.words import _, language, speak
from screens.desk import Desk
from screens.frame import Frame
from screens.people import PeopleScreen
from storage.text import one_line
from tui.crash import report
from tui.settings import Settings, SettingsError, read_settings, write_setting
from tui.terminal_input import take_input_whole
from tui.themes import THEMES

if TYPE_CHECKING:
    from rich.console import RenderableType

    from storage.home import Home
    from storage.store import Store
    from tui.door import Door

RETRY_AFTER = 1.0
"""Seconds between two attempts to save what could not be saved."""

LOOK_AGAIN_AFTER = 2.0
"""Seconds between two looks whether the window that writes to the store is closed."""

LEAVE_WITHIN = 10.0
"""Seconds after a signal until the program ends even if something holds it up."""


def _terminal_is_gone() -> bool:
    """Return whether the window was closed under the program."""
    import termios

    try:
        termios.tcgetattr(2)
    except termios.error:
        return True
    return False


def _into_the_void(data: str) -> None:
    """Take what is painted where nobody can see it."""


class SamtaleApp(App[None]):
    """Shows the team first, or goes straight to one person's talk."""

    TITLE = "Samtale"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Toast { background: $panel; color: $text; border-left: outer $focus; }
    """

    def __init__(
        self,
        desk: Desk,
        *,
        theme: str = "dark",
        talk_with: str | None = None,
        door: Door | None = None,
    ) -> None:
        """Work at ``desk``; ``talk_with`` is the id of the person whose talk is opened at once.

        ``door`` is the way to the store that is tried again where it could only be read.
        """
        super().__init__()
        self.desk = desk
        self._door = door
        self._talk_with = talk_with
        desk.shared_with = talk_with  # before anything is painted: somebody else sees it already
        for one in THEMES.values():
            self.register_theme(one)
        self.theme = THEMES[theme].name

    def on_mount(self) -> None:
        """Open the first screen, and leave in good order when told to by a signal."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                loop.add_signal_handler(number, self._leave, number)
        self.set_interval(RETRY_AFTER, self._retry)
        if self.desk.read_only:
            self._waiting_for_the_other = self.set_interval(LOOK_AGAIN_AFTER, self._take_over)
        self.push_screen(PeopleScreen(self.desk, open_talk_with=self._talk_with))

    def _fatal_error(self) -> None:
        """Say where the program failed, and nothing else: Textual's own report shows what the
        variables held, and here that is what people said to each other.
        """
        self.panic()

    def panic(self, *_renderables: RenderableType) -> None:
        """Stop at once, with a report of our own in the place of Textual's."""
        said = _("Samtale stopped by a fault of its own. All but the last second is kept.")
        super().panic(Text("\n".join([said, *report(self._exception)])))

    def _leave(self, number: int) -> None:
        """Leave because of a signal: what is open is saved while its screen is closed."""
        if self._driver is not None and _terminal_is_gone():
            # Textual's writing thread dies of that, and the app would wait for ever for it to
            # take what is painted on the way out.
            self._driver.write = _into_the_void  # type: ignore[method-assign]
        last_resort = threading.Timer(LEAVE_WITHIN, os._exit, [128 + number])
        last_resort.daemon = True
        last_resort.start()
        self.exit(return_code=128 + number)

    def _retry(self) -> None:
        """Try again to save what could not be saved, and say how it went."""
        if self.desk.waiting and self.desk.retry() and isinstance(self.screen, Frame):
            self.screen.refresh_bar()

    def _take_over(self) -> None:
        """Let the store be changed here, once the other window is closed."""
        from storage.errors import StoreError

        try:
            store = self._door.take_over() if self._door else None
        except StoreError as error:
            self.desk.read_only = one_line(str(error))
            return
        if self._door is None or store is None:
            return
        self._waiting_for_the_other.stop()
        self.desk.store, self.desk.read_only = store, ""
        self.desk.notices += self._door.problems
        for screen in self.screen_stack:
            if isinstance(screen, Frame) and screen.filled:
                screen.reload()
                screen.refresh_bar()
        self.notify(_("The other window is closed. What you do here is saved again."))


def run_app(home: Home, settings: Settings, *, talk_with: str | None = None) -> int:
    """Run the program on the store in ``home``; return the exit status."""
    from tui.door import Door

    speak(settings.language)
    door = Door(home, local_now)
    try:
        desk = make_desk(home, settings, door.open())
        desk.read_only = one_line(door.read_only)
        desk.notices += [*read_settings(home.config / "settings.toml")[1], *door.problems]
        take_input_whole()
        app = SamtaleApp(desk, theme=settings.theme, talk_with=talk_with, door=door)
        app.run()
    finally:
        door.close()
    return app.return_code or 0


def make_desk(home: Home, settings: Settings, store: Store) -> Desk:
    """Return the desk for ``home`` with the user's settings."""
    path = home.config / "settings.toml"

    def keep_manager(name: str) -> None:
        try:
            write_setting(path, "name", name)
        except (SettingsError, ValueError) as error:
            desk.notices.append(str(error))

    desk = Desk(
        store=store,
        shelf=Shelf(home.config / "agendas"),
        manager=settings.name,
        language=language(),
        export_folder=settings.export_folder or home.exports,
        now=local_now,
        keep_manager=keep_manager,
    )
    return desk


def local_now() -> dt.datetime:
    """Return the time in the machine's own zone."""
    return dt.datetime.now().astimezone()
