"""Text of a form without what an editor, a mail program or a person does to it in passing."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from storage.text import HIDDEN

_MARK = re.compile(r"(?<!\\)(?:<!--.*?-->|<br ?/?>|&#?\w{1,8};)")
"""What Markdown is written with and nobody sees; words stand on either side of it."""
_HIDDEN = re.compile(rf"(?![\n\t])[{HIDDEN}]")
_NOTED = re.compile(r"\\{1,2}u\{([0-9a-f]{1,6})\}")
_WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A word, and where it ends in the text."""

    text: str
    end: int


def seen(markdown: str) -> str:
    """Return a line of Markdown without what can't be seen, accents in one with their letters."""
    return _composed(_NOTED.sub(_character, markdown))


def words_in(line: str) -> list[Word]:
    """Return the words of a line that is as `seen`, in small letters and plain forms."""
    masked = _MARK.sub(lambda found: " " * len(found[0]), line)
    return [
        Word(part, found.end())
        for found in _WORD.finditer(masked)
        for part in _WORD.findall(unicodedata.normalize("NFKC", found[0]).casefold())
    ]


def bare(text: str) -> str:
    """Return the words of ``text`` with one space between them; no marks, quotes or dashes.

    A text that has no words is returned without its spaces, so that it is still itself.
    """
    text = _composed(text)
    words = (unicodedata.normalize("NFKC", word).casefold() for word in _WORD.findall(text))
    return " ".join(part for word in words for part in _WORD.findall(word)) or "".join(text.split())


def tail(text: str) -> str:
    """Return the signs that stand behind the last word of ``text``."""
    text = _composed(text)
    words = list(_WORD.finditer(text))
    return text[words[-1].end() :] if words else text


def one_space(text: str) -> str:
    """Return ``text`` on one line, with one space between what is parted by any."""
    return " ".join(text.split())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", _HIDDEN.sub("", text))


def _character(notation: re.Match[str]) -> str:
    code = int(notation[1], 16)
    return chr(code) if code < 0x110000 else notation[0]
