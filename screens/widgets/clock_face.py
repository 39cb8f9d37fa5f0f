"""The time left of the topic, large enough for two people to see."""

from __future__ import annotations

import datetime as dt

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from agendas.clock import Clock
from agendas.words import _, ngettext
from screens.large_digits import large
from screens.painting import shorten, spread

_SHORTEST_PURPOSE = 14
"""The cells below which a purpose says nothing."""
_COLOUR = {"calm": "$time", "near": "$time", "over": "$late"}


def minutes_and_seconds(seconds: float) -> str:
    """Return seconds as ``4:18``; the sign is left out."""
    whole = int(abs(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def pace(clock: Clock) -> Content:
    """Return the pace in words, coloured by what it means."""
    minutes = int(abs(clock.ahead) // 60)
    if minutes == 0:
        return Content.styled(_("on schedule"), "$muted")
    if clock.ahead > 0:
        return Content.styled(ngettext("{n} min ahead", "{n} min ahead", minutes), "$good")
    return Content.styled(ngettext("{n} min behind", "{n} min behind", minutes), "$time")


class ClockFace(Widget):
    """Time left, planned length, pace and projected end; calm, near the end, or over.

    Large beside its words; with the class ``-large`` larger, above them; with ``-strip`` all of it
    on one line.
    """

    DEFAULT_CSS = """
    ClockFace { height: auto; layout: grid; grid-size: 2 2; grid-columns: auto 1fr;
                grid-rows: 3 1; }
    ClockFace Digits { width: auto; min-width: 13; padding-right: 1; color: $time; }
    ClockFace Digits.over { color: $late; }
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
        yield Digits("", id="digits")
        yield Static("", id="large", markup=False)
        yield Static("", id="words")
        yield Static("", id="bar")
        yield Static("", id="strip")

    _shown: tuple[Clock, dt.datetime] | None = None

    def on_resize(self) -> None:
        """Draw the bar for the new width."""
        if self._shown is not None:
            self.show(*self._shown)

    def show(self, clock: Clock, now: dt.datetime) -> None:
        """Show ``clock`` as it stands at ``now``."""
        self._shown = clock, now
        digits = self.query_one(Digits)
        sign = "+" if clock.over else ""
        time_left = sign + minutes_and_seconds(clock.left)
        if digits.value != time_left:
            digits.update(time_left)
        digits.set_class(clock.over, "over")
        letters = self.query_one("#large", Static)
        letters.update(large(time_left, self.size.width), layout=False)
        letters.set_class(clock.over, "over")
        words = self._words(clock, now)
        self.query_one("#words", Static).update(Content("\n").join(words), layout=False)
        self.query_one("#bar", Static).update(self._bar(clock), layout=False)
        colour = "bold " + _COLOUR[clock.phase]
        strip = Content(" · ").join(words).stylize("$muted")
        line = Content.assemble((time_left, colour), " ", strip)
        self.query_one("#strip", Static).update(self._beside(line), layout=False)

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
        planned = int(clock.planned[clock.current] // 60)
        end = _("ends {time}").format(time=f"{clock.projected_end(now).astimezone():%H:%M}")
        if not clock.running:
            first = Content.styled(_("paused"), "bold $time")
        elif clock.over:
            first = Content.styled(_("over, of {n} min").format(n=planned), "$late")
        elif clock.phase == "near":
            first = Content.styled(_("left, near the end"), "$time")
        else:
            first = Content(_("left of {n} min").format(n=planned))
        return [first, pace(clock), Content.styled(end, "$muted")]

    def _bar(self, clock: Clock) -> Content:
        """Return how much of the topic's time is spent, as a line."""
        width = max(self.size.width, 1)
        planned = clock.planned[clock.current] or 1
        filled = min(round(width * clock.spent[clock.current] / planned), width)
        return Content.assemble(
            ("━" * filled, _COLOUR[clock.phase]), ("━" * (width - filled), "$border")
        )
