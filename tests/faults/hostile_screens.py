"""Put the hostile list in every field, look at every screen, and paste it into every text.

In each home every field holds another text of the list, and in the next home the one after it.
In process each cell on the screens is looked at, and each link; one home is walked by all keys,
also in a real terminal, of which each byte is looked at::

    python -m tests.faults.hostile_screens
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agendas.words import speak
from storage.home import Home
from storage.records import Conversation, Person, Preparation, Record, new_id
from storage.store import open_store
from storage.text import HIDDEN, clean
from tests.faults.replay import Replay, sequence
from tests.faults.walk import Start, Walk
from tests.hostile import TEXTS, large_paste
from tests.storage.filled import PERSON, RECORDS, with_texts
from tui.app import SamtaleApp, local_now

SIZE = (100, 30)
STARTS = (Start(), Start(keys=("enter", "full_stop")), Start(keys=("p",)))
VIEWS = (
    Start(keys=("i", "escape", "enter")),
    Start(keys=("enter", "full_stop")),
    Start(keys=("enter", "enter")),
    Start(keys=("p", "full_stop")),
    Start(keys=("p", "ctrl+s", "t")),
    Start(keys=("t", "f5")),
)
"""What is looked at in each home; a few keys are pressed from each."""
KEYS_EACH = 6
ALL_KEYS = 500
_RAW = re.compile(f"[{HIDDEN}\t\n]")
_PAINTED = re.compile(r"\x1b\[(?:\d+;\d+H|[\d;]*m)|[^\x00-\x1f\x7f-\x9f]+")
"""What a frame is made of: places, colours and text."""
_COMMAND = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.|.", re.DOTALL
)
_PLAIN_COLOURS = re.compile(r"\x1b\[(?:3[0-7]|4[0-7])m")
_COPIED = re.compile(r"\x1b\]52;c;(?!aGVscA==)[A-Za-z0-9+/=]*\x07")
"""What the copy key sends: letters and digits only; not what the list has."""
_OWN_CLICK = re.compile(r"app\.simulate_key\('[\w+]+'\)")


@dataclass
class Tally:
    """What was tried, and what was found."""

    tried: int = 0
    frames: int = 0
    painted: int = 0
    pasted: int = 0
    slowest: float = 0.0
    found: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Add what was tried and found elsewhere."""
        self.tried += other.tried
        self.frames += other.frames
        self.painted += other.painted
        self.pasted += other.pasted
        self.slowest = max(self.slowest, other.slowest)
        self.found += other.found

    def look(self, app: SamtaleApp) -> None:
        """Search every cell on the screen for what commands a terminal, hides, or obeys a click."""
        self.frames += 1
        here = type(app.screen).__name__
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                if not segment.control and (raw := _RAW.search(segment.text)):
                    self.found[f"raw {raw[0]!a} on {here}"] += 1
                click = segment.style.meta.get("@click") if segment.style else None
                if click is not None and not _OWN_CLICK.fullmatch(str(click)):
                    self.found[f"obeyed {click!a} on {here}"] += 1

    def read(self, raw: bytes, known: set[str]) -> None:
        """Search what a terminal was sent for commands beside the ``known`` ones."""
        self.painted += len(raw)
        for command in commands(raw) - known:
            self.found[f"raw {command!a} painted"] += 1


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


def fill(folder: Path, number: int | None) -> int:
    """Write the home of that number to ``folder``, or a harmless one; return how many fields."""
    texts = [clean(text) for text in TEXTS.values()]
    places = itertools.count()

    def text(_path: str) -> str:
        place = next(places)
        return "ord" if number is None else texts[(place + number) % len(texts)]

    home = Home.at(folder)
    home.prepare()
    store = open_store(home, local_now)
    for record in _records(text):
        store.save(record)
    store.close()
    (home.config / "settings.toml").write_text('name = "Siri Berg"\nlanguage = "nb"\n')
    return next(places)


