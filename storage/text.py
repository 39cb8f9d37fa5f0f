"""Text from people made safe: one way in, one way to the screen, and what can't be seen.

Nothing here changes what a text means: what comes in stays as it was typed, and on the way
out a character that would command the terminal, or hide, is shown as a mark in its place.
"""

from __future__ import annotations

import re

HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and newline
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of writing
    "\u2028\u2029"  # separate lines and paragraphs
    "\xad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"  # invisible formatting
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters without a shape
    "\ud800-\udfff\ufffe\uffff"  # no characters at all
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"  # musical formatting, tags
)
"""What can't be seen or commands a terminal, for the inside of a regular expression's ``[]``.

The joiners U+200C and U+200D and the variation selectors are not among them: emoji, Persian
and the scripts of India can't be written without them. The list is spelt out, not taken from
`unicodedata`, so that every Python writes and reads the same export.
"""

_HIDDEN = re.compile(f"[{HIDDEN}]")
_MARK = "␦"
_ONE_LINE = str.maketrans("\n\t", "↵ ")


def clean(text: str) -> str:
    """Return text as it is kept: lines end in LF, and half a surrogate pair becomes U+FFFD.

    A terminal that sends an emoji as two surrogates gets the emoji.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def visible(text: str) -> str:
    """Return text for the screen, of the same length: a cursor's place is the same in both.

    Tab and newline stay. The other controls become their pictures, as ``␛``; what else can't be
    seen becomes ``␦``.
    """
    return _HIDDEN.sub(lambda found: _picture(found[0]), text)


def one_line(text: str) -> str:
    """Return text for a title or a table cell: visible, with ``↵`` for a new line."""
    return visible(text).translate(_ONE_LINE)


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else _MARK
