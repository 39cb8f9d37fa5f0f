"""Is an exported file what it would be with a plain word in it: read back by other programs.

Each function yields what is wrong, in words that begin with ``raw``, ``obeyed`` or ``lost``.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import yaml
from icalendar import Calendar
from markdown_it import MarkdownIt
from markdown_it.token import Token

from storage.exports.escape import BREAK, noted
from storage.text import HIDDEN, one_line

_RAW = re.compile(f"[{HIDDEN}]")
_OWN_HTML = ("<br>", BREAK)
_PLAIN = {"text", "hardbreak", "strong_open", "strong_close", "em_open", "em_close", "code_inline"}
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


def raw(file: str) -> Iterator[str]:
    """Look for a character that commands a terminal or hides."""
    if found := _RAW.search(file.replace("\r\n", "\n")):
        yield f"raw {found[0]!a}"


def markdown(file: str, plain: str) -> Iterator[str]:
    """Hold a Markdown file against the same one with a plain word in it."""
    yield from raw(file)
    if _blocks(file) != _blocks(plain):
        yield "obeyed: other blocks"
    if _front(file).keys() != _front(plain).keys():
        yield "obeyed: other front matter"
    yield from _inlines(file)


def page(file: str, plain: str) -> Iterator[str]:
    """Hold Markdown that nothing reads back against the same with a plain word in it."""
    yield from raw(file)
    blocks, expected = _MARKDOWN.parse(file), _MARKDOWN.parse(plain)
    if [one.type + one.tag for one in blocks] != [one.type + one.tag for one in expected]:
        yield "obeyed: other blocks"
    yield from _marks(blocks)


def html(file: str, plain: str, text: str = "") -> Iterator[str]:
    """Hold an HTML file against the same one with a plain word in it; ``text`` must be shown."""
    yield from raw(file)
    page, expected = _Page(file), _Page(plain)
    if page.elements != expected.elements:
        yield "obeyed: other elements"
    if noted(text) not in page.shown:
        yield "lost from HTML"


def calendar(file: str, plain: str, text: str = "") -> Iterator[str]:
    """Hold a calendar against the same one with a plain word in it; ``text`` must be shown."""
    yield from raw(file)
    events, expected = (Calendar.from_ical(one).walk() for one in (file, plain))
    if [sorted(one) for one in events] != [sorted(one) for one in expected]:
        yield "obeyed: other events or properties"
    if [len(one.subcomponents) for one in events] != [len(one.subcomponents) for one in expected]:
        yield "obeyed: other components"
    if one_line(text) not in "".join(str(one.get("summary", "")) for one in events):
        yield "lost from the calendar"


def data(file: str, text: str = "") -> Iterator[str]:
    """Look at JSON: it must be ASCII, and hold ``text``."""
    yield from raw(file)
    if not file.isascii():
        yield "raw: not ASCII"
    if text and text not in _texts(json.loads(file)):
        yield "lost from JSON"


def table(file: str, rows: int) -> Iterator[str]:
    """Look at CSV as any country's spreadsheet reads it."""
    yield from raw(file)
    read = list(csv.reader(file.splitlines(keepends=True)))
    if len(read) != rows or len({len(row) for row in read}) != 1:
        yield "obeyed: other rows or columns"
    for delimiter in ",;\t|":
        for row in csv.reader(file.splitlines(keepends=True), delimiter=delimiter):
            if any(map(_FORMULA.match, row)):
                yield f"obeyed: a formula, where {delimiter!r} parts the cells"


class _Page(HTMLParser):
    """The elements of a page but for line breaks, and the text that it shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[object] = []
        self.shown = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" and not attrs:
            self.shown += "\n"
        else:
            self.elements.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.shown += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(f"<!--{data}-->")

    def unknown_decl(self, data: str) -> None:
        self.elements.append(f"<![{data}]>")

    handle_pi = handle_decl = unknown_decl


def _parts(file: str) -> tuple[str, str]:
    front, _line, body = file.removeprefix("---\n").partition("\n---\n")
    return front, body


def _front(file: str) -> dict[str, object]:
    front: dict[str, object] = yaml.safe_load(_parts(file)[0])
    return front


def _blocks(file: str) -> list[str]:
    return [token.type + token.tag for token in _MARKDOWN.parse(_parts(file)[1])]


def _inlines(file: str) -> Iterator[str]:
    """Look for what is neither text nor one of the export's own marks."""
    *blocks, comment = _MARKDOWN.parse(_parts(file)[1])
    if not re.fullmatch(r"<!-- samtale\n([\w%.:+ -]*\n)*-->\n?", comment.content):
        yield "obeyed: another comment at the end"
    yield from _marks(blocks)


def _marks(blocks: list[Token]) -> Iterator[str]:
    for child in (child for block in blocks for child in block.children or ()):
        if child.type not in _PLAIN and child.content not in _OWN_HTML:
            yield f"obeyed: {child.type}"


_MARKDOWN = MarkdownIt("gfm-like", {"linkify": False, "html": True})


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []
