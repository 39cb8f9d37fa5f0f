"""What is said of a fault of the program's own: where it is in the code, and nothing else.

Python's report shows the message of an exception, and Textual's what the variables held; here
both can be what people said to each other.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from agendas.words import _

_SHOWN = 6
"""The innermost places that are named."""


def report(error: BaseException | None) -> list[str]:
    """Return the lines that name a fault: places in the code, innermost last, and its kind."""
    if error is None:
        return []
    places = list(_places(error.__traceback__))[-_SHOWN:]
    return [f"  {line}" for line in [*places, type(error).__name__]]


def say_no_more_than_where() -> None:
    """Have every fault that nothing catches, in any thread, reported in this way.

    Libraries keep quiet as well: what asyncio would log is such a report in Python's words.
    """
    sys.excepthook = lambda _kind, error, _trace: _say(error)
    threading.excepthook = lambda fault: _say(fault.exc_value)
    sys.unraisablehook = lambda fault: _say(fault.exc_value)
    logging.disable()


def _say(error: BaseException | None) -> None:
    if sys.stderr and not isinstance(error, SystemExit):
        heading = _("Samtale met a fault of its own here; what was saved is kept:")
        print("\n".join([f"samtale: {heading}", *report(error)]), file=sys.stderr)


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace:
        code = trace.tb_frame.f_code
        yield f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
