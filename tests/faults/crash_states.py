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
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.operations import OPERATIONS, Stage
from tests.faults.promises import Promises, broken_promises
from tests.faults.trace import SAFEGUARDS, CrashState, Safeguard, Trace, crash_states, recording
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


def look_at(name: str, folder: Path, without: Safeguard | None) -> tuple[int, list[str]]:
    """Open all crash states of one operation; return how many, and what is wrong."""
    trace = played(name, folder / name, without)
    states, wrong = 0, []
    for states, state in enumerate(crash_states(trace), 1):
        found = wrong_after(state, trace, folder / "crashed", without)
        wrong += [f"{name}, {state.how}: {one}" for one in found]
    return states, wrong


def main() -> None:
    """Go through all operations and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--without", choices=SAFEGUARDS, help="a safeguard to take out")
    parser.add_argument("--only", choices=OPERATIONS, help="one operation")
    arguments = parser.parse_args()
    names = [arguments.only] if arguments.only else list(OPERATIONS)
    everything, bad = 0, 0
    shared_memory = Path("/dev/shm")
    fast = shared_memory if os.access(shared_memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=fast) as folder:
        for name in names:
            states, wrong = look_at(name, Path(folder), arguments.without)
            everything += states
            bad += len(wrong)
            print(f"{name}: {states} crash states, {len(wrong)} faults", flush=True)
            for one, times in Counter(wrong).most_common(5):
                print(f"  {one}" + (f" ({times} times)" if times > 1 else ""))
    print(f"{len(names)} operations, {everything} crash states, {bad} faults")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
