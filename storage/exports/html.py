"""The plan as one HTML file for the screen and for A4 paper, with places to sign.

It says what the Markdown export says, with the same labels, in what paper has and Markdown has
not: columns, and lines to write on. The file asks for nothing from anywhere and runs nothing; a
content security policy says so to the browser. All text from people is escaped where it is put
in, so it can't become more than text.
"""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path

from agendas.words import day_in_full
from storage.agreement import fingerprint
from storage.exports.escape import noted
from storage.exports.labels import labels_in
from storage.exports.markdown import first_name, who_is_who
from storage.plan import actions_of, day_of, lines
from storage.records import Action, Answer, Conversation, Feedback, Goal, Side, StatusChange

STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
"""The only style of the file; system fonts, and colours that a printer can leave out."""

_SIDES: tuple[Side, ...] = ("employee", "manager")


def plan_to_html(conversation: Conversation) -> str:
    """Return the talk's plan as an HTML file, in the language of the talk."""
    return "\n".join(_Page(conversation).lines()) + "\n"


def _policy() -> str:
    """Return what a browser may do for the file: apply that style."""
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _text(text: str) -> str:
    """Return text from people as HTML that shows it; the style keeps its lines apart."""
    return escape(noted(text))


class _Page:
    """Writes one file, part by part."""

    def __init__(self, conversation: Conversation) -> None:
        self._talk = conversation
        self._plan = conversation.plan
        self._stated = fingerprint(conversation)
        self._labels = labels_in(conversation.agenda.language)
        self._names = who_is_who(conversation, self._labels)
        self._title = _text(f"{conversation.agenda.title} – {conversation.employee_name}")

    def lines(self) -> Iterator[str]:
        """Yield the lines of the whole file."""
        yield "<!doctype html>"
        yield f'<html lang="{self._labels.code}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield '<meta name="robots" content="noindex">'
        yield f"<title>{self._title}</title>"
        yield f"<style>{STYLE}</style>"
        yield "</head>"
        yield "<body>"
        yield "<main>"
        yield from self._head()
        yield from self._goals_and_actions()
        yield from self._feedback()
        yield from self._summary()
        yield from self._ahead()
        yield from self._agreement()
        yield "</main>"
        yield "</body>"
        yield "</html>"

    def _head(self) -> Iterator[str]:
        talk, day = self._talk, day_of(self._talk)
        yield f"<h1>{self._title}</h1>"
        yield from _pairs(
            "frame",
            (self._labels.employee, talk.employee_name),
            (self._labels.manager, talk.manager_name),
            (self._labels.day, self._day(day) if day else ""),
            (self._labels.purpose, talk.purpose),
        )
        if not talk.closed:
            yield f'<p class="draft">{self._labels.draft}</p>'

    def _goals_and_actions(self) -> Iterator[str]:
        yield f"<h2>{self._labels.plan}</h2>"
        if not lines(self._plan):
            yield f"<p>{self._labels.empty_plan}</p>"
        for goal in self._plan.goals:
            kind = self._labels.kinds[goal.kind]
            yield f'<h3><span class="kind">{kind}</span>{_text(goal.text)}</h3>'
            yield from _pairs(
                "details",
                (self._labels.why, goal.why),
                (self._labels.unit_goal, goal.unit_goal),
                (self._labels.reached_when, goal.reached_when),
                (self._labels.support, goal.support),
                *self._past_of(goal),
            )
            yield from self._actions(actions_of(self._plan, goal.id))
        loose = actions_of(self._plan, None)
        if loose and self._plan.goals:
            yield f"<h3>{self._labels.loose}</h3>"
        yield from self._actions(loose)

    def _actions(self, actions: list[Action]) -> Iterator[str]:
        if not actions:
            return
        labels = self._labels
        titles = (labels.action, labels.owner, labels.deadline)
        yield '<table class="actions">'
        yield f"<thead><tr><th></th>{''.join(f'<th>{one}</th>' for one in titles)}</tr></thead>"
        yield "<tbody>"
        yield from map(self._action, actions)
        yield "</tbody>"
        yield "</table>"

    def _action(self, action: Action) -> str:
        when = self._labels.no_date if action.undated else self._labels.no_deadline
        more = _pairs("details", (self._labels.if_then, action.if_then), *self._past_of(action))
        cells = (
            "☑" if action.status == "done" else "☐",
            f"<p>{_text(action.text)}</p>{''.join(more)}",
            _text(self._names[action.owner]),
            self._day(action.deadline) if action.deadline else when,
        )
        return f"<tr>{''.join(f'<td>{one}</td>' for one in cells)}</tr>"

    def _past_of(self, item: Goal | Action) -> Iterator[tuple[str, str]]:
        yield self._labels.carried, ", ".join(map(self._day, item.carried_from))
        for event in item.history:
            yield self._day(event.on), self._event(event)

    def _event(self, event: StatusChange) -> str:
        moved_to = f" {self._labels.until} {self._day(event.deadline)}" if event.deadline else ""
        note = f" – {event.note}" if event.note else ""
        return self._labels.statuses[event.status] + moved_to + note

    def _feedback(self) -> Iterator[str]:
        mine, theirs, labels = self._plan.to_employee, self._plan.to_manager, self._labels
        if mine == theirs == Feedback():
            return
        yield f"<h2>{labels.feedback}</h2>"
        yield '<table class="feedback">'
        to = (_text(labels.to.format(name=self._names[side])) for side in _SIDES)
        yield f"<thead><tr><th></th>{''.join(f'<th>{one}</th>' for one in to)}</tr></thead>"
        yield "<tbody>"
        for label, one, other in (
            (labels.more, mine.more, theirs.more),
            (labels.less, mine.less, theirs.less),
            (labels.keep, mine.keep, theirs.keep),
        ):
            yield f"<tr><th>{label}</th><td>{_text(one)}</td><td>{_text(other)}</td></tr>"
        yield "</tbody>"
        yield "</table>"

    def _summary(self) -> Iterator[str]:
        if self._talk.summary:
            name = first_name(self._talk.employee_name)
            yield f"<h2>{_text(self._labels.sums_up.format(name=name))}</h2>"
            yield f"<blockquote>{_text(self._talk.summary)}</blockquote>"

    def _ahead(self) -> Iterator[str]:
        dates = (
            (self._labels.next_talk, self._plan.next_talk),
            (self._labels.next_follow_up, self._plan.next_follow_up),
        )
        if any(day for _label, day in dates):
            yield f"<h2>{self._labels.ahead}</h2>"
            said = ((label, self._day(day) if day else "") for label, day in dates)
            yield from _pairs("dates", *said)

    def _agreement(self) -> Iterator[str]:
        version = len(self._talk.versions) + 1
        yield '<section class="agreement">'
        yield f"<h2>{self._labels.agreement}</h2>"
        yield f"<p>{self._labels.standing(self._talk.state)}</p>"
        for answer in filter(lambda one: one.note, self._talk.answers):
            said = f"{self._names[answer.side]} {self._labels.answers[answer.kind]}:"
            yield f'<p class="said">{_text(said)}</p>'
            yield f"<blockquote>{_text(answer.note)}</blockquote>"
        if self._talk.state != "held":
            yield from self._signatures()
        yield "</section>"
        yield '<footer class="fingerprint">'
        if version > 1:
            yield f"<p>{self._labels.version.format(number=version)}</p>"
        words = re.sub("`(.*?)`", r"<code>\1</code>", self._labels.fingerprint)
        yield f"<p>{words}<br><code>{self._stated}</code></p>"
        yield "</footer>"

    def _signatures(self) -> Iterator[str]:
        """Yield a place to sign for each, and beside it what each has answered already."""
        labels, talk = self._labels, self._talk
        yield '<div class="signatures">'
        for role, name, side in (
            (labels.employee, talk.employee_name, "employee"),
            (labels.manager, talk.manager_name, "manager"),
        ):
            answer = next((one for one in talk.answers if one.side == side), None)
            answered = self._answered(answer) if answer else labels.not_answered
            yield "<div>"
            yield f'<p><strong>{_text(name)}</strong> <span class="role">{role}</span></p>'
            yield f'<p class="answered">{answered}</p>'
            yield f'<p class="line"><span>{labels.signature}</span><span>{labels.day}</span></p>'
            yield "</div>"
        yield "</div>"

    def _answered(self, answer: Answer) -> str:
        """Return what was answered in the program, and when."""
        labels = self._labels
        stale = f" · {labels.to_earlier_text}" if answer.fingerprint != self._stated else ""
        when = f"{self._day(answer.at.date())} {labels.clock} {answer.at:%H:%M}"
        return f"{labels.answered}: {labels.answers[answer.kind]}{stale}<br>{when}"

    def _day(self, day: dt.date) -> str:
        return day_in_full(day, self._labels.code)


def _pairs(kind: str, *pairs: tuple[str, str]) -> Iterator[str]:
    """Yield a list of what is said under each label, without the labels that have nothing."""
    rows = [f"<dt>{label}</dt><dd>{_text(said)}</dd>" for label, said in pairs if said]
    if rows:
        yield f'<dl class="{kind}">'
        yield from rows
        yield "</dl>"
