"""Text from people on its way into Markdown: no character of it means anything there.

What can't be seen, or would command a terminal, is written as ``\\u{202e}``, which a reader
sees and `unnoted` reads back; a ``\\u{`` that somebody typed becomes ``\\u{5c}u{``.
"""

from __future__ import annotations

import re

from storage.text import HIDDEN

BREAK = "<!-- -->"
"""Shows nothing, and parts what a Git host would turn into a link, a mention or an emoji."""

_NOTED = re.compile(rf"[{HIDDEN}]|\\(?=u\{{)")
_NOTATION = re.compile(r"\\u\{(10[0-9a-f]{4}|[0-9a-f]{1,5})\}")

_PUNCTUATION = re.compile(r"[\\`*_\[<|~#$]|&(?=#?\w+;)")
_LINE_START = re.compile(r"\A(?:[-+=>]|:(?=-)|[0-9]{1,9}(?=[.)](?:\s|\Z)))")
_ACTIVE = re.compile(
    r"@(?=\w)"  # a mention, an e-mail address
    r"|\\#(?=\d)|\bgh-(?=\d)"  # an issue
    r"|(?<=\w):(?=//)|\bwww(?=\.)"  # an address
    r"|:(?=[\w+\\-]+:)"  # an emoji by its name
    r"|\\\$(?=\S)",  # a formula
    re.IGNORECASE,
)


def noted(text: str) -> str:
    """Return text with what can't be seen written out."""
    return _NOTED.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text)


def unnoted(text: str) -> str:
    """Return text as it was before `noted`."""
    return _NOTATION.sub(lambda found: chr(int(found[1], 16)), text)


def paragraph(text: str) -> str:
    """Return Markdown that shows ``text``; its lines end in hard breaks.

    Inside a list or a quote, each new line of the result needs that block's indent.
    """
    return _escaped(text, "\\\n")


def inline(text: str) -> str:
    """Return Markdown that shows ``text`` and stands on one line, for a heading or a cell."""
    return _escaped(text, "<br>")


def _escaped(text: str, line_break: str) -> str:
    body = noted(text)
    if not body:
        return BREAK
    begin = len(body) - len(body.lstrip("\n"))
    end = max(len(body.rstrip("\n")), begin)
    lines = (_line(line) for line in body[begin:end].split("\n"))
    return "&#10;" * begin + line_break.join(lines) + "&#10;" * (len(body) - end)


def _line(line: str) -> str:
    """Return one line of Markdown; spaces at its ends are kept as character references."""
    core = line.strip()
    if not core:
        return _spaces(line)
    before, after = line[: line.index(core)], line[line.index(core) + len(core) :]
    core = _PUNCTUATION.sub(lambda found: "\\" + found[0], core)
    core = _LINE_START.sub(_with_backslash, core)
    core = _ACTIVE.sub(lambda found: found[0] + BREAK, core)
    return _spaces(before) + core + _spaces(after)


def _with_backslash(found: re.Match[str]) -> str:
    return found[0] + "\\" if found[0].isdigit() else "\\" + found[0]


def _spaces(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)
