"""Fill the disk under the running program, and let it write no byte more to any file.

::

    python -m tests.faults.full_disk

In a real terminal, on a small file system in memory, which takes a mount namespace of its own and
so the rights of root; without them that half is not run, and the exit status is 2. The error must
stand on the screen until all is saved, which comes about by itself when there is room, and all
that was typed must then be there.
"""

from __future__ import annotations

import argparse
import errno
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import sessions

SIZE = "1M"
"""What the small file system holds."""
NO_MOUNT = 77
"""Tells that there could be none."""
MODULE = "tests.faults.full_disk"


@contextmanager
def full(home: Path, _process: int) -> Iterator[None]:
    """Leave no room on the file system of ``home``."""
    filler = home.parent / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
    yield
    filler.unlink()


@contextmanager
def limited(_home: Path, process: int) -> Iterator[None]:
    """Let a process write nothing to any file; Python ignores the signal that tells it so."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    resource.prlimit(process, resource.RLIMIT_FSIZE, before)


def hold_talk(folder: Path, how: str) -> list[str]:
    """Type before, while and after nothing can be written; return what is wrong."""
    home = sessions.make_team(folder / "team")
    wrong = []
    with sessions.start(home) as app:
        sessions.open_talk(app)
        app.type("qbeforeq ")
        app.wait_for_text("lagret")
        with (full if how == "full" else limited)(home, app.pid):
            app.type("qwhileq ")
            app.wait_for_text("ikke lagret")
            app.wait_for_text("Kunne ikke lagre")
            app.press("f5")
            app.type("qstillq ")
            app.wait_for(lambda screen: "qstillq" in sessions.pane_text(screen), "the word")
            app.wait_for_text("ikke lagret")
        app.wait_until_gone("ikke lagret")
        wrong += [f"{word} is not saved" for word in _missing(home)]
        app.kill()
    wrong += [f"stray file {path.name}" for path in home.rglob("*.tmp")]
    with sessions.start(home) as again:
        sessions.open_talk(again)
    wrong += [f"{word} is lost" for word in _missing(home)]
    return wrong


def _missing(home: Path) -> list[str]:
    kept = sessions.kept_text(home)
    return [word for word in ("qbeforeq", "qwhileq", "qstillq") if word not in kept]


def _in_a_namespace(folder: str) -> bool | None:
    """Run the half on a small file system in a mount namespace; None where that can't be had."""
    unshare = shutil.which("unshare")
    if unshare is None or os.geteuid() != 0:
        return None
    mount = f'mount -t tmpfs -o size={SIZE} none "$1" || exit {NO_MOUNT}'
    script = f'{mount}; exec "$0" -m {MODULE} --in "$1"'
    done = subprocess.run([unshare, "-m", "sh", "-c", script, sys.executable, folder], check=False)
    return None if done.returncode == NO_MOUNT else done.returncode == 0


def main() -> None:
    """Do both, and print how each went."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--in", dest="small", type=Path, help="a small file system, for itself")
    small = parser.parse_args().small
    if small is not None:
        sys.exit(_told("full disk", hold_talk(small, "full")))
    with tempfile.TemporaryDirectory() as folder:
        mounted = _in_a_namespace(folder)
        if mounted is None:
            print("full disk: not run, for a small file system can't be mounted here")
        bad = _told("file-size limit", hold_talk(Path(folder), "limited"))
    sys.exit(1 if bad or mounted is False else 2 if mounted is None else 0)


def _told(what: str, wrong: list[str]) -> bool:
    """Print how it went; return whether badly."""
    print(f"{what}: {'; '.join(wrong) or 'said, nothing lost, all saved by itself when it ended'}")
    return bool(wrong)


if __name__ == "__main__":
    main()
