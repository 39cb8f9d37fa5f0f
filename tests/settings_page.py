"""Writes the table of `docs/settings.md` after a change: ``python -m tests.settings_page``."""

from __future__ import annotations

import re
from pathlib import Path

from agendas.words import _, speak
from tui.setting_kinds import as_toml
from tui.settings import ABOUT, Settings

PAGE = Path(__file__).resolve().parents[1] / "docs" / "settings.md"


def table() -> str:
    """Return the table of all settings, in English."""
    speak("en")
    rows = ["| Setting | Values | Default | What it does |", "| --- | --- | --- | --- |"]
    for name, about in ABOUT.items():
        default = getattr(Settings(), name)
        usual = f"none: {about.unset}" if about.unset else f"`{as_toml(default)}`"
        usual = usual if default != {} else "none"
        when = "" if about.at_once else " It counts from the next start."
        said = f"**{_(about.title)}.** {_(about.explained)}{when}"
        values = ", ".join(f"`{as_toml(one)}`" for one in about.kind.choices)
        rows.append(f"| `{name}` | {values or about.kind.values} | {usual} | {said} |")
    return "\n".join(rows)


def with_table(page: str) -> str:
    """Return the page with its table as it is now."""
    place = re.compile("(<!-- settings -->\n).*?(\n<!-- end -->)", re.DOTALL)
    page, times = place.subn(lambda found: found[1] + table() + found[2], page)
    assert times == 1
    return page


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
