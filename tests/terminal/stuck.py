"""``samtale`` on a store that is so large that a work takes for ever: it gets stuck in the midst.

``python -m tests.terminal.stuck WHAT DONE …``: at the line ``WHAT``, once as many are ``DONE``.
"""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType
from typing import Any

from storage import batch, progress
from tui import progress as said
from tui.__main__ import main


def get_stuck(what: str, at: int) -> None:
    """Let whatever says ``what`` stop there until ``^C``, whether that is obeyed at once or not."""
    progress._EVERY, batch.MOST, said.PATIENCE = 1, 3, 0
    tell = said._Line.tell

    def stuck(line: Any, done: int, of_all: int) -> None:
        tell(line, done, of_all)
        if line._what != what or done < at:
            return
        left = threading.Event()
        before = signal.getsignal(signal.SIGINT)

        def note(number: int, frame: FrameType | None) -> None:
            left.set()
            if callable(before):
                before(number, frame)

        signal.signal(signal.SIGINT, note)
        line._what += " for ever"
        if line._thread is None:
            line._put(line._words(0))
        left.wait()

    said._Line.tell = stuck  # type: ignore[method-assign]


if __name__ == "__main__":
    get_stuck(sys.argv[1], int(sys.argv[2]))
    sys.argv[1:] = sys.argv[3:]
    main()
