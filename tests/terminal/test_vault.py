"""A locked store in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.plain_text import KEPT, TYPED, Search, hold_a_talk, shapes
from tests.storage.quick_age import quick_locks

__all__ = ["quick_locks"]


@pytest.mark.usefixtures("quick_locks")
def test_a_talk_on_a_locked_store_writes_no_plain_text_anywhere(tmp_path: Path) -> None:
    search = hold_a_talk(tmp_path, locked=True, whole=False)
    assert search.found == set()
    assert search.rounds > 2
    assert search.files > 20
    journal = tmp_path / "home" / "state" / "journal"
    assert list(journal.iterdir()), "the talk was not on the disk when it was killed"


@pytest.mark.parametrize("word", [KEPT, TYPED])
def test_the_search_finds_a_word_however_it_is_written(tmp_path: Path, word: str) -> None:
    for number, shape in enumerate(shapes(word)):
        file = tmp_path / "some" / f"{number}"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"before " + shape + b" after")
        search = Search(file.parent)
        search.once()
        assert len(search.found) == 1
        file.unlink()
