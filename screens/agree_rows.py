"""What stands beside the plan at the agreement: the summary, the answers, and the next dates."""

from __future__ import annotations

from textual.content import Content

from agendas.words import _, day_in_full, ngettext
from screens.key_words import key_of, with_keys
from screens.painting import hanging
from screens.plan_words import Parties
from storage.agreement import missing, valid_answers
from storage.chosen_words import ANSWER_WORDS
from storage.records import Conversation, Side
from storage.text import one_line

_SIDES: tuple[Side, ...] = ("manager", "employee")


def agreement_rows(talk: Conversation, exported: str, width: int) -> list[Content]:
    """Return the lines for ``width`` cells; ``exported`` says where the plan was written, if so."""
    names = Parties.of(talk)
    rows: list[Content] = []
    if talk.summary or not talk.closed:
        rows += _title(_("{name} sums up").format(name=one_line(names.employee)))
        rows += [*_summary(talk.summary, width), Content("")]
    rows += _title(_("Answers"))
    for side in _SIDES:
        rows += _answer(talk, side, names.name(side), width)
    rows += [Content(""), *_closing(talk, exported, width)]
    return [*rows, Content(""), *_title(_("Next time")), *_next(talk, width)]


def to_mend() -> str:
    """Return which key leads to what the plan still lacks."""
    return with_keys(_("Press {agree.edit} to mend it."))


def _title(words: str) -> list[Content]:
    return [Content.styled(words, "bold"), Content("")]


def _summary(summary: str, width: int) -> list[Content]:
    if not summary:
        words = _("Press {agree.summary} to write it down in your own words.")
        return [Content.styled(with_keys(words), "$muted")]
    return [row for part in summary.splitlines() for row in hanging(part, width, 0, "$employee")]


def _answer(talk: Conversation, side: Side, name: str, width: int) -> list[Content]:
    answer = next((one for one in valid_answers(talk) if one.side == side), None)
    who = (one_line(name), f"${side}")
    if answer is None:
        key = (key_of(f"agree.{side}") + " ", "bold $time")
        words = _("not answered yet")
        return [Content.assemble(key, who, "  ", (words, "$muted"))]
    mark = ("✗ ", "$late") if answer.kind == "disagree" else ("✓ ", "$good")
    words = f"{_(ANSWER_WORDS[answer.kind])}  {answer.at:%H:%M}"
    rows = [Content.assemble(mark, who, "  ", words)]
    for part in answer.note.splitlines():
        rows += hanging(part, width, 2, "$muted")
    return rows


def _closing(talk: Conversation, exported: str, width: int) -> list[Content]:
    """Return that the text is locked and what to do with it, or what is missing for that."""
    if talk.closed:
        said = _("Both have answered. The text is locked.")
        press = with_keys(_("You both get the plan as Markdown. Press {agree.export}."))
        return [*hanging(said, width, 0, "$good"), *hanging(exported or press, width, 0, "$muted")]
    lacking = len({one.action.id for one in missing(talk.plan)})
    if not lacking:
        return hanging(_("The text is locked when both have answered."), width, 0, "$muted")
    words = ngettext(
        "{n} action lacks an owner or a deadline.",
        "{n} actions lack an owner or a deadline.",
        lacking,
    )
    return hanging(f"{words} {to_mend()}", width, 0, "$time")


def _next(talk: Conversation, width: int) -> list[Content]:
    """Return when the two meet again."""
    rows: list[Content] = []
    for label, day in (
        (_("Follow-up"), talk.plan.next_follow_up),
        (talk.agenda.title, talk.plan.next_talk),
    ):
        if day is not None:
            rows += hanging(label, width, 0, "$muted")
            rows += hanging(day_in_full(day), width, 2)
    if rows:
        return rows
    unset = with_keys(_("Not set yet. Press {agree.dates} to set it."))
    return [Content.styled(_("No date was set.") if talk.closed else unset, "$muted")]
