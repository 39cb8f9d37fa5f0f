"""Whether keys can be had: a name that there is, a key that there is, and nothing else on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key
from textual.screen import Screen
from textual.widgets import Input, TextArea

from agendas.words import _
from screens.form import Form
from screens.frame import Frame
from screens.pick import Pick
from screens.widgets.key_bar import character_of
from tui.key_places import Place, all_commands, places

Keymap = dict[str, str]
"""Keys by the name of a command, as Textual takes them."""

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_SENT_AS_ANOTHER = {
    "ctrl+h",
    "ctrl+i",
    "ctrl+m",
    "ctrl+enter",
    "alt+enter",
    "ctrl+left_square_bracket",
}
"""What many a terminal sends as backspace, tab, enter or escape."""
_TAKEN = {"ctrl+q", "ctrl+c", "tab", "shift+tab"}
"""What always leaves the program, copies, and goes to the next field and back."""


_FOR_WRITING = {
    key.strip()
    for kind in (TextArea, Input)
    for one in kind.BINDINGS
    if isinstance(one, Binding)
    for key in one.key.split(",")
} - {"enter", "f6", "f7"}
"""What a text keeps for itself."""


def checked(
    wanted: Mapping[str, str], usual: Mapping[str, str]
) -> tuple[Keymap, list[tuple[str, str]]]:
    """Return the keymap of what can be had of ``wanted``, and why the rest can't.

    ``usual`` are keys that come in the place of the commands' own, and give way to wanted ones.
    """
    commands = all_commands()
    problems: list[tuple[str, str]] = []
    keymap: Keymap = {**usual}
    for name, keys in wanted.items():
        one = commands.get(name)
        reason = _("there is no such command") if one is None else _unusable(one, keys)
        if reason:
            problems.append((name, reason))
        else:
            keymap[name] = ",".join(map(_long, keys.split(",")))
    last_first = list(wanted)[::-1]
    while clash := next(clashes(keymap, last_first), None):
        name, other, key = clash
        words = _("{key} is “{words}” ({other}) there")
        taken = commands[other].description if other in commands else other
        problems.append((name, words.format(key=key, words=_(taken), other=other)))
        del keymap[name]
        if name in usual:
            keymap[name] = usual[name]
    return _with_those_beside(keymap), problems


def _long(key: str) -> str:
    """Return a key as Textual calls it: ``slash`` for ``/``."""
    key = key.strip()
    return _character_to_key(key) if len(key) == 1 else key


# Keys that there are


def _unusable(one: Binding, keys: str) -> str:
    """Return why a command can't have these keys at all, or nothing."""
    writing = _works_while_writing(one)
    for key in keys.split(","):
        long = _long(key)
        if long in _keys(one):
            continue
        *modifiers, last = long.split("+")
        letter = bool(character_of(last))
        if not _is_key(modifiers, last):
            words = _("there is no key “{key}”")
        elif long in _SENT_AS_ANOTHER or ("shift" in modifiers and letter):
            words = _("many terminals send another key for “{key}”")
        elif long in _TAKEN:
            words = _("“{key}” always does something else")
        elif writing and (long in _FOR_WRITING or (letter and set(modifiers) <= {"alt"})):
            words = _("“{key}” is for writing there")
        else:
            continue
        return words.format(key=key.strip())
    return ""


def _is_key(modifiers: list[str], last: str) -> bool:
    names = {one.value for one in Keys if not one.value.startswith("<")}
    return set(modifiers) <= _MODIFIERS and bool(last in names or character_of(last))


def _works_while_writing(one: Binding) -> bool:
    """Return whether the command is for when a text has the focus, where letters are written."""
    homes = [place.kind for place in places() for own in place.commands if own.id == one.id]
    usual = [_long(key) for key in one.key.split(",")]
    if (one.id or "").startswith("move.") or any(map(character_of, usual)):
        return False
    return any(
        issubclass(kind, (TextArea, Input, Form, App))
        or kind is Frame
        or getattr(kind, "takes_text", False)
        for kind in homes
    )


# Keys that something else is on


def clashes(keymap: Mapping[str, str], of: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each command of ``of`` that shares a key with another one where both are met.

    With it come the other one's name and the key. Where they share it by themselves it is meant:
    which of the two works depends on what the cursor is on.
    """
    for name in of:
        if name not in keymap:
            continue
        for key in keymap[name].split(","):
            for home in places():
                own = {one.id: one for one in home.commands}
                if name not in own or key in _keys(own[name]):
                    continue
                for other in _met_at(home):
                    if other.id != name and key in _keys(other, keymap):
                        yield name, other.id or other.description, key


def _keys(one: Binding, keymap: Mapping[str, str] = {}) -> set[str]:
    return {_long(key) for key in keymap.get(one.id or "", one.key).split(",")}


def _met_at(home: Place) -> Iterator[Binding]:
    """Yield every command that can be met where the commands of ``home`` are."""
    for other in places():
        if _meet(home, other):
            yield from other.commands


def _meet(one: Place, other: Place) -> bool:
    """Return whether both are on one way from the focus to the program."""
    if issubclass(one.kind, other.kind) or issubclass(other.kind, one.kind):
        return True
    for here, there in ((one, other), (other, one)):
        if issubclass(here.kind, App):
            return True
        if issubclass(here.kind, Screen) and not issubclass(there.kind, Screen | App):
            return _stands_on(there, here.kind)
    return False


def _stands_on(part: Place, screen: type[DOMNode]) -> bool:
    """Return whether a part can stand on a screen: one of its name, or one that does what it asks.

    What asks its screen for nothing, such as a list, can stand on any.
    """
    named = [
        one.kind for one in places() if one.title == part.title and issubclass(one.kind, Screen)
    ]
    if named:
        return any(issubclass(screen, one) or issubclass(one, screen) for one in named)
    asked = [
        one.action.removeprefix("screen.").partition("(")[0]
        for one in part.commands
        if one.action.startswith("screen.")
    ]
    if screen is Frame or not asked:
        return issubclass(screen, Frame | Form | Pick)
    return all(hasattr(screen, f"action_{action}") for action in asked)


def _with_those_beside(keymap: Keymap) -> Keymap:
    """Return the keymap with what shares a usual key with a command that leaves it.

    Textual takes all of a key away with one of them.
    """
    whole = dict(keymap)
    for place in places():
        own = list(place.commands)
        for one in own:
            for other in own:
                moved = one.id in keymap and other.id not in keymap
                if moved and other.id and one.id != other.id and _keys(one) & _keys(other):
                    whole[other.id] = ",".join(_long(key) for key in other.key.split(","))
    return whole
