"""The terminal that the app is to be drawn on, looked at before anything is drawn."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from agendas.words import _
from tui.failure import WrongUse

LEAST_COLUMNS, LEAST_ROWS = 40, 12
"""The smallest window that the app is of any use in, in cells."""


def check_window(environ: Mapping[str, str]) -> None:
    """Raise WrongUse where there is no terminal, or one that the app can't be drawn on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise WrongUse(_("the app needs a terminal; “samtale --help” tells what works without one"))
    if environ.get("TERM") == "dumb":
        raise WrongUse(_("this terminal (TERM=dumb) can't show the app; use another one"))
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    # A terminal that does not know its size says 0.
    if 0 < columns < LEAST_COLUMNS or 0 < rows < LEAST_ROWS:
        raise WrongUse(
            _(
                "the window is {columns}×{rows}; make it at least {least_columns}×{least_rows}"
            ).format(
                columns=columns,
                rows=rows,
                least_columns=LEAST_COLUMNS,
                least_rows=LEAST_ROWS,
            )
        )
