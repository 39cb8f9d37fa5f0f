"""The plan as Markdown that reads well on paper and reads back in without loss.

What the two agreed on is in the visible text and only there: the reader of the file sees what
its fingerprint is made of. The front matter holds the talk's dates and ids; a comment at the
end, the ids and threads of goals and actions and the exact times of the answers. Notes,
preparation, the agenda's topics and earlier versions of the plan are not exported.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from agendas.words import day_in_full
from storage.agreement import fingerprint
from storage.exports.escape import inline, noted, paragraph
from storage.exports.labels import Labels, labels_in
from storage.plan import actions_of, day_of, lines
from storage.records import Action, Answer, Conversation, Feedback, Goal, Owner, Side, StatusChange

FORMAT = 1
"""The version of the file format that is written and read."""

_LONGEST_NAME = 100
_LONGEST_FILE_NAME = 60
"""Letters."""
_LARGEST_FILE_NAME = 200
"""Bytes; a file system takes 255, and the number, the suffix and a temporary name come on top."""
_SIDES: tuple[Side, ...] = ("employee", "manager")


def plan_to_markdown(conversation: Conversation) -> str:
    """Return the talk's plan as a Markdown file, in the language of the talk."""
    return render(conversation, fingerprint(conversation), len(conversation.versions) + 1)


def plan_body(conversation: Conversation) -> str:
    """Return the part of the file that people read: without front matter and ids."""
    version = len(conversation.versions) + 1
    return _Writer(conversation, fingerprint(conversation), version).body()


def export_name(conversation: Conversation, suffix: str = "md") -> str:
    """Return a file name for the export: ``2026-03-03-medarbeidersamtale-kari-nordmann.md``.

    Every system takes it. It begins with the day, or with the program's name, and so is none of
    the names that Windows keeps to itself (CON, NUL …).
    """
    day = day_of(conversation)
    parts = (
        day.isoformat() if day else "samtale",
        conversation.agenda.id,
        conversation.employee_name,
    )
    return file_name(parts, suffix)


def file_name(parts: Iterable[str], suffix: str) -> str:
    """Return a file name made of ``parts``; the first is such that no system keeps it to itself."""
    whole = unicodedata.normalize("NFC", "-".join(parts).lower())
    words = "-".join(re.findall(r"[^\W_]+", whole))[:_LONGEST_FILE_NAME]
    short = words.encode()[:_LARGEST_FILE_NAME].decode(errors="ignore")
    return f"{short.strip('-')}.{suffix}"


def render(conversation: Conversation, stated: str, version: int) -> str:
    """Return the file with the fingerprint and the version that it is to state."""
    return _Writer(conversation, stated, version).file()


def who_is_who(conversation: Conversation, labels: Labels) -> dict[Owner | None, str]:
    """Return how each owner is called; no two are called the same.

    By name; where that leaves room for doubt, by name and role.
    """
    names: dict[Owner | None, str] = {
        "manager": conversation.manager_name,
        "employee": conversation.employee_name,
        "both": labels.both,
        None: labels.nobody,
    }
    if len(set(names.values())) < len(names) or not all(name.strip() for name in names.values()):
        names["manager"] += f" ({labels.manager})"
        names["employee"] += f" ({labels.employee})"
    return names


def first_name(name: str) -> str:
    """Return what stands in a name before the first space; all of it where there is none."""
    return name.split()[0] if name.split() else name


