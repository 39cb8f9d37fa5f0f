"""The text inside a Markdown block, as the export writes it: plain, strong and emphasised.

Text from people is always plain, so what is strong or emphasised is a label of the export's
own, and what follows it is its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from storage.exports.escape import unnoted

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


class Labelled(NamedTuple):
    """A label and the text up to the next one."""

    mark: str
    """``strong`` or ``em``."""
    label: str
    text: str


def plain_text(block: SyntaxTreeNode) -> str:
    """Return what a heading, paragraph or cell says."""
    return unnoted(_joined(_inlines(block)))


def labelled(block: SyntaxTreeNode) -> tuple[str, list[Labelled]]:
    """Return a paragraph's text up to its first label, and its labels with their texts.

    The hard break that parts a text from the next label is left out.
    """
    inlines = _inlines(block)
    marks = [at for at, node in enumerate(inlines) if node.type in ("strong", "em")]
    ends = [*marks, len(inlines)]
    texts = [unnoted(_joined(inlines[: ends[0]]))]
    texts += [
        unnoted(_joined(inlines[at + 1 : end])) for at, end in zip(marks, ends[1:], strict=True)
    ]
    texts = [*(text.removesuffix("\n") for text in texts[:-1]), texts[-1]]
    labels = [(inlines[at].type, unnoted(_joined(inlines[at].children))) for at in marks]
    return texts[0], [
        Labelled(mark, label, text) for (mark, label), text in zip(labels, texts[1:], strict=True)
    ]


def _inlines(block: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    return [node for child in block.children for node in child.children]


def _joined(nodes: Sequence[SyntaxTreeNode]) -> str:
    return "".join(map(_text, nodes))


def _text(node: SyntaxTreeNode) -> str:
    if node.type == "hardbreak" or (node.type == "html_inline" and node.content == "<br>"):
        return "\n"
    return node.content if node.type == "text" else ""
