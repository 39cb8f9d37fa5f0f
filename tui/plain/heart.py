"""Looks at a talk's clock while nobody writes, so that the time between two lines counts."""

from __future__ import annotations

import threading

from screens.talk import Talk

HEARTBEAT = 10.0
"""Seconds between two looks, each of which goes to the journal; well below `agendas.clock.GAP`."""


class Heart:
    """A thread that looks whenever it is nobody else's turn."""

    def __init__(self, talk: Talk, turn: threading.Lock, every: float = HEARTBEAT) -> None:
        """Look at the clock of ``talk``; ``turn`` is had by whoever may touch it."""
        self._talk, self._turn, self._every = talk, turn, every
        self._stopped = threading.Event()
        threading.Thread(target=self._beat, name="clock", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _beat(self) -> None:
        while not self._stopped.wait(self._every):
            with self._turn:
                if not self._stopped.is_set():
                    self._talk.look()
                    self._talk.autosave.changed()
