"""Draws every screen and form to be looked at: ``python -m tests.sheets FOLDER [SCENE …]``.

Each is drawn in each theme, from tiny to huge, with usual words and with overlong ones.
``FOLDER/index.html`` leads to a sheet for each size and theme. Says which screens stand on none,
and exits with 1 if one does.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from itertools import product
from pathlib import Path

from textual.pilot import Pilot

from tests.faults.walk import screen_kinds
from tests.pictures import picture
from tests.scenes import AGREE, SCENES, TALK, Scene, on_stage
from tui.themes import THEMES

FURTHER = {
    "first-start": Scene(first=True),
    "first-name": Scene(("enter",), first=True),
    "first-passphrase": Scene(("enter", "escape"), first=True),
    "recovery-key": Scene(door="locking"),
    "setting-form": Scene(("comma", *("down",) * 6, "enter")),
    "due": Scene(("d",)),
    "search": Scene(("/", *"kurs")),
    "found": Scene(("/", *"kurs", "enter")),
    "retention": Scene(("r",), untidy=True),
    "two-versions": Scene(("v",), untidy=True),
    "palette": Scene(("ctrl+p",)),
    "shared-people": Scene(("down", "f9")),
    "end-sharing": Scene(("down", "f9", "f9")),
    "shared-person": Scene(("down", "enter", "f9")),
    "private-notes": Scene(("down", "enter", ".")),
    "person-form": Scene(("down", "i")),
    "new-person": Scene(("n",)),
    "note-form": Scene(("down", "l")),
    "list-path": Scene(("o",)),
    "unit-goal": Scene(("u", "n")),
    "pick-agenda": Scene(("down", "p", "a")),
    "pick-purpose": Scene(("down", "p", "f")),
    "own-purpose": Scene(("down", "p", "f", "end", "enter")),
    "length": Scene(("down", "p", "l")),
    "when": Scene(("down", "p", "w")),
    "prepare-past": Scene(("down", "p", "r")),
    "prepare-employee": Scene(("down", "p", "e")),
    "prepare-own": Scene(("down", "p", "i")),
    "prepare-unsaid": Scene(("down", "p", "y")),
    "follow-up": Scene(("down", "f")),
    "follow-up-unsaid": Scene(("down", "f", "y")),
    "moved": Scene(("down", "f", "m")),
    "held": Scene(("down", "f", "s")),
    "raised": Scene(("down", "f", "y", "o")),
    "let-go": Scene(("down", "f", "y", "down", "x")),
    "thread": Scene(("down", "enter", "y", "enter")),
    "two-plans": Scene((*("down", "enter"), *("down",) * 4, "enter", "y")),
    "live-agenda": Scene((*TALK, "escape"), topic=2),
    "live-brought": Scene((*TALK, "f6"), topic=2),
    "live-plan": Scene((*TALK, "f4"), topic=2),
    "live-broken-disk": Scene((*TALK, "f8"), topic=2, broken_disk=True),
    "rescue": Scene((*TALK, "ctrl+s"), topic=2, broken_disk=True),
    "goal-form": Scene((*TALK, "f4", "g"), topic=2),
    "feedback-form": Scene((*TALK, "escape", "k"), topic=6),
    "dates-form": Scene((*AGREE, "d"), topic=6),
    "summary-form": Scene((*AGREE, "s"), topic=6),
    "answer-form": Scene((*AGREE, "m"), topic=6),
    "open-again": Scene((*AGREE, "m", "right", "enter", "e", "right", "enter", "r"), topic=6),
}
"""What is looked at beside the scenes whose look is compared in the tests."""

SIZES = ((120, 36), (60, 20), (80, 24), (200, 60))
"""From tiny to huge; a scene is played at the first."""

_STYLE = "body { display: flex; flex-wrap: wrap; background: #888 } figure { margin: 6px }"


async def draw(folder: Path, scenes: dict[str, Scene]) -> set[type]:
    """Draw the scenes to ``folder``, and return the kinds of screens that stood on them."""
    seen: set[type] = set()
    for (name, scene), crammed in product(scenes.items(), (False, True)):
        with tempfile.TemporaryDirectory() as stage:
            async with on_stage(scene, SIZES[0], Path(stage), crammed=crammed) as app:
                seen |= {type(screen) for screen in app.screen_stack}
                for (columns, rows), theme in product(SIZES, THEMES):
                    app.paint_in(THEMES[theme].name)
                    pilot = Pilot(app)
                    await pilot.resize_terminal(columns, rows)
                    await pilot.pause()
                    file = folder / _sheet(columns, rows, theme, crammed) / f"{name}.svg"
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(picture(app, theme), encoding="utf-8")
    return seen


def bind(folder: Path) -> None:
    """Make a page of each sheet, and one that leads to them."""
    sheets = sorted(one for one in folder.iterdir() if one.is_dir())
    for sheet in sheets:
        shown = "\n".join(
            f'<figure><img width="620" src="{sheet.name}/{one.name}">'
            f"<figcaption>{one.stem}</figcaption></figure>"
            for one in sorted(sheet.glob("*.svg"))
        )
        _write_page(folder / f"{sheet.name}.html", shown)
    links = "\n".join(f'<p><a href="{one.name}.html">{one.name}</a>&emsp;</p>' for one in sheets)
    _write_page(folder / "index.html", links)


def _sheet(columns: int, rows: int, theme: str, crammed: bool) -> str:
    return f"{columns}x{rows}-{theme}{'-crammed' * crammed}"


def _write_page(path: Path, body: str) -> None:
    page = f"<!doctype html><meta charset=utf-8><title>Samtale</title><style>{_STYLE}</style>"
    path.write_text(f"{page}\n{body}\n", encoding="utf-8")


def main() -> None:
    """Draw what is asked for, or everything; say what stands on no sheet."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    scenes = SCENES | FURTHER
    chosen = {name: scenes[name] for name in names or scenes}
    seen = asyncio.run(draw(folder, chosen))
    bind(folder)
    missing = sorted(kind.__name__ for kind in screen_kinds() - seen)
    print(f"{len(chosen)} scenes, {len(seen & screen_kinds())} screens and forms")
    if missing and not names:
        sys.exit(f"on no sheet: {', '.join(missing)}")


if __name__ == "__main__":
    main()
