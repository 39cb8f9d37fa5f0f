"""Records the cast that the front page shows: ``python -m tests.cast``, after its screens changed.

The installed program is used in a real terminal on the demo's made-up people: the team, a talk,
a line into the plan, both agree, and the plan as Markdown. Writes ``docs/pictures/talk.cast``, in
the format of asciinema, and ``docs/pictures/talk.svg``, which is drawn from that file and moves
by itself. ``python -m tests.cast draw`` draws it anew from the file as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.cast.drawing import svg_of
from tests.cast.film import cast_of
from tests.cast.stage import Stage, on_stage

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
CAST, SVG = PICTURES / "talk.cast", PICTURES / "talk.svg"


def play(stage: Stage) -> None:
    """Use the program as its two people would."""
    stage.hold(0.5)
    stage.write("samtale\n", "Åpne tiltak")
    stage.hold(2.0)
    stage.press("down")
    stage.hold(0.6)
    stage.press("t", shows="F2  Leder")
    stage.hold(1.5)
    stage.write("Rolig hele veien på Fjord.")
    stage.hold(0.6)
    stage.press("f3")
    stage.write("Stolt av det. Vil gjerne lede noe selv.")
    stage.hold(0.8)
    stage.press("f5", shows="▌ Fjorårets plan")
    stage.hold(1.2)
    stage.press("f5", shows="▌ Rolle")
    stage.press("esc")
    stage.press("g", shows="Nådd når")
    stage.write("Lede et prosjekt før sommeren")
    stage.hold(0.3)
    stage.press("enter", shows="◎ Lede et prosjekt før sommeren")
    stage.hold(0.5)
    stage.press("f2")
    stage.write("Siri melder på kurs innen 15. januar")
    stage.hold(0.6)
    stage.press("ctrl+j", shows="1 tiltak")
    stage.hold(1.6)
    stage.press("esc")
    stage.press("f", shows="oppsummerer")
    stage.hold(1.0)
    stage.press("s", shows="Med egne ord")
    stage.write("Siri ordner kurset, og jeg får et prosjekt.")
    stage.hold(0.4)
    stage.press("ctrl+s", shows="Siri ordner kurset")
    stage.hold(0.6)
    stage.press("m", shows="Siri, er du enig")
    stage.hold(0.3)
    stage.press("right")
    stage.press("enter", shows="✓ Siri")
    stage.press("e", shows="Kari, er du enig")
    stage.hold(0.3)
    stage.press("right")
    stage.press("enter", shows="låst")
    stage.hold(1.2)
    stage.press("x", shows="Skrevet")
    stage.hold(1.6)
    stage.leave()
    stage.write("head -n 46 planer/*.md\n", "Enighet")
    stage.hold(4.0)


def main() -> None:
    """Record and draw, or only draw."""
    match sys.argv[1:]:
        case []:
            with on_stage() as stage:
                play(stage)
            CAST.write_text(cast_of(stage.film), encoding="utf-8")
        case ["draw"]:
            pass
        case _:
            sys.exit(__doc__)
    SVG.write_text(svg_of(CAST.read_text(encoding="utf-8")), encoding="utf-8")
    print(CAST.stat().st_size, SVG.stat().st_size)


if __name__ == "__main__":
    main()
