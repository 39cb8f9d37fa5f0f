"""From a Markdown file to an Agenda, or to the line that is wrong and why.

The format is described in ``docs/agendas.md``. What has no place in it is refused by name:
nothing that a person wrote is left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from agendas.agenda import EVERY, Agenda, Aim, Prompt, Role, Topic
from agendas.aims import AIMS
from agendas.blocks import Block, parted, placeless, read_blocks, unescaped
from agendas.front_matter import FrontMatterError, Pair, read_pairs
from agendas.words import N_, _

MAX_BYTES = 256 * 1024
"""The largest agenda that is read."""
MAX_MINUTES = 600
"""The longest topic."""

MARKS: dict[str, Role] = {
    "{review}": "review",
    "{feedback}": "feedback",
    "{plan}": "plan",
    "{agree}": "agree",
}
"""What a heading can end in, and the role that it gives its topic."""
AIM_MARKS: dict[str, Aim] = {f"{{{aim}}}": aim for aim in AIMS}
"""What a question can end in, and the aim that it then serves."""

_FIELDS = {
    "id": (
        re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
        N_('an id is small letters a-z, digits and hyphens, not "{found}"'),
    ),
    "language": (
        re.compile(r"(?!no$)[a-z]{2,3}"),
        N_('a language is a code such as nb, nn or en, not "{found}"'),
    ),
    "every": (
        EVERY,
        N_('"every" is a number of days, weeks, months or years, such as 3 months, not "{found}"'),
    ),
    "apart": (re.compile("true|false"), N_('"apart" is true or false, not "{found}"')),
}
_NEEDED = ("id", "language")

_TOPIC = re.compile(
    r"(?P<title>(?:\\.|[^\\{])*?)"
    r"\((?P<minutes>[0-9]+)[ \N{NO-BREAK SPACE}]?min\)"
    r" *(?P<mark>\{.*\})?"
)


class AgendaError(Exception):
    """What is wrong with an agenda file, and where; its text is one line."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path = path
        self.line = line
        """Counted from 1; 0 where the whole file is meant."""
        self.reason = reason
        """What is wrong and what was expected, in the user's language."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.reason}"


def wrong_value(name: str, text: str) -> str:
    """Return what is wrong with the value of a field of the front matter; empty if nothing is."""
    allowed, reason = _FIELDS[name]
    return "" if allowed.fullmatch(text) else _(reason).format(found=_shown(text))


def read_agenda_file(path: Path) -> Agenda:
    """Read the agenda in a file. Raises AgendaError for anything else than an agenda."""
    try:
        if not path.is_file():
            raise AgendaError(path, 0, _("there is no such file"))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = _("the file can't be read: {why}").format(why=error.strerror)
        raise AgendaError(path, 0, reason) from error
    if len(data) > MAX_BYTES:
        raise _too_large(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = _("this is not UTF-8; save the file as UTF-8 text")
        raise AgendaError(path, line, reason) from error
    return read_agenda(text, path)


def line_of(error: AgendaError) -> str:
    """Return what stands in the line that an error is about; empty where that can't be had."""
    try:
        with error.path.open("rb") as file:
            data = file.read(MAX_BYTES)
    except OSError:
        return ""
    lines = re.split(r"\r\n?|\n", data.decode("utf-8-sig", "replace"))
    return lines[error.line - 1] if 0 < error.line <= len(lines) else ""


def read_agenda(text: str, path: Path) -> Agenda:
    """Read an agenda from its text; ``path`` is only for the messages.

    Raises AgendaError for the first thing that is wrong.
    """
    if len(text) > MAX_BYTES:
        raise _too_large(path)
    return _Reading(path).agenda(text)


