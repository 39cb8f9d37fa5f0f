"""A light terminal gets the light theme, and what was typed meanwhile is kept."""

from __future__ import annotations

from tests.terminal.conftest import Start
from tui.ground import QUESTION


def test_a_light_terminal_gets_light_colours_and_its_answer_is_no_key(start: Start) -> None:
    terminal = start(TERM="xterm-256color", COLORTERM="truecolor")
    terminal.type("Siri\x1b]11;rgb:fafa/f8f8/f3f3\x07 Berg")
    terminal.wait_for_text("Siri Berg")
    assert QUESTION in terminal.raw
    assert b"48;2;250;248;243" in terminal.raw
    assert b"48;2;21;24;28" not in terminal.raw
