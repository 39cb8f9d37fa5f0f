"""The way out where the talk can't be saved: another folder, or the clipboard."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from agendas.words import N_, _
from screens.command import command
from screens.exporting import write_copy
from screens.form import Form, FormError
from screens.widgets.field import Field
from storage.errors import reason_of
from storage.exports.transcript import transcript
from storage.home import from_home, written_path
from storage.records import Conversation
from storage.store import Store


class RescueForm(Form[str]):
    """Writes the whole talk as text to another folder, or copies it; says what it did."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "rescue.copy",
            "ctrl+b",
            "copy",
            N_("Copy to the clipboard"),
            N_("Everything that is not saved"),
        ),
    ]

    def __init__(self, conversation: Conversation, store: Store) -> None:
        """Rescue ``conversation`` as it stands in memory; ``store`` is told where it went."""
        super().__init__()
        self.heading = _("Put a copy of this talk somewhere else")
        self._conversation = conversation
        self._store = store

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the one field."""
        yield _("Folder"), Field(str(Path.home()), id="folder")

    def result(self) -> str:
        """Write the copy; raise `FormError` where that fails too."""
        folder = written_path(self.required("folder", _("Name a folder.")))
        try:
            path = write_copy(self._store, self._conversation, folder)
        except OSError as error:
            said = _("Not written: {path}: {reason}. Try another folder.")
            reason = reason_of(error)
            raise FormError("folder", said.format(path=folder, reason=reason)) from error
        return _("Written: {path}").format(path=from_home(path))

    def action_copy(self) -> None:
        """Copy the talk to the clipboard, through the terminal."""
        self.app.copy_to_clipboard(transcript(self._conversation))
        self.dismiss(_("The whole talk is on the clipboard, if your terminal allows it."))
