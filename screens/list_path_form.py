"""The form that asks where a list of people lies, and reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from textual.widget import Widget

from agendas.words import _
from screens.form import Form, FormError
from screens.widgets.field import Field
from storage.errors import reason_of
from storage.home import written_path
from storage.imports.team import TeamError, TeamList, read_team_file


class ListPathForm(Form[TeamList]):
    """A path, left with what the file holds."""

    def __init__(self, today: dt.date) -> None:
        """Ask on the day ``today``."""
        super().__init__()
        self._today = today
        self.heading = _("Import a list of people")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the one field."""
        hint = _("a table (CSV) or an address book (vCard)")
        yield _("File"), Field(placeholder=hint, id="path")

    def result(self) -> TeamList:
        """Return what the file holds."""
        words = _("Write the file's path, or drag the file here.")
        path = written_path(self.required("path", words))
        try:
            return read_team_file(path, self._today)
        except TeamError as error:
            raise FormError("path", str(error)) from error
        except (OSError, ValueError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            words = _("{file} can't be read: {reason}")
            raise FormError("path", words.format(file=path, reason=reason)) from error
