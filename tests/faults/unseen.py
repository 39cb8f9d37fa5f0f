"""Ask strace whether the operations change the disk by calls that `trace` does not write down.

As a program it plays one operation and prints the calls that were written down.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.faults.operations import OPERATIONS, Stage
from tests.faults.trace import recording

KNOWN = {
    "openat": "open",
    "pwrite64": "write",
    "writev": "write",
    "rename": "replace",
    "renameat": "replace",
    "renameat2": "replace",
    "unlinkat": "unlink",
    "mkdirat": "mkdir",
}
"""The system's names of calls that Python has other names for."""
CHANGING = (
    "open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,truncate,ftruncate,fallocate,"
    "fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
    "unlink,unlinkat,mkdir,mkdirat,rmdir,mknod,mknodat,chmod,fchmod,fchmodat,utimensat,"
    "setxattr,fsetxattr,copy_file_range,sendfile,splice"
)
CALL = re.compile(r'(\w+)\((?:\d+<([^>]*)>|[^"]*"([^"]*)")(.*)\) += \d')
WRITING = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)")


def unseen_calls(name: str, folder: Path) -> list[str]:
    """Play an operation in ``folder`` under strace; return what only one of the two has seen."""
    log = folder / "strace"
    home = folder / name
    home.mkdir()
    strace = ["strace", "-ff", "-y", "-s", "0", "-e", f"trace={CHANGING}", "-o", str(log)]
    done = subprocess.run(
        [*strace, sys.executable, "-m", "tests.faults.unseen", name, str(home)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    written_down = Counter(done.stdout.splitlines())
    seen: Counter[str] = Counter()
    for file in folder.glob("strace.*"):
        seen.update(call for line in file.read_text().splitlines() if (call := _call(line, home)))
        file.unlink()
    differing = ((seen - written_down) + (written_down - seen)).elements()
    return [f"{name}: {call}" for call in differing]


def _call(line: str, home: Path) -> str | None:
    """Return what `trace` would write down for a line of strace's, if it is about ``home``."""
    found = CALL.match(line)
    if found is None:
        return None
    call, path = KNOWN.get(found[1], found[1]), Path(found[2] or found[3])
    if not path.is_relative_to(home) or path.suffix == ".lock":
        return None
    return None if call == "open" and not WRITING.search(found[4]) else f"{call} {path}"


def main() -> None:
    """Play the operation that is named, in the home that is named."""
    home = Path(sys.argv[2])
    with recording(home) as trace:
        OPERATIONS[sys.argv[1]](Stage(home))
    sys.stdout.write("".join(f"{call} {path}{os.linesep}" for call, path in trace.calls))


if __name__ == "__main__":
    main()
