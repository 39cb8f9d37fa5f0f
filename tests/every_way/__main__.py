"""Give every command by its key, from the palette and on the command line, and compare.

From each scene each command that is offered there is given by each of its keys, and as the line of
the palette that has its words, every time on a copy of the same home. Both must come to the same
screens, focus, text and documents. What the command line can do as well is done there, too, and
must leave the same documents, or tell the same as the screen. Ids are masked; the time stands
still::

    python -m tests.every_way             walks all, exits with 1 on a difference
    python -m tests.every_way due person  walks from these scenes alone
    python -m tests.every_way --swapped   with the palette's lines swapped: must find differences
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from unittest import mock

from screens import palette
from tests.every_way import by_command_line
from tests.every_way.giving import STARTS, Seen, Walked, swapped, walk


async def walked(names: list[str], folder: Path) -> Walked:
    """Walk from scenes; say what is found at once, for a walk is long."""
    whole, seen = Walked(), Seen()
    for name in names:
        one = await walk(STARTS[name], folder, seen)
        print(f"{name}: {one.by_palette} commands, {len(one.differences)} differences", flush=True)
        print("".join(f"  {what}\n" for what in one.differences), end="", flush=True)
        whole.add(one)
    return whole


def main() -> None:
    """Walk; print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=", ".join(STARTS))
    parser.add_argument("--swapped", action="store_true", help="swap the lines of the palette")
    chosen = parser.parse_args()
    os.environ |= {"EDITOR": "true", "SSH_CONNECTION": "no clipboard of ours"}
    lines = swapped if chosen.swapped else palette.entries
    with tempfile.TemporaryDirectory() as place, mock.patch.object(palette, "entries", lines):
        folder = Path(place, "stage")
        whole = asyncio.run(walked(chosen.scenes or list(STARTS), folder))
        otherwise = [] if chosen.scenes else asyncio.run(by_command_line.differences(folder))
    print("".join(f"  {what}\n" for what in otherwise), end="")
    by_line = 0 if chosen.scenes else by_command_line.WALKED
    found = len(whole.differences) + len(otherwise)
    print(
        f"{len(whole.names)} commands given from {whole.by_palette} places by the palette,"
        f" {whole.by_key} times by key, {by_line} times on the command line;"
        f" {found} differences"
    )
    sys.exit((not found) if chosen.swapped else bool(found))


if __name__ == "__main__":
    main()
