"""Let the n-th call to the disk fail, for every n of every operation, and look at what is left.

::

    python -m tests.faults.injected

Each call fails as on a full disk, as where permission is refused and as a broken disk does; once,
or from then on until the user has been told twice. Nothing may be lost, the error must be one
line, and all must be saved in the end without anybody doing anything again.
"""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from storage.errors import StoreError
from tests.faults.crash_states import in_memory
from tests.faults.operations import OPERATIONS, Stage
from tests.faults.promises import broken_promises
from tests.storage.breaking import Disk, through

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)


class Broken(Stage):
    """A stage whose disk breaks in the watched part."""

    def __init__(self, root: Path, disk: Disk) -> None:
        super().__init__(root)
        self.disk = disk
        self.wrong: list[str] = []
        self._told = 0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Let the disk break in the block."""
        with through(self.disk):
            yield

    def trouble(self, said: str) -> None:
        """Take in what the user is told, and look at what would be there after a crash now."""
        self._told += 1
        reasons = (os.strerror(self.disk.error), "An earlier version of it is kept")
        if "\n" in said or not any(reason in said for reason in reasons):
            self.wrong.append(f"said badly: {said!r}")
        self.disk.away = True
        crashed = self.root.with_name("crashed")
        shutil.rmtree(crashed, ignore_errors=True)
        shutil.copytree(self.root, crashed)
        self.wrong += [f"on the way: {one}" for one in broken_promises(crashed, self.promises)]
        self.disk.away = False
        if self._told == 2:
            self.disk.heal()


def each_fault(
    name: str, folder: Path, error: int, *, forever: bool, every: int = 1
) -> Iterator[list[str]]:
    """Play an operation once for each of its calls, with that call failing; yield what is wrong.

    ``every`` 30 lets only each thirtieth call fail, from the seventh on.
    """
    for number in count(min(every, 7), every):
        root = folder / "home"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        stage = Broken(root, Disk(number, forever=forever, error=error))
        try:
            OPERATIONS[name](stage)
        except (StoreError, OSError, AssertionError) as reason:
            stage.wrong.append(f"did not work in the end: {reason}")
        if not stage.disk.reached:
            return
        wrong = [*stage.wrong, *broken_promises(root, stage.promises)]
        how = f"{errno.errorcode[error]} at call {number}{' and after' * forever}"
        yield [f"{name}, {how}: {one}" for one in wrong]


def main() -> None:
    """Go through all operations and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=OPERATIONS, help="one operation")
    only = parser.parse_args().only
    faults, bad = 0, 0
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        for name in [only] if only else OPERATIONS:
            found = [
                wrong
                for error in ERRORS
                for forever in (False, True)
                for wrong in each_fault(name, Path(folder), error, forever=forever)
            ]
            wrong = [one for of_fault in found for one in of_fault]
            faults += len(found)
            bad += len(wrong)
            print(f"{name}: {len(found)} errors injected, {len(wrong)} with a bad end", flush=True)
            print("".join(f"  {one}\n" for one in wrong[:5]), end="")
    print(f"{faults} errors injected, {bad} with a bad end")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
