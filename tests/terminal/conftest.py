"""The installed program, for tests that start it as its users do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal

SAMTALE = Path(sys.executable).with_name("samtale")
"""The command as pip installs it beside the interpreter."""

Start = Callable[..., Terminal]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Return a function that starts ``samtale`` in a terminal, which is killed at the end.

    ``start("talk", "Kari", cols=80, rows=24, TERM="dumb")``: the words of the command line, the
    size of the window, and what shall differ in the environment.
    """
    with ExitStack() as open_terminals:

        def start_one(*words: str, cols: int = 120, rows: int = 36, **environ: str) -> Terminal:
            terminal = Terminal(
                [str(SAMTALE), *words], {**os.environ, **environ}, cols=cols, rows=rows
            )
            return open_terminals.enter_context(terminal)

        yield start_one


@pytest.fixture
def run() -> Run:
    """Return a function that runs ``samtale`` to its end without any terminal."""

    def run_one(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(SAMTALE), *words],
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run_one
