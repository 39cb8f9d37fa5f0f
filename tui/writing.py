"""Files that a command writes for somebody to take away."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from agendas.words import _
from storage.errors import reason_of
from storage.files import write_atomically
from storage.store import Store
from storage.text import one_line
from tui.failure import Failure
from tui.listings import print_document


class Export(NamedTuple):
    """What is to leave."""

    content: str | bytes
    """Text, or a file that is none."""
    name: str
    """What the file is called, where nothing else is asked for."""
    person: str
    """The id of the person that it is about."""
    talk: str = ""
    """The id of the one talk that it holds, if it is one."""


def put_out(store: Store, export: Export, to: str | None, *, overwrite: bool) -> None:
    """Write to the file or folder ``to`` and print the path; print it where that is ``-``.

    Raises Failure where the file is there already, or can't be written.
    """
    if to == "-":
        _print(export.content)
        return
    path = Path(to or export.name)
    if path.is_dir():
        path /= export.name
    write_new(store, path, export.content, export.person, export.talk, overwrite=overwrite)


def write_new(
    store: Store, path: Path, content: str | bytes, person: str, talk: str = "", *, overwrite: bool
) -> None:
    """Write a file about a person, and print its path; see `put_out`."""
    if path.exists() and not overwrite:
        raise Failure(_("{file} is there already; --force writes over it").format(file=path))
    content = content.encode() if isinstance(content, str) else content
    store.wrote(path, content, person, talk)
    try:
        write_atomically(path, content)
    except OSError as error:
        words = _("{file} could not be written: {reason}")
        raise Failure(words.format(file=path, reason=reason_of(error))) from error
    print(one_line(str(path)))


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        print_document(content)
    else:
        sys.stdout.buffer.write(content)
