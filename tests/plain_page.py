"""Writes the tables of ``docs/plain.md`` anew: ``python -m tests.plain_page``."""

from __future__ import annotations

import re
from pathlib import Path

from agendas.words import catalogue, speak
from tui.plain.agreement import Agreement
from tui.plain.loop import Loop
from tui.plain.person import PersonLoop
from tui.plain.preparing import Preparing
from tui.plain.talk import TalkLoop
from tui.plain.team import Team

PAGE = Path(__file__).resolve().parents[1] / "docs" / "plain.md"
PLACES: dict[str, type[Loop]] = {
    "team": Team,
    "person": PersonLoop,
    "preparation": Preparing,
    "talk": TalkLoop,
    "agreement": Agreement,
}
"""The places that lines are written in, by the names of their tables."""


def table(place: type[Loop]) -> str:
    """Return all that can be written in a place, in English, with the Norwegian names."""
    speak("en")
    rows = ["| Line | Bokmål | Nynorsk | Short | What |", "| --- | --- | --- | --- | --- |"]
    for one in place.COMMANDS:
        nb, nn = (catalogue(language).gettext(one.name) for language in ("nb", "nn"))
        key, takes = f"`/{one.key}`" if one.key else "", f" {one.takes}" if one.takes else ""
        rows.append(f"| `{one.name}{takes}` | `{nb}` | `{nn}` | {key} | {one.explained} |")
    return "\n".join(rows)


def with_tables(page: str) -> str:
    """Return the page with its tables as they are now."""
    for name, place in PLACES.items():
        found = re.compile(f"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
        page, times = found.subn(lambda one, place=place: one[1] + table(place) + one[2], page)  # type: ignore[misc]
        assert times == 1, name
    return page


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
