"""What the user can choose: one line a setting, and what each does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList

from agendas.words import N_, _
from screens.command import command
from screens.desk import Desk
from screens.form import Form, FormError
from screens.frame import Frame
from screens.pick import Offer, Pick
from screens.setting import Choosing, Setting
from screens.settings_rows import about_setting, setting_row
from screens.widgets.field import Field
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows
from storage.text import one_line


class SettingsScreen(Frame):
    """One row a setting; below them a line on the one under the cursor."""

    usage = N_(
        "What you can choose. {list.open} changes what the cursor is on; what is empty goes back to"
        " its default. All of it stands in one file, where your own comments stay as they are."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command("settings.edit", "e", "edit_file", N_("Open the file"), N_("In your editor")),
        command(
            "settings.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")
        ),
    ]

    class Chosen(Message):
        """Something was chosen, which the program is to let hold."""

        def __init__(self, name: str) -> None:
            """Be about the setting ``name``; an empty name is all of them."""
            super().__init__()
            self.name = name

    class EditorAsked(Message):
        """The file is to be opened in the user's own editor."""

        def __init__(self, screen: SettingsScreen, file: Path) -> None:
            """Come from ``screen``."""
            super().__init__()
            self.screen, self.file = screen, file

    def __init__(self, desk: Desk, choosing: Choosing) -> None:
        """Show what ``choosing`` keeps."""
        super().__init__(desk)
        self._choosing = choosing
        self._settings: dict[str, Setting] = {}
        self._problem = ""

    def body(self) -> Iterable[Widget]:
        """Return the list, and the line on what the cursor is on."""
        yield Rows(id="settings", enter=N_("Choose"))
        yield Painted(id="about")

    def heading(self) -> Content:
        """Return what this is, and the file that keeps it."""
        file = one_line(self._choosing.file.name)
        return Content.assemble((_("Settings"), "bold"), "  ", (file, "$muted"))

    def opened(self) -> None:
        """Put the focus on the list."""
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Read the file anew."""
        settings, self._problem = self._choosing.all()
        self._settings = {one.name: one for one in settings}
        self.query_one(Rows).show(
            Row(name, lambda width, one=one: setting_row(one, width), one_line=True)  # type: ignore[misc]
            for name, one in self._settings.items()
        )
        self._say_about()

    @on(OptionList.OptionHighlighted)
    def _say_about(self) -> None:
        one, problem = self._settings.get(self.query_one(Rows).chosen or ""), self._problem
        if problem:
            one = Setting("", "", problem)
        if one is not None:
            self.query_one("#about", Painted).show(lambda width: about_setting(one, width))

    # What the keys do

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        one = self._settings.get(self.query_one(Rows).chosen or "")
        if one is None:
            return
        if self._problem:
            self.notify(one_line(self._problem), severity="warning")
        elif one.instead:
            self.notify(one.instead)
        elif len(one.choices) == 2:
            (other,) = [typed for typed, _words in one.choices if typed != one.typed]
            self._keep(one, other)
        else:
            self._ask(one)

    @work
    async def _ask(self, one: Setting) -> None:
        """Have one of several chosen, or something typed."""
        if not one.choices:
            if await self.app.push_screen_wait(SettingForm(one, self._choosing)):
                self._chosen(one.name)
            return
        offers = [Offer(typed, words) for typed, words in one.choices]
        typed = await self.app.push_screen_wait(Pick(one.title, offers, one.typed))
        if typed is not None and typed != one.typed:
            self._keep(one, typed)

    def _keep(self, one: Setting, typed: str) -> None:
        try:
            self._choosing.choose(one.name, typed)
        except ValueError as error:
            self.notify(one_line(str(error)), severity="warning")
        else:
            self._chosen(one.name)

    def _chosen(self, name: str) -> None:
        self.post_message(self.Chosen(name))

    def action_edit_file(self) -> None:
        """Open the file in the user's own editor."""
        try:
            self._choosing.begin()
        except ValueError as error:
            self.notify(one_line(str(error)), severity="warning")
            return
        self.post_message(self.EditorAsked(self, self._choosing.file))

    def edited(self) -> None:
        """Take in what the file says after it was edited."""
        self._choosing.take_in()
        self._chosen("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Share no screen that is the manager's own."""
        return action != "share"


class SettingForm(Form[bool]):
    """What is to be typed for a setting; what it may not be is said in place."""

    def __init__(self, setting: Setting, choosing: Choosing) -> None:
        """Keep it with ``choosing``."""
        super().__init__()
        self.heading = setting.explained
        self._setting, self._choosing = setting, choosing

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the one field."""
        usual = _("empty: {value}").format(value=self._setting.default)
        yield (
            self._setting.title,
            Field(self._setting.typed, placeholder=usual, replace=True, id="value"),
        )

    def result(self) -> bool:
        """Keep what was typed, and return True."""
        try:
            self._choosing.choose(self._setting.name, self.value("value"))
        except ValueError as error:
            reason = str(error).rstrip(".")
            raise FormError("value", f"{reason[:1].upper()}{reason[1:]}.") from error
        return True
