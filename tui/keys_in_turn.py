"""Keys that are taken in one at a time: each where the one before it has led to."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

from screens.leaving import when_told

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.widget import Widget

LED_WITHIN = 2.0
"""Seconds that the keys after one wait at most for what it leads to."""


class KeysInTurn(App[None]):
    """An app in which no key goes to a screen that the key before it leaves.

    Textual hands a key at once to the widget that has the focus, and finds out later what the key
    before it leads to. Over a slow line, or on a busy machine, the name for a new form would be
    commands in the list beneath it.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Let what is typed wait until there is a screen for it."""
        super().__init__(ansi_color=ansi_color)
        self._typed: deque[events.Event] = deque()
        """What was typed and is not taken in yet, the oldest first."""
        self._waiting = True
        """Whether what is typed waits for what comes of the key before it."""
        self._led: asyncio.Task[None] | None = None
        """The wait for that; None before there is a screen."""

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed wait for its turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            if not self._waiting:
                await self._take_typed()
        else:
            await super().on_event(event)

    @property
    def in_use(self) -> Widget:
        """Where keys go."""
        return self.focused or self.screen

    def take_keys(self) -> None:
        """Take in what was typed, and what will be, as soon as the screen stands."""
        self._led = asyncio.create_task(self._go_on_when_led())

    async def all_taken(self) -> None:
        """Wait until what was typed up to now is taken in, or the app is left by it."""
        await told(self)
        while self._led and self._waiting and not self._exit:
            await self._led
            await told(self)
        if not self._exit:
            await told(self.in_use)

    async def _take_typed(self) -> None:
        """Take in what was typed, up to a key that may lead elsewhere."""
        self._waiting = False
        while self._typed and not self._waiting:
            event = self._typed.popleft()
            self._waiting = not self._is_written(event)
            await super().on_event(event)
        if self._waiting:
            self.take_keys()

    def _is_written(self, event: events.Event) -> bool:
        """Return whether something is text where it goes, and leads nowhere."""
        if isinstance(event, events.Key):
            return self.in_use.check_consume_key(event.key, event.character)
        return True

    async def _go_on_when_led(self) -> None:
        """Take in what comes next when the last key is done, and so is all that it has opened."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LED_WITHIN):
                asked: list[Widget] = []
                while asked[-2:] != [self.in_use] * 2:  # a key may be a message before it leads on
                    asked.append(self.in_use)
                    await told(self.in_use)
                    await asyncio.sleep(0)  # for the worker that a key has set to work
        self.call_later(self._take_typed)


async def told(node: DOMNode) -> None:
    """Wait until what was typed into ``node`` is taken in, and all around it know of it."""
    done = asyncio.Event()
    when_told(node, done.set)
    await done.wait()
