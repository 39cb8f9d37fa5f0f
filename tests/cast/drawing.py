"""A cast as one SVG that moves by itself: no script, and nothing from elsewhere.

Each picture is a group of what changed, painted over the ones before, which comes into sight at
its second by a rule of the style and stays until the film begins anew. Who has asked for less
motion sees the last picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from tests.cast.film import GROUND, Cell, Film, Picture, Piece, blank, changes, film_of, runs
from tests.pictures import CELL, EDGE, FONT, FONTS

WIDTH, HEIGHT = CELL


def svg_of(cast: str) -> str:
    """Return what an asciinema file plays, as an SVG that plays it again and again."""
    film = film_of(cast)
    rows, columns = len(film[0][1]), len(film[0][1][0])
    width, height = columns * WIDTH + 2 * EDGE, rows * HEIGHT + 2 * EDGE
    styles: dict[Cell, str] = {}
    groups = list(_groups(film, blank(columns, rows), styles))
    style = [
        f"text{{font:{FONT}px {FONTS};font-variant-ligatures:none}}",
        "g rect{shape-rendering:crispEdges}",
        *(f".{name}{{{_rule(cell)}}}" for cell, name in styles.items()),
        f"g g{{animation:{film[-1][0]:g}s step-end infinite}}",
        *_moments(film),
        "@media (prefers-reduced-motion:reduce){g g{animation:none}}",
    ]
    drawing = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">',
        *("<style>", *style, "</style>"),
        f'<rect width="{width:g}" height="{height:g}" rx="8" fill="#{GROUND}"/>',
        *(f'<g transform="translate({EDGE} {EDGE})">', *groups, "</g>"),
        "</svg>",
    ]
    return "\n".join(drawing) + "\n"


def _groups(film: Film, before: Picture, styles: dict[Cell, str]) -> Iterator[str]:
    """Yield what changes with each picture."""
    for number, (_at, picture) in enumerate(film):
        drawn = "".join(_piece(piece, styles) for piece in changes(before, picture))
        yield f'<g id="p{number}">{drawn}</g>'
        before = picture


def _moments(film: Film) -> Iterator[str]:
    """Yield for each picture but the first the rule that lets it come into sight."""
    for number, (at, _picture) in enumerate(film[1:], 1):
        share = f"{100 * at / film[-1][0]:.2f}%"
        frames = f"0%{{visibility:hidden}}{share}{{visibility:visible}}"
        yield f"@keyframes p{number}{{{frames}}}#p{number}{{animation-name:p{number}}}"


def _rule(cell: Cell) -> str:
    """Return how the text of such cells looks."""
    said = f"fill:#{cell.colour}"
    said += ";font-weight:bold" if cell.bold else ""
    said += ";font-style:italic" if cell.italic else ""
    return said + (";text-decoration:underline" if cell.underlined else "")


def _piece(piece: Piece, styles: dict[Cell, str]) -> str:
    """Return a piece of a row: its ground, which covers what was there, and its text."""
    top = piece.row * HEIGHT
    return "".join(_grounds(piece, top)) + "".join(_texts(piece, top, styles))


def _grounds(piece: Piece, top: float) -> Iterator[str]:
    plain = tuple(Cell(ground=cell.ground) for cell in piece.cells)
    for start, text, cell in runs(plain):
        left, length = (piece.column + start) * WIDTH, len(text) * WIDTH
        yield (
            f'<rect x="{left:g}" y="{top:g}" width="{length + 0.1:g}" height="{HEIGHT + 0.1:g}"'
            f' fill="#{cell.ground}"/>'
        )


def _texts(piece: Piece, top: float, styles: dict[Cell, str]) -> Iterator[str]:
    """Yield the text in pieces that begin at their own cell, each told to fill its cells."""
    for start, text, cell in runs(piece.cells):
        for words in re.finditer(r"\S+(?: \S+)*", text):
            left = (piece.column + start + words.start()) * WIDTH
            look = cell._replace(text="", ground="")
            name = styles.setdefault(look, f"s{len(styles)}")
            yield (
                f'<text class="{name}" x="{left:g}" y="{top + 0.77 * HEIGHT:g}"'
                f' textLength="{len(words.group()) * WIDTH:g}">{escape(words.group(), quote=False)}'
                "</text>"
            )
