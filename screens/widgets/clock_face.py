"""The time left of the topic, large enough for two people to see."""

from __future__ import annotations

import datetime as dt
from typing import cast

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from agendas.clock import MINUTE, Clock
from agendas.words import _
from screens.clock_words import end_words, left_words, pace_words, time_left
from screens.large_digits import large, medium
from screens.painting import shorten, spread

_SHORTEST_PURPOSE = 14
"""The cells below which a purpose says nothing."""
_COLOUR = {"calm": "$time", "near": "$time", "over": "$late"}


class ClockFace(Widget):
    """Time left, planned length, pace and projected end; calm, near the end, or over.

    Large beside its words; with the class ``-large`` larger, above them; with ``-strip`` all of it
    on one line.
    """

    DEFAULT_CSS = """
    ClockFace { height: auto; layout: grid; grid-size: 2 2; grid-columns: auto 1fr;
                grid-rows: 3 1; }
    ClockFace #digits { width: auto; min-width: 13; padding-right: 1; color: $time; }
    ClockFace #digits.over { color: $late; }
    ClockFace #words { text-wrap: nowrap; text-overflow: ellipsis; }
    ClockFace #bar { column-span: 2; }
    ClockFace #strip { display: none; height: 1; }
    ClockFace #large { display: none; height: 5; color: $time; }
    ClockFace #large.over { color: $late; }
    ClockFace.-large { layout: vertical; }
    ClockFace.-large #digits { display: none; }
    ClockFace.-large #large { display: block; }
    ClockFace.-large #words { height: 3; margin: 1 0; }
    ClockFace.-large #bar { height: 1; }
    ClockFace.-strip { layout: vertical; height: 1; }
    ClockFace.-strip > * { display: none; }
    ClockFace.-strip #strip { display: block; }
    """

    def __init__(self, purpose: str = "") -> None:
        """Show no time yet; ``purpose`` stands beside it where all is on one line."""
        super().__init__()
        self._purpose = purpose

    def compose(self) -> ComposeResult:
        """Lay out the digits, the words beside them and the bar below; the strip if narrow."""
        yield Static(Content(""), id="digits")
        yield Static(Content(""), id="large")
        yield Static(Content(""), id="words")
        yield Static(Content(""), id="bar")
        yield Static(Content(""), id="strip")

    _shown: tuple[Clock, dt.datetime] | None = None
    _letters = 0
    """How many letters the time is written in, on which the width of the digits depends."""

    def on_resize(self) -> None:
        """Draw the bar for the new width."""
        if self._shown is not None:
            self.show(*self._shown)

    def show(self, clock: Clock, now: dt.datetime) -> None:
        """Show ``clock`` as it stands at ``now``."""
        self._shown = clock, now
        left = time_left(clock)
        digits = self._put("#digits", Content(medium(left))).set_class(clock.over, "over")
        if len(left) != self._letters:
            self._letters = len(left)
            digits.refresh(layout=True)
        self._put("#large", Content(large(left, self.size.width))).set_class(clock.over, "over")
        words = self._words(clock, now)
        self._put("#words", Content("\n").join(words))
        self._put("#bar", self._bar(clock))
        colour = "bold " + _COLOUR[clock.phase]
        strip = Content(" · ").join(words).stylize("$muted")
        line = Content.assemble((left, colour), " ", strip)
        self._put("#strip", self._beside(line))

    def _put(self, where: str, content: Content) -> Static:
        """Show ``content`` in a part, which is painted anew only where it says something else."""
        part = self.query_one(where, Static)
        if not content.is_same(cast(Content, part.content)):
            part.update(content, layout=False)
        return part

    def _beside(self, line: Content) -> Content:
        """Return the one line with the purpose at its end, as much of it as there is room for."""
        room = self.size.width - line.cell_length - 2
        if not self._purpose or room < _SHORTEST_PURPOSE:
            return line
        purpose = shorten(f"{_('Purpose')}: {self._purpose}", room, "$muted")
        return spread(line, purpose, self.size.width)

    @staticmethod
    def _words(clock: Clock, now: dt.datetime) -> list[Content]:
        """Return how the time left is to be read, the pace, and the projected end."""
        colour = _COLOUR[clock.phase] if clock.phase != "calm" else ""
        left = Content.styled(left_words(clock), colour if clock.running else "bold $time")
        pace = Content.styled(pace_words(clock), _pace_colour(clock))
        return [left, pace, Content.styled(end_words(clock, now), "$muted")]

    def _bar(self, clock: Clock) -> Content:
        """Return how much of the topic's time is spent, as a line."""
        width = max(self.size.width, 1)
        planned = clock.planned[clock.current] or 1
        filled = min(round(width * clock.spent[clock.current] / planned), width)
        return Content.assemble(
            ("━" * filled, _COLOUR[clock.phase]), ("━" * (width - filled), "$border")
        )


def _pace_colour(clock: Clock) -> str:
    if abs(clock.ahead) < MINUTE:
        return "$muted"
    return "$good" if clock.ahead > 0 else "$time"
