"""Draws the screens anew: ``python -m tests.pictures``, after their look has changed.

Writes ``tests/screens/snapshots/*.txt``, which the tests compare with, and ``docs/pictures/*.svg``.
``python -m tests.sheets`` draws every screen in every theme and size, to be looked at.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from html import escape, unescape
from pathlib import Path

from rich.terminal_theme import DEFAULT_TERMINAL_THEME, DIMMED_MONOKAI
from textual.pilot import Pilot

from tests.scenes import SCENES, SIZES, on_stage, photograph
from tui.app import SamtaleApp
from tui.themes import THEMES

ROOT = Path(__file__).resolve().parents[1]
SNAPSHOTS = ROOT / "tests" / "screens" / "snapshots"
PICTURES = ROOT / "docs" / "pictures"

SHOWN = {
    "live-wide-dark": ("live", "wide", "dark"),
    "live-wide-light": ("live", "wide", "light"),
    "live-narrow-dark": ("live", "narrow", "dark"),
    "people-dark": ("people", "wide", "dark"),
    "person-dark": ("person", "wide", "dark"),
    "prepare-dark": ("prepare", "wide", "dark"),
    "agree-light": ("agree", "wide", "light"),
}
"""The pictures by name: scene, size and theme."""

FONT = 20
CELL = 12.3, 24.4
"""The width and height of a cell in the picture: those of Fira Code, at the size above."""
EDGE = 12
FONTS = '"Fira Code", "JetBrains Mono", Menlo, "DejaVu Sans Mono", Consolas, monospace'


def snapshot(app: SamtaleApp) -> str:
    """Return what stands on the screen as plain text, without spaces at the ends of lines."""
    lines = photograph(app).export_text().splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def picture(app: SamtaleApp, theme: str) -> str:
    """Return what stands on the screen as an SVG that needs nothing but itself.

    It has no window around it, and columns line up whatever fixed font the reader has.
    """
    columns, rows = app.size
    palette = DIMMED_MONOKAI if theme == "ansi" else DEFAULT_TERMINAL_THEME
    ground = palette.background_color.hex if theme == "ansi" else str(THEMES[theme].background)
    width, height = columns * CELL[0] + 2 * EDGE, rows * CELL[1] + 2 * EDGE
    frame = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">\n'
        f"<style>\ntext {{{{ font: {FONT}px {FONTS}; font-variant-ligatures: none }}}}\n"
        "{styles}\n</style>\n"
        f'<rect width="{width:g}" height="{height:g}" rx="8" fill="{ground}"/>\n'
        f'<g transform="translate({EDGE}, {EDGE})">\n{{backgrounds}}\n{{matrix}}</g>\n</svg>\n'
    )
    drawn = photograph(app).export_svg(
        title="",
        code_format=frame,
        theme=palette,
        unique_id="s",
        font_aspect_ratio=CELL[0] / FONT,
    )
    drawn = re.sub(f'<rect fill="{ground}" x=[^>]*/>', "", drawn).replace("/><rect", "/>\n<rect")
    return re.sub(
        r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)</text>', _pieces, drawn
    )


def _pieces(text: re.Match[str]) -> str:
    """Return one text of the SVG as pieces, cut where there are spaces, each at its own cell.

    Each is told to be as long as its cells. A reader that can't do that, with another font,
    then has its letters beside their cells by no more than one piece adds up to.
    """
    style, x, y, words = text.groups()
    pieces = []
    for piece in re.finditer(r"\S+(?: \S+)*", unescape(words).replace("\xa0", " ")):
        left = float(x) + piece.start() * CELL[0]
        length = len(piece.group()) * CELL[0]
        pieces.append(
            f'<text class="{style}" x="{left:g}" y="{y}" textLength="{length:g}"'
            f' lengthAdjust="spacingAndGlyphs">{escape(piece.group(), quote=False)}</text>'
        )
    return "\n".join(pieces) + "\n" * bool(pieces)


async def snapshots(scene: str, folder: Path) -> dict[str, str]:
    """Return how a scene looks at each size, by the file name of its snapshot.

    It is played at one size, and its window is then given the others.
    """
    seen = {}
    first, *_others = SIZES.values()
    async with on_stage(SCENES[scene], first, folder) as app:
        for columns, rows in SIZES.values():
            pilot = Pilot(app)
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
            seen[f"{scene}-{columns}x{rows}.txt"] = snapshot(app)
    return seen


async def _draw_all() -> None:
    for scene in SCENES:
        with tempfile.TemporaryDirectory() as folder:
            for name, seen in (await snapshots(scene, Path(folder))).items():
                (SNAPSHOTS / name).write_text(seen, encoding="utf-8")
    for name, (scene, size, theme) in SHOWN.items():
        with tempfile.TemporaryDirectory() as folder:
            async with on_stage(SCENES[scene], SIZES[size], Path(folder), theme) as app:
                path = PICTURES / f"{name}.svg"
                path.write_text(picture(app, theme), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.exit(__doc__)
    asyncio.run(_draw_all())
