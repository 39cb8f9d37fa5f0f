"""What comes in from the terminal: a paste is one text, whatever it holds and however it comes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver

from tests.hostile import TEXTS
from tui.terminal_input import WholePastes, take_input_whole

START, END = "\x1b[200~", "\x1b[201~"


def told(parser: XTermParser, packets: Iterable[str]) -> list[str]:
    """Return the events of what comes in, as words."""
    found = [event for packet in packets for event in parser.feed(packet)]
    return [
        f"pasted {one.text}" if isinstance(one, events.Paste) else str(getattr(one, "key", one))
        for one in found
    ]


def cut(text: str, places: list[int]) -> list[str]:
    """Return the text in packets, cut at the places that lie in it."""
    inside = [0, *sorted({place for place in places if place < len(text)} - {0}), len(text)]
    return [text[a:b] for a, b in pairwise(inside)]


pasted = st.one_of(
    st.sampled_from([text for text in TEXTS.values() if END not in text]),
    st.text("\x1b[20~1;ab\r\n\x00"),
).filter(lambda text: END not in text + END[:-1])


@settings(max_examples=50)
@given(pasted, st.lists(st.integers(0, 60), max_size=6))
def test_a_paste_is_one_text_in_any_packets(text: str, places: list[int]) -> None:
    packets = cut(f"a\x1b[15~{START}{text}{END}b\x1b[A{START}{END}c", places)
    assert told(WholePastes(), packets) == ["a", "f5", f"pasted {text}", "b", "up", "pasted ", "c"]


@settings(max_examples=40)
@given(st.text("\x1b[20~1;abOPI\r", max_size=20).filter(lambda text: START not in text))
def test_keys_are_those_that_textual_reads(typed: str) -> None:
    assert told(WholePastes(), [typed]) == told(XTermParser(), [typed])


def test_what_follows_the_mark_of_the_end_is_typed() -> None:
    assert told(WholePastes(), [f"{START}a{END}b{END}c"]) == ["pasted a", "b", "c"]


def test_many_pastes_in_one_packet_and_a_large_one_in_many() -> None:
    assert len(told(WholePastes(), [f"{START}x{END}" * 2000])) == 2000
    large = ["\x1b[2J" * 1000] * 2000
    assert told(WholePastes(), [START, *large, END]) == [f"pasted {''.join(large)}"]


def test_a_pause_makes_half_a_mark_into_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = WholePastes()
    assert told(parser, ["\x1b"]) == []
    monkeypatch.setattr("textual._parser.get_time", lambda: float("inf"))
    assert [getattr(event, "key", "") for event in parser.tick()] == ["escape"]
    assert told(parser, ["[200~x"])[-1] == "x"


def test_a_byte_that_is_no_text_is_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XTermParser", "getincrementaldecoder"):
        monkeypatch.setitem(vars(linux_driver), name, vars(linux_driver)[name])
    take_input_whole()
    decode = vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode
    assert decode(b"a\x9b\xe5b\xc3") + decode(b"\xb8") == "a\ufffd\ufffdbø"
