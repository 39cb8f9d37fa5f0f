"""Put the hostile list in every field, look at every screen, and type and paste it everywhere.

In process each cell of the screens is looked at, and each link. Every text stands in every field
of one of the homes, and is pasted and typed in every place of the screens where something can be
written. The same keys are then pressed in real terminals, of which each byte is looked at, and all
of the list and ten megabytes are pasted there::

    python -m tests.faults.hostile_screens
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from textual import events
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from agendas.words import speak
from storage.text import HIDDEN
from tests.faults.hostile_home import NOT_SEEN, WAYS, fill
from tests.faults.replay import LEAVE, Replay
from tests.faults.walk import Start, Walk, Way, screen_kinds, takes_text
from tests.hostile import TEXTS, large_paste
from tests.screens.driving import press
from tui.app import SamtaleApp
from tui.terminal_input import WholePastes

SIZES = ((100, 32), (76, 24))
"""Of the screens, home by home in turn."""
IN_TERMINALS = 2
"""How many of the homes are also looked at in terminals."""
TYPED = 30
"""Characters of each text that are typed everywhere."""
STARTS = (Start(), Start(keys=("enter", "full_stop")), Start(keys=("p",)))
"""Where all keys are pressed, in one home, and how many."""
ALL_KEYS = 400
_LAST = ("the end of a paste",)
"""What comes after the mark of a paste's end are keys, and leads elsewhere."""
_RAW = re.compile(f"[{HIDDEN}\t\n]")
_PAINTED = re.compile(r"\x1b\[(?:\d+;\d+H|[\d;]*m)|[^\x00-\x1f\x7f-\x9f]+")
"""What a frame is made of: places, colours and text."""
_COMMAND = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.|.", re.DOTALL
)
_PLAIN_COLOURS = re.compile(r"\x1b\[(?:3[0-7]|4[0-7])m")
_COPIED = re.compile(r"\x1b\]52;c;(?!aGVscA==)[A-Za-z0-9+/=]*\x07")
"""What the copy key sends: letters and digits only; not what the list has."""
_OFFERED = re.compile(r"samtale-[0-9a-z]{26}\.md")
"""The copy of a talk that can't be saved, where Enter writes it unless another place is typed."""
_OWN_CLICK = re.compile(r"app\.simulate_key\('[\w+]+'\)")


@dataclass
class Tally:
    """What was tried, and what was found."""

    kept: int = 0
    """Texts in fields of homes."""
    pasted: int = 0
    typed: int = 0
    frames: int = 0
    painted: int = 0
    """Bytes in terminals."""
    slowest: float = 0.0
    """Seconds until a terminal shows a letter that is typed after ten megabytes."""
    places: Counter[str] = field(default_factory=Counter)
    """How often each place where something can be written was written in."""
    visited: set[type] = field(default_factory=set)
    found: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Add what was tried and found elsewhere."""
        self.kept += other.kept
        self.pasted += other.pasted
        self.typed += other.typed
        self.frames += other.frames
        self.painted += other.painted
        self.slowest = max(self.slowest, other.slowest)
        self.places += other.places
        self.visited |= other.visited
        self.found += other.found

    def look(self, app: SamtaleApp) -> None:
        """Search every cell on the screen for what commands a terminal, hides, or obeys a click."""
        self.frames += 1
        self.visited |= {type(screen) for screen in app.screen_stack}
        here = type(app.screen).__name__
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                if not segment.control and (raw := _RAW.search(segment.text)):
                    self.found[f"raw {raw[0]!a} on {here}"] += 1
                if segment.style is not None:
                    click, link = segment.style.meta.get("@click"), segment.style.link
                    if click is not None and not _OWN_CLICK.fullmatch(str(click)):
                        self.found[f"obeyed {click!a} on {here}"] += 1
                    if link is not None:
                        self.found[f"obeyed a link to {link!a} on {here}"] += 1

    def read(self, raw: bytes, known: set[str]) -> None:
        """Search what a terminal was sent for commands beside the ``known`` ones."""
        self.painted += len(raw)
        for command in commands(raw) - known:
            self.found[f"raw {command!a} painted"] += 1

    def __str__(self) -> str:
        """Return the figures, without what is found by name."""
        kinds = Counter[str]()
        for what, times in self.found.items():
            kinds[what.split()[0]] += times
        return (
            f"{self.kept + self.pasted + self.typed} tried: {self.kept} kept in fields,"
            f" {self.pasted} pasted and {self.typed} typed in {len(self.places)} places;"
            f" {self.frames} frames of {len(self.visited)} screens and {self.painted} bytes in"
            f" terminals; {kinds['raw']} raw control characters, {kinds['crash']} crashes,"
            f" {kinds['obeyed']} obeyed; a letter after ten megabytes came in {self.slowest:.0f} s"
        )


def commands(raw: bytes) -> set[str]:
    """Return what a terminal was sent beside text, colours and places, each once."""
    text = _COPIED.sub("", raw.decode(errors="replace"))
    found = {one[0] for one in re.finditer(f"[{HIDDEN}]", text)} - {"\x1b", "\r", "\x07"}
    found |= set(_PLAIN_COLOURS.findall(text))
    at = 0
    while at < len(text):
        one = _PAINTED.match(text, at) or _COMMAND.match(text, at)
        assert one is not None
        if one.re is _COMMAND:
            found.add(one[0])
        at = one.end()
    return found


_TEXTS = list(TEXTS.values())


@contextmanager
def _elsewhere() -> Iterator[Path]:
    """Yield a folder that is one's home, in bokmål; nothing may be left there beside homes."""
    speak("nb")
    with tempfile.TemporaryDirectory() as place:
        os.environ["HOME"] = place
        yield Path(place)


