"""The employee's form as Markdown: to be filled in with any editor, Word or a mail program.

Nothing in it has to survive but the questions' words and the reference of the talk. Questions are
headings, each with a line to answer on; the text means the same without its marks.

A program that has filled a form in for somebody can say so: `SAVED` stands behind the reference,
and each line of an answer begins with two spaces. Then it comes back letter by letter, be it made
of the form's own words; `storage.exports.escape.noted` keeps what can't be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from storage.exports.escape import inline, noted
from storage.exports.markdown import file_name
from storage.forms.form import Field, Form, Group, Section
from storage.plan import day_of
from storage.records import Conversation

SAVED = "_saved"
"""Stands behind the reference of a form whose answers a program has written."""
INDENT = "  "
"""Begins each line of such an answer."""


def form_to_markdown(form: Form, answers: Mapping[str, str] | None = None) -> str:
    """Return the form to fill in, or with ``answers`` by their places as a program saves it."""
    return "\n\n".join(_Writer(form, answers).parts()) + "\n"


def form_name(talk: Conversation, form: Form, suffix: str = "md") -> str:
    """Return a file name: ``2027-03-02-forberedelse-kari-nordmann.md``, safe on any system."""
    day = day_of(talk)
    begin = day.isoformat() if day else "samtale"
    return file_name((begin, form.labels.file, talk.employee_name), suffix)


class _Writer:
    def __init__(self, form: Form, answers: Mapping[str, str] | None) -> None:
        self._form = form
        self._labels = form.labels
        self._answers = answers or {}
        self._reference = form.reference + (SAVED if answers is not None else "")

    def parts(self) -> Iterator[str]:
        """Yield what stands between empty lines."""
        form = self._form
        yield f"# {inline(form.title)}"
        yield inline(form.subtitle)
        yield inline(form.greeting)
        frame = [f"- {label}: {inline(words)}" for label, words in form.frame]
        yield "\n".join([*frame, f"- {self._labels.reference}: {self._reference}"])
        for section in form.sections:
            yield from self._section(section)
        yield f"{inline(form.closing)}\n\n{self._labels.reference}: {self._reference}"

    def _section(self, section: Section) -> Iterator[str]:
        if section.title.strip():
            yield f"## {inline(section.title)}"
        if section.lead:
            yield inline(section.lead)
        if section.thoughts:
            yield inline(self._labels.think_of)
            yield "\n".join(f"- {inline(thought)}" for thought in section.thoughts)
        for group in section.groups:
            yield from self._group(group)

    def _group(self, group: Group) -> Iterator[str]:
        if group.title:
            yield f"### {inline(group.title)}"
        if group.details:
            yield inline(group.details)
        for field in group.fields:
            yield from self._field(field, "" if group.title else "### ")

    def _field(self, field: Field, mark: str) -> Iterator[str]:
        proposed = f" ({', '.join(map(inline, field.proposed))})" if field.proposed else ""
        yield f"{mark}{inline(field.label)}{proposed}"
        yield self._labels.answer
        if answer := self._answers.get(field.place):
            yield "\n".join(INDENT + line for line in noted(answer).split("\n"))
