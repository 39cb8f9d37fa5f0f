from __future__ import annotations

import stat
import struct
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import journal
from storage.journal import Journal
from tests.storage.breaking import each_failure
from tests.storage.made_up import MONDAY

PARTS = st.sampled_from(["head", "plan", "notes/0"])
VALUES = st.text(alphabet="ab", max_size=5).map(lambda text: f'"{text}"'.encode())
BATCHES = st.lists(st.dictionaries(PARTS, VALUES, min_size=1, max_size=3), max_size=5)


def written(path: Path, batches: list[dict[str, bytes]]) -> list[dict[str, bytes]]:
    """Write ``batches``, and return what stood after each single entry, from none on."""
    states: list[dict[str, bytes]] = [{}]
    opened = Journal(path)
    for batch in batches:
        opened.append(batch, MONDAY)
        for part, value in batch.items():
            states.append({**states[-1], part: value})
    opened.close()
    return states


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal" / "one.log"


def test_the_newest_of_each_part_is_read(path: Path) -> None:
    written(path, [{"head": b"1", "plan": b"2"}, {"head": b"3"}, {"plan": b'"\xc3\xa5"'}])

    assert journal.read(path) == {"head": b"3", "plan": b'"\xc3\xa5"'}
    assert [entry.at for entry, _end in journal.entries(path.read_bytes())] == [MONDAY] * 4


def test_the_format_is_as_it_is_described(path: Path) -> None:
    written(path, [{"head": b'{"a":1}'}])
    data = path.read_bytes()
    length, checksum = struct.unpack("<II", data[:8])

    assert length == len(data) - 8
    assert checksum == crc32(data[8:])
    assert data[8:] == b'{"at":"2026-11-23T10:00:00Z","part":"head","value":{"a":1}}'


def test_the_journal_is_its_owners_alone(path: Path) -> None:
    Journal(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@given(BATCHES, st.data())
@settings(max_examples=60)
def test_a_journal_cut_anywhere_holds_what_stood_at_some_moment(
    batches: list[dict[str, bytes]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.log"
        states = written(path, batches)
        whole = path.read_bytes()
        ends = [0, *(end for _entry, end in journal.entries(whole))]
        cut = data.draw(st.integers(0, len(whole)))
        path.write_bytes(whole[:cut])

        expected = states[max(index for index, end in enumerate(ends) if end <= cut)]
        assert journal.read(path) == expected

        reopened = Journal(path)
        reopened.append({"plan": b'"after"'}, MONDAY)
        reopened.close()
        assert journal.read(path) == {**expected, "plan": b'"after"'}


@given(BATCHES.filter(bool), st.data())
@settings(max_examples=100)
def test_a_flipped_byte_ends_the_journal_there(
    batches: list[dict[str, bytes]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.log"
        states = written(path, batches)
        flipped = bytearray(path.read_bytes())
        ends = [0, *(end for _entry, end in journal.entries(bytes(flipped)))]
        place = data.draw(st.integers(0, len(flipped) - 1))
        flipped[place] ^= data.draw(st.integers(1, 255))
        path.write_bytes(flipped)

        before = max(index for index, end in enumerate(ends) if end <= place)
        assert journal.read(path) == states[before]


@given(st.binary(max_size=60))
def test_any_bytes_can_be_read(data: bytes) -> None:
    list(journal.entries(data))


def test_zeros_that_a_crash_has_left_are_no_entries(path: Path) -> None:
    written(path, [{"head": b"1"}])
    path.write_bytes(path.read_bytes() + bytes(4096))

    assert journal.read(path) == {"head": b"1"}


def test_a_right_checksum_over_something_else_ends_the_journal(path: Path) -> None:
    written(path, [{"head": b"1"}])
    for payload in (b"{}", b"\xff", b'{"at":1}'):
        frame = struct.pack("<II", len(payload), crc32(payload)) + payload
        assert len(list(journal.entries(path.read_bytes() + frame))) == 1


def test_an_emptied_journal_begins_anew(path: Path) -> None:
    opened = Journal(path)
    opened.append({"head": b"1", "plan": b"2"}, MONDAY)
    opened.reset()
    assert journal.read(path) == {}
    opened.append({"head": b"3"}, MONDAY)
    opened.close()

    assert journal.read(path) == {"head": b"3"}


def test_a_removed_journal_is_gone(path: Path) -> None:
    opened = Journal(path)
    opened.append({"head": b"1"}, MONDAY)
    opened.remove()

    assert not path.exists()
    opened.close()


def test_whatever_call_fails_nothing_written_is_lost_and_it_can_be_tried_again(
    path: Path,
) -> None:
    states = ({"head": b"1"}, {"head": b'"two"'}, {"head": b'"two"', "plan": b"2"})
    opened = Journal(path)
    opened.append(states[0], MONDAY)
    raised: list[bool] = []

    def append() -> None:
        try:
            opened.append({"head": b'"two"', "plan": b"2"}, MONDAY)
        except OSError:
            raised.append(True)

    failures = 0
    for _disk in each_failure(append):
        failures += 1
        assert journal.read(path) in states
        opened.append({"head": b'"owt"'}, MONDAY)
        assert journal.read(path)["head"] == b'"owt"'
        assert "plan" not in journal.read(path)
        opened.reset()
        opened.append(states[0], MONDAY)
    opened.close()
    assert failures == len(raised) >= 2


def test_a_half_written_entry_is_cut_off_before_the_next(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(descriptor: int, data: bytes) -> None:
        import os

        os.write(descriptor, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    opened = Journal(path)
    opened.append({"head": b"1"}, MONDAY)
    with monkeypatch.context() as patch:
        patch.setattr(journal, "write_fully", half)
        with pytest.raises(OSError, match="No space"):
            opened.append({"head": b'"' + b"x" * 500 + b'"'}, MONDAY)
    assert journal.read(path) == {"head": b"1"}
    opened.append({"head": b"3"}, MONDAY)
    opened.append({"head": b"4"}, MONDAY)
    opened.close()

    assert [bytes(entry.value) for entry, _ in journal.entries(path.read_bytes())] == [
        b"1",
        b"3",
        b"4",
    ]


@pytest.mark.parametrize("lost", range(1, 12))
def test_a_journal_whose_beginning_is_lost_goes_on_behind_it(path: Path, lost: int) -> None:
    written(path, [{"notes/0": b'"a"'}, {"notes/1": b'"b"'}])
    frames = path.read_bytes()[lost:]
    assert journal.newest(frames) == {}
    assert journal.goes_on_after_damage(frames)
