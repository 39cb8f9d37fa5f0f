"""The ways out of the program: by a key, by a signal, and for a while."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from typing import Any

from agendas.words import _
from screens.leaving import AsksFirst, when_told
from storage.text import one_line
from tui.editing import into_the_void
from tui.form_keeping import FormKeeping

LEAVE_WITHIN = 10.0
"""Seconds after a signal until the program ends even if something holds it up."""


class Leaving(FormKeeping):
    """An app that is left behind all that was typed before, and in good order by a signal."""

    _said_before_leaving: str | None = None
    """Why something is not on disk, as it was said to whoever wanted to leave."""

    def on_mount(self) -> None:
        """Listen for signals."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                loop.add_signal_handler(number, self._end, number)
        if hasattr(signal, "SIGCONT"):
            loop.add_signal_handler(signal.SIGCONT, self._go_on)

    async def action_quit(self) -> None:
        """Leave behind all that was typed before; what would be lost is asked about first."""

        def leave() -> None:
            open_ones = [one for one in self.screen_stack if isinstance(one, AsksFirst)]
            if all(one.may_go() for one in open_ones) and self._all_may_go():
                self.forget_forms()
                self.exit()

        when_told(self.in_use, leave)

    def _all_may_go(self) -> bool:
        """Return whether all is on disk; where it isn't, say so once, and why."""
        desk = self.desk
        if desk is None or (desk.retry() and not (desk.talk_problem or desk.unkept)):
            return True
        reason = desk.problem or _("Not everything is saved.")
        if reason == self._said_before_leaving:
            return True
        self._said_before_leaving = reason
        words = _("{reason} ^Q once more leaves without it.").format(reason=reason)
        self.screen.notify(one_line(words), severity="warning", timeout=20, markup=False)
        return False

    def _end(self, number: int) -> None:
        """Leave because of a signal: what is open is saved while its screen is closed."""
        if self._driver is not None and _terminal_is_gone():
            # Textual's writing thread dies of that, and the app would wait for ever for it to
            # take what is painted on the way out.
            self._driver.write = into_the_void  # type: ignore[method-assign]
        last_resort = threading.Timer(LEAVE_WITHIN, os._exit, [128 + number])
        last_resort.daemon = True
        last_resort.start()

        def leave() -> None:
            self.keep_forms_at_once()
            self.exit(return_code=128 + number)

        async def leave_behind_what_was_typed() -> None:
            await self.all_taken()
            leave()

        if not self.end_editor(leave):
            self._ending = asyncio.create_task(leave_behind_what_was_typed())

    def _go_on(self) -> None:
        """Take the terminal anew after a stop: whoever had it meanwhile has painted there.

        Textual takes it a second time where it was stopped without being asked, and then can't be
        left any more.
        """
        driver: Any = self._driver
        stopped_by_itself = getattr(driver, "_must_signal_resume", None)
        if stopped_by_itself is None or not driver._auto_restart:  # it is lent to an editor
            return
        if not stopped_by_itself:
            driver.suspend_application_mode()
        driver.resume_application_mode()
        self.refresh(layout=True)


def _terminal_is_gone() -> bool:
    """Return whether the window was closed under the program."""
    import termios

    try:
        termios.tcgetattr(2)
    except termios.error:
        return True
    return False
