"""What the program's memory holds stays in it: no core dump, no log, nobody who looks in."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

_PR_SET_DUMPABLE = 4
"""From ``linux/prctl.h``."""

_LOGGING = ("TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_SCREENSHOT")
"""What a developer of Textual programs may have set in the shell; Textual reads it on import."""


def keep_no_log(environ: MutableMapping[str, str]) -> None:
    """Take out of ``environ`` what would have Textual write keys or screens to a file or socket."""
    for name in _LOGGING:
        environ.pop(name, None)


def keep_memory_private() -> None:
    """Ask the system never to write this process's memory to a file.

    - Linux: no core file, none handed to a crash handler such as systemd-coredump either, and
      no debugger of the same user; root can still look in.
    - macOS and other Unixes: no core file.
    - Windows: nothing; what its error reports hold is for the machine's settings.

    None of it keeps memory out of swap or of a hibernated machine's disk.
    """
    if os.name == "nt":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        # A core that is piped to a handler doesn't mind the limit.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
