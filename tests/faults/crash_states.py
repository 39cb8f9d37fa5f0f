"""Open every state in which a crash may leave the disk, at any call of any operation.

::

    python -m tests.faults.crash_states
    python -m tests.faults.crash_states --without folder-fsync

With a safeguard taken out the program must be caught losing something. Where strace is there, it
is asked as well whether the operations change the disk by calls that were not looked at.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from tests.faults.operations import OPERATIONS, Stage
from tests.faults.promises import Promises, broken_promises
from tests.faults.trace import SAFEGUARDS, CrashState, Safeguard, Trace, crash_states, recording
from tests.faults.unseen import unseen_calls
from tests.storage.breaking import Call, through


class Recorded(Stage):
    """A stage whose watched part is written down call by call."""

    def __init__(self, root: Path, without: Safeguard | None = None) -> None:
        super().__init__(root)
        self.trace: Trace | None = None
        self._without = without

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Write the block down."""
        with recording(self.root, self._without) as self.trace:
            self.promised()
            yield

    def promised(self) -> None:
        """Write down the promises as they are now."""
        if self.trace is not None:
            self.trace.note(self.promises.copy())


def played(name: str, root: Path, without: Safeguard | None = None) -> Trace:
    """Play an operation on an empty home at ``root``; return what it did to the disk."""
    root.mkdir()
    stage = Recorded(root, without)
    OPERATIONS[name](stage)
    assert stage.trace is not None
    return stage.trace


def wrong_after(
    state: CrashState, trace: Trace, place: Path, without: Safeguard | None
) -> list[str]:
    """Open a crash state in the folder ``place``; return what is wrong there."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    state.tree.write(trace.root, place)

    def quick(name: str, call: Call, *arguments: Any, **options: Any) -> Any:
        if name in ("fsync", "fdatasync") or (name, without) == ("ftruncate", "journal-cut"):
            return None
        return call(*arguments, **options)

    assert isinstance(state.told, Promises)
    with through(quick):
        return broken_promises(place, state.told)


def each_state(
    name: str, folder: Path, without: Safeguard | None = None, *, every: int = 1
) -> Iterator[list[str]]:
    """Open the crash states of an operation one by one; yield what is wrong with each.

    ``every`` 30 opens only each thirtieth, from the seventh on.
    """
    trace = played(name, folder / name, without)
    for state in islice(crash_states(trace), min(every, 7) - 1, None, every):
        wrong = wrong_after(state, trace, folder / "crashed", without)
        yield [f"{name}, {state.how}: {one}" for one in wrong]


def main() -> None:
    """Go through all operations and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--without", choices=SAFEGUARDS, help="a safeguard to take out")
    parser.add_argument("--only", choices=OPERATIONS, help="one operation")
    arguments = parser.parse_args()
    names = [arguments.only] if arguments.only else list(OPERATIONS)
    states, bad, unseen = 0, 0, 0
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        for name in names:
            found = list(each_state(name, Path(folder), arguments.without))
            wrong = [one for of_state in found for one in of_state]
            states += len(found)
            bad += len(wrong)
            print(f"{name}: {len(found)} crash states, {len(wrong)} faults", flush=True)
            print("".join(f"  {one}\n" for one in dict.fromkeys(wrong[:5])), end="")
    if not shutil.which("strace"):
        print("strace is not here: whether other calls change the disk was not looked at")
    elif not arguments.without:
        with tempfile.TemporaryDirectory() as folder:
            calls = [call for name in names for call in unseen_calls(name, Path(folder))]
        unseen = len(calls)
        print("".join(f"  {call}\n" for call in calls[:5]), end="")
        print(f"{unseen} calls that changed the disk unseen, says strace")
    print(f"{len(names)} operations, {states} crash states, {bad} faults")
    sys.exit(bool(bad or unseen))


def in_memory() -> Path | None:
    """Return a folder for temporary files that no disk slows down, or None if there is none."""
    shared_memory = Path("/dev/shm")
    return shared_memory if os.access(shared_memory, os.W_OK) else None


if __name__ == "__main__":
    main()
