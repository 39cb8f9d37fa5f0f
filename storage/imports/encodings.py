"""Bytes from anybody's program as text, and in which encoding they were written."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from agendas.words import _
from storage.imports.trouble import Trouble

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_OF_AN_ARCHIVE = b"PK\x03\x04"
_OF_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SAMPLE = 200
"""How many bytes are looked at for the zeros of UTF-16 that has no mark."""


class Decoded(NamedTuple):
    """A file's text."""

    text: str
    encoding: str
    """The name of the encoding that it was taken for."""


def decoded(data: bytes) -> Decoded:
    """Return what ``data`` says: by its mark, else UTF-8 where it is that, else Windows-1252.

    Raises:
        Trouble: It is a workbook, or no text in the encoding that its mark names.
    """
    if data.startswith((_OF_AN_ARCHIVE, _OF_OLD_OFFICE)):
        raise Trouble(1, _("this is a workbook; save it as CSV first"))
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data.removeprefix(mark), codec, name), name)
    codec = _without_mark(data[:_SAMPLE])
    if codec:
        return Decoded(_strictly(data, codec, "UTF-16"), "UTF-16")
    if b"\x00" in data:
        raise Trouble(data.count(b"\n", 0, data.index(b"\x00")) + 1, _("this is no text"))
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        pass
    try:
        return Decoded(data.decode("cp1252"), "Windows-1252")
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"), "Latin-1")


def _strictly(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codec, "replace")
        words = _("the file says that it is {encoding}, and is not")
        raise Trouble(before.count("\n") + 1, words.format(encoding=name)) from error


def _without_mark(start: bytes) -> str:
    """Return the kind of UTF-16 that bytes look like: every other one is zero in our letters."""
    half = len(start) // 2
    if half < 2:
        return ""
    even, odd = start[0 : 2 * half : 2].count(0), start[1 : 2 * half : 2].count(0)
    if even < half // 8 and odd > half // 2:
        return "utf-16-le"
    return "utf-16-be" if odd < half // 8 and even > half // 2 else ""
