"""Text of a form without what an editor, a mail program or a person does to it in passing."""

from __future__ import annotations

import re
import unicodedata

_MARK = re.compile(r"<!--.*?-->|<br ?/?>|\\u\{[0-9a-f]{1,6}\}|&#?\w{1,8};")
_WORD = re.compile(r"[^\W_]+")


def bare(text: str) -> str:
    """Return the words of ``text`` in small letters, with one space between them.

    Marks, quotes, dashes and letters' forms don't count. A text that has no words is returned
    without its spaces, so that it is still itself.
    """
    plain = unicodedata.normalize("NFKC", _MARK.sub(" ", text)).casefold()
    return " ".join(_WORD.findall(plain)) or "".join(plain.split())
