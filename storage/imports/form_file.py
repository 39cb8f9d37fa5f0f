"""A form's file as the text that is read: from Markdown, from a mail, from Word."""

from __future__ import annotations

from agendas.words import _
from storage.employee_form import Unplaced
from storage.imports import word
from storage.imports.form_text import form_text
from storage.imports.form_word import form_in_word, is_word
from storage.imports.trouble import Trouble

MAX_BYTES = word.MAX_BYTES
"""The largest file of any kind; text has its own bound."""
_PAGE = (b"<!doctype html", b"<html")


def is_page(data: bytes) -> bool:
    """Whether a file is a page for a browser, which is not what it saves."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGE)


def form_file(data: bytes) -> tuple[str, tuple[Unplaced, ...]]:
    """Return what a file says, for `storage.imports.form`, and what stands beside that.

    Raises Trouble, in the user's language.
    """
    if is_word(data):
        return form_in_word(data)
    if is_page(data):
        reason = _("this is the page itself: open it in a browser and save it there as Markdown")
        raise Trouble(0, reason)
    return form_text(data), ()
