"""The front matter at the top of a Markdown file: flat pairs of name and text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from agendas.words import _

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 8 * 1024
"""The largest front matter that is read."""

_FIRST_LINE = 2
"""Where it begins in its file, below the ``---``."""


class Pair(NamedTuple):
    """One ``name: text`` with its line in the file, counted from 1."""

    name: str
    text: str
    line: int


class FrontMatterError(Exception):
    """What can't be read as front matter, and where."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        """In the file, counted from 1."""
        self.reason = reason
        """In the user's language."""


def read_pairs(source: str) -> Iterator[Pair]:
    """Yield the pairs of a front matter, given without its ``---``, as they are written.

    YAML is only parsed, never constructed: an alias or a nested value is refused for not being
    plain text, and the language ``no`` does not become False. Raises FrontMatterError.
    """
    import yaml

    if len(source.encode(errors="replace")) > MAX_BYTES:
        reason = _("the front matter is too large; at most {size} KB are read")
        raise FrontMatterError(1, reason.format(size=MAX_BYTES // 1024))
    try:
        yield from _pairs(yaml.parse(source, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        lines_above = error.problem_mark.line if error.problem_mark else 0
        raise _unclear(_FIRST_LINE + lines_above) from error
    except yaml.reader.ReaderError as error:
        lines_above = source.count("\n", 0, error.position)
        raise _unclear(_FIRST_LINE + lines_above) from error
    except (ValueError, OverflowError) as error:  # an escape that stands for no letter
        raise _unclear(_FIRST_LINE) from error


def _pairs(events: Iterator[yaml.Event]) -> Iterator[Pair]:
    """Yield the pairs of one flat mapping, and read no further than the first other thing.

    YAML's scanner can take seconds on a few KB of brackets, so the events aren't listed first.
    """
    import yaml

    frame = (
        yaml.StreamStartEvent,
        yaml.StreamEndEvent,
        yaml.DocumentStartEvent,
        yaml.DocumentEndEvent,
    )
    content = (event for event in events if not isinstance(event, frame))
    opening = next(content, None)
    if opening and not isinstance(opening, yaml.MappingStartEvent):
        raise _unclear(_line(opening))
    inside = takewhile(lambda event: not isinstance(event, yaml.MappingEndEvent), content)
    for name, text in zip(inside, inside, strict=False):
        if not (isinstance(name, yaml.ScalarEvent) and isinstance(text, yaml.ScalarEvent)):
            raise _unclear(_line(name))
        yield Pair(name.value, text.value, _line(name))
    for stray in content:
        raise _unclear(_line(stray))


def _line(event: yaml.Event) -> int:
    return _FIRST_LINE + (event.start_mark.line if event.start_mark else 0)


def _unclear(line: int) -> FrontMatterError:
    return FrontMatterError(line, _('expected "name: text" on each line of the front matter'))
