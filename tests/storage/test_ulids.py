"""Ids that sort by when they were made."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import ulids
from storage.names import is_ulid
from storage.ulids import made_at, new_ulid, ulid_at


def test_a_moment_is_written_as_in_the_specification() -> None:
    moment = dt.datetime(2016, 7, 30, 22, 36, 16, 385000, tzinfo=dt.UTC)
    assert ulid_at(moment, bytes(10)) == "01ARYZ6S410000000000000000"
    assert ulid_at(moment, b"\xff" * 10) == "01ARYZ6S41ZZZZZZZZZZZZZZZZ"
    assert ulid_at(moment) != ulid_at(moment)


@settings(max_examples=30)
@given(st.integers(0, 253_402_300_799_999), st.binary(min_size=10, max_size=10))
def test_the_moment_can_be_read_again(milliseconds: int, chance: bytes) -> None:
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=milliseconds)
    id_ = ulid_at(moment, chance)
    assert is_ulid(id_)
    assert made_at(id_) == moment


def test_what_is_no_ulid_or_of_no_year_tells_no_moment() -> None:
    assert made_at("") is None
    assert made_at("7ZZZZZZZZZZZZZZZZZZZZZZZZZ") is None


def test_one_made_later_sorts_after_it_though_the_clock_stands_or_goes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times = iter([5, 5, 5, 3, 4, 6])
    monkeypatch.setattr(ulids, "_newest", 0)
    monkeypatch.setattr("time.time_ns", lambda: next(times) * 1_000_000)
    made = [new_ulid() for _ in range(6)]
    assert made == sorted(set(made))
