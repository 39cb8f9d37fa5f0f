"""Samtale's own themes: the colours of the look, each with one meaning."""

from __future__ import annotations

from textual.theme import Theme


def _theme(name: str, *, dark: bool, **colour: str) -> Theme:
    return Theme(
        name=name,
        dark=dark,
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
            "muted": colour["muted"],
            "border": colour["border"],
            "focus": colour["focus"],
            "manager": colour["manager"],
            "employee": colour["employee"],
            "time": colour["time"],
            "good": colour["good"],
            "late": colour["late"],
            "block-cursor-background": colour["panel"],
            "block-cursor-foreground": colour["text"],
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": colour["background"],
            "block-cursor-blurred-foreground": colour["text"],
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": colour["surface"],
            "input-cursor-background": colour["time"],
            "input-cursor-foreground": colour["background"],
            "input-selection-background": colour["border"],
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
    focus="#2f5f93",
    manager="#2f5f93",
    employee="#2c6e5c",
    time="#8a5a00",
    good="#33691e",
    late="#a83a2a",
)
THEMES = {"dark": DARK, "light": LIGHT}
"""The themes by the name that ``settings.toml`` gives them."""
