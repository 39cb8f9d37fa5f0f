"""The command palette: everything that can be done from here, found by typing its name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.command import Command, CommandInput, CommandList, CommandPalette, Hit
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import LoadingIndicator
from textual.widgets.option_list import Option

from agendas.words import N_, _
from screens.at_hand import fits, give, offered
from screens.command import command
from screens.dialog import Dialog
from screens.frame import Frame
from screens.painting import fit
from screens.what_fails import says_what_fails
from screens.widgets.field import VisibleInput
from screens.widgets.key_bar import KeyBar
from storage.text import one_line

_WIDTH, _AROUND = 100, 7
"""The cells of the whole, and those of them that are no text."""
_WORDS, _MORE, _KEYS = 30, 13, 9
"""The most cells for what is done, the fewest for what more there is to say, the most for keys."""


@dataclass(frozen=True)
class Entry:
    """Something to choose."""

    words: str
    more: str
    keys: str
    run: Callable[[], Awaitable[None] | None]
    name: str = ""
    """Whom it is about, without whose name it is not found."""

    def score(self, query: str) -> int:
        """Return how well it fits; 0 is not at all."""
        if self.name and not any(fits(word, (self.name,)) for word in query.split()):
            return 0
        return fits(query, (self.words, self.keys, self.more))

    @property
    def short_keys(self) -> str:
        """Its keys, or the first of them where they are too long."""
        return self.keys if len(self.keys) <= _KEYS else self.keys.split()[0]

    def line(self, width: int, columns: tuple[int, int]) -> Content:
        """Return it on one line; ``columns`` are the cells for its words and for its keys."""
        if self.name:
            return fit(self.words, width)
        words, keys = columns
        more = width - words - keys - 4
        if more < _MORE:
            words, more = width - keys - 2, 0
        return Content.assemble(
            fit(self.words, words),
            fit(f"  {self.more}", more + 2 if more else 0, "$muted"),
            "  ",
            fit(self.short_keys, keys, "bold $time", "right"),
        )


def entries(frame: Frame) -> list[Entry]:
    """Return what can be chosen on ``frame``: commands, and people while nobody else looks on.

    Nor from a screen that is never shared: it would lie beneath one that can be, and one comes
    back to it.
    """
    commands = [
        Entry(one.words, one.more, one.key_names, partial(give, frame, one))
        for one in offered(frame)
    ]
    return [*commands, *_people(frame)]


def _people(frame: Frame) -> Iterator[Entry]:
    if frame.desk.shared_with is not None or not frame.check_action("share", ()):
        return
    for person in frame.desk.view.people():
        name = one_line(person.name)
        words = _("Open {name}").format(name=name)
        yield Entry(words, "", "", partial(_open_person, frame, person.id), name)


@says_what_fails
def _open_person(frame: Frame, person_id: str) -> None:
    """Open a person over the team: what is open meanwhile is left, and so saved.

    Over a talk one could open the same talk once more, and each of the two would save its own.
    """
    from screens.people import PeopleScreen
    from screens.person import PersonScreen

    person, app = frame.desk.view.person(person_id), frame.app
    while not isinstance(app.screen, PeopleScreen):
        app.pop_screen()
    app.push_screen(PersonScreen(frame.desk, person.id))


class Wish(CommandInput, VisibleInput):
    """What is to be done, as it is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command("palette.run", "enter", "submit", N_("Do it"), N_("What the cursor is on")),
    ]


class Palette(CommandPalette, Dialog[None]):
    """Textual's palette with the commands of the screen underneath, in the program's look."""

    DEFAULT_CSS = """
    Palette { align: center top; background: $background 60%; }
    Palette > Vertical#--container {
        width: 100; max-width: 100%; height: auto; max-height: 100%; margin-top: 1; padding: 0 1;
        border: round $focus; background: $surface; visibility: visible;
    }
    Palette #--input, Palette #--input.--list-visible { border: none; height: 1; padding: 0 1; }
    Palette CommandInput, Palette CommandInput:focus {
        border: none; height: 1; padding: 0; background: $surface;
        & > .input--placeholder { color: $muted; text-style: none; }
    }
    Palette #--results { overlay: none; height: auto; }
    Palette CommandList, Palette CommandList:focus {
        border: none; height: auto; max-height: 70vh; margin-top: 1; padding: 0;
        background: $surface; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        & > .option-list--option { padding: 0 1; color: $text; text-style: none; }
        & > .option-list--option-disabled { color: $muted; }
        & > .option-list--option-highlighted {
            background: $block-cursor-background; color: $text; text-style: none;
        }
    }
    Palette CommandList.--populating { border: none; }
    Palette LoadingIndicator, Palette LoadingIndicator.--visible { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "palette.close",
            "escape,ctrl+p",
            "escape",
            N_("Close"),
            N_("Back to the screen underneath"),
        ),
    ]

    def __init__(self, frame: Frame) -> None:
        """Offer what can be done on ``frame``, which must be on top."""
        super().__init__([])
        self._entries = entries(frame)
        commands = [one for one in self._entries if not one.name]
        self._columns = (
            min(max((cell_len(one.words) for one in commands), default=0), _WORDS),
            max((cell_len(one.short_keys) for one in commands), default=0),
        )

    def compose(self) -> ComposeResult:
        """Put the field over the list."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                field = Wish(placeholder=_("What do you want to do?"))
                field.select_on_focus = field.cursor_blink = False
                yield field
            with Vertical(id="--results"):
                yield CommandList()
                yield LoadingIndicator()
        yield KeyBar()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        self._gather_commands(self.query_one(CommandInput).value.strip())

    def _gather_commands(self, search_value: str) -> None:  # type: ignore[override]
        """Show at once what fits, all commands to begin with, and people when they are named.

        Textual gathers beside the keys: Enter would do what stood first for the letters before.
        """
        lines = self.query_one(CommandList)
        self._refresh_command_list(lines, list(self._found(search_value)), clear_current=True)
        if not lines.option_count and search_value:
            nothing = Content(_("Nothing here is called that."))
            lines.add_option(Option(nothing, disabled=True, id=self._NO_MATCHES))
            self._list_visible = True
        self.add_class("-ready")

    def _found(self, query: str) -> Iterator[Command]:
        width = min(_WIDTH, self.app.size.width) - _AROUND
        for one in self._entries:
            if score := one.score(query) if query else not one.name:
                line = one.line(width, self._columns)
                yield Command(line, Hit(score, line, one.run, one.words))
