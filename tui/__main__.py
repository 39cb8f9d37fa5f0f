"""The program's entry: ``samtale``, or ``python -m tui``."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and tell the shell how it went.

    Imports make hundreds of thousands of objects and throw none away, so the garbage collector
    rests until the app has painted its first screen, or a command begins.
    """
    gc.disable()
    if sys.argv[1:] == ["--version"]:
        from tui import __version__

        print(f"samtale {__version__}")
        return
    from tui.crash import say_no_more_than_where
    from tui.hardening import keep_memory_private, keep_no_log

    say_no_more_than_where()
    keep_memory_private()
    keep_no_log(os.environ)
    from tui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
