"""Markdown as blocks of plain text: what stands where, and what it says.

Only the blocks are Markdown. Within a line nothing is markup: ``*this*`` keeps its asterisks,
and a backslash before punctuation gives the punctuation, as in Markdown.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from agendas.words import N_, _

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_NEEDS_ESCAPE = re.compile(
    r"[\\{]"
    r"|\A[!-/:-@\[-`{-~]"  # would open a quote, a list, a heading, a table …
    r"|\A[0-9]{1,9}[.)]"  # would open a numbered list
    r"|#\Z"  # would close a heading
)
_NAMES = {
    "blockquote": N_("a quote"),
    "bullet_list": N_("a list"),
    "code_block": N_("an indented block"),
    "fence": N_("a code block"),
    "front_matter": N_("front matter"),
    **dict.fromkeys(("h3", "h4", "h5", "h6"), N_("a heading of this level")),
    "hr": N_("a ruled line"),
    "html_block": N_("HTML"),
    "ordered_list": N_("a numbered list"),
    "paragraph": N_("a paragraph"),
    "table": N_("a table"),
}


class Block(NamedTuple):
    """One block of a Markdown file."""

    kind: str
    """``h1`` to ``h6`` for a heading; else markdown-it's own: ``paragraph``, ``table`` …"""
    line: int
    """Where it begins, counted from 1."""
    last_line: int
    source: str
    """What is written in front matter, as it stands; in a heading or paragraph, as one line."""
    children: tuple[Block, ...]
    """The items of a list; the blocks of an item or of a quote."""

    @property
    def text(self) -> str:
        """What the source says."""
        return unescaped(self.source)


def read_blocks(markdown: str) -> list[Block]:
    """Return the blocks of a Markdown text, front matter among them, in order."""
    from markdown_it.tree import SyntaxTreeNode

    return [_block(node) for node in SyntaxTreeNode(_parser().parse(markdown)).children]


def placeless(block: Block, expected: str) -> str:
    """Return in words that a block has no place where it stands, and what was expected."""
    what = _(_NAMES.get(block.kind, block.kind))
    return _("{what} has no place here; {expected}").format(what=what, expected=expected)


def parted(source: str) -> tuple[str, list[str]]:
    """Return the source of a text without the marks in braces at its end, and these in order.

    A brace behind a backslash belongs to the text.
    """
    marks: list[str] = []
    end = len(source)
    while source.endswith("}", 0, end) and not _behind_backslash(source, end - 1):
        start = source.rfind("{", 0, end)
        if start < 0 or "}" in source[start : end - 1] or _behind_backslash(source, start):
            break
        marks.append(source[start:end])
        end = start
        while source.endswith((" ", "\t"), 0, end):
            end -= 1
    return source[:end], marks[::-1]


def _behind_backslash(source: str, place: int) -> bool:
    before = place
    while source.endswith("\\", 0, before):
        before -= 1
    return (place - before) % 2 == 1


def unescaped(source: str) -> str:
    """Return text with Markdown's backslash escapes resolved."""
    return _ESCAPE.sub(r"\1", source)


def escaped(text: str) -> str:
    """Return one line of text as the source of a heading or paragraph that says just that.

    Braces are escaped too: at the end of an agenda's heading they mean something.
    """
    return _NEEDS_ESCAPE.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text)


@cache
def _parser() -> MarkdownIt:
    """Return a parser of blocks alone.

    Tables are found in order to be refused; link definitions stay the text that they are
    written as, where Markdown would take them out.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    markdown = MarkdownIt("commonmark").use(front_matter_plugin)
    return markdown.enable("table").disable(["inline", "reference"])


def _block(node: SyntaxTreeNode) -> Block:
    first, last = node.map or (0, 0)
    children = node.children
    source = node.content if node.type == "front_matter" else ""
    if [child.type for child in children] == ["inline"]:
        lines = children[0].content.split("\n")
        source, children = " ".join(line.strip(" \t") for line in lines), []
    kind = node.tag if node.type == "heading" else node.type
    return Block(kind, first + 1, last, source, tuple(_block(child) for child in children))
