"""A form that came back as a Word document, as the text that a program saves.

What stands in a box of the form is an answer, letter by letter, whatever it looks like; the
rest is read by its words, as a form in Markdown is. So a person may take boxes away, write beside
them or retype the questions, and both kinds of form are placed by one reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from agendas.words import _, ngettext
from storage.employee_form import Unplaced
from storage.exports.escape import noted
from storage.exports.form import INDENT, SAVED
from storage.forms.page_words import page_words_in
from storage.imports.form_lines import reference_of
from storage.imports.form_text import MAX_BYTES
from storage.imports.trouble import Trouble
from storage.imports.word import TOO_MUCH, Paragraph, read_word

BEGINNING = b"PK\x03\x04"
"""Begins every .docx file, and no text."""
_OLD = b"\xd0\xcf\x11\xe0"
_HINTS = {page_words_in(language).choose for language in ("nb", "nn", "en")}


def is_word(data: bytes) -> bool:
    """Whether a file is a word processor's, to be read here or refused with the reason."""
    return data.startswith((BEGINNING, _OLD))


def form_in_word(data: bytes) -> tuple[str, tuple[Unplaced, ...]]:
    """Return the text for `storage.imports.form.read_form`, and what stands beside the text.

    Raises Trouble, in the user's language.
    """
    document = read_word(data)
    text = "\n".join(_lines(document.body)) + "\n"
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise Trouble(0, _(TOO_MUCH))
    beside = [Unplaced(aside, _("comments, notes and margins")) for aside in document.aside]
    if document.pictures:
        words = ngettext(
            "{n} picture, which can't be taken in",
            "{n} pictures, which can't be taken in",
            document.pictures,
        )
        beside.append(Unplaced(words.format(n=document.pictures)))
    return text, tuple(beside)


def _lines(body: list[Paragraph]) -> Iterator[str]:
    for _cell, paragraphs in groupby(body, key=lambda one: (one.cell, one.last)):
        some = list(paragraphs)
        if some[0].last:
            yield from _answer("\n".join(one.text for one in some))
        else:
            for one in some:
                yield from _outside(one)


def _answer(text: str) -> Iterator[str]:
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    if lines and "\n".join(lines).strip() not in _HINTS:
        yield ""
        yield from (INDENT + noted(line) for line in lines)


def _outside(paragraph: Paragraph) -> Iterator[str]:
    """Yield the lines of what stands in no box; they never begin as an answer does."""
    mark = "#" * min(paragraph.level, 6)
    if mark:
        yield ""
    for line in paragraph.text.split("\n"):
        text = line.strip()
        reference = reference_of(text)
        if reference and not reference.saved:
            text += SAVED
        yield f"{mark} {text}" if mark and text else text
