"""``docs/performance.md`` and its chart, made of what was measured."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.figures import Figure, table
from tests.benchmarks.sizes import Line

DOCS = Path(__file__).resolve().parents[2] / "docs"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
WIDTH, HEIGHT, EDGE = 760, 360, 60
COLOURS = ("#2f5f93", "#2c6e5c", "#a83a2a", "#8a5a00")
MARKS = ("", "6 4", "2 3", "10 3 2 3")
"""How a line is dashed, so that it is known without its colour."""


def write(figures: Sequence[Figure], peers: str, lines: Sequence[Line]) -> None:
    """Put what was measured into the page, and draw the chart anew."""
    page = DOCS / "performance.md"
    before, _begin, rest = page.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    parts = [f"Measured on {machine}.", table(figures)]
    if peers:
        parts.append("| peers | | beside a bare Textual app |\n| --- | --- | --- |\n" + peers)
    parts.append("![How time grows with the number of conversations](pictures/performance.svg)")
    content = "\n\n".join(part.strip() for part in parts)
    page.write_text(f"{before}{BEGIN}\n\n{content}\n\n{END}{after}", "utf-8")
    (DOCS / "pictures" / "performance.svg").write_text(chart(lines), "utf-8")


def chart(lines: Sequence[Line]) -> str:
    """Return the lines as an SVG, both axes logarithmic."""
    sizes = [size for line in lines for size in line.points]
    times = [time for line in lines for time in line.points.values()]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    least, most = math.log10(min(sizes)), math.log10(max(sizes))

    def at(size: float, time: float) -> tuple[float, float]:
        x = EDGE + (math.log10(size) - least) / (most - least) * (WIDTH - 4 * EDGE)
        y = HEIGHT - EDGE - (math.log10(time) - low) / (high - low) * (HEIGHT - 2 * EDGE)
        return x, y

    drawn = []
    for power in range(low, high + 1):
        y = at(1, 10**power)[1]
        drawn.append(f'<path d="M{EDGE} {y:.0f}H{WIDTH - 3 * EDGE}" stroke="#ddd"/>')
        drawn.append(f'<text x="{EDGE - 8}" y="{y + 4:.0f}" text-anchor="end">{10**power:g}</text>')
    for size in sorted(set(sizes)):
        x = at(size, 1)[0]
        drawn.append(
            f'<text x="{x:.0f}" y="{HEIGHT - EDGE + 20}" text-anchor="middle">{size}</text>'
        )
    for line, colour, dash in zip(lines, COLOURS, MARKS, strict=False):
        places = [at(size, time) for size, time in sorted(line.points.items())]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        drawn.append(
            f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"'
            f' stroke-dasharray="{dash}"/>'
        )
        x, y = places[-1]
        drawn.append(f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{colour}">{line.name}</text>')
    middle = (EDGE + WIDTH - 3 * EDGE) / 2
    drawn.append(f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">conversations</text>')
    drawn.append(f'<text x="{EDGE}" y="{EDGE - 24}">milliseconds</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n'
        "<style>text { font: 12px sans-serif; fill: #22262a }</style>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#faf8f3"/>\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )
