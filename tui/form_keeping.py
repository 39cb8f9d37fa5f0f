"""What stands in an open form: on disk until the form is left, and given back after a crash."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from agendas.words import _
from screens.frame import Frame
from screens.leaving import when_told
from storage.text import one_line
from tui.editing import Editing

if TYPE_CHECKING:
    from textual.timer import Timer

    from screens.desk import Desk
    from storage.local_store import LocalStore

KEEP_AFTER = 0.4
"""Seconds after a letter until it is on its way to the disk: well within the second promised."""


class FormKeeping(Editing):
    """An app in which a form loses nothing, however the program ends.

    A form gives what it holds to whoever asked, once it is kept. Until then its text lies in the
    store's `HalfWritten`; from there the next start has it.
    """

    desk: Desk | None
    _keep_timer: Timer | None = None
    _keeping: asyncio.Task[None] | None = None

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Begin with nothing written."""
        super().__init__(ansi_color=ansi_color)
        self._standing: dict[str, str] = {}
        """What stands in the forms, by the ids of the people that they are about."""
        self._kept: dict[str, str] = {}
        """What of it is on disk."""
        self._one_at_a_time = threading.Lock()

    def on_form_written(self) -> None:
        """Keep what was written soon."""
        if self._keep_timer is None:
            self._keep_timer = self.set_timer(KEEP_AFTER, self._keep_soon)

    def on_form_left(self) -> None:
        """Keep nothing of a form any more, once whoever asked has what it gave."""
        when_told(self.screen, self._keep_soon)

    def _keep_soon(self) -> None:
        self._keep_timer = None
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        """Keep what stands in the forms, until nothing more has come meanwhile.

        Once the program is being left it is settled what is kept of them.
        """
        problem = ""
        try:
            while not self._exit:
                problem = await self.keep_forms()
                if problem or self._exit or self._standing == self._texts():
                    break
        finally:
            self._keeping = None
        if problem:
            self.screen.notify(one_line(problem), severity="warning", markup=False)

    async def keep_forms(self) -> str:
        """Keep what stands in the forms, beside the event loop; return why it can't be."""
        self._standing = self._texts()
        return await asyncio.to_thread(self._write)

    def keep_forms_at_once(self) -> None:
        """Keep what stands in the forms, as the program ends."""
        self._standing = self._texts()
        self._write()

    def forget_forms(self) -> None:
        """Keep nothing of the forms: what stands there is to be thrown away."""
        self._standing = {}
        self._write()

    def leave_forms(self) -> None:
        """Leave on disk what is there, for it is given back when the store is opened again."""
        self._standing, self._kept = {}, {}

    def on_frame_unshared(self) -> None:
        """Give back what was not to be seen."""
        self.give_back()

    def give_back(self) -> None:
        """Have at hand for pasting what was left, and say so."""
        desk, store = self.desk, self._store
        if desk is None or store is None:
            return
        texts, problems = store.half_written.take()
        desk.notices += problems
        if not texts:
            return
        self._clipboard = "\n".join(texts)
        words = _("Not saved last time; ctrl+v puts it in: {text}")
        self.notify(words.format(text=one_line(self._clipboard)), timeout=60, markup=False)

    @property
    def _store(self) -> LocalStore | None:
        from storage.local_store import LocalStore

        desk = self.desk
        if desk is None or desk.read_only or not isinstance(desk.store, LocalStore):
            return None
        return desk.store

    def _texts(self) -> dict[str, str]:
        """Return what stands in the forms, by the ids of the people that they are about."""
        from screens.form import Form
        from storage.half_written import NOBODY

        texts: dict[str, str] = {}
        person = NOBODY
        for screen in self.screen_stack:
            if isinstance(screen, Frame):
                person = screen.about() or NOBODY
            elif isinstance(screen, Form) and (lines := screen.unsaved()):
                texts[person] = "\n".join(filter(None, [texts.get(person), *lines]))
        return texts

    def _write(self) -> str:
        """Bring the disk to what stands in the forms; return why it can't be, in one line."""
        from storage.errors import StoreError

        with self._one_at_a_time:
            standing, store = self._standing, self._store
            if store is None:
                return ""
            try:
                for person in {*standing, *self._kept}:
                    text = standing.get(person, "")
                    if text != self._kept.get(person, ""):
                        store.half_written.put(person, text)
                        self._kept[person] = text
            except StoreError as error:
                return str(error)
        return ""
