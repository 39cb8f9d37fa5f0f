"""Open every file of a locked store with the standard ``age`` tool, as its owner could.

::

    python -m tests.faults.age_tool

Needs ``age`` (Debian and Homebrew call the package so). Every document, earlier version, conflict
copy, journal, catalog and quarantined file is opened with the key alone; then one of them with
``identity.age`` and the passphrase, typed on a terminal, and one by way of the recovery key.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pyrage
from pyrage.x25519 import Identity

from storage.conversion import encrypted_files, lock
from storage.passphrase import unwrap
from tests.faults.locking import PASSPHRASE, contents, filled
from tests.storage.made_up import MONDAY
from tests.terminal.terminal import Terminal


def wrong_with_age(folder: Path, age: str | None) -> tuple[int, list[str]]:
    """Lock a filled home in ``folder`` and open it all; return how many files, and the faults.

    Where ``age`` isn't there, None, what it would do is done by pyrage.
    """
    home = filled(folder / "home")
    plain = contents(home)
    recovery_keys: list[str] = []
    lock(home, PASSPHRASE, MONDAY, recovery_keys.append)
    identity, key = home.data / "identity.age", folder / "key.txt"
    key.write_bytes(unwrap(identity.read_bytes(), PASSPHRASE))
    recovery = folder / "recovery.txt"
    recovery.write_text(recovery_keys[0])

    files = encrypted_files(home)
    names = {file: str(file.relative_to(home.data.parent)) for file in files}
    wrong = [
        f"{file} does not open with the key"
        for file in files
        if _opened(age, key, file) != plain[names[file]]
    ]
    if age and not _opens_with_passphrase(age, identity, files[0], folder / "opened"):
        wrong.append("identity.age does not open with the passphrase")
    if _opened(age, recovery, home.data / "recovery.age") != key.read_bytes():
        wrong.append("recovery.age does not open with the recovery key")
    return len(files), wrong


def _opened(age: str | None, key: Path, file: Path) -> bytes:
    if age is None:
        identity = Identity.from_str(key.read_text().splitlines()[-1])
        return bytes(pyrage.decrypt(file.read_bytes(), [identity]))
    command = [age, "--decrypt", "--identity", key, file]
    return subprocess.run(command, capture_output=True, check=False).stdout


def _opens_with_passphrase(age: str, identity: Path, file: Path, to: Path) -> bool:
    command = [age, "--decrypt", "--identity", str(identity), "--output", str(to), str(file)]
    with Terminal(command, os.environ) as terminal:
        terminal.wait_for_text("passphrase")
        terminal.type(PASSPHRASE + "\n")
        return terminal.exit_status() == 0 and to.stat().st_size > 0


def main() -> None:
    """Open everything, with a key file as the program makes it, and print the figure."""
    age = shutil.which("age")
    if age is None:
        sys.exit("age is not installed")
    with tempfile.TemporaryDirectory() as folder:
        opened, wrong = wrong_with_age(Path(folder), age)
    print("".join(f"{one}\n" for one in wrong), end="")
    print(f"{opened} files of a locked store opened by age, {len(wrong)} faults")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
