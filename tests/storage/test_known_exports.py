"""The list of files that were written outlives damage as far as it can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.cipher import PLAIN, Cipher, Encrypted
from storage.known_exports import FILE, KnownExports


class Locked(Cipher):
    """A lock without its key."""

    def encrypt(self, data: bytes) -> bytes:
        raise Encrypted

    def decrypt(self, data: bytes) -> bytes:
        raise Encrypted


def test_a_damaged_list_keeps_all_files_but_the_damaged_one(tmp_path: Path) -> None:
    names = ["a {1}.md", "b.md", "c.md"]
    for name in names:
        KnownExports(tmp_path).add(tmp_path / name, b"plan", "kari")
    whole = (tmp_path / FILE).read_bytes()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 0x80
        (tmp_path / FILE).write_bytes(damaged)
        exports = KnownExports(tmp_path)
        exports.add(tmp_path / "new.md", b"plan", "kari")
        left = {Path(one.path).name for one in exports.all()}
        assert "new.md" in left and len(left & set(names)) >= len(names) - 2


def test_a_list_that_can_not_be_read_is_not_written_over(tmp_path: Path) -> None:
    KnownExports(tmp_path, PLAIN).add(tmp_path / "a.md", b"plan", "kari")
    exports = KnownExports(tmp_path, Locked())
    with pytest.raises(OSError):
        exports.add(tmp_path / "b.md", b"plan", "kari")
    assert exports.all() == []
    assert [Path(one.path).name for one in KnownExports(tmp_path).all()] == ["a.md"]
