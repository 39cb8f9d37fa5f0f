"""The plan on its way out, from a key on the screen."""

from __future__ import annotations

from pathlib import Path

from agendas.front_matter import MAX_BYTES
from agendas.words import _
from screens.desk import Desk
from storage.errors import reason_of
from storage.home import from_home
from storage.records import Conversation
from storage.store import Store


def export_plan(desk: Desk, conversation: Conversation, command: str) -> str:
    """Write the plan as Markdown to the export folder; return one line that says what happened.

    ``command`` is the name of what was given, which can be given again.
    """
    from screens.key_words import key_of  # line by line there is no Textual to be had

    try:
        return _("Written: {path}").format(path=from_home(write_plan(desk, conversation)))
    except OSError as error:
        words = _("Not written: {path}: {reason}. Nothing is lost; press {key} to try again.")
        folder, key = from_home(desk.export_folder), key_of(command)
        return words.format(path=folder, reason=reason_of(error), key=key)


def write_plan(desk: Desk, conversation: Conversation) -> Path:
    """Write the plan as Markdown to the export folder and return where it is.

    Raises:
        OSError: It could not be written.
    """
    from storage.exports.markdown import export_name, plan_to_markdown
    from storage.files import write_atomically

    path = desk.export_folder / export_name(conversation)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = _free(path, conversation)
    content = plan_to_markdown(conversation).encode()
    desk.store.wrote(path, content, conversation.person, conversation.id)
    write_atomically(path, content)
    return path


def write_copy(store: Store, conversation: Conversation, folder: Path) -> Path:
    """Write a whole talk as text to a folder, for when it can't be saved; return where it is.

    Raises:
        OSError: It could not be written.
    """
    from storage.exports.transcript import transcript
    from storage.files import write_atomically

    path = folder / f"samtale-{conversation.id.lower()}.md"
    content = transcript(conversation).encode()
    store.wrote(path, content, conversation.person, conversation.id)
    write_atomically(path, content)
    return path


def _free(path: Path, conversation: Conversation) -> Path:
    """Return ``path``, or a numbered one where another file than this talk's stands there."""
    numbered, number = path, 1
    while numbered.exists() and not _is_of(conversation, numbered):
        number += 1
        numbered = path.with_stem(f"{path.stem}-{number}")
    return numbered


def _is_of(conversation: Conversation, path: Path) -> bool:
    """Whether an exported file is this talk's: a later one names it too, as its ``previous``."""
    with path.open("rb") as file:
        return f"\nid: {conversation.id}\n".encode() in file.read(MAX_BYTES)
