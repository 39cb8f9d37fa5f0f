"""A text in the user's own editor, while the program goes on."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

import screens.widgets.text_pane  # noqa: F401 - the sentences name its keys
from tui.editor import Edited, edited_meanwhile


def editor(folder: Path, body: str) -> list[str]:
    """Return the command of an editor that does what ``body`` says with the file at ``path``."""
    script = folder / "editor.py"
    script.write_text(f"import os, sys, time\npath = sys.argv[-1]\n{body}\n")
    return [sys.executable, "-IS", str(script)]


@pytest.mark.parametrize(
    ("text", "body", "left"),
    [
        ("en", "open(path, 'a').write(' to\\n')", "en to"),
        ("en\n", "open(path, 'a').write('to\\n')", "en\nto\n"),
        ("en", "open(path, 'wb').write(b'to\\r\\n\\xff')", "to\n\ufffd"),
        ("en", "open(path, 'w').write('')", ""),
    ],
)
async def test_what_is_left_in_it_counts_without_the_line_end_that_it_puts_last(
    tmp_path: Path, text: str, body: str, left: str
) -> None:
    assert await edited_meanwhile(editor(tmp_path, body), text) == Edited(left)


async def test_nothing_is_lost_where_it_fails_and_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = await edited_meanwhile(
        editor(tmp_path, "open(path, 'w').write('to'); sys.exit(3)"), "e"
    )
    assert fails.text == "to" and "status 3" in fails.problem and "^Z" in fails.problem
    aborted = await edited_meanwhile(editor(tmp_path, "sys.exit(1)"), "en")
    assert aborted.text == "en" and "as it was" in aborted.problem
    gone = await edited_meanwhile(editor(tmp_path, "os.remove(path)"), "en")
    assert gone.text == "en" and "nothing to read" in gone.problem
    missing = await edited_meanwhile(["/no/such/editor"], "en")
    assert missing.text == "en" and "could not be started" in missing.problem
    monkeypatch.setattr("tui.editor._in_memory", lambda: str(tmp_path / "no-such-folder"))
    no_room = await edited_meanwhile(["true"], "en")
    assert no_room.text == "en" and "could not be given the text" in no_room.problem
    for one in (fails, aborted, gone, missing, no_room):
        assert "\n" not in one.problem


async def test_one_that_is_told_to_end_leaves_what_it_has_saved_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.editor._in_memory", lambda: str(tmp_path))
    saved = tmp_path / "saved"
    body = f"open(path, 'w').write('to')\nos.mkdir({str(saved)!r})\ntime.sleep(600)"
    task = asyncio.create_task(edited_meanwhile(editor(tmp_path, body), "en"))
    while not saved.exists():
        await asyncio.sleep(0)
    (folder,) = tmp_path.glob("samtale-*")
    assert (folder.stat().st_mode & 0o777, (folder / "notat.md").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )
    task.cancel()
    assert (await task).text == "to"
    assert not folder.exists()


async def test_one_that_is_told_to_end_while_it_starts_leaves_the_text_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.editor._in_memory", lambda: str(tmp_path))
    task = asyncio.create_task(edited_meanwhile(editor(tmp_path, "time.sleep(600)"), "en"))
    await asyncio.sleep(0)
    task.cancel()
    assert (await task).text == "en"
    assert not [*tmp_path.glob("samtale-*")]
