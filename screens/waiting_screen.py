"""A screen on which long work goes on in a thread, while the bar says how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from screens.leaving import is_left
from screens.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from screens.waiting import Waiting
    from storage.progress import Progress

Result = TypeVar("Result")


class WaitingScreen(Screen[None]):
    """Shows what is waited for on its bar, and lets it be left."""

    def __init__(self) -> None:
        """Wait for nothing."""
        super().__init__()
        self._waits: dict[Waiting, bool] = {}
        """What is waited for, and whether it changes the store."""

    async def wait_for(
        self, what: str, work: Callable[[Progress], Result], *, changes: bool = False
    ) -> Result:
        """Return what ``work`` returns, which is done in a thread; the bar says how far it is.

        It is left when its worker is cancelled, and ends where it next tells how far it is. What
        ``changes`` the store is asked to end there by `action_back`, with the screen still open.

        Raises:
            Left: It was asked to end, and has.
            CancelledError: The screen was left meanwhile; its widgets may be gone already.
        """
        from screens.waiting import waiting

        with waiting(self, what, lambda _words: self._show_waits()) as wait:
            self._waits[wait] = changes
            try:
                return await asyncio.to_thread(work, wait.tell)
            finally:
                del self._waits[wait]
                if is_left(self):
                    raise asyncio.CancelledError

    @property
    def at_work(self) -> bool:
        """Whether something is waited for."""
        return bool(self._waits)

    @property
    def changing(self) -> list[Waiting]:
        """What is waited for that changes the store."""
        return [wait for wait, changes in self._waits.items() if changes]

    def _show_waits(self) -> None:
        if not is_left(self):
            said = (wait.words() for wait in self._waits)
            self.query_one(TopBar).waiting = next(filter(None, said), "")

    def action_back(self) -> None:
        """Ask what changes the store to end where it may, or go back to the screen before."""
        for wait in self.changing:
            wait.leave()
        if not self.changing:
            self.app.pop_screen()
