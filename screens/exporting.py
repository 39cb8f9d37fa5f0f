"""The plan on its way out, from a key on the screen."""

from __future__ import annotations

from pathlib import Path

from agendas.front_matter import MAX_BYTES
from agendas.words import _
from screens.desk import Desk
from storage.records import Conversation


def export_plan(desk: Desk, conversation: Conversation) -> str:
    """Write the plan as Markdown to the export folder; return one line that says what happened."""
    from storage.exports.markdown import export_name, plan_to_markdown
    from storage.files import write_atomically

    path = desk.export_folder / export_name(conversation)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = _free(path, conversation)
        content = plan_to_markdown(conversation).encode()
        desk.store.wrote(path, content, conversation.person, conversation.id)
        write_atomically(path, content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _("Not written: {path}: {reason}. Nothing is lost; press x to try again.").format(
            path=path, reason=reason
        )
    return _("Written: {path}").format(path=path)


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
