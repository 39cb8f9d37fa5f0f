"""Start a program of ours by a clock that lies in a file: ``by_the_clock.py FILE COMMAND WORDS…``.

``tui.keeping.local_now`` is where the product asks for the time; here it says what stands in FILE.
The clock of a talk is written to the journal when something was done, and not by the machine's own
time as well. Everything else is COMMAND as it is installed.
"""

from __future__ import annotations

import datetime as dt
import runpy
import sys
from pathlib import Path


def main() -> None:
    """Set the product's clock, and run the command in this process."""
    import screens.keeping
    import tui.keeping

    clock, command = Path(sys.argv[1]), sys.argv[2]
    tui.keeping.local_now = lambda: dt.datetime.fromisoformat(
        clock.read_text(encoding="ascii")
    ).astimezone()
    screens.keeping.HEARTBEAT = float(60 * 60)
    sys.argv = sys.argv[2:]
    runpy.run_path(command, run_name="__main__")


if __name__ == "__main__":
    main()
