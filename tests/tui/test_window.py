"""Without a terminal that can show it, the app says so in one line and does not start."""

from __future__ import annotations

import os
import sys

import pytest

from tui.failure import WrongUse
from tui.window import LEAST_COLUMNS, LEAST_ROWS, check_window


@pytest.fixture
def size(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Stand in for a terminal of a size that the test may change."""
    size = [80, 24]
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _fd: os.terminal_size(tuple(size)))
    return size


@pytest.mark.parametrize("fitting", [(80, 24), (LEAST_COLUMNS, LEAST_ROWS), (0, 0)])
def test_a_terminal_that_is_large_enough_or_of_unknown_size_will_do(
    size: list[int], fitting: tuple[int, int]
) -> None:
    size[:] = fitting
    check_window({"TERM": "xterm-256color"})
    check_window({})


@pytest.mark.parametrize("small", [(LEAST_COLUMNS - 1, 24), (80, LEAST_ROWS - 1)])
def test_a_small_window_is_told_its_size(size: list[int], small: tuple[int, int]) -> None:
    size[:] = small
    with pytest.raises(WrongUse, match=f"{small[0]}×{small[1]}.*{LEAST_COLUMNS}×{LEAST_ROWS}"):
        check_window({})


def test_a_dumb_terminal_is_refused(size: list[int]) -> None:
    with pytest.raises(WrongUse, match="TERM=dumb"):
        check_window({"TERM": "dumb"})


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_a_stream_that_is_no_terminal_is_refused(
    size: list[int], monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: False)
    with pytest.raises(WrongUse, match="needs a terminal"):
        check_window({})
