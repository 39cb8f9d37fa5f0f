"""What the employee has prepared: the form that came back, and a text to write in together."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import TextArea

from agendas.words import _, day_and_month
from screens.desk import Desk
from screens.form_rows import form_rows
from screens.key_words import key_of
from screens.outline import Outline
from screens.plan_words import Parties
from screens.widgets.painted import Painted
from screens.widgets.text_pane import TextPane
from storage.records import Record
from storage.text import clean, one_line


class EmployeeNotes(Outline):
    """A screen of preparation with the employee's form and text."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a pane: it is made with the rest of the screen."""
        super().__init__(desk)
        self._pane: TextPane | None = None
        self._taken = ""
        """What stood in the pane when it was last taken in."""

    def employee_pane(self) -> TextPane:
        """Return a new pane with the employee's text."""
        words = _("{name} writes").format(name=self._employee_name)
        self._pane = TextPane(
            self.conversation.employee_preparation,
            "employee",
            title=f"{key_of('prepare.employee')}  {words}",
            hint=_("What came back from the employee, or what you write down together."),
            id="employee",
            wrap=self.desk.soft_wrap,
        )
        self._taken = self._pane.text
        return self._pane

    def action_employee(self) -> None:
        """Write in the employee's preparation."""
        self.set_focus(self._pane)

    @property
    def _employee_name(self) -> str:
        return one_line(Parties.of(self.conversation).employee)

    def form_rows(self, width: int) -> list[Content]:
        """Return what the employee has answered in the form, in rows of ``width`` cells."""
        form = self.conversation.employee_form
        if form is None:
            return []
        words = _("The form from {name}").format(name=self._employee_name)
        came = _("came {day}").format(day=day_and_month(form.imported_at.date(), self.desk.today))
        title = Content.assemble((words, "bold $employee"), ("   " + came, "$muted"))
        return [title.truncate(width, ellipsis=True), Content(""), *form_rows(form, width)]

    def show_form(self) -> None:
        """Show the form that came, if one did."""
        rows = self.query_one("#form", Painted)
        rows.display = self.conversation.employee_form is not None
        rows.show(self.form_rows)
        self.query_one("#employee").set_class(rows.display, "-beside-form")

    # What is written

    @on(TextArea.Changed, "#employee")
    def _employee_wrote(self) -> None:
        if self._take_in_text():
            self.prepared()

    def take_in(self) -> list[Record]:
        """Take in the employee's text as well."""
        changed = super().take_in()
        return [*changed, self.conversation] if self._take_in_text() else changed

    def _take_in_text(self) -> bool:
        """Take in what stands in the pane, and return whether there is anything new."""
        if self._pane is None or self._pane.text == self._taken:
            return False
        self._taken = self._pane.text
        self.conversation.employee_preparation = clean(self._taken)
        if self.conversation.state == "planned":
            self.conversation.state = "prepared"
        return True
