"""How well what stands on the screen can be read, computed from its colours (WCAG 2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.geometry import Offset

from tests.scenes import photograph


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in Color.parse(colour).normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def texts(app: App[None]) -> Iterator[tuple[str, Style]]:
    """Yield every text on the screen with its style.

    Lines and scrollbars are none, and what lies under a dialogue is not to be read now.
    """
    at = [child.region for child in app.screen.children]
    row = column = 0
    for text, style, control in photograph(app)._record_buffer:
        if control:
            continue
        for part in text.splitlines(keepends=True):
            words = "".join(
                " " if _is_drawn(letter) else letter
                for place, letter in enumerate(part)
                if any(one.contains_point(Offset(column + place, row)) for one in at)
            )
            if words.strip():
                yield words.strip(), style or Style()
            column += Segment(part.rstrip("\n")).cell_length
            if part.endswith("\n"):
                row, column = row + 1, 0


def _is_drawn(letter: str) -> bool:
    return "\u2500" <= letter <= "\u259f"


def worst(app: App[None], beside: str = "") -> tuple[float, str]:
    """Return the lowest contrast of a text on the screen, with the text.

    What stands on the ground ``beside`` doesn't count.
    """
    seen = {}
    for words, style in texts(app):
        ink, ground = (
            colour.triplet.hex if colour and colour.triplet else "#777777"
            for colour in (style.color, style.bgcolor)
        )
        if style.reverse:
            ink, ground = ground, ink
        if ground != beside:
            seen.setdefault(contrast(ink, ground), words)
    return min(seen.items())
