"""What a shell completes: commands and options by a script of shtab's, people by asking us.

A person's name is never part of a script and never run through a shell's own expansion: the
scripts take each line that we print as one word. Bash inserts a word as it stands, so for bash we
quote it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator

from agendas.words import _
from storage.errors import StoreError
from storage.home import Home
from storage.shared_mark import is_shared
from storage.text import one_line
from tui.commands import build_parser
from tui.formats import Shell
from tui.lookup import folded

_PEOPLE: dict[Shell, str] = {
    "bash": """\
_samtale_people() {
  command samtale completion bash --names="$1" 2>/dev/null
}""",
    "zsh": """\
_samtale_people() {
  local -a people
  people=("${(@f)$(command samtale completion zsh --names= 2>/dev/null)}")
  compadd "$@" -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -- "${(@)people:#}"
}""",
    "fish": """\
function _samtale_people
  command samtale completion fish --names= 2>/dev/null
end""",
}
"""The function that asks us for people, in each shell's language."""


def print_script(shell: Shell) -> int:
    """Print what teaches a shell to complete our commands."""
    import shtab

    people = "(_samtale_people)" if shell == "fish" else "_samtale_people"
    by_metavar = {
        _("PERSON"): {shell: people},
        _("FILE"): shtab.FILE,
        _("FOLDER"): shtab.DIRECTORY,
    }
    parser = build_parser()
    for action in _actions(parser):
        if action.metavar in by_metavar:
            action.complete = by_metavar[action.metavar]  # type: ignore[attr-defined]
    print(shtab.complete(parser, shell, preamble=_PEOPLE[shell]))
    return 0


def print_names(home: Home, shell: Shell, typed: str) -> int:
    """Print the people that ``typed`` may be the beginning of, as ``shell`` takes them.

    Nothing is printed, asked or changed where the store is locked or can't be read, or while
    somebody else sees a screen of Samtale.
    """
    words = [word for name in _names(home) if (word := _word(name))]
    if shell == "bash":
        words = in_bash(words, typed)
    if not is_shared(home.state):
        print("".join(f"{word}\n" for word in words), end="")
    return 0


def in_bash(words: Iterable[str], typed: str) -> list[str]:
    """Return what bash is to put in the place of ``typed``, which stands there with its quotes.

    What begins so comes first; a word that is found by another part must be the only one, for bash
    puts what several have in common in the place of what was typed.
    """
    quote = typed[:1] if typed[:1] in ("'", '"') else ""
    escaped = {"": r"\\(.)", '"': r'\\([$`"\\])', "'": r"(?!)()"}[quote]
    wanted = folded(re.sub(escaped, r"\1", typed[len(quote) :]))
    words = list(words)
    found = [word for word in words if folded(word).startswith(wanted)]
    if not found:
        within = [word for word in words if wanted in folded(word)]
        found = within if len(within) == 1 else []
    beyond = {"": set(), '"': {"!"}, "'": {"'"}}[quote]  # what can't be said inside these quotes
    return [_quoted(word, quote) for word in found if not beyond & set(word)]


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)


def _names(home: Home) -> list[str]:
    from storage.store import open_store
    from storage.vault import Vault
    from tui.keeping import local_now

    try:
        if Vault(home.data).locked:
            return []
        return [one.name for one in open_store(home, local_now, read_only=True).names()]
    except StoreError:
        return []


def _word(name: str) -> str:
    """Return what finds a person by name: no option, and nothing that can't be seen or typed."""
    return "" if one_line(name) != name else name.strip().lstrip("-").strip()


def _quoted(word: str, quote: str) -> str:
    """Return a word as it stands in bash, behind the quote that was typed before it."""
    if quote:
        return re.sub(r'([$`"\\])', r"\\\1", word) if quote == '"' else word
    return re.sub(r"([\x20-\x7e])", lambda found: _bare(found[0]), word)


def _bare(char: str) -> str:
    return char if char.isalnum() or char in "-._" else f"\\{char}"
