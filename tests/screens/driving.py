"""Driving the app by its keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from unittest import mock

from textual import events
from textual.app import App
from textual.pilot import Pilot

from screens.desk import Desk
from screens.frame import Frame
from storage.errors import StoreError
from tui.app import SamtaleApp
from tui.keys_in_turn import KeysInTurn

NO_ROOM = "There is no room on the disk."

_NAMES = {
    " ": "space",
    "\n": "enter",
    "-": "minus",
    "+": "plus",
    ".": "full_stop",
    ":": "colon",
    ",": "comma",
    "/": "slash",
}
_LETTERS = {name: letter for letter, name in _NAMES.items() if name != "enter"}


@asynccontextmanager
async def working(
    desk: Desk, *keys: str, talk_with: str | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[SamtaleApp, Pilot[None]]]:
    """Open the app at ``desk`` and press keys."""
    app = SamtaleApp(desk, talk_with=talk_with)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, *keys)
        yield app, pilot


async def write(pilot: Pilot[None], text: str) -> None:
    """Type a text as quickly as can be: all its keys are there before the first is taken."""
    for letter in text:
        pilot.app.post_message(events.Key(_NAMES.get(letter, letter), letter))
    await taken(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, and let the app do what each one asks for."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Let the app do what it was asked for, also what it does beside the screen."""
    app = pilot.app
    await taken(pilot)
    while app.is_running and any(
        screen.at_work for screen in app.screen_stack if isinstance(screen, Frame)
    ):
        await pilot.pause()


async def taken(pilot: Pilot[None]) -> None:
    """Let the app take in all that was typed, and paint what it led to."""
    if isinstance(pilot.app, KeysInTurn):
        await pilot.app.all_taken()
    await pilot.pause()


def packet(app: App[None], *keys: str) -> None:
    """Give the app several keys at once, as a slow line does."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else _LETTERS.get(key)))


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Let the app run until ``condition`` holds; patient, for a slow and crowded machine."""
    async with asyncio.timeout(20):
        while not condition():
            await pilot.pause()


@contextmanager
def full_disk(desk: Desk) -> Iterator[None]:
    """Let nothing be saved meanwhile."""
    with mock.patch.object(desk.store, "save", side_effect=StoreError(NO_ROOM)):
        yield
