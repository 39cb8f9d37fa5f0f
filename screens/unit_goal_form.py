"""The form for a goal of the whole unit."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from textual.widget import Widget

from agendas.words import _
from screens.form import Form, FormError
from screens.widgets.field import Field
from storage.imports.unit_goals import YEARS
from storage.records import UnitGoal


class UnitGoalForm(Form[UnitGoal]):
    """A goal of the unit for one year, new or changed."""

    def __init__(self, goal: UnitGoal) -> None:
        """Edit ``goal``; a new one has no text yet."""
        super().__init__()
        self.heading, self._goal = _("Unit goal"), goal

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the words and the year."""
        yield _("What"), Field(self._goal.text, id="text")
        yield _("Year"), Field(str(self._goal.year), id="year", replace=True)

    def result(self) -> UnitGoal:
        """Return the goal as it stands in the form."""
        text = self.required("text", _("A goal needs a few words."))
        year = self.value("year")
        if not year.isdecimal() or len(year) != 4 or int(year) not in YEARS:
            raise FormError("year", _("Write the year with four digits."))
        return msgspec.structs.replace(self._goal, text=text, year=int(year))
