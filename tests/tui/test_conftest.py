"""The ground that the tests stand on holds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest


def test_the_home_is_temporary(home: Path) -> None:
    assert Path.home() == home
    assert Path.cwd() == home.resolve()


def test_a_write_outside_the_temporary_folder_fails() -> None:
    with pytest.raises(AssertionError, match="outside"):
        (Path(__file__).parent / "stray.txt").write_text("")


def test_the_clock_tells_the_time_of_oslo(now: dt.datetime) -> None:
    assert now.isoformat() == "2026-11-23T10:00:00+01:00"
    assert dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC).astimezone().hour == 14
