"""The commands at hand on a screen: which there are, which work now, and giving one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from textual.binding import Binding
from textual.dom import DOMNode
from textual.widget import Widget

from agendas.words import N_, _
from screens.command import bound
from screens.frame import Frame
from screens.widgets.key_bar import key_name

PARTS = {
    "AgendaPane": N_("In the agenda"),
    "NotePane": N_("In a note"),
    "OpenPane": N_("In what is open"),
    "PlanPane": N_("In the plan"),
    "PastPane": N_("In last year's plan"),
    "PointField": N_("In a point"),
    "TextPane": N_("In a text"),
    "LogPane": N_("In the notes of the year"),
    "SearchField": N_("In the search field"),
    "Rows": N_("In a list"),
}
"""What each part of a screen is called, by the name of its widget."""
EVERYWHERE = N_("Everywhere on this screen")
MOVING = N_("Moving about")


@dataclass(frozen=True)
class AtHand:
    """A command of a screen or of a part of it."""

    node: DOMNode
    """Whose command it is."""
    binding: Binding
    keys: tuple[str, ...]
    """All its keys, as they are bound now."""
    works: bool
    """Whether it can be given now, from where the focus is."""

    @property
    def words(self) -> str:
        """What it does, in a word or two."""
        return _(self.binding.description)

    @property
    def more(self) -> str:
        """What else there is to say."""
        return _(self.binding.tooltip) if self.binding.tooltip else ""

    @property
    def moves(self) -> bool:
        """Whether it only moves a cursor, or what is in view."""
        return (self.binding.id or "").startswith("move.")

    @property
    def key_names(self) -> str:
        """Its keys as people know them."""
        return " ".join(map(key_name, self.keys))


Group = tuple[str, list[AtHand]]
"""A part of the screen in words, with its commands."""


def groups(frame: Frame) -> list[Group]:
    """Return the commands of ``frame`` by part: first where the focus is, moving about last."""
    focused = frame.focused
    nodes = [*([focused] if focused is not None else []), *frame.query("*").results(Widget)]
    parts: dict[str, list[AtHand]] = {}
    here = 0
    for node in nodes:
        if (part := _part(node)) and part not in parts and (found := list(_commands(frame, node))):
            parts[part] = [one for one in found if one.works or node is not focused]
            here = here or int(node is focused)
    everywhere = _everywhere(frame)
    every = [one for commands in (*parts.values(), everywhere) for one in commands]
    moves = {one.binding.id: one for one in every if one.moves}
    shown = [(_(part), commands) for part, commands in parts.items()]
    shown.insert(here, (_(EVERYWHERE), everywhere))
    groups = [(title, [one for one in commands if not one.moves]) for title, commands in shown]
    return [group for group in [*groups, (_(MOVING), list(moves.values()))] if group[1]]


def _everywhere(frame: Frame) -> list[AtHand]:
    """Return what works wherever the focus is, the screen's own first."""
    found = [one for node in (frame, frame.app) for one in _commands(frame, node) if one.works]
    return sorted(found, key=lambda one: "." not in (one.binding.id or "."))


def _part(node: DOMNode) -> str | None:
    """Return what the part of the screen is called that ``node`` is."""
    names = (kind.__name__ for kind in type(node).__mro__)
    return next((PARTS[name] for name in names if name in PARTS), None)


def _commands(frame: Frame, node: DOMNode) -> Iterator[AtHand]:
    """Yield the program's own commands of one node, each with all its keys.

    What any text can do comes after what is of the one at hand.
    """
    keys: dict[str, list[str]] = {}
    first: dict[str, Binding] = {}
    for key, bindings in bound(node).items():
        for binding in bindings:
            if binding.id is not None and binding.description:
                first.setdefault(binding.action, binding)
                keys.setdefault(binding.action, []).append(key)
    own_first = sorted(first.items(), key=lambda one: (one[1].id or "").startswith("text."))
    for action, binding in own_first:
        works = frame.app._check_action_state(action, node) is True
        yield AtHand(node, binding, tuple(dict.fromkeys(keys[action])), works)


def offered(frame: Frame) -> list[AtHand]:
    """Return what can be given from here, once each: what works now, then what is elsewhere.

    What is elsewhere works when one is there, and giving it goes there first; but what a part
    itself refuses it refuses then as well.
    """
    reached = set(frame.focus_chain)
    found: dict[tuple[DOMNode, str], AtHand] = {}
    for _title, commands in groups(frame):
        for one in commands:
            of_screen, action = one.node in (frame, frame.app), one.binding.action
            will_work = one.works or (one.node in reached and action.startswith("screen."))
            if one.moves or not will_work or one.binding.id == "palette":
                continue
            node = frame if action.startswith("screen.") else one.node
            same = node, action.removeprefix("screen.") if not of_screen else action
            if same in found:
                before = found[same]
                keys = dict.fromkeys((*before.keys, *one.keys))
                found[same] = replace(before, keys=tuple(keys), works=before.works or one.works)
            else:
                found[same] = one
    return sorted(found.values(), key=lambda one: not (one.works and _is_here(frame, one.node)))


def _is_here(frame: Frame, node: DOMNode) -> bool:
    return node in (frame, frame.app) or node is frame.focused


async def give(frame: Frame, one: AtHand) -> None:
    """Do what the command's key does where it belongs; say so where it can't be done."""
    if isinstance(one.node, Widget) and not _is_here(frame, one.node):
        frame.set_focus(one.node)
    if not await frame.app.run_action(one.binding.action, one.node):
        frame.notify(_("That can't be done here now."))


def fits(query: str, texts: Iterable[str]) -> int:
    """Return how well words as they begin are found in ``texts``, the first of them best; 0 is not.

    A word fits where a word begins with it, whatever its case.
    """
    score = 1
    wanted = query.casefold().split()
    begins = [text.casefold().split() for text in texts]
    for word in wanted:
        places = [
            len(begins) - number
            for number, words in enumerate(begins)
            if any(one.lstrip("(“\"'").startswith(word) for one in words)
        ]
        if not places:
            return 0
        score += max(places)
    return score
