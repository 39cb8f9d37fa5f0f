"""A form's file as text."""

from __future__ import annotations

from agendas.words import _
from storage.imports.encodings import decoded
from storage.imports.trouble import Trouble

MAX_BYTES = 1024 * 1024
"""The largest file that is read."""
_TWICE = ("Ã¥", "Ã¸", "Ã¦", "Ã˜", "â€", "Â\u00a0", "Â«", "Â»", "Â·")
"""What our letters and quotes become when UTF-8 is taken for Windows-1252 on its way."""


def form_text(data: bytes) -> str:
    """Return what a file says, whichever way it was encoded, or encoded twice.

    Raises Trouble where it is no text, or too large.
    """
    if len(data) > MAX_BYTES:
        raise Trouble(1, _("the file is too large; at most 1 MB is read"))
    return _once(decoded(data).text)


def _once(text: str) -> str:
    """Return a text that was encoded twice as it was before; any other as it is."""
    if not any(sign in text for sign in _TWICE):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