async def look_along(walk: Walk, way: Way, number: int, tally: Tally) -> None:
    """Go a way, look after each key, and write in each place where something can be written.

    At the end the text of that number is typed whole, with what in it are keys.
    """
    pressed: list[str] = []
    written: set[str] = set()
    try:
        async with walk.opened(way.start) as pilot:
            pilot.app.animation_level = "none"
            tally.look(pilot.app)
            await _write(pilot, number, written, tally)
            for key in way.keys:
                pressed.append(key)
                await press(pilot, key)
                tally.look(pilot.app)
                await _write(pilot, number, written, tally)
            if takes_text(pilot.app):
                for event in _typed(_TEXTS[number]):
                    pilot.app.post_message(event)
                await pilot.pause()
                tally.typed += 1
                if pilot.app.is_running:
                    tally.look(pilot.app)
    except Exception as error:
        tally.found[f"crash {type(error).__name__} after {' '.join(pressed)}"] += 1
    tally.places.update(written)


async def _write(pilot: Pilot[None], number: int, written: set[str], tally: Tally) -> None:
    """Paste and type a text in each new place on the screen, and put back what stood there.

    The first place gets the text of that number, the others those after it.
    """
    screen = pilot.app.screen
    places = {
        f"{type(screen).__name__} {one.id or getattr(one, 'side', '')}": one
        for one in screen.query("Input, TextArea").results(Input | TextArea)
        if one.display and one.focusable
    }
    before = {one: _text_of(one) for place, one in places.items() if place not in written}
    for text, one in zip(islice(cycle(_TEXTS), number, None), before, strict=False):
        one.select_all()
        one.post_message(events.Paste(text))
        for event in _typed(re.sub(r"[\x00-\x1f\x7f]", "", text)[:TYPED]):
            one.post_message(event)
    if before:
        written |= set(places)
        await pilot.pause()
        tally.pasted += len(before)
        tally.typed += len(before)
        tally.look(pilot.app)
    for one, text in before.items():
        if isinstance(one, Input):
            one.value = text
        else:
            one.text = text


def _text_of(place: Input | TextArea) -> str:
    return place.value if isinstance(place, Input) else place.text


def _typed(text: str) -> list[Message]:
    """Return the events of what comes in from a terminal."""
    return list(WholePastes().feed(text)) if text else []


def look_at(number: int) -> Tally:
    """Look at the home of this number, in process."""
    with _elsewhere() as place:
        home = place / "home"
        tally = Tally(fill(home, number))
        walk = Walk(home, SIZES[number % len(SIZES)], tally.look)
        for way in WAYS:
            asyncio.run(look_along(walk, way, number, tally))
        for left in place.iterdir():
            if not left.name.startswith(home.name) and not _OFFERED.fullmatch(left.name):
                tally.found[f"obeyed: wrote {left.name!a}"] += 1
    gc.collect()
    return tally


def press_all(number: int) -> Tally:
    """Press all keys that can be reached in the home of this number, in process."""
    with _elsewhere() as place:
        tally = Tally(fill(place / "home", number))
        walk = Walk(place / "home", SIZES[0], tally.look)
        asyncio.run(walk.go(STARTS, ALL_KEYS))
        tally.found.update(f"crash {crash}" for crash in walk.crashes)
    return tally


def replay(number: int) -> Tally:
    """Look at the home of this number in a terminal, and hold it against a harmless one."""
    size = SIZES[number % len(SIZES)]
    with _elsewhere() as place:
        harmless, hostile = Replay(place / "harmless", size), Replay(place / "hostile", size)
        fill(place / "harmless", None)
        tally = Tally(fill(place / "hostile", number))
        for way in WAYS:
            tally.read(hostile.take(way), commands(harmless.take(way)))
        tally.found.update(f"crash, {fault}" for fault in hostile.faults)
    return tally


def paste(way: Way) -> Tally:
    """Paste the list at the end of a way in a terminal, then ten megabytes, then a paste's end."""
    tally = Tally()
    columns, rows = SIZES[0]
    with _elsewhere() as place:
        fill(place / "home", None)
        replay = Replay(place / "home", SIZES[0])
        known = commands(replay.take(way))
        with replay.opened(way) as (app, _home):
            opened = len(app.raw)
            for name, text in TEXTS.items():
                if name not in _LAST:
                    app.paste(text.encode(errors="replace").decode())
                    tally.pasted += 1
                    app.repaint(columns + tally.pasted % 2, rows)
            began = time.monotonic()
            app.paste(large_paste())
            app.type("Ω")
            app.wait_for_text("Ω", seconds=120)
            tally.slowest = time.monotonic() - began
            for name in _LAST:
                app.paste(TEXTS[name])
                app.repaint(columns - 1, rows)
            tally.pasted += 1 + len(_LAST)
            app.send(LEAVE)
            if status := app.exit_status(seconds=60):
                tally.found[f"crash, status {status} after a paste"] += 1
            tally.read(bytes(app.raw[opened:]), known)
    return tally


WAYS_TO_TEXTS = (
    Way(Start(keys=("t",))),
    Way(Start(keys=("i",))),
    Way(Start(keys=("p", "full_stop", "i"))),
    Way(Start(keys=("slash",))),
)
"""To one place of each kind where something can be written."""


def tried(homes: int, terminals: int) -> Iterator[Tally]:
    """Yield what each part came to; they are gone through beside each other."""
    work: list[tuple[Callable[..., Tally], object]] = [(paste, way) for way in WAYS_TO_TEXTS]
    work += [(press_all, 0)]
    work += [(replay, number * len(TEXTS) // terminals) for number in range(terminals)]
    work += [(look_at, number) for number in range(homes)]
    # Driving a screen waits for the app more than it computes. A third of the computing would be
    # the collection of garbage; once after each home is enough.
    workers = 2 * (os.cpu_count() or 1)
    with ProcessPoolExecutor(max_workers=workers, initializer=gc.disable) as pool:
        for part in [pool.submit(do, what) for do, what in work]:
            yield part.result()


def main() -> None:
    """Print what was tried and found; exit with 1 when anything was painted raw or obeyed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--homes", type=int, default=len(TEXTS), help="of all: %(default)s")
    homes = parser.parse_args().homes
    tally = Tally()
    for one in tried(homes, IN_TERMINALS):
        tally.add(one)
    for what, times in tally.found.most_common(40):
        print(f"  {what}: {times} times")
    missed = {kind.__name__ for kind in screen_kinds() - tally.visited} - set(NOT_SEEN)
    missed |= {place for place, times in tally.places.items() if times < homes}
    print(f"not seen: {', '.join(sorted(missed)) or 'nothing'}")
    for name, why in NOT_SEEN.items():
        print(f"  {name} {why}")
    print(tally)
    sys.exit(bool(tally.found or missed))


if __name__ == "__main__":
    main()
