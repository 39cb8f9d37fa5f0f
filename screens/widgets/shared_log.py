"""The praise and the concerns that the two know of, for the topic of feedback."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from agendas.words import _
from screens.widgets.log_pane import shared_list
from screens.widgets.rows import Rows
from storage.records import LogEntry


class SharedLog(Rows):
    """Notes of the year to talk about, praise first; not there while there are none."""

    DEFAULT_CSS = """
    SharedLog, SharedLog:focus { height: auto; max-height: 9; border: round $border; padding: 0 1;
                                 border-title-color: $muted; scrollbar-size-horizontal: 0; }
    SharedLog:focus { border: round $focus; border-title-style: bold; border-title-color: $text; }
    LiveScreen.-narrow SharedLog { max-height: 6; }
    LiveScreen.-tabs SharedLog { max-height: 5; }
    """

    def __init__(self) -> None:
        """Start away."""
        super().__init__(id="shared-log")
        self.display = False

    def show_known(self, notes: Sequence[LogEntry], today: dt.date) -> None:
        """Show of ``notes``, newest first, the praise and the concerns that both may see."""
        known = [one for one in notes if one.shared and one.kind != "observation"]
        self.border_title = _("From the year: praise and concerns")
        self.show(shared_list(sorted(known, key=lambda one: one.kind == "concern"), today))
        self.display = bool(known)
