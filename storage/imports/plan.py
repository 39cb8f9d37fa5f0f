"""An exported plan read back in, and refused where it is anything else.

The reader takes what it knows by the shape that `storage.exports.markdown` gives it. What was
read is then written again, and the two must show the same: so nothing that stands in the file,
added by a person or a program, is overlooked or half understood.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from agendas.words import _
from storage.exports.escape import BREAK, noted
from storage.exports.markdown import render
from storage.folder import is_ulid
from storage.imports.body import read_body
from storage.imports.front import read_front
from storage.imports.trouble import PlanError, Trouble
from storage.plan import lines
from storage.records import Conversation

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["ImportedPlan", "PlanError", "read_plan", "read_plan_file"]

MAX_BYTES = 1024 * 1024
"""The largest file that is read."""


class ImportedPlan(NamedTuple):
    """What an exported file holds. The talk has no notes, and its agenda no topics."""

    conversation: Conversation
    stated_fingerprint: str
    """The one that stands in the file, whatever the text says now."""
    version: int
    """Counted from 1; earlier versions are not in the file."""


def read_plan_file(path: Path) -> ImportedPlan:
    """Return the plan in a file. Raises PlanError, or OSError where it can't be read at all.

    All its ids are such as the program makes; `read_plan` takes any.
    """
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PlanError(str(path), line, _("the file is not UTF-8 text")) from error
    imported = read_plan(text, str(path))
    _check_ids(imported.conversation, text, str(path))
    return imported


def read_plan(text: str, path: str) -> ImportedPlan:
    """Return the plan in a file's text; ``path`` names the file in errors.

    Raises PlanError, with the line, where the file is not wholly a plan as it is exported.
    """
    try:
        return _read(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except Trouble as trouble:
        raise PlanError(path, trouble.line, trouble.reason) from trouble


def _read(text: str) -> ImportedPlan:
    from markdown_it.tree import SyntaxTreeNode

    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise Trouble(1, _("the file is too large; at most 1 MB is read"))
    front, body, lines_above = read_front(text)
    markdown = _parser()
    found = markdown.parse(body)
    conversation = read_body(front, SyntaxTreeNode(found).children, lines_above)
    written = render(conversation, front.fingerprint, front.version)
    written_front, written_body, _lines = read_front(written)
    if front != written_front:
        raise Trouble(1, _("the front matter does not fit the text below it"))
    strange = _first_difference(
        _shown(markdown, found), _shown(markdown, markdown.parse(written_body))
    )
    if strange:
        raise Trouble(strange + lines_above, _("this is not part of a plan as Samtale writes it"))
    return ImportedPlan(conversation, front.fingerprint, front.version)


def _check_ids(talk: Conversation, text: str, path: str) -> None:
    """Refuse an id that the program would not have made: ids name files."""
    items = [id for item in lines(talk.plan) for id in (item.id, item.thread)]
    for id in (talk.id, talk.person, talk.previous or talk.id, *items):
        if not is_ulid(id):
            written = (f": {id}\n", f'"{noted(id)}"', f" {quote(id, safe=':+')}")
            at = next((text.index(one) for one in written if one in text), 0)
            line = text.count("\n", 0, at) + 1
            raise PlanError(path, line, _("{id} is not an id of Samtale's").format(id=ascii(id)))


def _parser() -> MarkdownIt:
    """Return a parser that knows all that may stand in a plan, and what may not."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _Shown(NamedTuple):
    """A block as a reader sees it."""

    line: int
    type: str
    tag: str
    content: str


def _shown(markdown: MarkdownIt, tokens: list[Token]) -> list[_Shown]:
    """Return what a reader sees, block by block."""
    shown = []
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        content = token.content
        if token.type == "inline":
            content = markdown.renderer.render([token], markdown.options, {}).replace(BREAK, "")
        shown.append(_Shown(line, token.type, token.tag, content))
    return shown


def _first_difference(found: list[_Shown], expected: list[_Shown]) -> int | None:
    """Return the line of the first block found that is not the one expected, if any."""
    for one, other in zip_longest(found, expected):
        if one is None:
            return found[-1].line
        if other is None or one[1:] != other[1:]:
            return int(one.line)
    return None