def _records(text: Any) -> Iterator[Record]:
    for kind in RECORDS:
        record: Any = with_texts(kind, text)
        record.id = PERSON if kind is Person else new_id()
        if kind is Conversation:
            yield record
            record = with_texts(kind, text)
            record.id, record.state = new_id(), "prepared"
            record.started_at = record.ended_at = record.clock = None
            record.answers = record.versions = ()
            talk = record.id
        if kind is Preparation:
            record.id = talk
        yield record


async def viewed(folder: Path, number: int) -> Tally:
    """Fill the home of that number, and look at it from each of the views."""
    tally = Tally(fill(folder, number))
    walk = Walk(folder, SIZE, tally.look)
    for view in VIEWS:
        await walk.go([view], walk.length + KEYS_EACH)
    tally.found.update(f"crash {crash}" for crash in walk.crashes)
    return tally


def look_at(numbers: list[int]) -> Tally:
    """Look at the homes of these numbers."""
    speak("nb")
    tally = Tally()
    for number in numbers:
        with tempfile.TemporaryDirectory() as place:
            os.environ["HOME"] = place
            tally.add(asyncio.run(viewed(Path(place, "home"), number)))
    return tally


def walk_all(number: int) -> Tally:
    """Press all keys in the home of that number, in process and in terminals, and paste."""
    speak("nb")
    with tempfile.TemporaryDirectory() as place:
        os.environ["HOME"] = place
        harmless, hostile = Path(place, "harmless", "home"), Path(place, "hostile", "home")
        fill(harmless, None)
        tally = Tally(fill(hostile, number))
        walk = Walk(hostile, SIZE, tally.look)
        asyncio.run(walk.go(STARTS, ALL_KEYS))
        tally.found.update(f"crash {crash}" for crash in walk.crashes)
        known = set().union(*(commands(Replay(harmless, SIZE).take(way)) for way in walk.ways))
        replay = Replay(hostile, SIZE)
        for way in walk.ways:
            tally.read(replay.take(way), known)
        tally.found.update(f"crash, status {status}" for status in replay.statuses if status)
        paste(harmless, walk, known, tally)
    return tally


def paste(folder: Path, walk: Walk, known: set[str], tally: Tally) -> None:
    """Paste the list into one text of each kind that the walk came to, and ten megabytes.

    The end of a paste is not among it: it is the terminal that takes it out.
    """
    kinds = {state[2]: way for state, way in walk.texts.items()}
    for way in kinds.values():
        replay = Replay(folder, SIZE)
        with replay.opened(way) as (app, _home):
            for name, text in TEXTS.items():
                if name != "the end of a paste":
                    tally.pasted += 1
                    app.paste(text.encode(errors="replace").decode())
                    app.repaint(SIZE[0] + tally.pasted % 2, SIZE[1])
            app.paste(large_paste())
            began = time.monotonic()
            app.send(sequence("f1"))
            app.wait_for_text("Overalt på denne skjermen", seconds=120)
            tally.slowest = max(tally.slowest, time.monotonic() - began)
            tally.read(bytes(app.raw), known)


def main() -> None:
    """Print what was tried and found; exit with 1 when anything was painted raw or obeyed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--homes", type=int, default=len(TEXTS), help="of all: %(default)s")
    homes = range(parser.parse_args().homes)
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        walked = pool.submit(walk_all, 0)
        tally = Tally()
        for one in pool.map(look_at, [[number] for number in homes]):
            tally.add(one)
        tally.add(walked.result())
    for what, times in tally.found.most_common(40):
        print(f"  {what}: {times} times")
    print(
        f"{tally.tried} fields filled from {len(TEXTS)} texts, {tally.frames} frames in process,"
        f" {tally.painted} bytes in terminals, {tally.pasted} pastes; after ten megabytes the help"
        f" stands in {tally.slowest:.1f} s; {sum(tally.found.values())} found"
    )
    sys.exit(bool(tally.found))


if __name__ == "__main__":
    main()
