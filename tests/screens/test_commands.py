"""Every command is defined once, and whole: its name, its keys, its words and what more to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from textual.binding import Binding
from textual.dom import DOMNode

from tests.faults.walk import of_the_program, screen_kinds


def kinds() -> Iterator[type[DOMNode]]:
    """Yield every class of the program that has commands of its own."""
    screen_kinds()  # brings all of them in
    below = list(DOMNode.__subclasses__())
    seen: set[type] = set()
    while below:
        kind = below.pop()
        below += [one for one in kind.__subclasses__() if one not in seen]
        seen.add(kind)
        if of_the_program(kind) and "BINDINGS" in kind.__dict__:
            yield kind


def test_each_command_is_whole() -> None:
    for kind in kinds():
        for one in kind.BINDINGS:
            assert isinstance(one, Binding), kind
            lacking = [name for name in ("id", "description", "tooltip") if not getattr(one, name)]
            assert not lacking, f"{kind.__name__}, {one.key}: no {lacking}; use screens.command"


def test_each_name_is_one_commands() -> None:
    commands = {id(one): one for kind in kinds() for one in kind.BINDINGS}
    names = Counter(one.id for one in commands.values() if isinstance(one, Binding))
    assert [name for name, times in names.items() if times > 1] == []
