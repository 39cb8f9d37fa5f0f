"""What is copied reaches the platform's own tool, where there is one on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tui.clipboard import TOOLS, Tool, copied_words, hand_to, tool_for

WAYLAND, X11, MAC, WINDOWS = TOOLS


def programs(folder: Path, *tools: Tool) -> str:
    """Put a program for each tool into ``folder``; return it as a search path."""
    for tool in tools:
        program = folder / tool.command[0]
        program.write_text("")
        program.chmod(0o700)
    return str(folder)


def test_the_tool_is_the_first_that_has_a_clipboard_to_reach_and_none_over_ssh(
    tmp_path: Path,
) -> None:
    path = programs(tmp_path, *TOOLS)
    display, wayland = {"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}
    assert tool_for({"PATH": path, **display, **wayland}) is WAYLAND
    assert tool_for({"PATH": path, **display}) is X11
    assert tool_for({"PATH": path, "DISPLAY": ""}) is MAC
    (tmp_path / "pbcopy").unlink()
    assert tool_for({"PATH": path}) is WINDOWS
    assert tool_for({"PATH": str(tmp_path / "empty"), **display}) is None
    for remote in ("SSH_CONNECTION", "SSH_TTY"):
        assert tool_for({"PATH": path, **display, remote: "x"}) is None


def script(body: str) -> Tool:
    """Return a tool that does what ``body`` says."""
    return Tool((sys.executable, "-ISc", f"import sys, os, time\n{body}"))


async def test_a_tool_gets_the_text_whole_and_one_that_fails_or_hangs_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    text = "æ 👩‍👧\n\x1b]52;c;aGVp\x07\n" * 10_000
    takes = script(f"open({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())")
    assert await hand_to(takes, text)
    assert kept.read_bytes().decode() == text
    assert not await hand_to(script("sys.exit(1)"), text)
    assert not await hand_to(Tool(("/no/such/tool",)), text)
    monkeypatch.setattr("tui.clipboard.PATIENCE", 0.05)
    assert not await hand_to(script("time.sleep(600)"), text)


def test_it_is_said_how_much_was_copied_and_whether_anybody_can_tell() -> None:
    assert copied_words("a", surely=True) == "1 character copied."
    assert copied_words("abc\n", surely=True) == "4 characters copied."
    assert copied_words("a\nb\n", surely=True) == "2 lines copied."
    assert copied_words("a\nb", surely=False) == "2 lines copied, if your terminal allows it."
