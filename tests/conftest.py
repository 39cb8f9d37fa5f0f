"""What every test stands on: a home of its own, a clock that stands still, known words."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from agendas.words import speak

settings.register_profile("samtale", deadline=None, derandomize=True, database=None)
settings.load_profile("samtale")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
"""A program that is started anew by each of many tests must not be compiled anew each time."""


def pytest_collection_finish() -> None:
    """Spare the garbage collector all that the imports made, which no test throws away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


class _Guard:
    """Refuses to open a file for writing outside the temporary folder while a test runs."""

    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    allowed = (Path(tempfile.gettempdir()).resolve(), Path("/dev"))
    refused = Path(__file__).resolve().parents[1]
    """The checkout, also where it lies in the temporary folder itself."""
    on = False

    @classmethod
    def hook(cls, event: str, arguments: tuple[object, ...]) -> None:
        """Look at one audit event of the interpreter."""
        if not cls.on or event != "open":
            return
        path, _mode, flags = arguments
        if isinstance(path, str) and isinstance(flags, int) and flags & cls.writing:
            whole = Path(path).resolve()
            caches = "__pycache__" in whole.parts or ".hypothesis" in whole.parts
            inside = any(whole.is_relative_to(folder) for folder in cls.allowed)
            if not caches and (not inside or whole.is_relative_to(cls.refused)):
                raise AssertionError(f"a test writes outside its temporary home: {whole}")


sys.addaudithook(_Guard.hook)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a home of its own, which is also its current folder.

    A program that the test starts speaks bokmål there; the test itself begins as a fresh
    process does, in English.
    """
    home = tmp_path / "home"
    home.mkdir()
    outer = ("XDG_", "LC_", "COLUMNS", "LINES", "EDITOR", "VISUAL")
    for name in [name for name in os.environ if name.startswith(outer)]:
        monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "SAMTALE_HOME": str(home / "samtale"),
        "LANGUAGE": "nb",
        "LANG": "C.UTF-8",
        "TZ": "Europe/Oslo",
        "SSH_CONNECTION": "a test",  # what is copied stays off the clipboard of who runs it
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(home)
    time.tzset()
    speak("en")
    _Guard.on = True
    yield home
    _Guard.on = False


@pytest.fixture
def now() -> dt.datetime:
    """Return the moment at which the tests take place: a Monday morning in Oslo."""
    return dt.datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Oslo"))
