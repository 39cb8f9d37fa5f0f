"""The employee's form as one HTML file: filled in with a browser, saved as Markdown, or printed.

The file asks for nothing from anywhere, sends nothing and keeps nothing; a content security policy
says so to the browser. What it saves is the Markdown form with the answers in its gaps: the gaps
are cut by the writer of the Markdown form, so the two are one format.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from storage.exports.escape import noted
from storage.exports.form import INDENT, form_to_markdown
from storage.forms.form import Field, Form, Group, Section
from storage.forms.page_words import PageWords, page_words_in
from storage.text import HIDDEN


def form_to_page(form: Form, file: str) -> str:
    """Return the form as an HTML file; ``file`` is what the Markdown is saved as."""
    words = page_words_in(form.language)
    style, script = asset("css"), asset("js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    page = [
        "<!doctype html>",
        f'<html lang="{form.labels.code}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="robots" content="noindex">',
        f"<title>{_text(form.title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        _bar(words),
        "<main>",
        *_head(form, words),
        *_sections(form),
        f'<p class="closing">{_text(form.closing)}</p>',
        f'<p class="reference">{_text(form.labels.reference)}: {_text(form.reference)}</p>',
        "</main>",
        f'<script type="application/json" id="form">{_data(form, file, words)}</script>',
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(page) + "\n"


@cache
def asset(kind: str) -> str:
    """Return the page's only style (``css``) or its only script (``js``)."""
    return Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _text(text: str) -> str:
    return escape(noted(text))


def _bar(words: PageWords) -> str:
    return (
        '<header class="bar"><div><output></output>'
        f'<button type="button" id="save">{words.save}</button></div></header>'
    )


def _head(form: Form, words: PageWords) -> Iterator[str]:
    yield f"<h1>{_text(form.title)}</h1>"
    yield f'<p class="subtitle">{_text(form.subtitle)}</p>'
    yield f'<p class="greeting">{_text(form.greeting)}</p>'
    yield "<dl>"
    yield from (f"<dt>{_text(name)}</dt><dd>{_text(said)}</dd>" for name, said in form.frame)
    yield "</dl>"
    yield f'<p class="no-script">{words.no_script}</p>'
    yield f'<div class="tools"><p>{words.how}</p>'
    yield f'<button type="button" id="open">{words.open}</button>'
    yield f'<button type="button" id="print">{words.print}</button>'
    yield f'<input type="file" accept=".md,.markdown,.txt" aria-label="{words.open}" hidden></div>'


def _sections(form: Form) -> Iterator[str]:
    numbers = iter(range(1, 1 + sum(1 for _field in form.fields())))
    for section in form.sections:
        yield "<section>"
        yield f"<h2>{_text(section.title)}</h2>"
        yield from _thoughts(form, section)
        for group in section.groups:
            yield from _group(group, numbers)
        yield "</section>"


def _thoughts(form: Form, section: Section) -> Iterator[str]:
    if section.lead:
        yield f'<p class="lead">{_text(section.lead)}</p>'
    if section.thoughts:
        yield f'<div class="thoughts">{_text(form.labels.think_of)}<ul>'
        yield from (f"<li>{_text(thought)}</li>" for thought in section.thoughts)
        yield "</ul></div>"


def _group(group: Group, numbers: Iterator[int]) -> Iterator[str]:
    if not group.title:
        for field in group.fields:
            yield from _field(field, next(numbers))
        return
    fields = [line for field in group.fields for line in _field(field, next(numbers))]
    yield '<div class="item">'
    yield f"<h3>{_text(group.title)}</h3>"
    if group.details:
        yield f'<p class="details">{_text(group.details)}</p>'
    yield from fields
    yield "</div>"


def _field(field: Field, number: int) -> Iterator[str]:
    label, id = _text(field.label), f"f{number}"
    if field.proposed:
        yield f'<fieldset class="field"><legend>{label}</legend><div class="choices">'
        for word in map(_text, field.proposed):
            choice = f'<input type="radio" name="{id}" value="{word}" autocomplete="off">'
            yield f"<label>{choice}{word}</label>"
        yield "</div></fieldset>"
        return
    yield f'<div class="field"><label for="{id}">{label}</label><div class="answer">'
    yield f'<textarea id="{id}" rows="1" autocomplete="off" spellcheck="false"></textarea>'
    yield '<div class="typed" aria-hidden="true"></div></div></div>'


def _data(form: Form, file: str, words: PageWords) -> str:
    """Return what the script needs, as JSON that can't end its element."""
    data = {
        "file": file,
        "pieces": _pieces(form),
        "indent": INDENT,
        "hidden": HIDDEN,
        "words": {name: getattr(words, name) for name in words.__struct_fields__},
    }
    return json.dumps(data).replace("<", "\\u003c")


def _pieces(form: Form) -> list[str]:
    """Return the Markdown before, between and after the answers."""
    marks = {field.place: f"\ue000{field.place}\ue000" for field in form.fields()}
    rest = form_to_markdown(form, marks)
    pieces = []
    for mark in marks.values():
        piece, _gap, rest = rest.partition(f"\n\n{INDENT}{mark}")
        pieces.append(piece)
    return [*pieces, rest]
