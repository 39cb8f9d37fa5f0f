"""A file that holds many: a tar in gzip, which any tool opens, with a list of its content first.

::

    manifest.json           each file's name, size and SHA-256, in the order in which they follow
    config/settings.toml
    data/people/01….json
    …

Nothing in the tar's headers says more than the list does: no times, no owner, mode 0600. After
the gzip member with the tar comes a second one, empty, whose comment is the SHA-256 of all that
stands before it; gzip's own checksum covers neither its headers nor its padding. So no bit can
change unnoticed, and an archive that was packed anew by another program isn't taken for ours.
"""

from __future__ import annotations

import datetime as dt
import tarfile
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import BinaryIO

import msgspec

from agendas.words import _
from storage.envelope import encode
from storage.text import one_line

FORMAT = 1
"""The version of the archive that this program writes."""
MANIFEST = "manifest.json"

MOST_LISTED = 32 * 2**20
"""The largest list, in bytes: some 200,000 files."""
MOST_IN_ONE = 64 * 2**20
"""The largest file, in bytes; it is held in memory."""
MOST_BEFORE_RATIO = 256 * 2**20
MOST_TIMES_PACKED = 100
"""What a packed byte may unpack to beyond the first 256 MiB; people's text gives about ten."""

_GZIP = 16 + zlib.MAX_WBITS
_PIECE = 2**18
_ZERO_LENGTH = b"\x03\x00" + bytes(8)
"""The empty content of a gzip member: an empty block, the checksum and the length."""


class Wrong(ValueError):
    """The archive isn't what it should be; the message is the reason, in the user's language."""


class Listed(msgspec.Struct, frozen=True):
    """One file of the archive."""

    name: str
    size: int
    """In bytes."""
    sha256: str
    """In hexadecimal digits."""

    @classmethod
    def of(cls, name: str, content: bytes) -> Listed:
        """Return how a file with ``content`` is listed."""
        return cls(name, len(content), sha256(content).hexdigest())


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is in the archive."""

    format: int = FORMAT
    program: str
    """The version of the program that wrote it."""
    schema: int
    """The newest shape of documents that this program knew."""
    made_at: dt.datetime
    files: tuple[Listed, ...]


class Changed(Exception):
    """A file's content is no longer the one that was listed."""


def write(target: BinaryIO, manifest: Manifest, contents: Iterable[bytes | None]) -> None:
    """Write an archive of the files in ``manifest``, whose contents follow in the same order.

    Raises:
        Changed: A content isn't the listed one, or is None.
        OSError: It can't be written.
    """
    packer = _Packer(target)
    listing = encode(manifest)
    packer.add(Listed.of(MANIFEST, listing), listing)
    for listed, content in zip(manifest.files, contents, strict=True):
        if content is None or Listed.of(listed.name, content) != listed:
            raise Changed
        packer.add(listed, content)
    packer.end()


class Archive:
    """An archive that is read from its beginning to its end, each file checked on the way."""

    def __init__(self, source: BinaryIO, packed: int) -> None:
        """Read the list of the archive that begins in ``source`` and is ``packed`` bytes long.

        Raises:
            Wrong: It isn't an archive, or not one that may be unpacked.
            OSError: It can't be read.
        """
        self._unpacked = _Unpacked(source)
        self.manifest = self._read_manifest()
        _check(self.manifest.files, packed)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Go through the files: name and content; what is wrong with the end is said at the end.

        Raises:
            Wrong: The file at hand isn't what the list says, or the archive is damaged.
            OSError: It can't be read.
        """
        written = _length(len(encode(self.manifest)))
        for listed in self.manifest.files:
            yield listed.name, self._take_file(listed)
            written += _length(listed.size)
        self._take_zeros(_rest(written))
        self._unpacked.end()

    def _take_file(self, listed: Listed) -> bytes:
        if self._unpacked.take(tarfile.BLOCKSIZE) == _header(listed):
            content = self._unpacked.take(listed.size)
            if Listed.of(listed.name, content) == listed:
                self._take_zeros(-listed.size % tarfile.BLOCKSIZE)
                return content
        words = _("{name} in it isn't what its list says")
        raise Wrong(words.format(name=one_line(listed.name)))

    def _read_manifest(self) -> Manifest:
        try:
            head = tarfile.TarInfo.frombuf(
                self._unpacked.take(tarfile.BLOCKSIZE), "utf-8", "surrogateescape"
            )
        except (tarfile.HeaderError, Wrong) as error:
            raise _no_archive() from error
        if head.name != MANIFEST or not 0 <= head.size <= MOST_LISTED:
            raise _no_archive()
        listing = self._unpacked.take(head.size)
        self._take_zeros(-head.size % tarfile.BLOCKSIZE)
        try:
            if msgspec.json.decode(listing, type=_AnyManifest).format > FORMAT:
                words = _("a newer version of Samtale has written it, so upgrade to read it")
                raise Wrong(words)
            manifest = msgspec.json.decode(listing, type=Manifest)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise _no_archive() from error
        if encode(manifest) != listing:
            raise _no_archive()
        return manifest

    def _take_zeros(self, count: int) -> None:
        if self._unpacked.take(count) != bytes(count):
            raise Wrong(_damaged())


class _AnyManifest(msgspec.Struct):
    format: int


class _Packer:
    """Writes tar into gzip, and knows what it has written."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._deflate = zlib.compressobj(wbits=_GZIP)
        self._digest = sha256()
        self._written = 0

    def add(self, listed: Listed, content: bytes) -> None:
        for piece in (_header(listed), content, bytes(-len(content) % tarfile.BLOCKSIZE)):
            self._put(self._deflate.compress(piece))
        self._written += _length(len(content))

    def end(self) -> None:
        self._put(self._deflate.compress(bytes(_rest(self._written))))
        self._put(self._deflate.flush())
        self._target.write(_seal(self._digest.digest()))

    def _put(self, packed: bytes) -> None:
        self._digest.update(packed)
        self._target.write(packed)


