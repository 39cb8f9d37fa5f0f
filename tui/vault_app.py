"""The app on a locked store: unlocked first, and locked again when nobody is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import BindingType

from agendas.words import N_, _
from screens.command import command
from screens.keeping import Keeping
from screens.unlock import UnlockScreen
from screens.waiting_screen import WaitingScreen
from storage.cipher import Age
from storage.errors import StoreError
from storage.text import one_line
from storage.vault import Vault
from tui.app import SamtaleApp
from tui.failure import Failure
from tui.settings import Settings
from tui.vault_watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from screens.desk import Desk
    from screens.waiting import Waiting
    from storage.home import Home
    from storage.progress import Progress
    from storage.store import Store
    from tui.door import Door

LOOK_AFTER = 5.0
"""Seconds between two looks whether somebody is still there."""


class LockedApp(SamtaleApp):
    """Begins with the passphrase, and goes back to it: by a key, or left alone for a while."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "lock",
            "ctrl+l",
            "lock",
            N_("Lock"),
            N_("Save everything and ask for the passphrase again"),
            show=False,
            priority=True,
        ),
    ]

    def __init__(
        self,
        home: Home,
        door: Door,
        desk_for: Callable[[Store], Desk],
        *,
        theme: str = "dark",
        talk_with: str | None = None,
        keymap: Mapping[str, str] | None = None,
        watch: Watch,
    ) -> None:
        """Open the store in ``home`` through ``door``; ``desk_for`` makes a desk with it.

        ``talk_with`` is a part of the name of the person whose talk is opened at once, and
        ``keymap`` what the user has chosen in the place of the usual keys.
        """
        super().__init__(None, theme=theme, door=door, keymap=keymap)
        self._vault = Vault(home.data)
        self._home = home
        self._way_in = door
        self._desk_for = desk_for
        self._watch = watch
        self._wanted = talk_with
        self._seen_by: str | None = None
        """The id of the person with whom the screen was shared when the store was locked."""
        self._cipher: Age | None = None
        self._was_opened = False
        self.failure: Failure | None = None
        """Why the app ended at once, if it did."""

    # In

    def begin(self) -> None:
        """Ask for the passphrase."""
        self.set_interval(LOOK_AFTER, self._look)
        self._ask()

    def _ask(self) -> None:
        self.push_screen(UnlockScreen(self._unlock, self._given), self._unlocked)

    async def _given(self) -> str | None:
        """Return the passphrase that needs no asking: never after the store was locked here."""
        import os

        from tui.vault_key import given_passphrase

        if self._was_opened:
            return None
        if self.after is not None and self.after.passphrase:
            passphrase, self.after.passphrase = self.after.passphrase, ""
            return passphrase
        return await asyncio.to_thread(given_passphrase, self._home, os.environ)

    async def _unlock(self, secret: str, progress: Progress) -> Desk:
        self._cipher = await self._vault.open_aside(secret)
        try:
            store = await asyncio.to_thread(self._way_in.open, self._cipher, progress)
        except StoreError:
            self._way_in.close()  # so that the next attempt finds it free
            raise
        return self._desk_for(store)

    def _unlocked(self, desk: Desk | None) -> None:
        """Go to where one was, or wanted to go."""
        from tui.lookup import find_person

        if desk is None:
            return
        self._was_opened = True
        self._watch.stirred()
        wanted, self._wanted = self._wanted, None
        try:
            talk_with = find_person(desk.store.people(), wanted).id if wanted else None
        except Failure as failure:
            self.failure = failure
            self.exit()
            return
        self.sit_at(desk, talk_with, self._seen_by)

    def use(self, file: Path, settings: Settings, changed: str) -> None:
        """See `SamtaleApp`; the time until it locks is counted anew."""
        self._watch.wait_for(settings.lock_after)
        super().use(file, settings, changed)

    # Out

    async def on_event(self, event: events.Event) -> None:
        """See that somebody is there."""
        if isinstance(event, events.InputEvent | events.Paste):
            self._watch.stirred()
        await super().on_event(event)

    def _look(self) -> None:
        if self.editing or self._changing():
            self._watch.stirred()
        talks = [screen.talk for screen in self.screen_stack if isinstance(screen, Keeping)]
        over = self._watch.is_over(talking=any(talk.clock.running for talk in talks))
        if over and self.desk is not None:
            self.action_lock()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lock only what is open."""
        return action != "lock" or self.desk is not None

    @work(exclusive=True, group="lock")
    async def action_lock(self) -> None:
        """Save everything, let go of all that was loaded, and ask for the passphrase again.

        Where something can't be saved the store stays open: what is only here would be lost.
        """
        desk = self.desk
        if desk is None:
            return
        if problem := await self._save_all(desk):
            words = _("Not locked, or something would be lost: {reason}")
            self.notify(one_line(words.format(reason=problem)), severity="warning", markup=False)
            return
        self._wanted, self._seen_by = self._person_in_talk(), desk.shared_with
        self.keep_forms_at_once()
        self.leave_forms()
        with self.batch_update():
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            if desk.waiting and not desk.retry():
                self.sit_at(desk, None, self._seen_by)
                return
            self.desk = None
            self.clear_notifications()
            self._clipboard = ""
            await asyncio.to_thread(self._way_in.close)
            if self._cipher is not None:
                self._cipher.forget()
            self._ask()

    async def _save_all(self, desk: Desk) -> str:
        """Save what is open; return why it can't be, in one line."""
        for wait in self._changing():
            return wait.what
        for screen in self.screen_stack:
            if isinstance(screen, Keeping):
                screen.talk.look()
                status = await asyncio.to_thread(screen.talk.autosave.close)
                if status.problem:
                    return status.problem
        for autosave in list(desk.left_unsaved.values()):
            status = await asyncio.to_thread(autosave.close)
            if status.problem:
                return status.problem
        return await self.keep_forms() if desk.retry() else desk.problem

    def _changing(self) -> list[Waiting]:
        """Return what is just being done to the store, in a thread."""
        screens = [one for one in self.screen_stack if isinstance(one, WaitingScreen)]
        return [wait for one in screens for wait in one.changing]

    def _person_in_talk(self) -> str | None:
        """Return the id of the person with whom a talk is under way on the screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Keeping) and screen.talk.conversation.state == "live":
                return screen.talk.conversation.person
        return None
