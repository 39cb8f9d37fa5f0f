"""The frame that every screen stands in: the bar on top, the keys below, shared or private."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from inspect import getfile
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from agendas.words import N_, _
from screens.command import command
from screens.desk import Desk
from screens.leaving import is_left
from screens.what_fails import TellsWhatFails, says_what_fails
from screens.widgets.key_bar import KeyBar, words_of
from screens.widgets.top_bar import TopBar


class Frame(TellsWhatFails):
    """A whole screen of the program.

    Subclasses yield their widgets in `body`, put what they show there in `reload`, and name
    themselves in `heading`. `reload` runs at the start, when the screen comes back to the
    front, and whenever the screen becomes shared or private.
    """

    class Unshared(Message):
        """Nobody else sees the screen any more."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command("help", "f1", "help", N_("Help"), N_("What works here")),
        command(
            "share",
            "f9",
            "share",
            N_("Shared screen"),
            N_("Hide all that is private, or show it again"),
        ),
        command(
            "palette",
            "ctrl+p",
            "palette",
            N_("Commands"),
            N_("All that can be done here, found by its name"),
            show=False,
        ),
        command(
            "theme",
            "ctrl+t",
            "app.next_theme",
            N_("Colours"),
            N_("Dark, light, high contrast, or the terminal's own"),
            show=False,
        ),
    ]
    usage: ClassVar[str] = ""
    """How the screen is used, in a few plain sentences to be translated where they are shown."""
    takes_text: ClassVar[bool] = False
    """Whether something can be written on the screen, so that letters are no commands there."""
    HORIZONTAL_BREAKPOINTS = [(0, "-tabs"), (60, "-narrow"), (100, "-wide")]

    def __init__(self, desk: Desk) -> None:
        """Show what is on ``desk``."""
        super().__init__()
        self.desk = desk
        self.filled = False
        """Whether there is something on the screen that can be read anew."""
        self._fresh = False

    @property
    def place(self) -> str:
        """What the access log calls the screen: ``people``, ``review`` …"""
        return type(self).__name__.removesuffix("Screen").lower()

    def compose(self) -> ComposeResult:
        """Put the body between the bar and the keys."""
        self._bring_style()
        yield TopBar()
        yield from self.body()
        yield KeyBar(self.key_words)

    def _bring_style(self) -> None:
        """Read the style that lies beside the screen's module, when the screen is first opened.

        Textual's own CSS_PATH would have the styles of everything that was opened parsed anew.
        """
        style = Path(getfile(type(self))).with_suffix(".tcss")
        if style.exists() and not self.app.stylesheet.has_source(str(style)):
            self.app.stylesheet.read(style)

    def body(self) -> Iterable[Widget]:
        """Return the screen's own widgets."""
        return ()

    def on_resize(self) -> None:
        """Fit the bar to the new width."""
        if self.filled:
            self.refresh_bar()

    def heading(self) -> Content:
        """Return what this is and who, for the bar on top."""
        return Content("")

    def shorter_headings(self) -> Iterable[Content]:
        """Return the heading in ever fewer words, for a bar without room; the names stay last."""
        return ()

    def key_words(self, binding: Binding) -> str:
        """Return the message id of what a key does now, or nothing where it is not to be shown."""
        if binding.id == "share" and self.desk.shared_with is not None:
            return N_("Show private text")
        return words_of(binding)

    def about(self) -> str | None:
        """Return the id of the person that the screen is about, if it is about one."""
        return None

    def may_stay_for(self, person_id: str) -> bool:
        """Return whether the screen may lie below what that person sees."""
        return self.about() in (None, person_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to share where there is somebody to share with, and to end what is shared."""
        if action == "share" and self.filled and self.desk.shared_with is None:
            return self.about() is not None
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Fill the screen, unless it is left already by a key that came with the one before.

        What a subclass does on mount comes before this.
        """
        if is_left(self):
            return
        from storage.errors import StoreError

        self.desk.place = self.place
        try:
            self.reload()
        except StoreError as error:
            if self in self.app.screen_stack[:2]:  # the team: there is nothing to go back to
                raise
            self.take_away()
            self.say_what_failed(error)
            return
        self.refresh_bar()
        self._fresh = self.filled = True
        self.opened()

    def opened(self) -> None:
        """Do what is to be done once, when the screen is filled; such as move the focus."""

    @says_what_fails
    def on_screen_resume(self) -> None:
        """Fill the screen anew when it comes back to the front, or leave it as it was."""
        if is_left(self):
            return
        self.desk.place = self.place
        if not self._fresh:
            self.reload()
            self.refresh_bar()
        self._fresh = False

    def refresh_bar(self) -> None:
        """Say on the top bar what holds now; a name that can't be read any more stays there."""
        from storage.errors import StoreError

        if is_left(self):  # the app looks at the disk while it is left, too
            return
        bar = self.query_one(TopBar)
        with suppress(StoreError):
            bar.left, bar.shorter = self.heading(), tuple(self.shorter_headings())
        bar.right = self.standing()
        if bar.problem != self.desk.problem:
            bar.problem = self.desk.problem
            self.refresh_bindings()

    def standing(self) -> Content:
        """Return whether the screen is shared, and when it was last saved."""
        narrow = self.app.size.width < 100
        if self.desk.shared_with is not None:
            words = _("shared") if narrow else _("shared screen")
            state = Content.assemble(("● ", "$good"), words)
        else:
            state = Content.styled("◌ " + _("private"), "$time")
        if self.desk.read_only:
            return Content.assemble(state, "  ", (_("only to read"), "bold $late"))
        if self.desk.problem:
            return Content.assemble(state, "  ", (_("not saved"), "bold $late"))
        if self.desk.saved_at is None:
            return state
        saved = _("saved {time}").format(time=f"{self.desk.saved_at:%H:%M:%S}")
        return Content.assemble(state, "  ", (saved, "$muted"))

    def share_with(self, person_id: str | None) -> None:
        """Share the screen with one person, or with nobody; every open screen reads anew.

        What was said in toasts, and copied, before the screen was shared is taken away, and so is
        any screen about somebody else, or that can't be read anew; what is found wrong while it is
        shared is said afterwards.
        """
        if person_id is not None and self.desk.shared_with is None:
            self.app.clear_notifications()
            self.app._clipboard = ""
        self.desk.shared_with = person_id
        for screen in self.app.screen_stack:
            if person_id is not None:
                hidden_at_once = screen.query("ToastHolder").set(display=False)
                hidden_at_once.remove()
            if isinstance(screen, Frame) and screen.filled:
                if person_id is None:
                    screen._show_private_again()
                else:
                    screen._show_to(person_id)
        if person_id is None:
            self.app.post_message(self.Unshared())
        self.say_what_is_wrong()

    @says_what_fails
    def _show_private_again(self) -> None:
        """Read anew, or go on showing less where what is private can't be read."""
        self.sharing_changed()

    def _show_to(self, person_id: str) -> None:
        """Read anew what that person may see, or be gone."""
        from storage.errors import StoreError

        if not self.may_stay_for(person_id):
            self.take_away()
            return
        try:
            self.sharing_changed()
        except StoreError as error:
            self.say_what_failed(error)
            self.take_away()

    def take_away(self) -> None:
        """Leave the screen from wherever it lies; Textual itself only leaves the one on top."""
        if self is self.app.screen:
            self.app.pop_screen()
            return
        self.app._screen_stack.remove(self)
        self._pop_result_callback()
        self.remove()

    @says_what_fails
    def read_anew(self) -> None:
        """Read anew what may be another by now, or go on showing what was read."""
        self.paint_anew()

    def sharing_changed(self) -> None:
        """Read anew, now that more or less may be seen."""
        self.paint_anew()

    def paint_anew(self) -> None:
        """Read anew, and forget what was painted before."""
        self.reload()
        self.refresh_bar()
        self.refresh_bindings()
        for widget in self.query("*"):
            widget.refresh()
            widget._render_cache = widget._render_cache._replace(lines=[])

    @work
    async def action_share(self) -> None:
        """Turn shared mode on at once, or off after a question."""
        from screens.question import Question

        if self.desk.shared_with is None:
            if (person_id := self.about()) is not None:
                self.share_with(person_id)
        elif await self.app.push_screen_wait(
            Question(
                _("Show private text again?"),
                _("Only when nobody else sees the screen."),
                yes=_("Show it"),
            )
        ):
            self.share_with(None)

    def action_palette(self) -> None:
        """Open the command palette."""
        from screens.palette import Palette

        self.app.push_screen(Palette(self))

    def action_help(self) -> None:
        """Open the help for this screen."""
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))
