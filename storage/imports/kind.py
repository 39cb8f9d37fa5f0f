"""What a file holds that is to be taken in, by what stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from storage.imports.form_taking_in import is_form
from storage.imports.form_text import MAX_BYTES
from storage.imports.taking_in import LISTS, is_list_of_people

Kind = Literal["form", "people", "plan"]
_FRONT_MATTER = (b"---\n", b"---\r", b"\xef\xbb\xbf---")


def kind_of(file: Path) -> Kind | None:
    """Return what a file is: a form by its reference, a plan by its front matter; None if neither.

    Raises:
        OSError: It can't be read.
    """
    if file.suffix.casefold() in LISTS:
        return "people"
    with file.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    if data.startswith(_FRONT_MATTER):
        return "plan"
    if is_form(data):
        return "form"
    return "people" if is_list_of_people(file) else None
