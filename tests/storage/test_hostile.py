"""A sample of the hostile list in every field and through every export, command and import.

All of it: ``python -m tests.faults.hostile``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.records import Conversation, LogEntry
from tests.faults.hostile import WAYS_OUT, Tally, in_fields, through_commands, through_imports
from tests.hostile import FILES, TEXTS, archive
from tests.storage import harmless
from tests.storage.filled import RECORDS, text_fields

SAMPLE = {
    name: TEXTS[name]
    for name in (
        "OSC 52, the clipboard",
        "the end of an element",
        "the shape of a plan",
        "= after a separator",
        "END:VEVENT",
    )
}


def test_no_text_is_obeyed_or_lost_in_any_field(tmp_path: Path) -> None:
    tally = in_fields(SAMPLE, tmp_path, one_by_one=False, kinds=RECORDS)
    assert tally.found == []
    assert tally.tried == len(SAMPLE) * (len(RECORDS) + WAYS_OUT)


def test_no_command_obeys_a_text(home: Path) -> None:
    text = "\t=1+1 \x1b]52;c;aGVscA==\x07 \u202e [red"
    tally = through_commands({"several": text}, home)
    assert tally.found == []
    assert tally.tried > 25


def test_a_file_that_is_none_is_refused_by_name(home: Path) -> None:
    sample = ("YAML aliases nine deep", "JSON 100,000 deep", "TOML tables", "a file with ESC")
    tally = through_imports(sample, home)
    assert tally.found == []
    assert tally.tried == len(sample) * 9


def test_every_text_field_is_found() -> None:
    assert {"plan.actions.if_then", "notes.employee", "answers.note"} < {*text_fields(Conversation)}
    assert "text" in text_fields(LogEntry)


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("x\x1b", "raw"),
        ("---\na: b\n---\n# x\n\n<b>\n\n<!-- samtale\n-->\n", "obeyed: html_block"),
        ("---\na: b\n---\n[x](y)\n\n<!-- samtale\n-->\n", "obeyed: link_open"),
        ("---\na: b\nc: d\n---\nx\n\n<!-- samtale\n-->\n", "obeyed: other front matter"),
    ],
)
def test_what_looks_for_it_finds_it_in_markdown(file: str, found: str) -> None:
    plain = "---\na: b\n---\nx\n\n<!-- samtale\n-->\n"
    assert list(harmless.markdown(plain, plain)) == []
    if found != "raw":
        assert any(one.startswith(found.split(":")[0]) for one in harmless.markdown(file, plain))
    else:
        assert list(harmless.raw(file)) == ["raw '\\x1b'"]


def test_what_looks_for_it_finds_it_elsewhere() -> None:
    page = "<!doctype html><p>x</p>"
    assert list(harmless.html(page.replace("x", "<b>x</b>"), page)) == ["obeyed: other elements"]
    assert list(harmless.html(page.replace("x", "<!--x-->"), page)) == ["obeyed: other elements"]
    assert list(harmless.html(page, page, "y")) == ["lost from HTML"]
    assert list(harmless.data('["é"]', "e")) == ["raw: not ASCII", "lost from JSON"]
    assert next(harmless.table("a,b\r\n=1,c\r\n", 2)).startswith("obeyed: a formula")
    assert list(harmless.table("a,b\r\nx;=1,c\r\n", 2)) == [
        "obeyed: a formula, where ';' parts the cells"
    ]
    event = "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
    plain = f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n"
    more = plain.replace("SUMMARY:x", "SUMMARY:x\r\nATTACH:file:///x")
    twice = plain.replace(event, event * 2)
    assert list(harmless.calendar(plain, plain, "x")) == []
    assert list(harmless.calendar(more, plain, "x")) == ["obeyed: other events or properties"]
    assert len(list(harmless.calendar(twice, plain, "x"))) == 2


def test_a_crash_is_a_finding() -> None:
    tally = Tally()
    tally.note("here", (1 // 0 for _ in "x"))
    tally.note("there", ["lost from the store"])
    assert tally.found == ["crash ZeroDivisionError · here", "lost from the store · there"]
    assert str(tally).startswith("2 tried, 0 raw control characters, 1 crashes, 0 obeyed, 1 lost")


def test_the_large_ones_are_large() -> None:
    assert len(FILES["ten megabytes"]()) > 9_900_000
    assert len(archive(2**20)) < 2**13
