"""A text's lines as they are painted: no more than what was touched, and never what was before."""

from __future__ import annotations

import random

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from screens.widgets.text_pane import TextPane
from tui.themes import THEMES

WORDS = "\n".join(f"{number} og noe om kurset i vår" for number in range(9))
KEYS = (
    *("å", "x", " ", "tab", "enter", "backspace", "delete", "ctrl+w", "ctrl+k"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "ctrl+home"),
    *("shift+up", "shift+down", "shift+right", "shift+end", "ctrl+z", "ctrl+y", "ctrl+a"),
)


class Written(App[None]):
    """A narrow pane of text and nothing else."""

    def __init__(self, text: str, *, wrap: bool) -> None:
        super().__init__()
        self.register_theme(THEMES["dark"])
        self.theme = THEMES["dark"].name
        self.pane = TextPane(text, "manager", title="Siri", hint="Skriv her, " * 9, wrap=wrap)

    def compose(self) -> ComposeResult:
        yield self.pane
        yield Static("below")

    def painted(self) -> list[Strip]:
        return self.pane.render_lines(Region(0, 0, *self.pane.outer_size))


@pytest.mark.parametrize("wrap", [True, False])
async def test_what_is_painted_is_what_stands_there(wrap: bool) -> None:
    chosen = random.Random(1)
    app = Written(WORDS, wrap=wrap)
    async with app.run_test(size=(24, 9)) as pilot:
        app.pane.focus()
        for _turn in range(50):
            keys = chosen.choices(KEYS, k=chosen.randrange(1, 4))
            if not chosen.randrange(12):
                app.pane.load_text(chosen.choice(("", "bare én linje", WORDS)))
            if not chosen.randrange(8):
                place = chosen.randrange(app.pane.document.line_count), 0
                app.pane.replace(chosen.choice(("a", "to\nlinjer", "")), place, place)
            await pilot.press(*keys)
            before = app.painted()
            app.pane.refresh()
            await pilot.pause()
            assert before == app.painted(), keys


async def test_a_letter_paints_its_own_line_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Written(WORDS, wrap=True)
    rows: list[int] = []
    render = TextPane.render_line
    async with app.run_test(size=(40, 20)) as pilot:
        app.pane.focus()
        await pilot.press("down", "down", "end")
        monkeypatch.setattr(
            TextPane, "render_line", lambda self, y: (rows.append(y), render(self, y))[1]
        )
        for key, painted in (("x", {2}), ("down", {2, 3}), ("enter", set(range(17)))):
            app.painted()
            rows.clear()
            await pilot.press(key)
            app.painted()
            assert set(rows) == painted
