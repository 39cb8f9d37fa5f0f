"""Talks for the tests: one worked example, and strategies for any talk that can be typed."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from agendas.agenda import Agenda
from storage.agreement import fingerprint
from storage.plan import in_order
from storage.records import (
    Action,
    Answer,
    AnswerKind,
    Conversation,
    Feedback,
    Goal,
    GoalKind,
    Owner,
    Plan,
    State,
    Status,
    StatusChange,
)

OSLO = dt.timezone(dt.timedelta(hours=1))


def example(language: str = "nb") -> Conversation:
    """Return a talk with one of everything, not answered yet."""
    lead = Goal(
        id="G1",
        text="Lede ett kundeprosjekt innen sommeren",
        why="Kari trives med faglig ansvar",
        unit_goal="Flere prosjektledere",
        reached_when="Prosjektet er levert, og\nkunden er spurt",
        support="Kurs i høst",
        carried_from=(dt.date(2025, 3, 3),),
    )
    speak = Goal(id="G2", kind="development", text="Bli tryggere på å holde foredrag")
    course = Action(
        id="A1",
        goal="G1",
        text="Melde på prosjektlederkurs",
        owner="manager",
        deadline=dt.date(2027, 1, 15),
        if_then="Er kurset fullt, spør vi Ola",
    )
    shadow = Action(
        id="A2",
        goal="G1",
        text="Skygge Ola i Fjord-prosjektet",
        owner="employee",
        undated=True,
        history=(
            StatusChange(dt.date(2026, 5, 4), "moved", "venter på kunden", dt.date(2026, 9, 1)),
            StatusChange(dt.date(2026, 9, 2), "done"),
        ),
    )
    tidy = Action(id="A3", text="Rydde i arkivet", owner="both", deadline=dt.date(2026, 6, 1))
    return Conversation(
        id="C1",
        person="P1",
        employee_name="Kari Nordmann",
        manager_name="Siri Berg",
        agenda=Agenda(
            id="medarbeidersamtale",
            language=language,
            title="Medarbeidersamtale",
            topics=(),
            every="12 months",
        ),
        purpose="utvikling",
        aim=None if language == "en" else "development",
        started_at=dt.datetime(2026, 3, 3, 13, tzinfo=OSLO),
        state="live",
        plan=Plan(
            goals=(lead, speak),
            actions=(course, shadow, tidy),
            to_employee=Feedback("Si fra tidlig\n- også om småting", "", "Roen og humøret"),
            to_manager=Feedback("Være til stede", "E-post sent på kvelden"),
            next_talk=dt.date(2027, 3, 2),
            next_follow_up=dt.date(2026, 4, 14),
        ),
        summary="Jeg skal lede et prosjekt.\n\nSiri melder meg på kurs.",
    )


NASTY = [
    "",
    " ",
    "\n",
    "\n\n \n",
    "  both ends  ",
    "\u00a0\u3000wide spaces\u2003",
    "a\n\n\nb\n",
    "ends in a backslash\\",
    "\\\n\\",
    "\\u{202e} and \\u{5c}u{ as typed",
    "\u202eright to left\u2066 \u200b\ufeff \U000e0041",
    "\x00\x07\x1b]52;c;aGVp\x07 \x7f\x85\x9b2J\u2028\u2029",
    "\ud800 half a pair",
    "---\nid: x\n---",
    "# heading\n## Enighet\n### Andre tiltak",
    "Setext\n===",
    "Setext\n---",
    "- [ ] a\n* b\n+ c\n1. d\n2) e\n> f",
    "| a | b |\n| - | - |\n| c \\| d",
    "one | two\n:-: | :-:",
    "```\ncode\n```\n~~~",
    "    indented\n\ttabbed\t",
    "*em* **strong** _em_ __strong__ ~~gone~~ `code`",
    "<!-- samtale --> <script>alert(1)</script> <br> &amp; &#10; &nbsp",
    "[link](http://x.no) ![image](x.png) [ref]: x [^1] <http://x.no>",
    "@kari kari@firma.no https://firma.no www.firma.no #12 GH-12 :+1: $x$ $",
    "samtale: 1\n!!python/object &a *a %TAG",
    "*Hvorfor:* nei **Siri Berg** · uten frist",
    " – Kari Nordmann",
    "utsatt til mandag 1. juni 2026 – nei",
    "Begge",
    "(leder)",
    "👩🏽‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ नमस्ते می‌خواهم 日本語",
    "\ufffe\uffff\U0001ffff",
    "æ" * 10_000,
    "\\" * 999,
    "*_`[" * 250,
]
"""Texts that have a meaning to Markdown, YAML, HTML, a terminal, a Git host or the export."""

texts = st.one_of(
    st.just("Melde på kurs"),
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.text("\\`*_{}[]()<>#+-.!|~&;:=@$/ \n\tu1a0", max_size=30),
)
days = st.dates()
moments = st.datetimes(
    dt.datetime.combine(dt.date(1, 1, 2), dt.time.min),
    dt.datetime.combine(dt.date(9999, 12, 30), dt.time.max),
    timezones=st.sampled_from([dt.UTC, OSLO, dt.timezone(-dt.timedelta(hours=9, minutes=30))]),
)
events = st.builds(
    StatusChange,
    on=days,
    status=st.sampled_from(get_args(Status)),
    note=texts,
    deadline=st.none() | days,
)
ids = st.uuids().map(str)
tracked = {
    "id": ids,
    "thread": ids,
    "text": texts,
    "carried_from": st.lists(days, max_size=2).map(tuple),
    "history": st.lists(events, max_size=2).map(tuple),
}
goals = st.builds(
    Goal,
    **tracked,
    kind=st.sampled_from(get_args(GoalKind)),
    why=texts,
    unit_goal=texts,
    reached_when=texts,
    support=texts,
)
actions = st.builds(
    Action,
    **tracked,
    owner=st.none() | st.sampled_from(get_args(Owner)),
    deadline=st.none() | days,
    undated=st.booleans(),
    if_then=texts,
)
feedbacks = st.builds(Feedback, more=texts, less=texts, keep=texts)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan in display order."""
    some_goals = draw(st.lists(goals, max_size=3, unique_by=lambda goal: goal.id))
    under = st.sampled_from([None, *(goal.id for goal in some_goals)])
    some_actions = draw(st.lists(actions, max_size=4, unique_by=lambda action: action.id))
    return in_order(
        Plan(
            goals=tuple(some_goals),
            actions=tuple(replace(action, goal=draw(under)) for action in some_actions),
            to_employee=draw(feedbacks),
            to_manager=draw(feedbacks),
            next_talk=draw(st.none() | days),
            next_follow_up=draw(st.none() | days),
        )
    )


