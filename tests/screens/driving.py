"""Driving the app by its keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.pilot import Pilot

_NAMES = {
    " ": "space",
    "\n": "enter",
    "-": "minus",
    "+": "plus",
    ".": "full_stop",
    ":": "colon",
    ",": "comma",
}


async def write(pilot: Pilot[None], text: str) -> None:
    """Type a text as quickly as can be: all its keys are there before the first is taken."""
    for letter in text:
        pilot.app.post_message(events.Key(_NAMES.get(letter, letter), letter))
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, and let the app do what each one asks for."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def packet(app: App[None], *keys: str) -> None:
    """Give the app several keys at once, as a slow line does."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Let the app run until ``condition`` holds."""
    async with asyncio.timeout(5):
        while not condition():
            await pilot.pause()
