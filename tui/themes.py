"""Samtale's own themes: the colours of the look, each with one meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme


def _theme(name: str, *, dark: bool, ansi: bool = False, **colour: str) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        primary=colour["focus"],
        secondary=colour["employee"],
        accent=colour["time"],
        warning=colour["time"],
        error=colour["late"],
        success=colour["good"],
        foreground=colour["text"],
        background=colour["background"],
        surface=colour["surface"],
        panel=colour["panel"],
        text_alpha=1.0,
        variables={
            "text": colour["text"],
            "ansi-background": colour["background"],
            "surface": colour["surface"],
            "panel": colour["panel"],
            "bar": colour["background" if ansi else "panel"],
            "field": colour["background" if ansi else "panel"],
            "muted": colour["muted"],
            "border": colour["border"],
            "focus": colour["focus"],
            "manager": colour["manager"],
            "employee": colour["employee"],
            "time": colour["time"],
            "good": colour["good"],
            "late": colour["late"],
            "block-cursor-background": colour.get("cursor", colour["panel"]),
            "block-cursor-foreground": colour["text"],
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": colour["background"],
            "block-cursor-blurred-foreground": colour["text"],
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": colour["surface"],
            "input-cursor-background": colour["selection" if ansi else "time"],
            "input-cursor-foreground": colour["background"],
            "input-cursor-text-style": "none",
            "input-selection-background": colour["selection"],
            "input-selection-foreground": colour["text"],
            "screen-selection-background": colour["selection"],
            "screen-selection-foreground": colour["text"],
            "scrollbar": colour["border"],
            "scrollbar-hover": colour["muted"],
            "scrollbar-active": colour["focus"],
            "scrollbar-background": colour["background"],
            "scrollbar-background-hover": colour["background"],
            "scrollbar-background-active": colour["background"],
            "scrollbar-corner-color": colour["background"],
        },
    )


DARK = _theme(
    "samtale-dark",
    dark=True,
    background="#15181c",
    surface="#1a1e23",
    panel="#22272e",
    text="#e4e0d8",
    muted="#8a9098",
    border="#39414a",
    selection="#39414a",
    focus="#8fb0d6",
    manager="#8fb0d6",
    employee="#7fb8a4",
    time="#e3b778",
    good="#8dbb86",
    late="#e08b7d",
)
LIGHT = _theme(
    "samtale-light",
    dark=False,
    background="#faf8f3",
    surface="#f3f0e8",
    panel="#e9e5da",
    text="#22262a",
    muted="#6b655e",
    border="#c9c3b4",
    selection="#c9c3b4",
    focus="#2f5f93",
    manager="#2f5f93",
    employee="#2c6e5c",
    time="#8a5a00",
    good="#33691e",
    late="#a83a2a",
)
CONTRAST = _theme(
    "samtale-contrast",
    dark=True,
    background="#000000",
    surface="#0d0d0d",
    panel="#262626",
    cursor="#5a5a5a",
    text="#ffffff",
    muted="#d4d4d4",
    border="#8c8c8c",
    selection="#4d4d4d",
    focus="#bcdcff",
    manager="#bcdcff",
    employee="#7ee8c0",
    time="#ffd35c",
    good="#93ec7e",
    late="#ffc6bd",
)
"""Every text has 7 : 1 on its ground. The line under the cursor stands out from that by 3 : 1, and
text has 4.5 : 1 there: more of both can't be had."""
ANSI = _theme(
    "samtale-ansi",
    dark=True,
    ansi=True,
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_bright_white",
    text="ansi_default",
    muted="ansi_bright_black",
    border="ansi_bright_black",
    selection="ansi_bright_white",
    focus="ansi_blue",
    manager="ansi_blue",
    employee="ansi_cyan",
    time="ansi_magenta",
    good="ansi_green",
    late="ansi_red",
)
"""The terminal's own colours, on its own ground: which they are, and so their contrast, is the
terminal's. Time is magenta, because yellow is hard to read on white. `Attributes` makes of the two
bright colours what they stand for."""
THEMES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST, "ansi": ANSI}
"""The themes by the name that ``settings.toml`` gives them."""


class Attributes(LineFilter):
    """Has the terminal dim what is muted, and turn colours round where the ground is another.

    Bright black is the ground itself in some palettes, and no second ground goes well with all.
    Both also hold where there are no colours at all.
    """

    def apply(self, segments: Sequence[Segment], background: Color) -> list[Segment]:
        """Return the segments without the two bright colours."""
        return [
            Segment(text, style and _attributes(style), control)
            for text, style, control in segments
        ]


_BRIGHT_BLACK, _BRIGHT_WHITE = 8, 15


@cache
def _attributes(style: Style) -> Style:
    if style.bgcolor is not None and style.bgcolor.number == _BRIGHT_WHITE:
        return style + Style(color="default", bgcolor="default", reverse=True)
    if style.color is not None and style.color.number == _BRIGHT_BLACK:
        return style + Style(color="default", dim=True)
    return style
