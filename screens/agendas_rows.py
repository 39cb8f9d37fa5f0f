"""An agenda in the list, and all that it says; or what is wrong with its file."""

from __future__ import annotations

from textual.content import Content

from agendas.agenda import EVERY, Agenda, Topic
from agendas.aims import aim_words
from agendas.reader import AgendaError
from agendas.shelf import Shelved
from agendas.words import _, ngettext
from screens.painting import MEASURE, fit, hanging, shorten, spread

_MINUTES = 6
"""The cells of a number of minutes."""


def shelved_row(one: Shelved, width: int) -> Content:
    """Return an agenda's name, whether it is one's own, and its minutes or that it is wrong."""
    if one.agenda is None or one.problem is not None:
        said = Content.styled(_("can't be used"), "$late")
        name = shorten(one.path.name, max(width - said.cell_length - 4, 8))
        return spread(Content.assemble(("! ", "$late"), name), said, width)
    mark = ("● ", "$time") if one.own else ("  ", "")
    minutes = fit(_("{n} min").format(n=one.agenda.minutes), 7, "$muted", "right")
    return Content.assemble(mark, fit(one.agenda.title, width - 9), minutes)


def agenda_preview(agenda: Agenda, width: int) -> list[Content]:
    """Return the agenda as it is read: title, introduction, topics with minutes, and the sum."""
    width = min(width, MEASURE)
    rows = hanging(agenda.title, width, 0, "bold")
    for part in agenda.intro.split("\n\n") if agenda.intro else ():
        rows += [Content(""), *hanging(part, width, 0, "$muted")]
    for topic in agenda.topics:
        rows += [Content(""), *_topic(topic, width)]
    total = fit(str(agenda.minutes), _MINUTES, "bold", "right")
    every = fit(_every(agenda), width - _MINUTES, "$muted")
    return [*rows, Content(""), Content.assemble(every, total)]


def _every(agenda: Agenda) -> str:
    """Return how often such a talk is held, or nothing where the agenda doesn't say."""
    written = EVERY.fullmatch(agenda.every)
    if written is None:
        return ""
    number = int(written[1])
    return {
        "day": ngettext("every day", "every {n} days", number),
        "week": ngettext("every week", "every {n} weeks", number),
        "month": ngettext("every month", "every {n} months", number),
        "year": ngettext("every year", "every {n} years", number),
    }[written[2]]


def _topic(topic: Topic, width: int) -> list[Content]:
    """Return a topic with its minutes, its questions and the manager's hints."""
    title = shorten(topic.title, width)
    rows = [spread(title, fit(str(topic.minutes), _MINUTES, "", "right"), width)]
    for prompt in topic.prompts:
        serves = ", ".join(map(aim_words, prompt.serves))
        words = f"{prompt.text} ({serves})" if serves else prompt.text
        rows += hanging(words, width - _MINUTES, 2, "$muted")
    for hint in topic.hints:
        rows += hanging(f"◌ {hint}", width - _MINUTES, 2, "$muted")
    return rows


def problem_preview(problem: AgendaError, line: str, width: int) -> list[Content]:
    """Return where a file is wrong, what stands in that ``line``, and what was expected."""
    rows = hanging(str(problem.path), width, 0, "$muted")
    rows.append(Content(""))
    if problem.line:
        rows += hanging(_("Line {n}").format(n=problem.line), width, 0, "bold $late")
        rows += hanging(line, width, 2, "$muted") if line.strip() else []
        rows.append(Content(""))
    return [*rows, *hanging(problem.reason, width, 0)]
