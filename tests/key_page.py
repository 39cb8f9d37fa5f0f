"""Writes the tables of ``docs/keys.md`` after a command changed: ``python -m tests.key_page``."""

from __future__ import annotations

import re
from pathlib import Path

from agendas.words import speak
from tests.errands import ERRANDS
from tui.keymap import VIM
from tui.keys import as_markdown, listed

PAGE = Path(__file__).resolve().parents[1] / "docs" / "keys.md"


def tables() -> dict[str, str]:
    """Return each table of the page by its name, in English, with the usual keys."""
    speak("en")
    errands = ["| | Keys | Presses |", "| --- | --- | --- |"]
    errands += [one.row for one in ERRANDS.values()]
    usual, vim = listed({}, vim=False), listed(VIM, vim=True)
    before = {line.name: line for lines in usual.values() for line in lines}
    moved = ["| Name | What | Usual | Vim |", "| --- | --- | --- | --- |"]
    for lines in vim.values():
        for line in lines:
            was = before[line.name].keys if line.name in before else ()
            if was != line.keys:
                usually, now = (" ".join(f"`{key}`" for key in keys) for keys in (was, line.keys))
                moved.append(f"| `{line.name}` | {line.words} | {usually} | {now} |")
    every = as_markdown(usual).partition("\n\n")[2].strip().replace("\n## ", "\n### ")
    every = "#" + every if every.startswith("## ") else every
    return {"errands": "\n".join(errands), "vim": "\n".join(moved), "commands": every}


def with_tables(page: str) -> str:
    """Return the page with its tables as they are now."""
    for name, table in tables().items():
        place = re.compile(f"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
        page, times = place.subn(lambda found, table=table: found[1] + table + found[2], page)  # type: ignore[misc]
        assert times == 1, name
    return page


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
