"""The bench itself: a terminal that is one, waits that end, and a screen that is read."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping

import pytest

from tests.terminal.terminal import Terminal, key_bytes


def shell(script: str, environ: Mapping[str, str] = os.environ) -> Terminal:
    return Terminal(["/bin/sh", "-c", script], environ, cols=40, rows=5)


def test_the_program_has_a_terminal_of_the_size_asked_for() -> None:
    with shell("tty && stty size") as terminal:
        assert terminal.exit_status() == 0
        device, size, *_ = terminal.lines
        assert device.startswith("/dev/")
        assert size == "5 40"


def test_what_is_painted_is_read_with_its_place_and_its_bytes() -> None:
    with shell(r"printf 'a\033[3;5Høst\033[1m!'") as terminal:
        assert terminal.exit_status() == 0
        assert terminal.lines == ["a", "", "    øst!", "", ""]
        assert terminal.cursor == (8, 2)
        assert b"\x1b[1m!" in terminal.raw


def test_what_is_typed_arrives() -> None:
    with shell("read line; echo got $line") as terminal:
        terminal.type("blåbær\n")
        terminal.wait_for_text("got blåbær")


def test_a_wait_in_vain_fails_with_the_screen() -> None:
    with shell("echo something else; read line") as terminal:
        terminal.wait_for_text("something else")
        with pytest.raises(AssertionError, match=r"(?s)in vain for 'this'.*\|something else"):
            terminal.wait_for_text("this", seconds=0.01)


def test_a_new_size_and_a_signal_reach_the_program() -> None:
    with shell("trap 'stty size' WINCH; echo ready; while :; do read line; done") as terminal:
        terminal.wait_for_text("ready")
        terminal.resize(60, 10)
        terminal.wait_for_text("10 60")
        terminal.signal(signal.SIGKILL)
        assert terminal.exit_status() == -signal.SIGKILL


def test_a_closed_window_hangs_up() -> None:
    with shell("echo ready; read line; sleep 100") as terminal:
        terminal.wait_for_text("ready")
        terminal.hang_up()
        assert terminal.exit_status() == -signal.SIGHUP


@pytest.mark.parametrize(
    ("key", "sent"),
    [("f5", b"\x1b[15~"), ("ctrl+j", b"\n"), ("ctrl+c", b"\x03"), ("n", b"n"), ("ø", "ø".encode())],
)
def test_keys_are_sent_as_an_xterm_sends_them(key: str, sent: bytes) -> None:
    assert key_bytes(key) == sent


def test_an_unknown_key_is_a_mistake_in_the_test() -> None:
    with pytest.raises(ValueError, match="f99"):
        key_bytes("f99")
