"""An earlier talk laid out for reading, line by line."""

from __future__ import annotations

import datetime as dt

from textual.content import Content

from agendas.words import _, day_in_full, ngettext
from screens.clock_words import minutes_and_seconds
from screens.form_rows import form_rows
from screens.painting import MEASURE, beside, fit, hanging, shorten, spread
from screens.plan_document import plan_document
from screens.plan_words import Parties
from screens.point_rows import point_rows
from storage.chosen_words import ANSWER_WORDS, STATE_WORDS
from storage.plan import day_of
from storage.purpose import purpose_words
from storage.records import Answer, Conversation, Side
from storage.text import one_line

NARROWEST = 24
"""The cells that a column of notes has at least; below that the notes stand under each other."""
_GAP = 3
"""The cells between the two columns."""


def review_rows(talk: Conversation, today: dt.date, width: int) -> list[Content]:
    """Return the whole talk for ``width`` cells: the plan first, then what was said.

    On a wide screen the notes stand side by side, and all else keeps to the measure.
    """
    whole, width = width, min(width, MEASURE)
    sections = [
        _head(talk, width),
        *_plan(talk, today, width),
        _words_of(talk.summary, _("{name} sums up"), talk, width),
        _answers(talk, width),
        _words_of(talk.employee_preparation, _("{name} wrote beforehand"), talk, width),
        _form(talk, width),
        _shared_points(talk, today, width),
        [_title(_("Notes"))],
        *_topics(talk, whole),
    ]
    rows: list[Content] = []
    for section in filter(None, sections):
        rows += [*section, Content("")]
    return rows[:-1]


def _title(words: str) -> Content:
    return Content.styled(words, "bold")


def _paragraphs(text: str, width: int, indent: int = 0, style: str = "") -> list[Content]:
    return [line for part in text.splitlines() for line in hanging(part, width, indent, style)]


def _head(talk: Conversation, width: int) -> list[Content]:
    """Return which talk it is, when it was held, where it stands, and its purpose."""
    day = day_of(talk)
    held = day_in_full(day) if day else _("no date yet")
    first = Content.assemble((one_line(talk.agenda.title), "bold"), "   ", (held, "$muted"))
    rows = [spread(first, Content.styled(_(STATE_WORDS[talk.state]), "$muted"), width)]
    if purpose := purpose_words(talk):
        rows += hanging(f"{_('Purpose')}: {purpose}", width, 0, "$muted")
    if talk.versions:
        words = ngettext("Opened again once.", "Opened again {n} times.", len(talk.versions))
        rows += hanging(words, width, 0, "$muted")
    return rows


def _plan(talk: Conversation, today: dt.date, width: int) -> list[list[Content]]:
    """Return the plan under its title; of a short follow-up, when the next one was to be."""
    if talk.state != "held":
        document = plan_document(talk, today, width)
        return [[_title(_("Mutual plan"))], document.split("\n", allow_blank=True)]
    if talk.plan.next_follow_up is None:
        return []
    return [[_title(_("Next follow-up")), Content(day_in_full(talk.plan.next_follow_up))]]


def _words_of(text: str, title: str, talk: Conversation, width: int) -> list[Content]:
    """Return the employee's own words under ``title``, or nothing where there are none."""
    if not text.strip():
        return []
    name = one_line(Parties.of(talk).employee)
    return [_title(title.format(name=name)), Content(""), *_paragraphs(text, width, 0, "$employee")]


def _form(talk: Conversation, width: int) -> list[Content]:
    """Return what the employee wrote on the form, or nothing."""
    if talk.employee_form is None:
        return []
    name = one_line(Parties.of(talk).employee)
    title = _title(_("The form from {name}").format(name=name))
    return [title, Content(""), *form_rows(talk.employee_form, width)]


def _shared_points(talk: Conversation, today: dt.date, width: int) -> list[Content]:
    """Return what the manager wanted to bring up and shared, or nothing."""
    if not talk.shared_points:
        return []
    name = one_line(Parties.of(talk).manager)
    title = _title(_("{name} wants to bring up").format(name=name))
    return [title, Content(""), *point_rows(talk.shared_points, today, width)]


# The answers


def _answers(talk: Conversation, width: int) -> list[Content]:
    if not talk.answers:
        return []
    rows = [_title(_("Answers")), Content("")]
    for answer in talk.answers:
        rows += _answer(answer, Parties.of(talk), width)
    label = _("Fingerprint {start}…").format(start=talk.answers[-1].fingerprint[:16])
    return [*rows, *hanging(label, width, 0, "$muted")]


def _answer(answer: Answer, parties: Parties, width: int) -> list[Content]:
    mark = ("✗ ", "$late") if answer.kind == "disagree" else ("✓ ", "$good")
    name = shorten(parties.name(answer.side), width // 3, f"${answer.side}")
    when = f"{day_in_full(answer.at.date())} {answer.at:%H:%M}"
    said = Content.assemble(mark, name, "  ", _(ANSWER_WORDS[answer.kind]))
    return [
        spread(said, Content.styled(when, "$muted"), width),
        *_paragraphs(answer.note, width, 2),
    ]


# The notes


def _topics(talk: Conversation, width: int) -> list[list[Content]]:
    """Return each topic with its time and the two people's notes; names stand above the first."""
    column = min((width - _GAP) // 2, MEASURE)
    parties = Parties.of(talk)
    wide = column >= NARROWEST
    names = []
    if wide:
        names.append(
            Content.assemble(
                fit(parties.manager, column, "$manager"),
                " " * _GAP,
                fit(parties.employee, column, "$employee"),
            )
        )
    sections = [names]
    for number, notes in enumerate(talk.notes[: len(talk.agenda.topics)]):
        section = [_topic_head(talk, number, column if wide else min(width, MEASURE))]
        if wide:
            left, right = (_paragraphs(one, column) for one in (notes.manager, notes.employee))
            section += beside(left, right, column, Content(" " * _GAP))
        else:
            for side in ("manager", "employee"):
                section += _under(getattr(notes, side), side, parties, width)
        sections.append(section)
    return sections


def _topic_head(talk: Conversation, number: int, width: int) -> Content:
    topic, notes = talk.agenda.topics[number], talk.notes[number]
    planned, spent = float(topic.minutes * 60), 0.0
    if talk.clock is not None:
        planned, spent = talk.clock.planned[number], talk.clock.spent[number]
    words = _("{n} min").format(n=round(planned / 60))
    if spent:
        words = _("{spent} of {planned}").format(spent=minutes_and_seconds(spent), planned=words)
    said = bool(notes.manager or notes.employee)
    return spread(
        Content.styled(one_line(topic.title), "bold" if said else "$muted"),
        Content.styled(words, "$muted"),
        width,
    )


def _under(text: str, side: Side, parties: Parties, width: int) -> list[Content]:
    if not text:
        return []
    return [shorten(parties.name(side), width, f"${side}"), *_paragraphs(text, width, 2)]
