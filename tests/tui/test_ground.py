"""What the terminal says about its ground, and that it is never taken for keys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser

from tests.tui.test_terminal_input import cut, told
from tui.ground import Ground, is_light
from tui.terminal_input import WholePastes

answers = st.builds(
    "\x1b]11;rgb:{}/{}/{}{}".format,
    *[st.sampled_from(["0000", "1e1e", "ffff", "f"])] * 3,
    st.sampled_from(["\x07", "\x1b\\"]),
)


@pytest.mark.parametrize(
    ("colour", "light"),
    [
        ("ffff/ffff/ffff", True),
        ("fdfd/f6f6/e3e3", True),
        ("f/f/f", True),
        ("0000/2b2b/3636", False),
        ("00/00/00", False),
        ("ff/ff", None),
        ("//", None),
    ],
)
def test_a_colour_is_light_or_dark(colour: str, light: bool | None) -> None:
    assert is_light(colour) is light


@pytest.mark.parametrize(
    ("told", "theme"),
    [("15;0", "dark"), ("0;15", "light"), ("0;default;7", "light"), ("0;8", "dark"),
     ("", "dark"), ("0;x", "dark")],
)  # fmt: skip
def test_where_nobody_can_be_asked_the_environment_tells(told: str, theme: str) -> None:
    with Ground("auto", {"TERM": "xterm-256color", "COLORFGBG": told}) as ground:
        assert ground.theme() == theme
    assert Ground("contrast", {"COLORFGBG": told}).theme() == "contrast"


@settings(max_examples=60)
@given(st.text("ab\r", max_size=5), answers, st.text("cd", max_size=5), st.integers(2, 40))
def test_an_answer_that_comes_late_is_no_key(
    before: str, answer: str, after: str, place: int
) -> None:
    packets = [before, *cut(answer, [place, place + 4]), after, answer]
    expected = told(XTermParser(), [before + after + answer])
    if not (before or after):
        expected = told(XTermParser(), [answer])
    assert told(WholePastes(unanswered=True), filter(None, packets)) == expected


def test_what_is_no_answer_after_all_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = WholePastes(typed="a", unanswered=True)
    assert told(parser, ["\x1b]"]) == ["a"]
    monkeypatch.setattr("textual._parser.get_time", lambda: float("inf"))
    keys = [getattr(event, "key", "") for _pause in range(2) for event in parser.tick()]
    assert "right_square_bracket" in keys[-1]
    assert told(parser, ["b"]) == ["b"]
