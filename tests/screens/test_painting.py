"""Words on the screen break where they can be read."""

from __future__ import annotations

from textual.widgets._toast import Toast

from screens.desk import Desk
from screens.painting import MEASURE, at_separators, hanging
from tests.screens.driving import until
from tui.app import SamtaleApp

WRITTEN = "~/samtale/exports/2026-11-30-medarbeidersamtale-kari-nordmann.md"


def test_a_path_that_is_too_long_breaks_at_its_separators_alone() -> None:
    for width in (24, 30, 37):
        lines = at_separators(f"Skrevet: {WRITTEN}", width).removeprefix("Skrevet: ").split("\n")
        assert "".join(lines) == WRITTEN
        assert all(line.endswith(("/", "-")) for line in lines[:-1])
        assert all(len(line) <= width for line in lines)
    assert at_separators(WRITTEN, len(WRITTEN)) == WRITTEN
    assert at_separators("a" * 30, 20) == "a" * 30


def test_a_path_hangs_under_its_beginning() -> None:
    lines = [line.plain for line in hanging(f"fra {WRITTEN}", 40, 2)]
    assert lines == [
        "  fra ~/samtale/exports/2026-11-30-",
        "  medarbeidersamtale-kari-nordmann.md",
    ]


def test_prose_keeps_to_the_measure_on_the_widest_screen() -> None:
    lines = hanging("ord " * 100, 190, 4)
    assert max(line.cell_length for line in lines) <= 4 + MEASURE


async def test_a_toast_tears_no_part_of_a_path(desk: Desk) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.screen.notify(f"Skrevet: {WRITTEN}")
        await until(pilot, lambda: bool(app.screen.query(Toast)))
        await pilot.pause()
        toast = app.screen.query_one(Toast)
        told = [strip.text.strip("▌ ") for strip in toast.render_lines(toast.outer_size.region)]
        assert "medarbeidersamtale-kari-nordmann.md" in told
