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
from collections.abc import Generator, Iterable
from functools import partial

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message


class WholePastes(XTermParser):
    """Textual's parser, which is shown the marks of a paste and nothing between them."""

    def __init__(self, debug: bool = False) -> None:
        """Take what Textual's parser takes."""
        super().__init__(debug)
        self._before = ""
        """The last that came in, as it may be the first half of a mark."""
        self._pasted: list[str] | None = None

    def feed(self, data: str) -> Iterable[Message]:
        """Yield the events of what has come in; a paste is one, when it has ended."""
        if not data:
            yield from super().feed(data)
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

    def tick(self) -> Iterable[Message]:
        """Yield what a pause makes of what has come in; half a mark is then none."""
        for event in super().tick():
            self._before = ""
            yield event


def _last(seen: str) -> str:
    """Return as much of the end as can be the beginning of a mark."""
    return seen[1 - len(BRACKETED_PASTE_START) :]


def take_input_whole() -> None:
    """Have Textual read the terminal in this way, from now on; not on Windows."""
    if os.name == "nt":
        return
    from textual.drivers import linux_driver

    decoder = partial(codecs.getincrementaldecoder("utf-8"), "replace")
    vars(linux_driver).update(
        XTermParser=WholePastes, getincrementaldecoder=lambda _encoding: decoder
    )
