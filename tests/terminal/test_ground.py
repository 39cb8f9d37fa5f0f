"""A light terminal gets the light theme, and what was typed meanwhile is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal
from tui.ground import QUESTION


def test_a_light_terminal_gets_light_colours_and_its_answer_is_no_key(
    start: Start, home: Path
) -> None:
    settings = home / "samtale" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "nb"\n', encoding="utf-8")  # so that the name is asked first
    terminal = start(TERM="xterm-256color", COLORTERM="truecolor")
    terminal.type("Siri\x1b]11;rgb:fafa/f8f8/f3f3\x07 Berg")
    terminal.wait_for_text("Siri Berg")
    assert QUESTION in terminal.raw
    assert b"48;2;250;248;243" in terminal.raw
    assert b"48;2;21;24;28" not in terminal.raw


LEAVES_EARLY = """
import os, select, termios
from tui.ground import Ground

with Ground("auto"):
    select.select([0], [], [], 20)  # until the answer is there
left = select.select([0], [], [], 0)[0]
print("echoes", bool(termios.tcgetattr(0)[3] & termios.ECHO), "left", bool(left))
"""


def test_an_answer_that_nobody_has_read_is_not_left_to_the_shell() -> None:
    with Terminal([sys.executable, "-c", LEAVES_EARLY], os.environ) as terminal:
        terminal.wait_for(lambda screen: QUESTION in screen.raw, "the question")
        terminal.type("\x1b]11;rgb:fafa/f8f8/f3f3\x07")
        terminal.wait_for_text("echoes True left False")
