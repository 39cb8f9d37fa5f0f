"""The plan as one HTML file for the screen and for A4 paper, with places to sign.

It is the Markdown export, rendered: what both agreed on is worded in one place. The file asks
for nothing from anywhere and runs nothing; a content security policy says so to the browser.
Text from people comes through `storage.exports.escape`, and the parser here knows neither
links nor images nor HTML, so no text can become more than text.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

from storage.exports.escape import noted
from storage.exports.labels import Labels, labels_in
from storage.exports.markdown import plan_body, who_is_who
from storage.records import Conversation, Side

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

STYLE = """
:root { color-scheme: light; }
body { max-width: 42rem; margin: 3rem auto; padding: 0 1.5rem; color: #1c1c1c; background: #fff;
  font: 1rem/1.5 system-ui, sans-serif; }
h1, h2, h3, p, li, th, td { white-space: pre-wrap; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem;
  border-bottom: 1px solid #bbb; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
em { font-style: normal; color: #5a5a5a; }
ul { padding-left: 1.25rem; }
li { margin: .5rem 0; }
li.task { list-style: none; text-indent: -1.25rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .4rem .6rem; text-align: left; vertical-align: top; border: 1px solid #bbb; }
blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid #bbb; }
code { font-size: .8rem; }
.signatures { display: flex; gap: 3rem; margin-top: 5rem; break-inside: avoid; }
.signatures p { flex: 1; margin: 0; padding-top: .4rem; border-top: 1px solid #1c1c1c; }
@page { size: A4; margin: 20mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  h1, h2, h3 { break-after: avoid; }
  li, tr, blockquote { break-inside: avoid; }
}
"""
"""The only style of the file; system fonts, and colours that a printer can leave out."""

_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"
)
"""What a browser may do for the file: apply that style."""

_TICKS = {"[ ] ": "☐ ", "[x] ": "☑ "}
_SIDES: tuple[Side, ...] = ("employee", "manager")


def plan_to_html(conversation: Conversation) -> str:
    """Return the talk's plan as an HTML file, in the language of the talk."""
    labels = labels_in(conversation.agenda.language)
    title = f"{conversation.agenda.title} – {conversation.employee_name}"
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{_text(title)}</title>",
        f"<style>{STYLE}</style>",
    ]
    page = [
        "<!doctype html>",
        f'<html lang="{labels.code}">',
        *("<head>", *head, "</head>"),
        *("<body>", "<main>", _main(conversation).rstrip(), "</main>"),
        *(_signatures(conversation, labels), "</body>"),
        "</html>",
    ]
    return "\n".join(page) + "\n"


def _text(text: str) -> str:
    """Return text from people for a place that is not rendered from Markdown."""
    return escape(noted(text))


def _main(conversation: Conversation) -> str:
    markdown = _parser()
    tokens = markdown.parse(plan_body(conversation))
    for item, content in _openings(tokens):
        for mark, tick in _TICKS.items():
            first = content.children[0] if content.children else content
            if first.content.startswith(mark):
                item.attrSet("class", "task")
                first.content = tick + first.content.removeprefix(mark)
    rendered: str = markdown.renderer.render(tokens, markdown.options, {})
    return rendered


def _parser() -> MarkdownIt:
    """Return a parser and renderer of what the export writes, and of nothing else."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable("table")
    markdown.disable(["link", "image", "autolink", "reference", "html_block", "fence", "code"])
    markdown.add_render_rule("html_inline", _own_html)
    markdown.add_render_rule("hardbreak", lambda *_rendering: "<br>")
    return markdown


def _own_html(_renderer: object, tokens: Sequence[Token], at: int, *_rest: Any) -> str:
    """Return the line break of a table cell; the marks that part words are for Git hosts."""
    return "<br>" if tokens[at].content == "<br>" else ""


def _openings(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    """Return each list item with the text that it begins with."""
    return [
        (one, text)
        for one, _paragraph, text in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if one.type == "list_item_open" and text.type == "inline"
    ]


def _signatures(conversation: Conversation, labels: Labels) -> str:
    names = who_is_who(conversation, labels)
    places = [f"<p>{_text(names[side])}<br>{labels.signature}</p>" for side in _SIDES]
    return "\n".join(['<footer class="signatures">', *places, "</footer>"])
