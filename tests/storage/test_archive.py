"""The archive: any tool opens it, and no bit of it changes unnoticed."""

from __future__ import annotations

import io
import random
import subprocess
import tarfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import archive
from storage.archive import Archive, Changed, Listed, Manifest, Wrong
from tests.faults.backup_bits import every_damage, is_noticed
from tests.storage.made_up import MONDAY

FILES = {"config/settings.toml": b"name = 'x'\n", "data/log/1.json": "æøå".encode(), "z": b""}


def manifest_of(listed: Sequence[Listed]) -> Manifest:
    return Manifest(program="1", schema=2, made_at=MONDAY, files=tuple(listed))


def archived(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    listed = [Listed.of(name, content) for name, content in files.items()]
    archive.write(target, manifest_of(listed), files.values())
    return target.getvalue()


def listed_as(listed: Sequence[Listed], *contents: bytes) -> bytes:
    """Return an archive whose list says what it likes."""
    target = io.BytesIO()
    packer = archive._Packer(target)
    listing = archive.encode(manifest_of(listed))
    packer.add(Listed.of("manifest.json", listing), listing)
    for one, content in zip(listed, contents, strict=True):
        packer.add(one, content)
    packer.end()
    return target.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    return dict(Archive(io.BytesIO(data), len(data)).files())


def test_any_tool_opens_it_and_finds_no_time_and_no_owner(tmp_path: Path) -> None:
    path = tmp_path / "all.tar.gz"
    path.write_bytes(archived(FILES))
    subprocess.run(["gzip", "--test", path], check=True)
    listing = subprocess.run(
        ["tar", "--numeric-owner", "-tvzf", path], check=True, capture_output=True, text=True
    )
    assert listing.stderr == ""
    assert len(listing.stdout.splitlines()) == 4
    with tarfile.open(path) as tar:
        members = tar.getmembers()
        assert members[0].name == "manifest.json"
        for member in members[1:]:
            content = tar.extractfile(member)
            assert content is not None
            assert content.read() == FILES[member.name]
        assert {(one.mode, one.mtime, one.uid, one.uname) for one in members} == {(0o600, 0, 0, "")}


def test_the_same_content_gives_the_same_bytes() -> None:
    assert archived(FILES) == archived(FILES)


@settings(max_examples=30)
@given(st.dictionaries(st.text("abc/.", min_size=1, max_size=9), st.binary(max_size=2000)))
def test_what_went_in_comes_out(files: dict[str, bytes]) -> None:
    files = dict(sorted(files.items()))
    assert read(archived(files)) == files


def test_a_file_that_changed_since_it_was_listed_is_noticed() -> None:
    for content in (b"other", None):
        with pytest.raises(Changed):
            archive.write(io.BytesIO(), manifest_of([Listed.of("a", b"one")]), [content])


def test_a_flipped_bit_and_a_cut_are_noticed_wherever_they_are() -> None:
    """All of a small archive's first and last bits, and of the rest a sample."""
    damages = list(every_damage(archived(FILES)))
    sample = random.Random(1).sample(damages, 1000)
    for words, damaged in (*damages[:100], *damages[-1500:], *sample):
        assert is_noticed(damaged), words


def test_nothing_may_follow() -> None:
    data = archived(FILES)
    assert read(data) == FILES
    for more in (b"\0", data):
        assert is_noticed(data + more)


ONE = Listed.of("data/a", b"x")


@pytest.mark.parametrize(
    ("listed", "contents", "reason"),
    [
        ([ONE, ONE], (b"x", b"x"), "data/a is listed twice"),
        ([ONE, Listed.of("data/A", b"y")], (b"x", b"y"), "out of order"),
        ([Listed.of("data/A", b"y"), ONE], (b"y", b"x"), "data/a is listed twice"),
        ([Listed.of("e\u0301", b""), Listed.of("\xe9", b"")], (b"", b""), "is listed twice"),
        ([ONE], (b"y",), "data/a in it isn't what its list says"),
        ([Listed("data/a", 2, ONE.sha256)], (b"x",), "isn't what its list says"),
        ([Listed("data/a", 65 * 2**20, ONE.sha256)], (b"x",), "data/a is too large"),
        ([Listed(f"{n}", 60 * 2**20, "") for n in range(5)], (b"",) * 5, "would unpack to 314 MB"),
    ],
)
def test_a_list_that_lies_is_refused(
    listed: list[Listed], contents: tuple[bytes, ...], reason: str
) -> None:
    with pytest.raises(Wrong, match=reason):
        read(listed_as(listed, *contents))


def test_nothing_is_unpacked_beyond_what_the_list_allows() -> None:
    """Neither a list without an end nor a file that goes on after its listed size."""
    deflate = zlib.compressobj(wbits=31)
    head = tarfile.TarInfo("manifest.json")
    head.size = 2**30
    endless = deflate.compress(head.tobuf(tarfile.USTAR_FORMAT)) + b"".join(
        deflate.compress(bytes(2**20)) for _ in range(64)
    )
    source = io.BytesIO(endless + deflate.flush())
    with pytest.raises(Wrong, match="isn't a backup"):
        Archive(source, len(endless))
    unpacked = archive._Unpacked(io.BytesIO(endless))
    assert len(unpacked.take(512)) == 512
    assert len(unpacked._inflate.unconsumed_tail) > len(endless) // 2


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE]
)
def test_links_devices_and_folders_are_refused(kind: bytes) -> None:
    listing = archive.encode(manifest_of([ONE]))
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz", format=tarfile.USTAR_FORMAT) as tar:
        first = tarfile.TarInfo("manifest.json")
        first.size = len(listing)
        tar.addfile(first, io.BytesIO(listing))
        second = tarfile.TarInfo("data/a")
        second.type, second.linkname = kind, "/etc/passwd"
        tar.addfile(second)
    with pytest.raises(Wrong, match="data/a in it isn't what its list says"):
        read(target.getvalue())


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{}", b"[" * 100_000, b'{"format": NaN}', b'{"format": 1e999}', b"\xff", b"null"],
)
def test_what_is_no_list_is_no_backup(manifest: bytes) -> None:
    target = io.BytesIO()
    packer = archive._Packer(target)
    packer.add(Listed.of("manifest.json", manifest), manifest)
    packer.end()
    with pytest.raises(Wrong, match="isn't a backup of Samtale"):
        read(target.getvalue())


def test_a_newer_format_is_named_as_that() -> None:
    target = io.BytesIO()
    packer = archive._Packer(target)
    listing = b'{"format":2,"other":"shape"}'
    packer.add(Listed.of("manifest.json", listing), listing)
    packer.end()
    with pytest.raises(Wrong, match="upgrade"):
        read(target.getvalue())
