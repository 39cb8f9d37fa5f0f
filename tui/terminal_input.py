"""What comes in from the terminal, taken whole: pastes, and bytes that are no text.

Two things that Textual's parser of a terminal's input does are mended here, at the one place
where the bytes come in. It takes an escape character inside a paste for the start of a key, and
types what follows ahead of the paste, line ends as Enter; and a byte that is no UTF-8, as from an
older terminal, ends the program.

A terminal is to take the mark of a paste's end out of what is pasted. One that does not leaves
no way to tell: what follows the mark comes in as keys.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Generator, Iterable
from functools import partial

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

from tui.ground import ANSWER


class WholePastes(XTermParser):
    """Textual's parser, which is shown the marks of a paste and nothing between them."""

    def __init__(self, debug: bool = False, *, typed: str = "", unanswered: bool = False) -> None:
        """Take what Textual's parser takes.

        ``typed`` came in before; with ``unanswered`` the terminal's answer about its ground may
        come yet, and is no key.
        """
        super().__init__(debug)
        self._typed = typed
        self._unanswered = unanswered
        self._before = ""
        """The last that came in, as it may be the first half of a mark."""
        self._pasted: list[str] | None = None

    def feed(self, data: str) -> Iterable[Message]:
        """Yield the events of what has come in; a paste is one, when it has ended."""
        if not data:
            yield from super().feed(data)
            return
        data, self._typed = self._typed + data, ""
        if self._unanswered and self._pasted is None:
            data, self._typed = self._without_answer(data)
        while data:
            data = yield from (self._keys(data) if self._pasted is None else self._paste(data))

    def _keys(self, data: str) -> Generator[Message, None, str]:
        """Yield the events up to the first paste, and return what is left."""
        seen, start, rest = (self._before + data).partition(BRACKETED_PASTE_START)
        self._before = "" if start else _last(seen)
        self._pasted = [] if start else None
        yield from super().feed(data[: len(data) - len(rest)])
        return rest

    def _paste(self, data: str) -> Generator[Message, None, str]:
        """Yield the paste if it ends here, and return what is left."""
        assert self._pasted is not None
        self._pasted.append(data)
        seen, end, rest = (self._before + data).partition(BRACKETED_PASTE_END)
        self._before = _last(seen)
        if end:
            whole = "".join(self._pasted)
            self._pasted, self._before = None, ""
            yield events.Paste(whole[: len(whole) - len(rest) - len(end)])
            closed = super().feed(end)
            yield from (event for event in closed if not isinstance(event, events.Paste))
        return rest

    def _without_answer(self, data: str) -> tuple[str, str]:
        """Return what is no answer about the ground, and what may be the first half of one."""
        if answer := ANSWER.search(data):
            self._unanswered = False
            return data[: answer.start()] + data[answer.end() :], ""
        half = _HALF_AN_ANSWER.search(data)
        return (data[: half.start()], data[half.start() :]) if half else (data, "")

    def tick(self) -> Iterable[Message]:
        """Yield what a pause makes of what has come in; half a mark or an answer is then none."""
        if self._typed:
            typed, self._typed = self._typed, ""
            unanswered, self._unanswered = self._unanswered, False
            yield from self.feed(typed)
            self._unanswered = unanswered
        for event in super().tick():
            self._before = ""
            yield event


def _last(seen: str) -> str:
    """Return as much of the end as can be the beginning of a mark."""
    return seen[1 - len(BRACKETED_PASTE_START) :]


_HALF_AN_ANSWER = re.compile(r"\x1b\](?:1(?:1(?:;[a-z0-9:/]*\x1b?)?)?)?$", re.IGNORECASE)


def take_input_whole(typed: str = "", *, unanswered: bool = False) -> None:
    """Have Textual read the terminal in this way, from now on; not on Windows."""
    if os.name == "nt":
        return
    from textual.drivers import linux_driver

    decoder = partial(codecs.getincrementaldecoder("utf-8"), "replace")
    vars(linux_driver).update(
        XTermParser=partial(WholePastes, typed=typed, unanswered=unanswered),
        getincrementaldecoder=lambda _encoding: decoder,
    )
