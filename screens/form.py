"""A small form over the screen: labelled fields, Enter keeps, Esc leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from agendas.words import N_, _
from screens.command import command
from screens.dialog import Dialog, Result
from screens.key_words import with_keys
from screens.widgets.choice import Choice
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from screens.widgets.key_bar import KeyBar
from screens.widgets.text_pane import TextPane
from storage.text import clean, one_line

_WIDTH, _WIDE = 68, 80
"""The most cells inside the frame, and the width of a window that has room around them."""
_AROUND = 10
"""The lines of a window that are no field's."""
_BESIDE = 6
"""The cells beside a label and what stands in its field."""
_DAY = 25
"""The cells of the longest date."""
_SHORTEST, _LONGEST = 12, 26
"""The cells that the labels may have."""


class FormError(ValueError):
    """A field can't be read; the text is one line for the user."""

    def __init__(self, field: str, reason: str) -> None:
        """Blame the field with the id ``field``."""
        super().__init__(reason)
        self.field = field


class Form(Dialog[Result | None]):
    """Subclasses name the form in ``heading``, list fields in `fields`, read them in `result`.

    The form is left with what `result` returns, or with None by Esc.
    """

    DEFAULT_CSS = """
    Form > Vertical {
        width: 72; padding: 1 2 0 2; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    Form.-narrow > Vertical { padding: 1 1 0 1; }
    Form.-low > Vertical { padding-top: 0; }
    Form.-low .field { margin-bottom: 0; }
    Form .heading { margin-bottom: 1; }
    Form .field { height: auto; margin-bottom: 1; }
    Form .label { color: $muted; padding-right: 1; }
    Form .field > Field, Form .field > Choice, Form .field > TextPane { width: 1fr; }
    Form .field > TextPane, Form .field > TextPane:focus {
        border: none; height: 4; background: $field;
    }
    Form .field > TextPane:focus { outline-left: outer $focus; }
    Form .field > TextPane:ansi { text-style: underline; }
    Form .field:focus-within .label { color: $text; }
    Form #error { height: auto; min-height: 1; color: $late; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("form.keep", "enter", "submit", N_("Save"), N_("What stands in the form")),
        command("form.save", "ctrl+s", "keep", N_("Save"), N_("From anywhere in the form")),
        command(
            "form.next",
            "tab",
            "next_field",
            N_("Next field"),
            N_("On to the next field"),
            priority=True,
        ),
        command(
            "form.leave",
            "escape",
            "cancel",
            N_("Close"),
            N_("Without saving; asks first where text would be lost"),
        ),
    ]

    class Written(Message):
        """Something else stands in a form."""

    class Left(Message):
        """A form was left, and what it gave is on its way."""

    heading: str = ""
    _warned: bool = False
    _before: list[str] | None = None
    _rows: Sequence[tuple[Static, Widget]] = ()
    """Each label with its field."""

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield each label with its widget."""
        return ()

    def result(self) -> Result:
        """Return what the fields say, or raise `FormError`."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Put the labels in one column and the fields in another."""
        self._rows = [
            (Static(Content(one_line(label)), classes="label"), field)
            for label, field in self.fields()
        ]
        self.on_resize()
        with Vertical():
            yield Static(Content(one_line(self.heading)), classes="heading")
            for row in self._rows:
                yield Horizontal(*row, classes="field")
            yield Static("", id="error")
        yield KeyBar()

    def on_resize(self) -> None:
        """Give the labels what the fields leave of the width, and be close in a low window."""
        columns, lines = self.app.size
        fields = [field for _label, field in self._rows]
        panes = sum(isinstance(field, TextPane) for field in fields)
        self.set_class(columns < _WIDE, "-narrow")
        self.set_class(lines < _AROUND + 2 * len(fields) + 4 * panes, "-low")
        hints = [cell_len(field.hint) for field in fields if isinstance(field, Field)]
        left = min(_WIDTH, columns) - _BESIDE - max([_DAY, *hints])
        longest = max((cell_len(str(label.content)) for label, _field in self._rows), default=0)
        for label, _field in self._rows:
            label.styles.width = min(longest + 1, max(left, _SHORTEST), _LONGEST)

    def value(self, field: str) -> str:
        """Return the text of an input as it is kept, without the spaces around it."""
        return clean(self.query_one(f"#{field}", Field).value).strip()

    def day(self, field: str) -> dt.date | None:
        """Return the day in a field, None where it is empty; raise `FormError` where it is none."""
        try:
            return self.query_one(f"#{field}", DateField).day()
        except ValueError as error:
            raise FormError(field, str(error)) from error

    def chosen(self, field: str) -> str:
        """Return the value of a choice."""
        return self.query_one(f"#{field}", Choice).value

    def required(self, field: str, reason: str) -> str:
        """Return the text of an input; raise `FormError` with ``reason`` where it is empty."""
        if not (text := self.value(field)):
            raise FormError(field, reason)
        return text

    def on_descendant_focus(self) -> None:
        """Remember with what the form began."""
        if self._before is None:
            self._before = self._written()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Enter to a text of several lines, and Tab out where there is one field alone."""
        if action == "next_field":
            return len(self.focus_chain) > 1
        return action != "submit" or not isinstance(self.focused, TextPane)

    def action_next_field(self) -> None:
        """Go on to the next field, and from the last to the first."""
        self.focus_next()

    def action_submit(self) -> None:
        """Keep the form on Enter."""
        self.action_keep()

    @on(Field.Changed)
    @on(TextPane.Changed)
    @on(Choice.Changed)
    def _written_on(self) -> None:
        """Take back what was said about a field that is being changed."""
        self._warned = False
        self._say("")
        self.post_message(self.Written())

    def on_input_submitted(self) -> None:
        """Keep the form on Enter in a field."""
        self.action_keep()

    def action_keep(self) -> None:
        """Leave with the result, or say what can't be read and stay."""
        if not self._open:
            return
        try:
            result = self.result()
        except FormError as error:
            self._say(str(error))
            self.query_one(f"#{error.field}").focus()
            return
        self.dismiss(result)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with ``result``."""
        self.app.post_message(self.Left())
        return super().dismiss(result)

    def action_cancel(self) -> None:
        """Leave everything as it was; where that would lose text, only when asked twice."""
        if self._open and self._would_lose_text():
            words = _("Not saved yet. {form.save} saves; {form.leave} once more throws it away.")
            self._warn(with_keys(words))
        else:
            self.dismiss(None)

    def may_go(self) -> bool:
        """Return whether the program may be left; where that would lose text, say so first."""
        if not self._would_lose_text():
            return True
        words = _("Not saved yet. {form.save} saves; ^Q once more leaves without it.")
        self._warn(with_keys(words))
        return False

    def _would_lose_text(self) -> bool:
        changed = self._before is not None and self._written() != self._before
        return changed and not self._warned

    def _warn(self, words: str) -> None:
        self._warned = True
        self._say(words)

    @property
    def _open(self) -> bool:
        """Whether the fields are there: several keys may come before they are, or when they go."""
        return self.is_active and self._before is not None

    def _say(self, words: str) -> None:
        for line in self.query("#error").results(Static):
            line.update(Content(one_line(words)))
            if words:
                self.call_after_refresh(line.scroll_visible, animate=False)

    def unsaved(self) -> list[str]:
        """Return the texts that were written since the form was opened."""
        before = self._before or []
        pairs = zip(self._written(), before, strict=False)
        return [text for text, first in pairs if text != first]

    def _written(self) -> list[str]:
        texts = [field.value for field in self.query(Field)]
        return texts + [pane.text for pane in self.query(TextPane)]
