"""Is each answer on a mangled form under its own question, or among what was not placed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from agendas.words import speak
from storage.forms.form import Form
from storage.imports.form import ReadForm, read_form, which_talk
from storage.imports.form_text import form_text
from tests.forms import mangling
from tests.forms.filled_in import FilledIn, agendas, fill_in, forms_for, sentinels
from tests.forms.mangling import ON_BYTES, ON_PIECES, ON_TEXT, OnBytes, OnPieces, OnText

LANGUAGES = ("nb", "nn", "en")
_SEPARATELY = {
    mangling.without_the_head: (mangling.without_the_end,),
    mangling.no_labels: (mangling.without_a_question_alone, mangling.reworded),
}
"""Ways that take away together what can't be missed: the reference, or all of a question's sign."""


@dataclass
class Figures:
    """How many forms and answers there were, and what became of them."""

    variants: int = 0
    answers: int = 0
    placed: int = 0
    unplaced: int = 0
    found: list[str] = field(default_factory=list)
    """What is wrong, with the variant."""
    kinds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WRONG, 0))

    def note(self, kind: str, place: str) -> None:
        """Count something that is wrong."""
        self.kinds[kind] += 1
        self.found.append(f"{kind}: {place}")

    def __str__(self) -> str:
        wrong = ", ".join(f"{count} {kind}" for kind, count in self.kinds.items())
        return (
            f"{self.variants} variants, {self.answers} answers: {self.placed} placed,"
            f" {self.unplaced} not placed, {wrong}"
        )


WRONG = ("lost", "misplaced", "changed", "unread")
"""``changed`` is an answer under its question with something that isn't its own."""


class Variant(NamedTuple):
    """A form, and what is to be done to it."""

    language: str
    agenda: int
    seed: str
    on_pieces: tuple[OnPieces, ...]
    on_text: tuple[OnText, ...]
    on_bytes: OnBytes

    def __str__(self) -> str:
        ways = (*self.on_pieces, *self.on_text, self.on_bytes)
        return f"{self.seed} {self.language} {self.agenda} " + "+".join(w.__name__ for w in ways)


def variants(count: int, seed: int) -> Iterator[Variant]:
    """Yield each way alone, then as many more with several ways at a time."""
    alone: list[tuple[tuple[OnPieces, ...], tuple[OnText, ...], OnBytes]] = [
        *(((way,), (), mangling.plain) for way in ON_PIECES),
        *(((), (way,), mangling.plain) for way in ON_TEXT),
        *(((), (), way) for way in ON_BYTES),
    ]
    for number in range(count):
        random = Random(f"{seed}/{number}")
        ways = alone[number] if number < len(alone) else _several(random)
        language = LANGUAGES[number % len(LANGUAGES)]
        agenda = (number // len(LANGUAGES)) % len(agendas(language))
        yield Variant(language, agenda, f"{seed}/{number}", *ways)


def _several(random: Random) -> tuple[tuple[OnPieces, ...], tuple[OnText, ...], OnBytes]:
    pieces: list[OnPieces] = []
    for way in random.sample(ON_PIECES, random.randint(0, 4)):
        apart = {other for one in pieces for other in _SEPARATELY.get(one, ())}
        if way not in apart and not set(_SEPARATELY.get(way, ())) & set(pieces):
            pieces.append(way)
    pieces.sort(key=ON_PIECES.index)
    text = sorted(random.sample(ON_TEXT, random.randint(0, 3)), key=ON_TEXT.index)
    return tuple(pieces), tuple(text), random.choice(ON_BYTES)


def mangled(variant: Variant) -> tuple[FilledIn, list[Form], bytes]:
    """Return what a variant was, the forms that it may be, and its file."""
    random = Random(variant.seed)
    forms = forms_for(agendas(variant.language)[variant.agenda])
    form = next(one for one in forms if one.language == variant.language)
    filled = fill_in(form, random)
    for on_pieces in variant.on_pieces:
        on_pieces(filled, random)
    text = filled.text()
    for on_text in variant.on_text:
        text = on_text(text, random)
    return filled, forms, variant.on_bytes(text)


def try_out(variant: Variant, figures: Figures) -> None:
    """Read a variant, and count what became of its answers."""
    filled, forms, data = mangled(variant)
    figures.variants += 1
    text = form_text(data)
    reference = which_talk(text)
    if reference is None:
        figures.note("unread", str(variant))
        return
    read = read_form(text, forms, reference)
    for place, answer in filled.answers.items():
        figures.answers += 1
        judge(figures, read, place, answer, str(variant))
    for place in read.texts.keys() - filled.answers.keys():
        if not _with_titles(read.form, read.texts[place], ""):
            figures.note(
                "changed", f"{place} has what nobody wrote: {read.texts[place]!r} · {variant}"
            )


def judge(figures: Figures, read: ReadForm, place: str, answer: str, variant: str) -> None:
    """Count what became of one answer."""
    words = sentinels(answer)
    own = read.texts.get(place, "")
    others = " ".join(text for other, text in read.texts.items() if other != place)
    left = " ".join(f"{one.below} {one.text}" for one in read.unplaced)
    if strange := {word for word in words if word in others}:
        figures.note("misplaced", f"{strange} of {place} · {variant}")
    elif lost := {word for word in words if word not in own and word not in left}:
        figures.note("lost", f"{lost} of {place} · {variant}")
    elif all(word in own for word in words):
        figures.placed += 1
        if _plain(own) != _plain(answer) and not _with_titles(read.form, own, answer):
            figures.note("changed", f"{place}: {own!r}, was {answer!r} · {variant}")
    else:
        figures.unplaced += 1


def _with_titles(form: Form, own: str, answer: str) -> bool:
    """Whether what is more than the answer is a title, left alone and without its mark."""
    titles = [section.title for section in form.sections]
    return _plain(own).removeprefix(_plain(answer)).strip().casefold() in {
        _plain(" ".join(titles[first:last])).casefold()
        for first in range(len(titles))
        for last in range(first + 1, len(titles) + 1)
    }


def _plain(text: str) -> str:
    """Return the words of an answer; marks and spaces may have been changed on the way."""
    return " ".join(re.findall(r"\w+", text.replace("\u00ad", "").replace("_", " ")))


def prove(count: int, seed: int) -> Figures:
    """Try as many variants, and return the figures."""
    speak("en")
    figures = Figures()
    for variant in variants(count, seed):
        try_out(variant, figures)
    return figures
