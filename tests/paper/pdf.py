"""What is printed: the lines of a PDF, page by page, and where on the page they stand.

Needs ``pdftotext`` and ``pdftoppm`` (poppler-utils).
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

A4 = (595, 842)
"""Points."""


class Line(NamedTuple):
    """One printed line."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def printed_lines(path: Path) -> tuple[list[tuple[float, float]], list[Line]]:
    """Return the sizes of the pages, and all lines on them; places are in points."""
    page = subprocess.run(
        ["pdftotext", "-bbox-layout", path, "-"], capture_output=True, check=True, timeout=60
    )
    controls = bytes([*range(9), 11, 12, *range(14, 32)])
    tree = ElementTree.fromstring(page.stdout.translate(None, controls))
    sizes, lines = [], []
    for number, one in enumerate(tree.iter(_x("page"))):
        sizes.append((float(one.get("width", 0)), float(one.get("height", 0))))
        for line in one.iter(_x("line")):
            words = [word.text or "" for word in line.iter(_x("word"))]
            place = [float(line.get(side, 0)) for side in ("xMin", "yMin", "xMax", "yMax")]
            lines.append(Line(number, " ".join(words), *place))
    return sizes, lines


def cut_off(path: Path, margin: float) -> list[str]:
    """Return what does not stand wholly on its page: pages of another size, lines in the margin."""
    sizes, lines = printed_lines(path)
    strange = [f"a page of {size}" for size in sizes if (round(size[0]), round(size[1])) != A4]
    width, height = A4
    return strange + [
        f"page {line.page + 1}: {line.text!r}"
        for line in lines
        if line.left < margin
        or line.top < margin
        or line.right > width - margin
        or line.bottom > height - margin
    ]


def _x(name: str) -> str:
    return f"{{http://www.w3.org/1999/xhtml}}{name}"