class _Writer:
    """Writes one file, part by part."""

    def __init__(self, conversation: Conversation, stated: str, version: int) -> None:
        self._talk = conversation
        self._plan = conversation.plan
        self._stated = stated
        self._version = version
        self._labels = labels_in(conversation.agenda.language)
        self._names = who_is_who(conversation, self._labels)

    def file(self) -> str:
        """Return the whole file."""
        return "\n\n".join([self._front_matter(), self.body(), self._ids()]) + "\n"

    def body(self) -> str:
        """Return what people read."""
        parts = [
            *self._head(),
            *self._goals_and_actions(),
            *self._feedback(),
            *self._summary(),
            *self._ahead(),
            *self._agreement(),
        ]
        return "\n\n".join(parts)

    def _front_matter(self) -> str:
        talk = self._talk
        values = {
            "samtale": str(FORMAT),
            "id": talk.id,
            "person": talk.person,
            "employee": _shortened(talk.employee_name),
            "manager": _shortened(talk.manager_name),
            "agenda": talk.agenda.id,
            "language": talk.agenda.language,
            "every": talk.agenda.every,
            "apart": "true" if talk.agenda.apart else "",
            "planned": _iso(talk.planned_at),
            "started": _iso(talk.started_at),
            "ended": _iso(talk.ended_at),
            "previous": talk.previous or "",
            "state": talk.state,
            "version": str(self._version),
            "fingerprint": self._stated,
        }
        pairs = [f"{name}: {_scalar(value)}" for name, value in values.items() if value]
        return "\n".join(["---", *pairs, "---"])

    def _head(self) -> Iterator[str]:
        talk, day = self._talk, day_of(self._talk)
        employee, manager = inline(talk.employee_name), inline(talk.manager_name)
        yield f"# {inline(f'{talk.agenda.title} – {talk.employee_name}')}"
        date = f" · {self._day(day)}" if day else ""
        yield f"**{employee}** {self._labels.also} **{manager}**{date}"
        if talk.purpose:
            yield self._labelled(self._labels.purpose, talk.purpose)

    def _goals_and_actions(self) -> Iterator[str]:
        yield f"## {self._labels.plan}"
        if not lines(self._plan):
            yield self._labels.empty_plan
        for goal in self._plan.goals:
            yield f"### {self._labels.kinds[goal.kind]}: {inline(goal.text)}"
            if details := list(self._goal_details(goal)):
                yield "\\\n".join(details)
            if actions := actions_of(self._plan, goal.id):
                yield "\n".join(map(self._action, actions))
        if loose := actions_of(self._plan, None):
            if self._plan.goals:
                yield f"### {self._labels.loose}"
            yield "\n".join(map(self._action, loose))

    def _goal_details(self, goal: Goal) -> Iterator[str]:
        for label, text in (
            (self._labels.why, goal.why),
            (self._labels.unit_goal, goal.unit_goal),
            (self._labels.reached_when, goal.reached_when),
            (self._labels.support, goal.support),
        ):
            if text:
                yield self._labelled(label, text)
        yield from self._past_of(goal)

    def _action(self, action: Action) -> str:
        tick = "x" if action.status == "done" else " "
        when = self._labels.no_date if action.undated else self._labels.no_deadline
        if action.deadline:
            when = self._day(action.deadline)
        parts = [paragraph(action.text), f"**{inline(self._names[action.owner])}** · {when}"]
        if action.if_then:
            parts.append(self._labelled(self._labels.if_then, action.if_then))
        parts += self._past_of(action)
        return _hanging(f"- [{tick}] ", "\\\n".join(parts))

    def _past_of(self, item: Goal | Action) -> Iterator[str]:
        if item.carried_from:
            yield f"*{self._labels.carried}:* {', '.join(map(self._day, item.carried_from))}"
        for event in item.history:
            yield f"*{self._day(event.on)}:* {self._event(event)}"

    def _event(self, event: StatusChange) -> str:
        moved_to = f" {self._labels.until} {self._day(event.deadline)}" if event.deadline else ""
        note = f" – {paragraph(event.note)}" if event.note else ""
        return self._labels.statuses[event.status] + moved_to + note

    def _feedback(self) -> Iterator[str]:
        mine, theirs = self._plan.to_employee, self._plan.to_manager
        if mine == theirs == Feedback():
            return
        yield f"## {self._labels.feedback}"
        rows = [
            ("", *(self._labels.to.format(name=self._names[side]) for side in _SIDES)),
            (self._labels.more, mine.more, theirs.more),
            (self._labels.less, mine.less, theirs.less),
            (self._labels.keep, mine.keep, theirs.keep),
        ]
        cells = [f"| {' | '.join(inline(cell) if cell else '' for cell in row)} |" for row in rows]
        yield "\n".join([cells[0], "| --- | --- | --- |", *cells[1:]])

    def _summary(self) -> Iterator[str]:
        if self._talk.summary:
            name = first_name(self._talk.employee_name)
            yield f"## {inline(self._labels.sums_up.format(name=name))}"
            yield "> " + paragraph(self._talk.summary).replace("\n", "\n> ")

    def _ahead(self) -> Iterator[str]:
        dates = (
            (self._labels.next_talk, self._plan.next_talk),
            (self._labels.next_follow_up, self._plan.next_follow_up),
        )
        if known := [f"*{label}:* {self._day(day)}" for label, day in dates if day]:
            yield f"## {self._labels.ahead}"
            yield "\\\n".join(known)

    def _agreement(self) -> Iterator[str]:
        yield f"## {self._labels.agreement}"
        yield self._labels.standing(self._talk.state)
        answers = [self._answer(answer) for answer in self._talk.answers]
        if self._talk.state != "held":
            answered = {answer.side for answer in self._talk.answers}
            silent = [self._names[side] for side in _SIDES if side not in answered]
            answers += [f"- **{inline(name)}** {self._labels.not_answered}" for name in silent]
        if answers:
            yield "\n".join(answers)
        if self._version > 1:
            yield self._labels.version.format(number=self._version)
        yield f"{self._labels.fingerprint}\\\n`{self._stated}`"

    def _answer(self, answer: Answer) -> str:
        said = f"**{inline(self._names[answer.side])}** {self._labels.answers[answer.kind]}"
        when = f"{self._day(answer.at.date())} {self._labels.clock} {answer.at:%H:%M}"
        stale = f" · {self._labels.to_earlier_text}" if answer.fingerprint != self._stated else ""
        note = f"\\\n{paragraph(answer.note)}" if answer.note else ""
        return _hanging("- ", f"{said} · {when}{stale}{note}")

    def _ids(self) -> str:
        """Return the comment at the end: what can't be read from the text, in its order."""
        rows = [
            *((type(item).__name__.lower(), item.id, item.thread) for item in lines(self._plan)),
            *(("answer", one.at.isoformat(), one.fingerprint) for one in self._talk.answers),
        ]
        quoted = (" ".join(quote(value, safe=":+") for value in row) for row in rows)
        return "\n".join(["<!-- samtale", *quoted, "-->"])

    def _labelled(self, label: str, text: str) -> str:
        return f"*{label}:* {paragraph(text)}"

    def _day(self, day: dt.date) -> str:
        return day_in_full(day, self._labels.code)


def _hanging(mark: str, text: str) -> str:
    return mark + text.replace("\n", "\n  ")


def _iso(moment: dt.datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _scalar(value: str) -> str:
    """Return a value for the front matter: as it is where that is safe, else quoted as JSON."""
    if re.fullmatch(r"[A-Za-z0-9][\w.:+-]*[A-Za-z0-9]|[0-9]", value, re.ASCII):
        return value
    return json.dumps(noted(value), ensure_ascii=False)
