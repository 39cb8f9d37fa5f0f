"""What the program's memory holds stays in it: no core dump, no other program that looks in."""

from __future__ import annotations

import os
import sys

_PR_SET_DUMPABLE = 4
"""From ``linux/prctl.h``."""


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
