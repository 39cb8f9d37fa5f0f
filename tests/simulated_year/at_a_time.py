"""Start a program of ours as if it were another time: ``at_a_time.py MOMENT COMMAND WORDS…``.

``tui.keeping.local_now`` is where the product asks for the time; here it says MOMENT, and goes on
from there as time does. Only ids are still made by the machine's own clock, in the order in which
they are made. Everything else is COMMAND as it is installed.
"""

from __future__ import annotations

import datetime as dt
import runpy
import sys


def main() -> None:
    """Set the product's clock, and run the command in this process."""
    import tui.keeping

    moment, command = dt.datetime.fromisoformat(sys.argv[1]).astimezone(), sys.argv[2]
    ahead = moment - dt.datetime.now(dt.UTC)
    tui.keeping.local_now = lambda: (dt.datetime.now(dt.UTC) + ahead).astimezone()
    sys.argv = sys.argv[2:]
    runpy.run_path(command, run_name="__main__")


if __name__ == "__main__":
    main()
