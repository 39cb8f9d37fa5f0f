"""Press keys at random, one by one and all in one packet, and compare what comes of both.

Over a slow line, or on a busy machine, many keys are there before the first is done. Where they
lead must not depend on that: screens, focus, text and documents must be the same::

    python -m tests.every_way.in_one_packet [--times 150] [--seed 1]

Exits with 1 on a difference; a seed makes the same keys again.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.every_way.giving import STARTS, at_rest, came_of
from tests.scenes import Scene
from tests.screens.driving import packet
from tui.app import SamtaleApp

LETTERS = (*"abcdefghijklmnopqrstuvwxyzæøå", "space", "comma", "slash", "full_stop")
MOVING = ("tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pagedown")
OTHERS = (*(f"f{number}" for number in range(1, 10)), "backspace", "delete")
COMMANDS = ("ctrl+j", "ctrl+s", "ctrl+p", "ctrl+r", "ctrl+t")
KEYS = (*LETTERS * 2, *("enter", "escape") * 14, *MOVING * 2, *OTHERS * 2, *COMMANDS * 2)
"""Each as often as it is likely to be pressed."""


async def one_by_one(app: SamtaleApp, keys: Sequence[str]) -> None:
    """Press each key when all has come to rest that the one before led to."""
    for key in keys:
        packet(app, key)
        await at_rest(app)


async def at_once(app: SamtaleApp, keys: Sequence[str]) -> None:
    """Press all keys before the first is taken."""
    packet(app, *keys)
    await app.all_taken()


async def differences(scene: Scene, keys: Sequence[str], folder: Path) -> list[str]:
    """Return what is not the same, a line each."""
    found = [
        await came_of(scene, folder, lambda app, press=press: press(app, keys))  # type: ignore[misc]
        for press in (one_by_one, at_once)
    ]
    return [*found[1].differs(found[0])]


def drawn(chance: random.Random, times: int) -> Iterator[tuple[str, list[str]]]:
    """Go through scenes and keys."""
    for _number in range(times):
        yield chance.choice(list(STARTS)), chance.choices(KEYS, k=chance.randint(4, 14))


async def walked(chance: random.Random, times: int, folder: Path) -> int:
    """Press keys so many times; say where there is a difference, and return how often."""
    wrong = 0
    for name, keys in drawn(chance, times):
        if not await differences(STARTS[name], keys, folder):
            continue
        if found := await differences(STARTS[name], keys, folder):  # looked at too soon, else
            wrong += 1
            print(f"{name}: {' '.join(keys)}", *found, sep="\n  ", flush=True)
    return wrong


def main() -> None:
    """Press, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    os.environ |= {"EDITOR": "true", "SSH_CONNECTION": "no clipboard of ours"}
    with tempfile.TemporaryDirectory() as place:
        chance = random.Random(chosen.seed)
        wrong = asyncio.run(walked(chance, chosen.times, Path(place, "stage")))
    print(f"{chosen.times} rows of keys in one packet and one by one; {wrong} came to another end")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