class _Unpacked:
    """What the first gzip member of a stream holds, given out in pieces of a size asked for."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._inflate = zlib.decompressobj(wbits=_GZIP)
        self._digest = sha256()

    def take(self, size: int) -> bytes:
        """Return the next ``size`` bytes; never is more than these unpacked."""
        taken = bytearray()
        while len(taken) < size:
            taken += self._unpack(size - len(taken))
        return bytes(taken)

    def end(self) -> None:
        """Make sure that nothing follows but the seal."""
        while not self._inflate.eof:
            if self._unpack(1):
                raise Wrong(_damaged())
        seal = _seal(self._digest.digest())
        if self._inflate.unused_data + self._source.read(len(seal) + 1) != seal:
            raise Wrong(_damaged())

    def _unpack(self, most: int) -> bytes:
        packed = self._inflate.unconsumed_tail or self._source.read(_PIECE)
        if self._inflate.eof or not packed:
            raise Wrong(_("it is cut short"))
        try:
            found = self._inflate.decompress(packed, most)
        except zlib.error as error:
            raise Wrong(_damaged()) from error
        left = self._inflate.unconsumed_tail or self._inflate.unused_data
        self._digest.update(packed[: len(packed) - len(left)])
        return found


def alike(name: str) -> str:
    """Return what a name has in common with those that can't lie beside it on every disk."""
    return unicodedata.normalize("NFC", name).casefold()


def _check(files: Sequence[Listed], packed: int) -> None:
    """Raise `Wrong` where the list can't be that of an honest archive."""
    before = ""
    seen: set[str] = set()
    for listed in files:
        if listed.name <= before or alike(listed.name) in seen:
            words = _("{name} is listed twice or out of order")
            raise Wrong(words.format(name=one_line(listed.name)))
        if not 0 <= listed.size <= MOST_IN_ONE:
            raise Wrong(_("{name} is too large").format(name=one_line(listed.name)))
        before = listed.name
        seen.add(alike(listed.name))
    unpacked = sum(listed.size for listed in files)
    if unpacked > MOST_BEFORE_RATIO + MOST_TIMES_PACKED * packed:
        words = _("it would unpack to {size} MB, far more than an honest one of its size")
        raise Wrong(words.format(size=unpacked // 10**6))


def _header(listed: Listed) -> bytes:
    """Return a tar header of 512 bytes; raise `Wrong` for a name that has no room in it."""
    head = tarfile.TarInfo(listed.name)
    head.size = listed.size
    head.mode = 0o600
    try:
        return head.tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict")
    except ValueError as error:
        words = _("the name {name} can't be written")
        raise Wrong(words.format(name=one_line(listed.name))) from error


def _length(size: int) -> int:
    """Return how long a file of ``size`` bytes is in a tar."""
    return tarfile.BLOCKSIZE + size + -size % tarfile.BLOCKSIZE


def _rest(written: int) -> int:
    """Return how many zeros end a tar: two blocks at least, up to a full record."""
    end = 2 * tarfile.BLOCKSIZE
    return end + -(written + end) % tarfile.RECORDSIZE


def _seal(digest: bytes) -> bytes:
    """Return an empty gzip member with a comment (RFC 1952, FCOMMENT), always equally long."""
    head = b"\x1f\x8b\x08\x10" + bytes(5) + b"\xff"
    return head + b"samtale sha256 " + digest.hex().encode() + b"\0" + _ZERO_LENGTH


def _no_archive() -> Wrong:
    return Wrong(_("it isn't a backup of Samtale, or its first part is damaged"))


def _damaged() -> str:
    return _("it is damaged")
