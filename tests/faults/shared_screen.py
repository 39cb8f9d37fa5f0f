"""Search all that a shared screen paints, and all that its widgets hold, for what is private.

Each field of what is private about the person, and of everything about anybody else, holds letters
that stand nowhere else. The whole program is walked in process, and the same keys are then pressed
in a real terminal, at several sizes::

    python -m tests.faults.shared_screen            finds nothing, else exits with 1
    python -m tests.faults.shared_screen --private  the same walk not shared: must find them
    python -m tests.faults.shared_screen --size 80x24 --start 9 --keys 50  a part alone
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import gc
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import repeat
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from agendas.shelf import Shelf
from agendas.words import speak
from screens.desk import Desk
from storage.store import Store
from tests.faults.replay import Replay
from tests.faults.sentinels import Sentinels, fill
from tests.faults.walk import QUITS, Start, Walk, Way, screen_kinds
from tui.app import SamtaleApp

LONGEST = 100_000
"""How many keys a walk presses at most."""
SIZES = {(80, 24): ((60, 20), (80, 24)), (160, 48): ((120, 36), (160, 48))}
"""The sizes to walk at in process, each with those to take the same ways at in a terminal."""
STARTS = (
    Start(words=("talk", "Kari")),
    Start(keys=("escape", "down", "f9")),
    Start(keys=("escape", "down", "enter", "full_stop", "f9")),
    Start(keys=("escape", "down", "p", "i", "ctrl+a", "ctrl+c", "f9")),
    Start(("talk", "Kari"), ("escape", "f", "m", "right", "enter", "e", "right", "enter")),
    Start(("talk", "Kari"), ("escape", "f", "m")),
    Start(("talk", "Kari"), ("ctrl+s",), broken_disk=True),
    Start(keys=("escape", "down", "enter", "down", "enter", "f9")),
    Start(keys=("escape", "down", "enter", "slash", *"person", "colon", *"kari", "f9")),
    Start(keys=("escape", "down", "enter", "f9", "slash", *"ord")),
    Start(keys=("escape", "down", "enter", "f9", "y", "enter")),
    Start(keys=("escape", "d", "down", "enter", "f9")),
    Start(keys=("escape", "d", "down", "enter", "f9", "escape")),
    Start(keys=("escape", "down", "p", "f9", "f", "end", "enter")),
    Start(keys=("escape", "down", "p", "f9", "l")),
    Start(keys=("escape", "down", "p", "f9", "a", "end", "enter")),
    Start(keys=("escape", "down", "f", "y", "f9")),
    Start(keys=("escape", "down", "f", "f9", "d")),
    Start(keys=("escape", "d", "f9")),
    Start(keys=("escape", "v", "f9")),
    Start(keys=("escape", "r", "f9")),
    Start(keys=("escape", "b", "f9")),
    Start(keys=("escape", "u", "f9")),
    Start(keys=("escape", "u", "n", "f9")),
    Start(keys=("escape", "comma", "f9")),
    Start(keys=("escape", "o", "f9")),
    *(
        Start(keys=("escape", key, "ctrl+p", *"kari", "enter", "f9", "escape"))
        for key in ("v", "r", "b", "u", "comma")
    ),
    Start(keys=("escape", "down", "l", "f9")),
    Start(keys=("escape", "down", "f", "y", "o", "f9")),
    Start(keys=("escape", "down", "f", "y", "k", "f9")),
)
"""The last 16 begin where F9 does nothing; a walk that starts there all the same tells."""
NEVER_SHARED = {
    "ListPathForm": "asks for a list of people: its key is not offered, and a form has no F9",
    "TeamImportScreen": "compares a list with everybody: it comes after that form",
    "NameForm": "asked at the first start, before anybody is in the team",
    "PassphraseForm": "asked at the first start, before anybody is in the team",
    "RecoveryKeyScreen": "comes after that form",
    "NoteForm": "writes in the log: its keys do nothing, and a form has no F9",
    "RaisingForm": "asks about a private note: none is under a cursor, and a form has no F9",
    "SetAsideForm": "asks about a private note: none is under a cursor, and a form has no F9",
    "ConflictScreen": "compares anybody's: its key is not offered, and F9 does nothing there",
    "RetentionScreen": "lists everybody: its key is not offered, and F9 does nothing there",
    "SettingForm": "opened on a screen that is never shared, and a form has no F9",
    "SettingsScreen": "is the manager's own: its key is not offered, and F9 does nothing there",
    "SummaryScreen": "sums up everybody: its key is not offered, and F9 does nothing there",
    "UnitGoalForm": "opened on a screen that is never shared, and a form has no F9",
    "UnitGoalsScreen": "names whose plans serve what: no key leads there, F9 does nothing there",
    "UnlockScreen": "comes before anything is read",
}
"""Screens that no key leads to while the screen is shared, and why."""


@dataclass
class Searched:
    """What was looked at, and what was found."""

    sentinels: Sentinels
    frames: int = 0
    widgets: int = 0
    strings: int = 0
    painted: int = 0
    found: Counter[str] = field(default_factory=Counter)
    on_top: set[str] = field(default_factory=set)
    """The names of the screens that were seen on top."""

    def look(self, app: SamtaleApp) -> None:
        """Search all that the widgets of all open screens hold, drawn or not."""
        self.frames += 1
        self.widgets += sum(len(screen.query("*")) for screen in app.screen_stack)
        here = type(app.screen).__name__
        self.on_top.add(here)
        for text in texts_held(app):
            self.strings += 1
            for place in self.sentinels.found(text):
                self._tell(f"{place} held on {here}")

    def read(self, raw: bytes) -> None:
        """Search what a terminal was sent."""
        self.painted += len(raw)
        text = raw.decode(errors="replace")
        for copied in re.findall(r"\x1b]52;[^;]*;([A-Za-z0-9+/=]+)", text):
            text += base64.b64decode(copied).decode(errors="replace")
        for place in self.sentinels.found(text):
            self._tell(f"{place} painted")

    def _tell(self, what: str) -> None:
        """Count a find; say it at once when it is the first of its kind, for a walk is long."""
        if what not in self.found:
            print(f"  found: {what}", flush=True)
        self.found[what] += 1


def texts_held(app: SamtaleApp) -> Iterator[str]:
    """Yield every text that can be reached from the open screens, or from the app's own.

    Not gone into: what the desk keeps, for that is where a widget would have to get it from; and
    the app, of which only what it shows itself is taken; and widgets that are removed, which
    Textual remembers in its layouts and never paints again.
    """
    queue: list[Any] = [*app.screen_stack, app._notifications, app.title, app.sub_title]
    queue.append(app.clipboard)
    seen: set[int] = set()
    while queue:
        one = queue.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if not_gone_into(type(one)) or (isinstance(one, Widget) and not one.is_attached):
            continue
        if isinstance(one, str):
            yield one
        elif isinstance(one, bytes):
            yield one.decode(errors="replace")
        elif isinstance(one, FunctionType):
            queue += [one.__closure__, one.__defaults__, one.__kwdefaults__]
        else:
            queue += gc.get_referents(one)


@cache
def not_gone_into(kind: type) -> bool:
    """Return whether objects of this kind are passed by; asked for each of very many objects."""
    of_asyncio = kind.__module__.split(".")[0] in ("asyncio", "_asyncio", "_contextvars")
    return of_asyncio or issubclass(
        kind, type | ModuleType | App | Desk | Store | Shelf | Stylesheet
    )


async def search(
    folder: Path,
    size: tuple[int, int],
    *,
    private: bool = False,
    starts: Sequence[Start] = STARTS,
    longest: int = LONGEST,
) -> tuple[Searched, Walk]:
    """Fill a home in ``folder`` and walk it in process, on a screen of ``size``."""
    sentinels = Sentinels()
    fill(folder, sentinels)
    searched = Searched(sentinels)
    walk = Walk(folder, size, searched.look, lambda app: private or bool(app.desk.shared_with))
    if private:
        starts = [replace(one, keys=(*one.keys, "f9", "y")) for one in starts]
    await walk.go(starts, longest)
    return searched, walk


def replayed(
    folder: Path, size: tuple[int, int], ways: Iterable[Way], searched: Searched, *, private: bool
) -> Replay:
    """Take the ways again in a real terminal, and search what it is sent."""
    replay = Replay(folder, size, while_shared=not private)
    for way in ways:
        searched.read(replay.take(way))
    return replay


@dataclass
class Walked:
    """What one walk came to."""

    searched: Searched
    visited: set[type]
    pressed: set[tuple[str, str]]
    crashes: list[str]
    said: str


def walked(size: tuple[int, int], private: bool, starts: Sequence[Start], longest: int) -> Walked:
    """Walk at a size in process, and take the ways again in terminals."""
    speak("nb")
    with tempfile.TemporaryDirectory() as place:
        os.environ["HOME"] = place
        folder = Path(place, "template", "home")
        searched, walk = asyncio.run(
            search(folder, size, private=private, starts=starts, longest=longest)
        )
        replays = [
            replayed(folder, one, walk.ways, searched, private=private) for one in SIZES[size]
        ]
    crashes = walk.crashes + [fault for replay in replays for fault in replay.faults]
    said = (
        f"{size[0]}×{size[1]}: {searched.frames} frames in process with {searched.widgets} widgets"
        f" and {searched.strings} texts; {sum(replay.frames for replay in replays)} frames in"
        f" {len(walk.ways) * len(replays)} terminals of {' and '.join(map(named, SIZES[size]))}"
        f" with {searched.painted} bytes; {sum(searched.found.values())} sentinels"
    )
    return Walked(searched, walk.visited, walk.pressed, crashes, said)


def named(size: tuple[int, int]) -> str:
    """Return a size as people write it."""
    return f"{size[0]}×{size[1]}"


def by_letters(size: tuple[int, int]) -> str:
    """Return a size as it is typed."""
    return f"{size[0]}x{size[1]}"


def not_walked(visited: set[type], pressed: set[tuple[str, str]]) -> list[str]:
    """Return the names of the screens that no walk came to, and of the keys that none pressed."""
    names = {kind.__name__ for kind in screen_kinds() - visited} - set(NEVER_SHARED)
    names |= {
        f"{kind.__name__} {key}"
        for kind in visited
        if kind.__name__ not in NEVER_SHARED
        for key, bindings in kind._merged_bindings.key_to_bindings.items()
        if any(one.id is not None and one.action not in QUITS for one in bindings)
        and (kind.__name__, key) not in pressed
    }
    return sorted(names)


def main() -> None:
    """Walk at each size, in process and in terminals; print what was searched and found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--private", action="store_true", help="leave shared mode first")
    parser.add_argument("--size", choices=list(map(by_letters, SIZES)), help="at this size only")
    parser.add_argument("--start", type=int, help="from the start of this number only")
    parser.add_argument("--keys", type=int, default=LONGEST, help="press so many at most")
    chosen = parser.parse_args()
    private, part = chosen.private, len(sys.argv) > 1 + chosen.private
    sizes = [one for one in SIZES if chosen.size in (None, by_letters(one))]
    starts = STARTS if chosen.start is None else STARTS[chosen.start : chosen.start + 1]
    found: Counter[str] = Counter()
    visited: set[type] = set()
    pressed: set[tuple[str, str]] = set()
    on_top: set[str] = set()
    crashes: list[str] = []
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for one in pool.map(walked, sizes, repeat(private), repeat(starts), repeat(chosen.keys)):
            found += one.searched.found
            visited |= one.visited
            pressed |= one.pressed
            on_top |= one.searched.on_top
            crashes += one.crashes
            print(one.said, flush=True)
    for what, times in found.most_common(40):
        print(f"  {what}: {times} times")
    for crash in crashes:
        print(f"  {crash}")
    missed = [] if part else not_walked(visited, pressed)
    print(f"{len(visited)} screens visited; not walked: {', '.join(missed) or 'nothing'}")
    if part:
        print("  a part alone, of which it is not asked what it left out")
    for name, why in NEVER_SHARED.items():
        print(f"  {name} {why}")
    wrong = [] if private else sorted(on_top & set(NEVER_SHARED))
    print(f"shared after all: {', '.join(wrong) or 'none of these'}")
    print(f"{sum(found.values())} sentinels found, {len(crashes)} crashes")
    sys.exit((not found) if private else bool(found or missed or wrong or crashes))


if __name__ == "__main__":
    main()
