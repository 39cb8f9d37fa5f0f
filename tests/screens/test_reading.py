"""The reading size: spaced and large where there is room, and nothing of the talk is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from agendas.words import speak
from screens.large_digits import LINES, large
from screens.widgets.note_pane import NotePane
from tests.pictures import snapshot
from tests.scenes import SCENES, SIZES, on_stage


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Leave the words as they were: a scene speaks bokmål."""
    yield
    speak("en")


@given(st.from_regex(r"\+?[0-9]{1,2}:[0-9]{2}", fullmatch=True))
def test_a_time_in_large_letters_fits_beside_the_notes(time: str) -> None:
    lines = large(time, 40).split("\n")
    assert len(lines) == LINES
    assert len({len(line) for line in lines}) == 1
    assert len(lines[0]) <= 40


def test_each_digit_looks_another_way() -> None:
    assert len({large(digit, 40) for digit in "0123456789:+"}) == 12


async def test_it_comes_and_goes_and_keeps_what_is_written(tmp_path: Path) -> None:
    async with on_stage(SCENES["live"], SIZES["wide"], tmp_path / "stage") as app:
        pilot = Pilot(app)
        before = snapshot(app)
        pane = app.screen.focused
        assert isinstance(pane, NotePane)
        kept = pane.text, pane.selection
        await pilot.press("ctrl+r")
        assert "██" in snapshot(app)
        for columns, rows in ((80, 24), (60, 20), (40, 12), (200, 60), SIZES["wide"]):
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
            assert app.screen.has_class("-reading") == (rows >= 20)
            assert app.screen.focused is pane
            assert (pane.text, pane.selection) == kept
            assert ("██" in snapshot(app)) == (columns >= 100)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert snapshot(app) == before
        await pilot.press("ctrl+r", "escape", "f")
        await pilot.pause()
        assert app.screen.has_class("-reading"), "the plan that both read is spaced, too"
