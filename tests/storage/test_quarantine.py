"""What is set aside never takes the place of what was set aside before."""

from __future__ import annotations

from pathlib import Path

from storage.quarantine import Quarantine
from storage.records import new_id


def test_nothing_takes_another_ones_place_also_where_one_was_removed(tmp_path: Path) -> None:
    quarantine, file = Quarantine(tmp_path / "quarantine"), tmp_path / f"{new_id()}.json"

    def taken(content: bytes) -> Path:
        file.write_bytes(content)
        return quarantine.take(file)

    first, second, third = taken(b"one"), taken(b"two"), taken(b"three")
    second.unlink()
    places = [first, third, taken(b"four"), taken(b"five")]
    assert [one.read_bytes() for one in places] == [b"one", b"three", b"four", b"five"]
    assert taken(b"three") == third
    first.unlink()
    taken(b"six")
    assert {one.read_bytes() for one in quarantine.files()} == {b"three", b"four", b"five", b"six"}
