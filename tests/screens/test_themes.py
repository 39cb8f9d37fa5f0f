"""That all text can be read in every theme, and that no meaning hangs on a colour."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from rich.color import ColorType
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from agendas.words import speak
from screens.desk import Desk
from tests.contrast import contrast, texts, worst
from tests.scenes import SCENES, SIZES, on_stage, photograph
from tests.screens.driving import press
from tests.sheets import FURTHER
from tui.app import SamtaleApp
from tui.themes import ANSI, THEMES

LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0}
"""The contrast of all text in the themes whose colours are ours."""
ON_THE_CURSOR = 4.5
"""That of text on the line under the cursor, which itself is to stand out from the ground."""

TEXT_COLOURS = (
    "foreground", "text", "muted", "manager", "employee", "time", "good", "late", "focus",
)  # fmt: skip
GROUNDS = ("background", "surface", "panel", "bar", "field")
CURSOR = "block-cursor-background"
PAIRS = (
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
)


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Leave the words as they were: a scene speaks bokmål."""
    yield
    speak("en")


@pytest.mark.parametrize("name", LEAST)
def test_every_text_colour_can_be_read_on_every_ground(name: str) -> None:
    colours = THEMES[name].to_color_system().generate() | THEMES[name].variables
    for text, ground in [*PAIRS, *product(TEXT_COLOURS, GROUNDS)]:
        assert contrast(colours[text], colours[ground]) >= LEAST[name], (text, ground)
    for text in ("block-cursor-foreground", *TEXT_COLOURS):
        assert contrast(colours[text], colours[CURSOR]) >= ON_THE_CURSOR, text


def test_with_high_contrast_the_line_under_the_cursor_stands_out_from_the_ground() -> None:
    colours = THEMES["contrast"].variables
    assert contrast(colours[CURSOR], THEMES["contrast"].background or "") >= 3


@pytest.mark.parametrize("scene", ["people", "live", "form", "first-passphrase", "palette"])
async def test_all_text_on_the_screens_can_be_read(scene: str, tmp_path: Path) -> None:
    played = (SCENES | FURTHER)[scene]
    async with on_stage(played, SIZES["wide"], tmp_path / "stage") as app:
        pilot = Pilot(app)
        for name, least in LEAST.items():
            app.paint_in(THEMES[name].name)
            await pilot.pause()
            cursor = THEMES[name].variables[CURSOR]
            assert worst(app) >= (ON_THE_CURSOR, "")
            assert worst(app, beside=cursor) >= (least, "")
            known = {str(one).lower() for one in THEMES[name].variables.values()}
            inks = {one.color.get_truecolor().hex for _text, one in texts(app) if one.color}
            assert inks <= known
        app.paint_in(ANSI.name)
        await pilot.pause()
        for words, style in texts(app):
            assert style.color is None or style.color.type != ColorType.TRUECOLOR
            on_a_cursor = len(words) == 1
            assert style.bgcolor is None or style.bgcolor.is_default or on_a_cursor
        app.paint_in(THEMES["dark"].name)
        app.screen.mount(Static("can't be read", id="pale", markup=False))
        app.screen.query_one("#pale").styles.color = THEMES["dark"].variables["border"]
        await pilot.pause()
        assert worst(app)[0] < LEAST["dark"]


@pytest.mark.parametrize("scene", ["form", "live"])
async def test_what_has_the_focus_is_marked_in_every_theme(scene: str, tmp_path: Path) -> None:
    async with on_stage(SCENES[scene], SIZES["narrow"], tmp_path / "stage") as app:
        pilot = Pilot(app)
        await pilot.press("escape" if scene == "live" else "tab")
        for theme in THEMES.values():
            app.paint_in(theme.name)
            await pilot.pause()
            marked = [widget for widget in app.screen.focus_chain if _first_cell(widget) == "▌"]
            assert marked == [app.screen.focused], theme.name


def _first_cell(widget: Widget) -> str:
    (line,) = widget.render_lines(Region(0, 0, 1, 1))
    return line.text


@pytest.mark.parametrize("key", ["l", "ctrl+p"])
async def test_what_lies_under_a_dialog_is_dim_in_the_terminals_own_colours(
    key: str, tmp_path: Path
) -> None:
    async with on_stage(SCENES["people"], SIZES["wide"], tmp_path / "stage", "ansi") as app:
        await press(Pilot(app), key)
        top, *_rest, bottom = photograph(app).export_text(styles=True).splitlines()
    assert "\x1b[2;39;49m Samtale  Siri Berg" in top
    assert "Lukk" in bottom and "\x1b[2;" not in bottom


async def test_ctrl_t_goes_through_all_themes_and_says_which(desk: Desk) -> None:
    app = SamtaleApp(desk, theme="light")
    seen, said = [], []
    async with app.run_test(notifications=True) as pilot:
        for _theme in THEMES:
            await pilot.press("ctrl+t")
            seen.append(app.theme)
            said += [notice.message for notice in app._notifications]
    assert seen == ["samtale-contrast", "samtale-ansi", "samtale-dark", "samtale-light"]
    assert said[0].startswith("Høy kontrast. ")


async def test_without_colours_marks_and_attributes_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_stage(SCENES["people"], SIZES["wide"], tmp_path / "stage") as app:
        styles = dict(texts(app))
        await Pilot(app).press("ctrl+t")
        assert app.theme == ANSI.name
    assert all(one.color is None or one.color.is_default for one in styles.values())
    assert all(one.bgcolor is None or one.bgcolor.is_default for one in styles.values())
    assert styles["Øystein Åsheim"].reverse, "the line under the cursor"
    assert styles["Kari Nordmann"].reverse is not True
    assert styles["for 1 år siden"].dim, "what is muted"
    assert styles["f1"].bold, "a key"
