"""The forms of a talk's end: more and less, the summary, the next dates, an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import cast

import msgspec
from textual.app import App
from textual.widget import Widget

from agendas.dates import read_coming_date
from agendas.words import _
from screens.form import Form, FormError
from screens.key_words import with_keys
from screens.plan_words import Parties
from screens.talk import Talk
from screens.talk_words import ANSWER_CHOICES, NEEDS_NOTE
from screens.widgets.choice import Choice
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from screens.widgets.text_pane import TextPane
from storage.records import AnswerKind, Feedback, Plan, Side


async def edit_feedback(app: App[object], talk: Talk) -> bool:
    """Ask for the feedback of a talk's plan; return whether it was kept."""
    conversation = talk.conversation
    form = FeedbackForm(conversation.plan, Parties.of(conversation))
    if (plan := await app.push_screen_wait(form)) is None:
        return False
    talk.change_plan(plan)
    return True


class FeedbackForm(Form[Plan]):
    """What each of the two can do more of, less of, and continue with."""

    def __init__(self, plan: Plan, parties: Parties) -> None:
        """Edit the feedback in ``plan``."""
        super().__init__()
        self._plan, self._parties = plan, parties
        self.heading = _("More, less, continue")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield three fields for each of the two."""
        for key, feedback, name in (
            ("to_employee", self._plan.to_employee, self._parties.employee),
            ("to_manager", self._plan.to_manager, self._parties.manager),
        ):
            yield name + ": " + _("more of"), Field(feedback.more, id=f"{key}_more")
            yield _("less of"), Field(feedback.less, id=f"{key}_less")
            yield _("continue with"), Field(feedback.keep, id=f"{key}_keep")

    def result(self) -> Plan:
        """Return the plan with the feedback as it stands in the form."""
        return msgspec.structs.replace(
            self._plan, **{key: self._feedback(key) for key in ("to_employee", "to_manager")}
        )

    def _feedback(self, key: str) -> Feedback:
        return Feedback(*(self.value(f"{key}_{part}") for part in ("more", "less", "keep")))


class NextForm(Form[Plan]):
    """When the two meet again."""

    def __init__(
        self, plan: Plan, today: dt.date, *, talk: dt.date | None, follow_up: dt.date
    ) -> None:
        """Edit the next dates in ``plan``; ``talk`` and ``follow_up`` are what is proposed.

        Without ``talk`` the next talk is not asked about: a follow-up leaves its day alone.
        """
        super().__init__()
        self._plan, self._today = plan, today
        self._days = {"next_follow_up": plan.next_follow_up or follow_up}
        if talk is not None:
            self._days["next_talk"] = plan.next_talk or talk
        self.heading = _("When do we meet again?")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the dates that are asked for."""
        labels = {"next_follow_up": _("Follow-up"), "next_talk": _("Next talk")}
        for name, day in self._days.items():
            before = getattr(self._plan, name)
            read = partial(read_coming_date, today=self._today, before=before)
            yield labels[name], DateField(day, read, id=name)

    def result(self) -> Plan:
        """Return the plan with the dates as they stand in the form."""
        return msgspec.structs.replace(self._plan, **{name: self.day(name) for name in self._days})


class TextForm(Form[str]):
    """A text of some lines; ^S keeps it."""

    def __init__(self, heading: str, label: str, text: str) -> None:
        """Edit ``text``."""
        super().__init__()
        self.heading, self._label, self._text = heading, label, text

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the one text."""
        yield self._label, TextPane(self._text, "employee", title="", id="text")

    def on_mount(self) -> None:
        """Write on where the text ends."""
        for area in self.query(TextPane):
            area.move_cursor(area.document.end)

    def result(self) -> str:
        """Return the text."""
        return self.query_one(TextPane).text.rstrip()

    def action_cancel(self) -> None:
        """Esc keeps what was written: a text is never lost by leaving."""
        self.action_keep()


class AnswerForm(Form[tuple[AnswerKind, str]]):
    """What one of the two says to the plan."""

    def __init__(self, side: Side, name: str, kind: str = "", note: str = "") -> None:
        """Ask ``name``, who is the talk's ``side``."""
        super().__init__()
        self.heading = _("{name}, do you agree with this plan?").format(name=name)
        self._side, self._kind, self._note = side, kind, note

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the answer and its note."""
        kinds = [(kind, _(words)) for kind, words in ANSWER_CHOICES.items()]
        yield _("Answer"), Choice(kinds, self._kind, id="kind")
        yield _("Note"), TextPane(self._note, self._side, title="", id="note")

    def result(self) -> tuple[AnswerKind, str]:
        """Return the answer and the note; an answer with a note needs one."""
        if not self.chosen("kind"):
            words = _("Choose an answer with {choice.previous} and {choice.next}.")
            raise FormError("kind", with_keys(words))
        kind = cast(AnswerKind, self.chosen("kind"))
        note = self.query_one(TextPane).text.strip()
        if kind in NEEDS_NOTE and not note:
            raise FormError("note", _("Write the note that goes with this answer."))
        return ("agree_with_note" if kind == "agree" and note else kind), note