def _too_large(path: Path) -> AgendaError:
    reason = _("the file is too large; an agenda is at most {size} KB")
    return AgendaError(path, 0, reason.format(size=MAX_BYTES // 1024))


class _Reading:
    """The reading of one file, whose path stands in every error."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _error(self, line: int, reason: str) -> AgendaError:
        return AgendaError(self._path, line, reason)

    def agenda(self, text: str) -> Agenda:
        blocks = read_blocks(text)
        if not blocks or blocks[0].kind != "front_matter":
            reason = _('expected front matter first: "---", "id: …", "language: …", "---"')
            raise self._error(1, reason)
        front_matter, *body = blocks
        fields = self._fields(front_matter.source)
        (heading, introduction), *topics = self._sections(body, front_matter.last_line)
        if not topics:
            reason = _('expected a topic below the title, such as "## Opening (5 min)"')
            raise self._error(heading.line, reason)
        apart = fields.pop("apart", "false") == "true"
        return Agenda(
            **fields,
            apart=apart,
            title=self._title(heading),
            intro=self._intro(introduction),
            topics=tuple(self._topics(topics)),
        )

    def _fields(self, front_matter: str) -> dict[str, str]:
        """Return the values of id and language and, where they are there, every and apart."""
        fields: dict[str, str] = {}
        for name, text, line in self._pairs(front_matter):
            if name not in _FIELDS:
                reason = _('"{found}" is unknown here; expected id, language, every or apart')
                raise self._error(line, reason.format(found=_shown(name)))
            if name in fields:
                raise self._error(line, _('"{name}" stands here twice').format(name=name))
            if reason := wrong_value(name, text):
                raise self._error(line, reason)
            fields[name] = text
        for name in _NEEDED:
            if name not in fields:
                reason = _('the front matter lacks "{name}: …"')
                raise self._error(1, reason.format(name=name))
        return fields

    def _pairs(self, front_matter: str) -> list[Pair]:
        try:
            return list(read_pairs(front_matter))
        except FrontMatterError as error:
            raise self._error(error.line, error.reason) from error

    def _sections(self, body: Iterable[Block], line_before: int) -> list[tuple[Block, list[Block]]]:
        """Return each heading with the blocks below it: the title's first, then the topics'."""
        sections: list[tuple[Block, list[Block]]] = []
        for block in body:
            if block.kind == "h1" and sections:
                reason = _('there is a title already; a topic is written "## Opening (5 min)"')
                raise self._error(block.line, reason)
            if block.kind == "h1" or (block.kind == "h2" and sections):
                sections.append((block, []))
            elif sections:
                sections[-1][1].append(block)
            else:
                line_before = block.line
                break
        if not sections:
            raise self._error(line_before, _('expected the title here, as "# Title"'))
        return sections

    def _title(self, heading: Block) -> str:
        if not heading.text:
            raise self._error(heading.line, _("the title is empty"))
        return heading.text

    def _intro(self, blocks: list[Block]) -> str:
        for block in blocks:
            if block.kind != "paragraph":
                raise self._placeless(block, _("below the title stand plain paragraphs"))
        return "\n\n".join(block.text for block in blocks)

    def _topics(self, sections: list[tuple[Block, list[Block]]]) -> Iterator[Topic]:
        taken: set[str] = set()
        for heading, blocks in sections:
            title, minutes, mark = self._heading(heading)
            if mark in taken:
                reason = _("{mark} stands on an earlier topic already").format(mark=mark)
                raise self._error(heading.line, reason)
            if mark:
                taken.add(mark)
            prompts, hints = self._prompts_and_hints(blocks)
            yield Topic(title, minutes, MARKS.get(mark, "notes"), prompts, hints)

    def _prompts_and_hints(self, blocks: list[Block]) -> tuple[tuple[Prompt, ...], tuple[str, ...]]:
        prompts: list[Prompt] = []
        hints: list[str] = []
        for block in blocks:
            if block.kind == "bullet_list":
                prompts += (self._prompt(item) for item in block.children)
            elif block.kind == "blockquote":
                hints += self._hints(block)
            else:
                expected = _('below a topic stand questions, as "- …", and hints, as "> …"')
                raise self._placeless(block, expected)
        return tuple(prompts), tuple(hints)

    def _heading(self, heading: Block) -> tuple[str, int, str]:
        """Return a topic's title, its minutes, and its mark or an empty string."""
        parts = _TOPIC.fullmatch(heading.source)
        if not parts:
            reason = _('expected "## Title (5 min)", with a mark at the end if it has one')
            raise self._error(heading.line, reason)
        title, minutes, mark = parts["title"].strip(), parts["minutes"], parts["mark"] or ""
        if not title:
            raise self._error(heading.line, _("the topic has no title"))
        if len(minutes) > 3 or not 1 <= int(minutes) <= MAX_MINUTES:
            reason = _("a topic lasts 1 to {most} minutes").format(most=MAX_MINUTES)
            raise self._error(heading.line, reason)
        if mark and mark not in MARKS:
            raise self._unknown(heading.line, mark, MARKS)
        return unescaped(title), int(minutes), mark

    def _prompt(self, item: Block) -> Prompt:
        if [child.kind for child in item.children] != ["paragraph"]:
            reason = _('a question is one paragraph of text, as "- What went well?"')
            raise self._error(item.line, reason)
        source, marks = parted(item.children[0].source)
        for mark in marks:
            if mark not in AIM_MARKS:
                raise self._unknown(item.line, mark, AIM_MARKS)
            if marks.count(mark) > 1:
                raise self._error(item.line, _('"{name}" stands here twice').format(name=mark))
        if not source:
            raise self._error(item.line, _("the question has no text before its mark"))
        return Prompt(unescaped(source), tuple(AIM_MARKS[mark] for mark in marks))

    def _hints(self, quote: Block) -> Iterator[str]:
        for block in quote.children:
            if block.kind != "paragraph":
                raise self._placeless(block, _("a hint is plain paragraphs"))
            yield block.text

    def _unknown(self, line: int, mark: str, known: Iterable[str]) -> AgendaError:
        reason = _('unknown mark "{found}"; expected one of {marks}')
        return self._error(line, reason.format(found=_shown(mark), marks=", ".join(known)))

    def _placeless(self, block: Block, expected: str) -> AgendaError:
        return self._error(block.line, placeless(block, expected))


def _shown(text: str) -> str:
    """Return text from the file, short and without control characters, for a message."""
    visible = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return visible if len(visible) <= 40 else visible[:39] + "…"
