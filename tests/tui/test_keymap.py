"""The user's own keys: what can be had counts, and what can't is said by its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screens.test_commands import kinds
from tui.key_clashes import checked, clashes
from tui.key_places import all_commands, places
from tui.keymap import VIM, read_keymap
from tui.settings import read_settings


def keymap_of(folder: Path, text: str) -> tuple[dict[str, str], list[str]]:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    chosen, problems = read_settings(path)
    assert problems == []
    return read_keymap(path, chosen)


def test_every_place_with_commands_is_known() -> None:
    assert set(kinds()) == {place.kind for place in places()}, "add it to tui/key_places.py"


def test_keys_are_given_by_name_several_with_commas_and_can_change_places(tmp_path: Path) -> None:
    keymap, problems = keymap_of(
        tmp_path,
        '[keys]\n"people.talk" = "p"\n"people.prepare" = "t"\npeople.search = "/, f3"\n'
        "people.due = ['d', '?', 7]\n",
    )
    assert problems == []
    assert keymap == {
        "people.talk": "p",
        "people.prepare": "t",
        "people.search": "slash,f3",
        "people.due": "d,question_mark,7",
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('"people.nope" = "x"', "no such command"),
        ('"people.talk" = "nokey"', "no key “nokey”"),
        ('"people.talk" = ""', "no key “”"),
        ('"people.talk" = "ctrl+"', "no key “ctrl+”"),
        ('"people.talk" = true', "no key “”"),
        ('"people.talk" = "ctrl+h"', "another key for “ctrl+h”"),
        ('"people.talk" = "shift+n"', "another key for “shift+n”"),
        ('"people.talk" = "tab"', "always does something else"),
        ('"people.talk" = "p"', "p is “Prepare” (people.prepare) there"),
        ('"people.talk" = "f1"', "f1 is “Help” (help) there"),
        ('"help" = "t"', "“t” is for writing there"),
        ('"person.export" = "x, w"', None),
        ('"person.talk" = "n"', "n is “Raise it soon” (log.follow_up) there"),
        ('"log.keep" = "y"', "(person.years) there"),
        ('"move.down" = "down, n"', "(people.new) there"),
        ('"live.next" = "n"', "“n” is for writing there"),
        ('"live.next" = "ctrl+k"', "“ctrl+k” is for writing there"),
        ('"note.lift" = "alt+l"', "“alt+l” is for writing there"),
        ('"form.save" = "f2"', "(note.praise) there"),
        ('"people.quit" = "ctrl+l"', "(lock) there"),
    ],
)
def test_what_cannot_be_had_is_said_by_its_line_and_the_rest_counts(
    tmp_path: Path, line: str, reason: str | None
) -> None:
    keymap, problems = keymap_of(tmp_path, f'name = "Siri"\n\n[keys]\n{line}\n"theme" = "f12"\n')
    assert keymap["theme"] == "f12"
    if reason is None:
        assert problems == []
        return
    (problem,) = problems
    assert reason in problem and problem.startswith(f"{tmp_path / 'settings.toml'}, line 4, ")


def test_of_two_that_want_the_same_key_the_later_line_gives_way(tmp_path: Path) -> None:
    keymap, problems = keymap_of(
        tmp_path, '[keys]\n"people.talk" = "w"\n"people.due" = "w"\n"person.talk" = "w"\n'
    )
    assert keymap == {"people.talk": "w", "person.talk": "w"}
    assert len(problems) == 1 and "line 3, people.due: w is “Talk” (people.talk)" in problems[0]


def test_what_shares_a_key_with_another_keeps_it_when_that_one_leaves(tmp_path: Path) -> None:
    keymap, _problems = keymap_of(tmp_path, '[keys]\n"log.raised" = "f12"\n')
    assert keymap == {"log.raised": "f12", "log.said": "o"}


def test_the_keys_of_vim_clash_with_nothing_and_give_way_to_the_users(tmp_path: Path) -> None:
    assert list(clashes(VIM, VIM)) == []
    keymap, problems = keymap_of(tmp_path, 'vim = true\n[keys]\n"plan.goal" = "M"\n')
    assert problems == []
    assert keymap == {**VIM, "plan.goal": "M"}


KEYS = st.sampled_from(["a", "p", "x", "G", "f1", "f5", "f12", "ctrl+s", "ctrl+p", "escape", "k"])


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(all_commands())), KEYS, max_size=6), st.booleans())
def test_whatever_is_wanted_no_two_clash_and_each_is_had_or_said(
    wanted: dict[str, str], vim: bool
) -> None:
    keymap, problems = checked(wanted, VIM if vim else {})
    had = [name for name in wanted if keymap.get(name) == wanted[name]]
    assert list(clashes(keymap, had)) == []
    refused = {name for name, _reason in problems}
    assert all((name in refused) != (keymap.get(name) == keys) for name, keys in wanted.items())
