"""What a program did to the disk, written down call by call, and what a crash may leave of it.

When the power goes, a file system with a journal may have kept less than the program was told:
what was written to a file is sure only after fsync of the file, and a name (a new one, one that
was moved, one that is gone) only after fsync of its folder. Until then both may be there or not,
in any order; bytes may be there in part.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, get_args

from tests.storage.breaking import Call, changes_nothing, through

Safeguard = Literal["file-fsync", "folder-fsync", "journal-cut"]
"""What can be taken out of the program; its crash states must then show it."""
SAFEGUARDS: tuple[Safeguard, ...] = get_args(Safeguard)

FOLDER = -1
"""What a folder's name stands for; a file's stands for its number."""
MANY = 5
"""Unsure names up to which all their subsets are tried."""
NOISE = bytes(7 * place * place % 251 for place in range(256))


@dataclass(frozen=True)
class Names:
    """Names that change in one step: each stands for a file from now on, or for nothing."""

    entries: tuple[tuple[Path, int | None], ...]


@dataclass(frozen=True)
class Data:
    """Bytes that are written at a place in a file; None stands for a cut there."""

    file: int
    place: int
    data: bytes | None


@dataclass(frozen=True)
class Sync:
    """A file's content, or a folder's names, made durable."""

    target: int | Path


@dataclass(frozen=True)
class Note:
    """What somebody was told at this moment."""

    what: Any


Event = Names | Data | Sync | Note


@dataclass
class Tree:
    """What lies under a folder."""

    names: dict[Path, int]
    content: dict[int, bytes] = field(default_factory=dict)

    @classmethod
    def at(cls, root: Path) -> Tree:
        """Return what lies under ``root`` now."""
        tree = cls({root: FOLDER})
        for number, path in enumerate(sorted(root.rglob("*"))):
            tree.names[path] = FOLDER if path.is_dir() else number
            if path.is_file():
                tree.content[number] = path.read_bytes()
        return tree

    def after(self, events: Sequence[Event]) -> Tree:
        """Return what lies there after ``events``."""
        tree = Tree(dict(self.names), dict(self.content))
        for event in events:
            match event:
                case Names(entries):
                    tree.names.update({path: file for path, file in entries if file is not None})
                    for path in (path for path, file in entries if file is None):
                        tree.names.pop(path, None)
                case Data(file, place, data):
                    before = tree.content.get(file, b"")
                    start = before[:place].ljust(place, b"\0")
                    rest = b"" if data is None else data + before[place + len(data) :]
                    tree.content[file] = start + rest
        return tree

    def write(self, root: Path, elsewhere: Path) -> None:
        """Write down under ``elsewhere`` what lies under ``root``, as far as folders lead there."""
        for path, file in sorted(self.names.items()):
            place = elsewhere / path.relative_to(root)
            if not place.parent.is_dir():
                continue
            if file == FOLDER:
                place.mkdir(exist_ok=True)
            else:
                place.write_bytes(self.content.get(file, b""))

    @property
    def key(self) -> object:
        """What is the same for two trees that hold the same."""
        return frozenset((path, self.content.get(file)) for path, file in self.names.items())


class Trace:
    """The calls that changed what lies under a folder, in order; see `recording`."""

    def __init__(self, root: Path, without: Safeguard | None) -> None:
        self.root = root
        self.before = Tree.at(root)
        self.events: list[Event] = []
        self.calls: list[tuple[str, str]] = []
        """Each call with the path that it is about."""
        self._without = without
        self._names = dict(self.before.names)
        self._open: dict[int, Path] = {}
        self._files = len(self._names)
        self._turn = threading.RLock()

    def note(self, what: object) -> None:
        """Write down what somebody is told now."""
        with self._turn:
            self.events.append(Note(what))

    def __call__(self, name: str, call: Call, *arguments: Any, **options: Any) -> Any:
        if name == "ftruncate" and self._without == "journal-cut":
            return None
        if changes_nothing(name, arguments[0]):
            return call(*arguments, **options)
        with self._turn:
            place = os.lseek(arguments[0], 0, os.SEEK_CUR) if name == "write" else 0
            result = call(*arguments, **options)
            if name == "open":
                self._open[result] = Path(arguments[0])
            path = self._path(arguments[0])
            if path.is_relative_to(self.root) and not self._left_out(name, path):
                self._take_down(name, path, arguments, place, result)
        return result

    def _path(self, target: object) -> Path:
        if isinstance(target, int):
            return self._open.get(target, Path(os.devnull))
        return Path(target)  # type: ignore[arg-type]

    def _left_out(self, name: str, path: Path) -> bool:
        """Return whether the call makes durable what is to be left to chance."""
        kind = "folder-fsync" if self._names.get(path) == FOLDER else "file-fsync"
        return name in ("fsync", "fdatasync") and kind == self._without

    def _take_down(self, name: str, path: Path, arguments: Any, place: int, result: Any) -> None:
        file = self._names.get(path, FOLDER)
        match name:
            case "open" if path not in self._names:
                self._files += 1
                self._name(path, self._files)
            case "open" if arguments[1] & os.O_TRUNC:
                self.events.append(Data(file, 0, None))
            case "open" if not arguments[1] & (os.O_WRONLY | os.O_RDWR):
                return
            case "write":
                self.events.append(Data(file, place, bytes(arguments[1])[:result]))
            case "ftruncate":
                self.events.append(Data(file, arguments[1], None))
            case "fsync" | "fdatasync":
                self.events.append(Sync(path if file == FOLDER else file))
            case "replace":
                self._name(path, None, Path(arguments[1]), file)
            case "unlink" | "rmdir":
                self._name(path, None)
            case "mkdir":
                self._name(path, FOLDER)
        self.calls.append((name, str(path)))

    def _name(self, path: Path, file: int | None, *moved: Any) -> None:
        event = Names(((path, file), *([moved] if moved else [])))
        self._names = Tree(self._names).after([event]).names
        self.events.append(event)


@contextmanager
def recording(root: Path, without: Safeguard | None = None) -> Iterator[Trace]:
    """Write down what a block does under ``root``; all that lies there before is durable.

    ``without`` takes a safeguard out: the calls that make files or folders durable are made but
    make nothing durable, or files are not cut.
    """
    trace = Trace(root, without)
    with through(trace):
        yield trace


@dataclass(frozen=True)
class CrashState:
    """One way in which the disk may be found after a crash."""

    tree: Tree
    told: Any
    """The newest note before the crash."""
    how: str


def crash_states(trace: Trace) -> Iterator[CrashState]:
    """Go through what a crash may leave at any moment from the first note on, each state once."""
    seen: set[object] = set()
    told: Any = None
    for end in range(1, len(trace.events) + 1):
        events = trace.events[:end]
        if isinstance(events[-1], Note):
            told = events[-1].what
        for kept, how in _kept(events):
            tree = trace.before.after(kept)
            key = (tree.key, repr(told))
            if key not in seen:
                seen.add(key)
                yield CrashState(tree, told, f"after {end} of {len(trace.events)} calls, {how}")


def _kept(events: Sequence[Event]) -> Iterator[tuple[list[Event], str]]:
    """Go through the ways in which a crash after ``events`` may keep them."""
    sure = {number for number, event in enumerate(events) if _is_sure(event, events[number:])}
    unsure = [number for number in range(len(events)) if number not in sure]
    names = [number for number in unsure if isinstance(events[number], Names)]
    data = [number for number in unsure if isinstance(events[number], Data)]
    for some in _subsets(names):
        for how, changed in _halves(events, data):
            kept = {**{number: events[number] for number in {*sure, *some}}, **changed}
            missing = len(names) - len(some)
            yield [kept[number] for number in sorted(kept)], f"{missing} names gone, data {how}"


def _is_sure(event: Event, later: Sequence[Event]) -> bool:
    synced = {one.target for one in later if isinstance(one, Sync)}
    match event:
        case Names(entries):
            return all(path.parent in synced for path, _file in entries)
        case Data(file):
            return file in synced
    return True


def _subsets(names: list[int]) -> Iterator[tuple[int, ...]]:
    """Go through the subsets of ``names``; of many, those with few in them or few missing."""
    for size in range(len(names) + 1):
        if len(names) <= MANY or size <= 1 or size >= len(names) - 1:
            yield from combinations(names, size)
        else:
            yield tuple(names[:size])


def _halves(events: Sequence[Event], data: list[int]) -> Iterator[tuple[str, dict[int, Event]]]:
    """Go through the ways in which unsure data may be there: whole, missing, in part."""
    whole = {number: events[number] for number in data}
    yield "whole", whole
    if not data:
        return
    yield "missing", {}
    *before, last = data
    newest = events[last]
    assert isinstance(newest, Data)
    early = {number: whole[number] for number in before}
    yield "without the last", early
    if newest.data is not None:
        half = len(newest.data) // 2
        noise = NOISE * (len(newest.data) // len(NOISE) + 1)
        for how, found in (
            ("cut", newest.data[:half]),
            ("with noise at the end", newest.data[:half] + noise[: len(newest.data) - half]),
            ("with noise at the start", noise[:half] + newest.data[half:]),
        ):
            yield how, {**early, last: replace(newest, data=found)}
