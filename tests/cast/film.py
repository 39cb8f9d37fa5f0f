"""What a terminal shows, picture by picture, and the asciinema file that it is kept as.

A recording of the bytes would be another each time, by how they come in packets. So each picture
is held against the one before, and what differs is written. Reading it back plays that file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyte

AT_THE_END = 5.0
"""Seconds that the last picture stands."""
GROUND, LETTERS = "15181c", "e4e0d8"
"""The colours of the terminal around the program, which has the theme of the same name."""


class Cell(NamedTuple):
    """One place on the screen."""

    text: str = " "
    colour: str = LETTERS
    ground: str = GROUND
    bold: bool = False
    italic: bool = False
    underlined: bool = False


Picture = tuple[tuple[Cell, ...], ...]
"""Rows of cells."""
Film = list[tuple[float, Picture]]
"""Pictures with the second at which each is seen first."""


class Piece(NamedTuple):
    """Cells of one row that are another than before."""

    row: int
    column: int
    cells: tuple[Cell, ...]


def picture_of(screen: pyte.Screen) -> Picture:
    """Return what a screen shows; a cursor is a cell turned round."""
    cursor = None if screen.cursor.hidden else (screen.cursor.y, screen.cursor.x)
    return tuple(_row(screen, row, cursor) for row in range(screen.lines))


def _row(screen: pyte.Screen, row: int, cursor: tuple[int, int] | None) -> tuple[Cell, ...]:
    cells = screen.buffer[row]
    return tuple(_cell(cells[at], turned=(row, at) == cursor) for at in range(screen.columns))


def _cell(cell: Any, *, turned: bool) -> Cell:
    colour = LETTERS if cell.fg == "default" else cell.fg
    ground = GROUND if cell.bg == "default" else cell.bg
    if cell.reverse != turned:
        colour, ground = ground, colour
    return Cell(cell.data, colour, ground, cell.bold, cell.italics, cell.underscore)


def changes(before: Picture, after: Picture) -> Iterator[Piece]:
    """Yield for each row that changed what stands from its first to its last changed cell."""
    for row, (was, now) in enumerate(zip(before, after, strict=True)):
        if was is now:
            continue
        differing = [
            at for at, (one, other) in enumerate(zip(was, now, strict=True)) if one != other
        ]
        if differing:
            first, last = differing[0], differing[-1]
            yield Piece(row, first, now[first : last + 1])


def blank(columns: int, rows: int) -> Picture:
    """Return an empty screen."""
    return ((Cell(),) * columns,) * rows


def runs(cells: tuple[Cell, ...]) -> Iterator[tuple[int, str, Cell]]:
    """Yield neighbours of one style: where they begin, their text, and the first of them."""
    start = 0
    for at in range(1, len(cells) + 1):
        if at == len(cells) or cells[at]._replace(text="") != cells[start]._replace(text=""):
            yield start, "".join(cell.text for cell in cells[start:at]), cells[start]
            start = at


def cast_of(film: Film) -> str:
    """Return a film as an asciinema file, version 2."""
    rows, columns = len(film[0][1]), len(film[0][1][0])
    header = {
        "version": 2,
        "width": columns,
        "height": rows,
        "title": "Samtale: a talk, from the team to the plan",
        "theme": {"fg": f"#{LETTERS}", "bg": f"#{GROUND}"},
    }
    lines = [json.dumps(header)]
    before = blank(columns, rows)
    for at, picture in film:
        said = "" if len(lines) > 1 else "\x1b[?25l"
        for piece in changes(before, picture):
            said += f"\x1b[{piece.row + 1};{piece.column + 1}H"
            said += "".join(_codes(cell) + text for _at, text, cell in runs(piece.cells))
        lines.append(json.dumps([at, "o", said], ensure_ascii=False))
        before = picture
    lines.append(json.dumps([round(film[-1][0] + AT_THE_END, 3), "o", ""]))
    return "\n".join(lines) + "\n"


def _codes(cell: Cell) -> str:
    """Return what makes a terminal write as in that cell."""
    codes = [code for code, on in ((1, cell.bold), (3, cell.italic), (4, cell.underlined)) if on]
    colours = ((38, cell.colour, LETTERS), (48, cell.ground, GROUND))
    for code, colour, usual in colours:
        if colour != usual:
            codes += [code, 2, *bytes.fromhex(colour)]
    return f"\x1b[{';'.join(map(str, [0, *codes]))}m"


def film_of(cast: str) -> Film:
    """Return the film that an asciinema file of ours plays; no cursor is seen in it."""
    header, *events = (json.loads(line) for line in cast.splitlines())
    screen = pyte.Screen(header["width"], header["height"])
    stream = pyte.Stream(screen)
    film: Film = []
    rows = list(blank(screen.columns, screen.lines))
    for at, _kind, said in events:
        screen.dirty.clear()
        stream.feed(said)
        for row in screen.dirty:
            rows[row] = _row(screen, row, None)
        film.append((at, tuple(rows)))
    return film