@st.composite
def talks(draw: st.DrawFn) -> Conversation:
    """Draw a talk with all that is exported and nothing else."""
    name = draw(texts)
    talk = Conversation(
        id=draw(ids),
        person=draw(ids),
        employee_name=name,
        manager_name=draw(st.just(name) | texts),
        agenda=Agenda(
            id=draw(st.just("one-to-one") | st.text(max_size=20)),
            language=draw(st.sampled_from(["nb", "nn", "en"])),
            title=draw(texts),
            topics=(),
            every=draw(st.sampled_from(["", "12 months"])),
        ),
        purpose=draw(texts),
        planned_at=draw(st.none() | moments),
        started_at=draw(st.none() | moments),
        ended_at=draw(st.none() | moments),
        previous=draw(st.none() | ids),
        state=draw(st.sampled_from(get_args(State))),
        plan=draw(plans()),
        summary=draw(texts),
    )
    given_to = st.sampled_from([fingerprint(talk), "0" * 64])
    sides = draw(st.permutations(["manager", "employee"]))[: draw(st.integers(0, 2))]
    talk.answers = tuple(
        Answer(
            side=side,
            kind=draw(st.sampled_from(get_args(AnswerKind))),
            at=draw(moments),
            fingerprint=draw(given_to),
            note=draw(texts),
        )
        for side in sides
    )
    return talk
