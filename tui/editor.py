"""Text written in the user's own editor."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from agendas.words import _
from storage.errors import reason_of
from storage.text import clean, visible
from tui.failure import Failure

PATIENCE = 3.0
"""Seconds that an editor has to end when it is told to."""


@dataclass(frozen=True)
class Edited:
    """A text as it was left in an editor."""

    text: str
    problem: str = ""
    """What went wrong, in one line."""


def edited(text: str) -> str:
    """Return ``text`` as the user leaves it in their editor.

    Raises Failure where the editor can't be started or fails; what was written in one that fails
    is handed back.
    """
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), _leave)
    command = editor_command()
    with _in_a_file(text) as file:
        status = _run(command, file)
        written = _read(command[0], file)
    if status == 0:
        return written
    if written != text:
        hand_back(written)
    words = _("{editor} ended with status {status}, so nothing was kept.")
    raise Failure(words.format(editor=command[0], status=status))


async def edited_meanwhile(command: list[str], text: str) -> Edited:
    """Return ``text`` as the user leaves it in their editor, while the program goes on.

    Whatever the editor has saved counts, also where it fails; cancelled, it is told to end. Nothing
    is raised: the caller has lent its terminal away.
    """
    from screens.key_words import with_keys

    try:
        with _in_a_file(text) as file:
            status = await _run_meanwhile(command, file)
            written = clean(_read(command[0], file))
    except Failure as failure:
        return Edited(text, str(failure))
    except OSError as error:
        words = _("{editor} could not be given the text: {reason}.")
        return Edited(text, words.format(editor=command[0], reason=reason_of(error)))
    if not text.endswith("\n"):
        written = written.removesuffix("\n")  # which editors put at the end by themselves
    if not status:
        return Edited(written)
    words = _(
        "{editor} ended with status {status}. What it had saved is here; {text.undo} takes it back."
    )
    if written == text:
        words = _("{editor} ended with status {status}, and the text is as it was.")
    return Edited(written, with_keys(words, editor=command[0], status=status))


async def edit_file_meanwhile(command: list[str], file: Path) -> Edited:
    """Open a file that lies where it is to stay, while the program goes on.

    Nothing is raised; only what went wrong is returned.
    """
    try:
        if status := await _run_meanwhile(command, file):
            words = _("{editor} ended with status {status}; {file} is as it was left.")
            return Edited("", words.format(editor=command[0], status=status, file=file))
    except Failure as failure:
        return Edited("", str(failure))
    return Edited("")


def edit_file(file: Path) -> None:
    """Open a file that lies where it is to stay in the user's editor, and wait until it is left.

    Raises Failure where the editor can't be started or fails.
    """
    command = editor_command()
    if status := _run(command, file):
        words = _("{editor} ended with status {status}; {file} is as it was left.")
        raise Failure(words.format(editor=command[0], status=status, file=file))


def hand_back(text: str) -> None:
    """Print a text that could not be kept: its file is gone, and it may stand nowhere else."""
    if text.strip():
        print(visible(clean(text)).rstrip("\n"), flush=True)


def editor_command() -> list[str]:
    """Return the command of the user's editor. Raises Failure where none is set."""
    command = _command(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        raise Failure(_("There is no editor: set EDITOR, for example to nano."))
    return command


@contextmanager
def _in_a_file(text: str) -> Iterator[Path]:
    """Lend a file with ``text``, gone afterwards whatever happens.

    It lies in a folder that nobody else can look into, in memory where the system has such a place.
    """
    with tempfile.TemporaryDirectory(prefix="samtale-", dir=_in_memory()) as folder:
        file = Path(folder, "notat.md")
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
        yield file


def _run(command: list[str], file: Path) -> int:
    """Return the status with which the editor ends. Raises Failure where it can't be started."""
    try:
        return subprocess.run([*command, str(file)], check=False).returncode
    except OSError as error:
        raise _not_started(command[0], error) from error


async def _run_meanwhile(command: list[str], file: Path) -> int:
    """Do as `_run`, while the program goes on; cancelled, the editor is told to end."""
    # shielded, for asyncio kills what is cancelled while it starts, whatever it has in hand
    start = asyncio.create_task(asyncio.create_subprocess_exec(*command, str(file)))
    try:
        try:
            return await (await asyncio.shield(start)).wait()
        except asyncio.CancelledError:
            return await _told_to_end(await start)
    except OSError as error:
        raise _not_started(command[0], error) from error


async def _told_to_end(process: asyncio.subprocess.Process) -> int:
    with suppress(ProcessLookupError):  # it may have ended by itself
        process.terminate()
    try:
        return await asyncio.wait_for(process.wait(), PATIENCE)
    except TimeoutError:
        process.kill()
        return await process.wait()


def _not_started(editor: str, error: OSError) -> Failure:
    words = _("{editor} could not be started: {reason}. Set EDITOR to another one.")
    return Failure(words.format(editor=editor, reason=reason_of(error)))


def _read(editor: str, file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError as error:
        words = _("{editor} has left nothing to read: {reason}.")
        raise Failure(words.format(editor=editor, reason=reason_of(error))) from error


def _command(wish: str) -> list[str]:
    """Return an editor's command in words; one with an open quotation mark is taken as it is."""
    try:
        return shlex.split(wish)
    except ValueError:
        return [wish]


def _in_memory() -> str | None:
    """Return a folder that is never written to a disk, if there is one."""
    candidates = (os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm")
    return next((one for one in candidates if one and os.access(one, os.W_OK | os.X_OK)), None)


def _leave(number: int, _frame: FrameType | None) -> None:
    """End by an exception, so that the file is removed on the way out."""
    raise SystemExit(128 + number)
