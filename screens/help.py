"""Help for the screen underneath: what works where, and how the screen is used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

from agendas.words import N_, _
from screens.frame import Frame
from screens.leaving import is_left
from screens.painting import fit, hanging
from screens.widgets.key_bar import KeyBar, key_name
from screens.widgets.painted import Painted

_PARTS = {
    "AgendaPane": N_("In the agenda"),
    "NotePane": N_("In a note"),
    "PlanPane": N_("In the plan"),
    "PastPane": N_("In last year's plan"),
    "Rows": N_("In a list"),
}
"""What each part of a screen is called, by the name of its widget."""
_KEYS, _WORDS = 9, 24
"""The widths of the columns for keys and for what they do."""


class HelpScreen(ModalScreen[None]):
    """Lists the keys of a screen: first where the focus is, then everywhere, then elsewhere."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > Vertical {
        width: 84; max-width: 100%; height: auto; max-height: 100%; padding: 1 1 1 2;
        border: round $focus; background: $surface;
    }
    HelpScreen .heading { text-style: bold; margin-bottom: 1; }
    HelpScreen VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    HelpScreen Painted { padding-right: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q", "dismiss", N_("Close"), id="help.close"),
    ]

    def __init__(self, frame: Frame) -> None:
        """Explain ``frame``."""
        super().__init__()
        self._frame = frame
        self._groups = groups(frame)

    def compose(self) -> ComposeResult:
        """Put the groups of keys above the words on use."""
        with Vertical():
            yield Static(Content(_("Help")), classes="heading")
            with VerticalScroll():
                yield Painted(self._rows)
        yield KeyBar()

    def on_mount(self) -> None:
        """Be ready to scroll."""
        if not is_left(self):
            self.query_one(VerticalScroll).focus()

    def _rows(self, width: int) -> list[Content]:
        rows: list[Content] = []
        for title, bindings in self._groups:
            rows.append(Content.styled(title, "bold"))
            for binding, keys in bindings:
                rows += _row(binding, keys, width)
            rows.append(Content(""))
        usage = _(self._frame.usage) if self._frame.usage else ""
        return [*rows, *hanging(usage, width, 0)] if usage else rows[:-1]


Group = tuple[str, list[tuple[Binding, list[str]]]]
"""A part of the screen in words, with its bindings and all the keys of each."""


def groups(frame: Frame) -> list[Group]:
    """Return the bindings of ``frame`` and of all in it that takes the focus, by part."""
    working = [(binding, keys) for binding, keys in _bindings(frame) if _works(frame, binding)]
    working.sort(key=lambda one: "." not in (one[0].id or "."))
    focused = frame.focused
    nodes = [*([focused] if focused is not None else []), *frame.query("*").results(DOMNode)]
    parts: dict[str, Group] = {}
    here = 0
    for node in nodes:
        if (part := _part(node)) and (bindings := _bindings(node)):
            parts.setdefault(part, (_(part), bindings))
            here = here or int(node is focused)
    found = list(parts.values())
    return [*found[:here], (_("Everywhere on this screen"), working), *found[here:]]


def _part(node: DOMNode) -> str | None:
    """Return what the part of the screen is called that ``node`` is."""
    names = (kind.__name__ for kind in type(node).__mro__)
    return next((_PARTS[name] for name in names if name in _PARTS), None)


def _works(frame: Frame, binding: Binding) -> bool:
    action, _sign, _rest = binding.action.partition("(")
    return frame.check_action(action, ()) is True


def _bindings(node: DOMNode) -> list[tuple[Binding, list[str]]]:
    """Return the program's own bindings of one node, each with all its keys."""
    found: dict[str, tuple[Binding, list[str]]] = {}
    for key, binding in _own(node):
        if binding.action in found:
            found[binding.action][1].append(key)
        else:
            found[binding.action] = (binding, [key])
    return list(found.values())


def _own(node: DOMNode) -> Iterable[tuple[str, Binding]]:
    """Yield the program's bindings; Textual's own for moving about are neither shown nor named."""
    for key, bindings in node._bindings.key_to_bindings.items():
        for binding in bindings:
            if binding.description and (binding.show or binding.id):
                yield key, binding


def _row(binding: Binding, keys: list[str], width: int) -> list[Content]:
    """Return one binding: its keys, what it does, and more where there is more to say."""
    names = " ".join(key_name(key) for key in keys)
    words, more = _(binding.description), _(binding.tooltip) if binding.tooltip else ""
    head = Content.assemble("  ", fit(names, _KEYS, "bold $time"), " ")
    start = 2 + _KEYS + 1
    if more:
        head, start = Content.assemble(head, fit(words, _WORDS), " "), start + _WORDS + 1
    lines = hanging(more or words, width, start, "$muted" if more else "")
    return [Content.assemble(head, lines[0][start:]), *lines[1:]]
