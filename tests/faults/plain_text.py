"""Look for plain text wherever a locked store could leave some, during a whole talk and after it.

::

    python -m tests.faults.plain_text
    python -m tests.faults.plain_text --unlocked

A talk is held in a real terminal: unlocked, noted, lifted, killed in the middle, taken up again,
agreed. Meanwhile and afterwards every file under the home, its temporary folder and the shared
memory is searched for what was kept before and what is typed now, as UTF-8, UTF-16 and base64.
With ``--unlocked`` the same is done without a lock, and must find it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from storage import vault
from storage.conversion import lock
from tests.faults.locking import PASSPHRASE, filled
from tests.storage import quick_age
from tests.storage.made_up import MONDAY
from tests.terminal.conftest import SAMTALE
from tests.terminal.terminal import Terminal

KEPT, TYPED = "zzHemmelig", "qqSkrevet"
"""What stands in everything that was kept before, and in everything that is typed."""
EVERY = 0.1
"""Seconds between two searches."""
SHARED_MEMORY = Path("/dev/shm")


def shapes(word: str) -> list[bytes]:
    """Return how ``word`` looks as UTF-8, as UTF-16, and within base64 at any place."""
    plain = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    # Of three bytes base64 makes four letters; the first and the last hang on their neighbours.
    coded = [b64encode(b"\0" * before + plain[0])[4 if before else 0 : -4] for before in range(3)]
    return plain + coded


class Search:
    """A search of all files in some folders, again and again while a block runs."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._shapes = [shape for word in (KEPT, TYPED) for shape in shapes(word)]
        self._stop = threading.Event()
        self._began = time.time()
        self.rounds = self.files = self.bytes = 0
        self.found: set[str] = set()
        """The files in which there was plain text, with what it was."""

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Search every tenth of a second while the block runs, and once after it."""
        thread = threading.Thread(target=self._go_on)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()
            self.once()

    def once(self) -> None:
        """Search everything now."""
        self.rounds += 1
        for folder in self._folders:
            for place, _folders, names in os.walk(folder):
                for name in names:
                    self._look_into(Path(place, name))

    def _go_on(self) -> None:
        while not self._stop.wait(EVERY):
            self.once()

    def _look_into(self, file: Path) -> None:
        with suppress(OSError):
            status = file.lstat()
            ours = status.st_uid == os.getuid() and status.st_mtime >= self._began - 60
            if not file.is_file() or (SHARED_MEMORY in file.parents and not ours):
                return
            content = file.read_bytes()
            self.files += 1
            self.bytes += len(content)
            self.found |= {f"{file}: {shape!r}" for shape in self._shapes if shape in content}


def hold_a_talk(folder: Path, *, locked: bool, whole: bool = True) -> Search:
    """Hold a talk on a filled home in ``folder``; return the search that went on meanwhile.

    One that isn't ``whole`` ends with the kill.
    """
    home = filled(folder / "home")
    temporary = folder / "tmp"
    temporary.mkdir()
    if locked:
        lock(home, PASSPHRASE, MONDAY, lambda _recovery_key: None)
    env = {
        **os.environ,
        "SAMTALE_HOME": str(home.data.parent),
        "TMPDIR": str(temporary),
        "LANGUAGE": "nb",
    }
    search = Search(home.data.parent, temporary, SHARED_MEMORY)

    def started() -> Terminal:
        app = Terminal([str(SAMTALE), "talk", KEPT], env)
        if locked:
            app.wait_for_text("⏎")
            app.type(PASSPHRASE + "\n")
        app.wait_for_text("F2  Leder")
        return app

    with search.going_on():
        with started() as app:
            _note(app, home.data / "conversations")
            app.kill()
        if not whole:
            return search
        with started() as app:
            app.wait_for(lambda screen: TYPED in screen.text or "telle" in screen.text, "the talk")
            _agree(app)
    return search


def _note(app: Terminal, talks: Path) -> None:
    """Write on both sides, lift a line, and wait until it is on the disk, in ``talks``."""
    app.type(f"{TYPED} av leder\n")
    app.wait_for_text(f"{TYPED} av leder")
    app.press("f3")
    app.type(f"{TYPED} innen 15. januar")
    app.wait_for_text("15. januar")
    app.press("ctrl+j")
    app.wait_for_text("1 tiltak")
    before = _newest(talks)
    app.press("ctrl+s")
    app.wait_for(lambda _screen: _newest(talks) > before, "the talk to be saved")


def _newest(folder: Path) -> int:
    """Return when a file was last written there, in nanoseconds."""
    return max(file.stat().st_mtime_ns for file in folder.glob("*.json"))


def _agree(app: Terminal) -> None:
    """Go through the topics to the end, sum up and agree."""
    if "telle" in app.text:
        app.press("esc")
        app.wait_until_gone("telle")
    app.press("f5", "f5", "esc", "f")
    app.wait_for_text("oppsummerer")
    app.press("s")
    app.wait_for_text("Med egne ord")
    app.type(f"{TYPED} oppsummert")
    app.press("ctrl+s")
    app.wait_until_gone("Med egne ord")
    for side in ("m", "e"):
        app.press(side)
        app.wait_for_text("er du enig")
        app.press("right", "enter")
        app.wait_until_gone("er du enig")
    app.press("esc", "ctrl+q")
    assert app.exit_status() == 0


def main() -> None:
    """Hold the talk, and print what was searched and found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unlocked", action="store_true", help="without a lock; must find text")
    unlocked = parser.parse_args().unlocked
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(vault, "wrap", quick_age.wrap)
        search = hold_a_talk(Path(folder), locked=not unlocked)
    print("".join(f"{one}\n" for one in sorted(search.found)[:20]), end="")
    print(
        f"{search.rounds} searches, {search.files} files, {search.bytes} bytes:"
        f" plain text in {len(search.found)} places"
    )
    sys.exit(bool(search.found) != unlocked)


if __name__ == "__main__":
    main()
