"""The system's clipboard, reached by the platform's own tool where there is one."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from agendas.words import _, ngettext

PATIENCE = 2.0
"""Seconds that a tool has to take a text."""


@dataclass(frozen=True)
class Tool:
    """A command that puts what it is given on the clipboard of the machine that it runs on."""

    command: tuple[str, ...]
    needs: str = ""
    """The variable without which it has no clipboard to reach."""
    encoding: str = "utf-8"


TOOLS = (
    Tool(("wl-copy", "--type", "text/plain"), needs="WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard"), needs="DISPLAY"),
    Tool(("pbcopy",)),
    Tool(("clip.exe",), encoding="utf-16"),
)
"""In the order in which they are tried."""


def tool_for(environ: Mapping[str, str]) -> Tool | None:
    """Return the first tool that can be used, or None.

    Over ssh there is none: it would fill the clipboard of a machine that others may sit at. What
    the terminal is told reaches the one with the keyboard.
    """
    if "SSH_CONNECTION" in environ or "SSH_TTY" in environ:
        return None
    path = environ.get("PATH")
    usable = (one for one in TOOLS if not one.needs or environ.get(one.needs))
    return next((one for one in usable if shutil.which(one.command[0], path=path)), None)


async def hand_to(tool: Tool, text: str) -> bool:
    """Return whether ``tool`` has taken ``text``."""
    silent = (
        asyncio.subprocess.DEVNULL
    )  # some stay behind as the clipboard, with what they hold open
    try:
        process = await asyncio.create_subprocess_exec(
            *tool.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=silent,
            stderr=silent,
            start_new_session=sys.platform != "win32",
        )
    except OSError:
        return False
    try:
        await asyncio.wait_for(process.communicate(text.encode(tool.encoding)), PATIENCE)
    except (OSError, TimeoutError):
        if process.returncode is None:
            process.kill()
            await process.wait()
        return False
    return process.returncode == 0


def copied_words(text: str, *, surely: bool) -> str:
    """Return how much was copied, and that the terminal may not allow it where nobody can tell."""
    if "\n" in text.strip("\n"):
        lines = len(text.strip("\n").split("\n"))
        words = ngettext("{n} line copied", "{n} lines copied", lines)
    else:
        words = ngettext("{n} character copied", "{n} characters copied", len(text))
    return f"{words}." if surely else _("{what}, if your terminal allows it.").format(what=words)
