"""A form that somebody has filled in with words that stand nowhere else, piece by piece."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Literal

from msgspec.structs import replace as changed

from agendas.agenda import Agenda, Prompt, Role, Topic
from agendas.shelf import Shelf
from storage.exports.form import form_to_markdown
from storage.forms.form import Form, form_of
from storage.forms.labels import ALL
from storage.records import Conversation
from tests.storage.talks import OSLO, example

Kind = Literal["title", "words", "frame", "section", "group", "question", "label", "answer", "end"]

_TOPICS: tuple[tuple[str, Role, tuple[str, ...]], ...] = (
    ("Siden sist", "notes", ("Hva har gått bra?", "Hva har vært tungt?")),
    ("Plan", "notes", ("Hva har gått bra?", "Noe mer", "Trivsel?")),
    ("Lære", "notes", ("Hva vil du lære", "Hva vil du lære neste år?")),
    ("Fritt", "notes", ()),
    ("Oss to", "feedback", ("Hva setter du pris på?",)),
    ("Veien videre", "review", ("Hva kan bli bedre i 1. halvår, og hvordan?",)),
)
OWN = Agenda(
    id="egen",
    language="nb",
    title="Kvartalsprat",
    topics=tuple(
        Topic(title, 5, role, tuple(map(Prompt, prompts))) for title, role, prompts in _TOPICS
    ),
)
"""Questions that stand twice, are two words long, or begin as another."""
SHELF = Shelf(Path("nowhere"))
_SENTENCES = {
    "nb": "vi leverte Fjord før fristen og det gikk bra for både kunden og oss i år",
    "nn": "eg vil gjerne lære meir om økonomi og få høyre kva du ser frå sida",
    "en": "we delivered early and the customer's team was happy with what we did",
}


@dataclass(frozen=True)
class Piece:
    """A paragraph or a line of a form."""

    kind: Kind
    text: str
    place: str = ""
    section: int = -1
    after_label: bool = True
    """Whether an answer stands below its label, not on its line."""


@dataclass
class FilledIn:
    """A form as somebody sent it, and what it must be read as."""

    form: Form
    pieces: list[Piece]
    answers: dict[str, str]
    loosened: set[str] = field(default_factory=set)
    """The places of answers whose question was taken away, so that they can't be placed."""

    def text(self) -> str:
        """Return the file."""
        return "\n\n".join(piece.text for piece in self.pieces if piece.text) + "\n"

    def change(self, *kinds: Kind, to: object) -> None:
        """Change the text of the pieces of some kinds."""
        assert callable(to)
        self.pieces = [
            replace(one, text=to(one.text)) if one.kind in kinds else one for one in self.pieces
        ]


def talk(agenda: Agenda) -> Conversation:
    """Return a talk that is to be prepared."""
    return Conversation(
        id="01J000000000000000000000T1",
        person="P1",
        employee_name="Kari Nordmann",
        manager_name="Siri Berg",
        agenda=agenda,
        purpose="utvikling og trivsel",
        planned_at=dt.datetime(2027, 3, 2, 13, tzinfo=OSLO),
    )


def agendas(language: str) -> list[Agenda]:
    """Return agendas in a language, and one of somebody's own."""
    return [*SHELF.agendas(language), changed(OWN, language=language)]


def forms_for(agenda: Agenda) -> list[Form]:
    """Return the form for a talk by ``agenda``, in each language."""
    return [form_of(talk(agenda), example(), language=one.code, kept_months=24) for one in ALL]


def fill_in(form: Form, random: Random) -> FilledIn:
    """Return the form filled in, but for some questions."""
    answers = {
        one.place: _answer(one.place, number, form.language, random)
        for number, one in enumerate(form.fields())
        if random.random() < 0.85
    }
    pieces: list[Piece] = []
    for piece in pieces_of(form):
        pieces.append(piece)
        if piece.kind == "label" and (text := answers.get(piece.place)):
            pieces.append(Piece("answer", text, piece.place, piece.section))
    return FilledIn(form, pieces, answers)


def pieces_of(form: Form) -> list[Piece]:
    """Return the empty form as Markdown in pieces."""
    places = {one.label: one.place for one in form.fields()}
    titles = {group.title for section in form.sections for group in section.groups if group.title}
    pieces: list[Piece] = []
    section, place = -1, ""
    for text in form_to_markdown(form).strip().split("\n\n"):
        plain = text.removeprefix("### ")
        plain = plain if plain in places else plain.split(" (")[0]
        kind: Kind = "words"
        if text.startswith("# "):
            kind = "title"
        elif text.startswith("## "):
            kind, section = "section", section + 1
        elif text == form.labels.answer:
            kind = "label"
        elif plain in places:
            kind, place = "question", places[plain]
        elif text.startswith("### ") and text[4:] in titles:
            kind = "group"
        elif text.startswith("- ") and section < 0:
            kind = "frame"
        elif text == form.closing or (section >= 0 and form.reference in text):
            kind = "end"
        pieces.append(Piece(kind, text, place if kind in ("question", "label") else "", section))
    return pieces


def sentinels(text: str) -> set[str]:
    """Return the words of an answer that stand nowhere else."""
    return {word for word in text.replace("\\", "").split() if word.startswith("zq")}


def _answer(place: str, number: int, language: str, random: Random) -> str:
    def line(at: int) -> str:
        words = random.choices(_SENTENCES[language].split(), k=random.randint(1, 14))
        words.insert(random.randint(0, len(words)), f"zq{number:02}x{at}")
        end = random.choice(
            ["", ".", "!", " – ja", " (ca. 50 %)", " … og så videre", ", snake_case"]
        )
        return " ".join(words) + end

    if place.endswith("standing"):
        return f"zq{number:02}x0"
    count = random.choice([1, 1, 1, 2, 3])
    shape = random.choice(["lines", "bullets", "paragraphs"])
    rows = [line(at) for at in range(count)]
    if shape == "bullets" and count > 1:
        return "\n".join(f"- {row}" for row in rows)
    return ("\n\n" if shape == "paragraphs" else "\n").join(rows)
