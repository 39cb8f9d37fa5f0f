"""Flip every bit of a backup, and cut it at every byte: all of it must be noticed.

::

    python -m tests.faults.backup_bits
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from storage.archive import Archive, Wrong
from storage.backup import back_up
from storage.cipher import PLAIN
from storage.home import Home
from tests.storage import first_version
from tests.storage.made_up import MONDAY


def every_damage(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Go through what may become of ``data``, each with words for it."""
    for bit in range(len(data) * 8):
        damaged = bytearray(data)
        damaged[bit // 8] ^= 1 << bit % 8
        yield f"bit {bit}", bytes(damaged)
    for end in range(len(data)):
        yield f"cut at {end}", data[:end]


def is_noticed(damaged: bytes) -> bool:
    """Return whether a reader refuses the archive."""
    try:
        for _name, _content in Archive(io.BytesIO(damaged), len(damaged)).files():
            pass
    except Wrong:
        return True
    return False


def main() -> None:
    """Damage a backup of one of everything, and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home.at(shutil.copytree(first_version.HOME, Path(folder, "home")))
        file = Path(folder, "backup.tar.gz")
        back_up(home, PLAIN, file, now=lambda: MONDAY, program="1")
        data = file.read_bytes()
    tried, missed = 0, 0
    for words, damaged in every_damage(data):
        tried += 1
        if not is_noticed(damaged):
            missed += 1
            print(words, flush=True)
    print(f"{tried} flipped bits and cuts of a backup of {len(data)} bytes, {missed} not noticed")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
