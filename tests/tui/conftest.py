"""A made-up team in the test's own home, and the command line as a function."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.home import Home
from storage.store import Store, open_store
from tui.cli import run
from tui.demo import write_demo

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def team(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Write the demo team to the test's home; commands speak English there."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr("tui.keeping.local_now", lambda: now)
    home = Home.find(os.environ)
    write_demo(home, people=7, years=2, seed=1, now=now, language="en")
    return home


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Return a function that runs a command: its status, standard output and standard error."""
    monkeypatch.setenv("LANGUAGE", "en")

    def run_it(*words: str | Path) -> tuple[int, str, str]:
        try:
            status = run([str(word) for word in words])
        except SystemExit as leaving:
            assert isinstance(leaving.code, int)
            status = leaving.code
        out, err = capfd.readouterr()
        assert not err or (err.count("\n") == 1 and err.startswith("samtale"))
        return status, out, err

    return run_it


def opened(home: Home, now: dt.datetime) -> Store:
    """Open the store in ``home`` as it is at the moment ``now``."""
    return open_store(home, now=lambda: now)
