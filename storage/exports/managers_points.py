"""The employee's copy of what the manager wants to bring up, and has shared: as Markdown.

It is written from the `Conversation` alone, which holds no private point. Nothing reads it back. It
speaks the employee's language, of which the program may have no catalogue: so its words are here.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from agendas.words import day_in_full
from storage.exports.escape import inline, paragraph
from storage.exports.markdown import file_name, first_name
from storage.plan import day_of
from storage.points import KINDS
from storage.records import Conversation, Point, PointKind


class _Words(msgspec.Struct, frozen=True):
    code: str
    title: str
    talk_with: str
    lead: str
    kinds: dict[PointKind, str]
    example: str
    closing: str
    file: str
    your_manager: str
    clock: str


_BOKMAL = _Words(
    code="nb",
    title="Til samtalen: det {manager} vil ta opp",
    talk_with="{talk} med {manager}",
    lead=(
        "Hei {name}! Dette vil {manager} snakke med deg om, ved siden av agendaen. Tenk gjerne"
        " gjennom det, og kom med dine egne punkter."
    ),
    kinds={
        "insight": "Det jeg vet om jobben din",
        "curiosity": "Det jeg vil vite mer om",
        "strength": "Styrker jeg ser",
        "more": "Mer av",
        "less": "Mindre av",
        "keep": "Fortsett med",
        "expectation": "Det jeg forventer",
        "unit_goal": "Enhetens mål",
    },
    example="Eksempel, {day}",
    closing="Du har fått de punktene som er delt med deg, og dere ser på dem sammen i samtalen.",
    file="punkter-fra-leder",
    your_manager="lederen din",
    clock="kl.",
)
_NYNORSK = _Words(
    code="nn",
    title="Til samtalen: det {manager} vil ta opp",
    talk_with="{talk} med {manager}",
    lead=(
        "Hei {name}! Dette vil {manager} snakke med deg om, ved sida av agendaen. Tenk gjerne"
        " gjennom det, og kom med dine eigne punkt."
    ),
    kinds={
        "insight": "Det eg veit om jobben din",
        "curiosity": "Det eg vil vite meir om",
        "strength": "Styrkar eg ser",
        "more": "Meir av",
        "less": "Mindre av",
        "keep": "Hald fram med",
        "expectation": "Det eg forventar",
        "unit_goal": "Måla til eininga",
    },
    example="Døme, {day}",
    closing="Du har fått dei punkta som er delte med deg, og de ser på dei saman i samtalen.",
    file="punkt-fra-leiar",
    your_manager="leiaren din",
    clock="kl.",
)
_ENGLISH = _Words(
    code="en",
    title="For the talk: what {manager} wants to bring up",
    talk_with="{talk} with {manager}",
    lead=(
        "Hello {name}! This is what {manager} wants to talk about with you, beside the agenda."
        " Think it through if you like, and bring points of your own."
    ),
    kinds={
        "insight": "What I know of your work",
        "curiosity": "What I want to know more about",
        "strength": "Strengths that I see",
        "more": "More of",
        "less": "Less of",
        "keep": "Continue with",
        "expectation": "What I expect",
        "unit_goal": "The unit's goals",
    },
    example="Example, {day}",
    closing="These are the points that are shared with you; you two look at them in the talk.",
    file="points-from-manager",
    your_manager="your manager",
    clock="at",
)
_ALL = {one.code: one for one in (_BOKMAL, _NYNORSK, _ENGLISH)}


def points_to_markdown(talk: Conversation, language: str = "") -> str:
    """Return the points of a talk that are shared; ``language`` goes before the agenda's own."""
    words = _words_in(talk, language)
    return "\n\n".join(_parts(talk, words)) + "\n"


def points_name(talk: Conversation, language: str = "") -> str:
    """Return a file name: ``2027-03-02-punkter-fra-leder-kari-nordmann.md``, safe everywhere."""
    day = day_of(talk)
    begin = day.isoformat() if day else "samtale"
    return file_name((begin, _words_in(talk, language).file, talk.employee_name), "md")


def _words_in(talk: Conversation, language: str) -> _Words:
    return _ALL.get(language or talk.agenda.language, _ENGLISH)


def _parts(talk: Conversation, words: _Words) -> Iterator[str]:
    manager = talk.manager_name.strip() or words.your_manager
    first = first_name(manager) if talk.manager_name.strip() else manager
    yield "# " + inline(words.title.format(manager=first))
    with_whom = words.talk_with.format(talk=talk.agenda.title, manager=manager)
    at = talk.planned_at
    when = f" · {day_in_full(at.date(), words.code)} {words.clock} {at:%H:%M}" if at else ""
    yield inline(with_whom + when)
    yield inline(words.lead.format(name=first_name(talk.employee_name), manager=first))
    for kind in KINDS:
        points = [point for point in talk.shared_points if point.kind == kind]
        if points:
            yield f"## {words.kinds[kind]}"
            yield "\n".join(_item(point, words) for point in points)
    yield inline(words.closing)


def _item(point: Point, words: _Words) -> str:
    """Return a point as an item of a list, its example below it or in its place."""
    texts = [point.text.strip()] if point.text.strip() else []
    if point.example is not None:
        day = day_in_full(point.example.on, words.code)
        texts.append(f"{words.example.format(day=day)}: {point.example.text}")
    return "- " + paragraph("\n".join(texts)).replace("\n", "\n  ")
