"""What people, mail programs and word processors do to a form before it comes back.

A way on pieces knows what each paragraph is, so that it can retype a question and leave the answer
alone; a way on text or bytes does to the whole file what a program does.
"""

from __future__ import annotations

import codecs
import re
import textwrap
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.forms.filled_in import FilledIn, Kind, Piece

OnPieces = Callable[[FilledIn, Random], None]
OnText = Callable[[str, Random], str]
OnBytes = Callable[[str], bytes]

_HEADINGS: tuple[Kind, ...] = ("title", "section", "group", "question")
_BULLETS = ("*", "+", "•", "–", "·")
_WROTE = (
    "On Mon, 1 Mar 2027 at 10:15, Siri Berg <siri@example.org> wrote:",
    "Den man. 1. mars 2027 kl. 10:15 skrev Siri Berg <siri@example.org>:",
    "Måndag 1. mars 2027 kl. 10.15 skreiv Siri Berg:",
    "-----Opprinnelig melding-----\nFra: Siri Berg\nSendt: 1. mars 2027\nEmne: Skjema",
)
_GREETINGS = ("Hei Siri!\n\nHer er skjemaet.", "Hi, the form is below.", "Hei!\nSjå under.")
_FAREWELLS = (
    "Hilsen Kari",
    "Med vennlig hilsen\nKari Nordmann\nUtvikler",
    "Best regards,\nKari",
    "-- \nKari Nordmann\ntlf. 12 34 56 78",
    "Venleg helsing Kari\n\nSendt frå min iPhone",
)


# On pieces: headings


def _bare(text: str) -> str:
    return re.sub(r"^#+ ", "", text)


def other_level(form: FilledIn, random: Random) -> None:
    """Give headings another level."""
    form.change(*_HEADINGS, to=lambda text: "#" * random.randint(1, 6) + f" {_bare(text)}")


def no_marks(form: FilledIn, random: Random) -> None:
    """Take the marks from headings."""
    form.change(*_HEADINGS, to=_bare)


def bold(form: FilledIn, random: Random) -> None:
    """Make headings bold lines."""
    mark = random.choice(["**", "__", "*"])
    form.change(*_HEADINGS, to=lambda text: f"{mark}{_bare(text)}{mark}")


def underlined(form: FilledIn, random: Random) -> None:
    """Underline headings."""
    form.change(*_HEADINGS, to=lambda text: f"{_bare(text)}\n{random.choice('-=') * 8}")


def numbered(form: FilledIn, random: Random) -> None:
    """Number the questions."""
    number = iter(range(1, 1000))
    style = random.choice(["{n}. {q}", "{n}) {q}", "### {n}. {q}", "**{n}.** {q}", "{n}\\. {q}"])
    form.change("question", to=lambda text: style.format(n=next(number), q=_bare(text)))


def other_case(form: FilledIn, random: Random) -> None:
    """Write headings in other letters."""
    change = random.choice([str.upper, str.lower, str.title])
    form.change(*_HEADINGS, "label", "end", to=change)


def bulleted(form: FilledIn, random: Random) -> None:
    """Make the questions a list."""
    mark = random.choice(_BULLETS)
    form.change("question", to=lambda text: f"{mark} {_bare(text)}")


def colons(form: FilledIn, random: Random) -> None:
    """Put a colon behind questions."""
    form.change("question", to=lambda text: f"{text}:" if text.endswith("?") else text)


def typo(form: FilledIn, random: Random) -> None:
    """Leave a letter out of a few long questions."""

    def change(text: str) -> str:
        if len(text) < 35 or "(" in text or random.random() < 0.7:
            return text
        at = random.choice([at for at in range(6, len(text) - 3) if text[at].isalpha()])
        return text[:at] + text[at + 1 :]

    form.change("question", to=change)


# On pieces: answers


def on_the_questions_line(form: FilledIn, random: Random) -> None:
    """Write answers behind their questions, and take the labels away."""
    _move_answers(form, random, lambda question, answer: f"{question} {answer}", label=False)


def on_the_labels_line(form: FilledIn, random: Random) -> None:
    """Write answers behind the label."""
    pieces: list[Piece] = []
    for piece in form.pieces:
        if piece.kind == "answer" and not piece.text.startswith("-"):
            label = pieces.pop()
            pieces.append(replace(piece, text=f"{label.text} {piece.text}"))
        else:
            pieces.append(piece)
    form.pieces = pieces


def above_the_label(form: FilledIn, random: Random) -> None:
    """Write answers between a question and its label."""
    _move_answers(form, random, lambda question, answer: f"{question}\n\n{answer}", label=True)


def no_labels(form: FilledIn, random: Random) -> None:
    """Take the labels before the answers away."""
    form.pieces = [one for one in form.pieces if one.kind != "label"]


def _move_answers(
    form: FilledIn, random: Random, how: Callable[[str, str], str], *, label: bool
) -> None:
    pieces: list[Piece] = []
    answers = {one.place: one.text for one in form.pieces if one.kind == "answer"}
    moved: set[str] = set()
    for piece in form.pieces:
        text = answers.get(piece.place, "")
        if (
            piece.kind == "question"
            and text
            and not text.startswith("- ")
            and random.random() < 0.8
        ):
            if label or re.search(r"[?:)]$", piece.text):
                piece = replace(piece, text=how(piece.text, text))
                moved.add(piece.place)
        elif piece.place in moved and (piece.kind == "answer" or not label):
            continue
        pieces.append(piece)
    form.pieces = pieces


# On pieces: parts


def without_a_section(form: FilledIn, random: Random) -> None:
    """Take a section out, answers and all."""
    out = random.randrange(len(form.form.sections))
    _take_out(form, lambda one: one.section == out and one.kind != "end")


def without_questions(form: FilledIn, random: Random) -> None:
    """Take some questions out, answers and all."""
    places = {one.place for one in form.pieces if one.place and random.random() < 0.3}
    _take_out(form, lambda one: one.place in places)


def _answered(form: FilledIn, random: Random) -> str:
    """Return the place of an answer that stands in a piece of its own; none where none does."""
    return random.choice([one.place for one in form.pieces if one.kind == "answer"] or [""])


def without_a_question_alone(form: FilledIn, random: Random) -> None:
    """Take one question out; its label and its answer stay."""
    place = _answered(form, random)
    form.pieces = [one for one in form.pieces if (one.kind, one.place) != ("question", place)]
    form.loosened.add(place)


def reworded(form: FilledIn, random: Random) -> None:
    """Put another question in the place of one."""
    place = _answered(form, random)
    other = random.choice(
        ["### Og hva mener du selv om det?", "**Noe helt annet her:**", "Hvorfor?"]
    )
    form.pieces = [
        replace(one, text=other) if (one.kind, one.place) == ("question", place) else one
        for one in form.pieces
    ]
    form.loosened.add(place)


def without_the_head(form: FilledIn, random: Random) -> None:
    """Take all out that stands above the first section."""
    first = next(at for at, one in enumerate(form.pieces) if one.kind == "section")
    form.pieces = form.pieces[first:]


def without_the_end(form: FilledIn, random: Random) -> None:
    """Take out what ends the form."""
    form.pieces = [one for one in form.pieces if one.kind != "end"]


def without_titles(form: FilledIn, random: Random) -> None:
    """Take the titles of sections, goals and actions out."""
    kinds = random.choice([("section",), ("group",), ("section", "group")])
    form.pieces = [one for one in form.pieces if one.kind not in kinds]


def without_words(form: FilledIn, random: Random) -> None:
    """Take out what the form only says."""
    form.pieces = [one for one in form.pieces if one.kind not in ("words", "title")]


def sections_moved(form: FilledIn, random: Random) -> None:
    """Put the sections into another order."""
    head = [one for one in form.pieces if one.section < 0]
    end = [one for one in form.pieces if one.kind == "end"]
    order = list(range(len(form.form.sections)))
    random.shuffle(order)
    inner = [
        one
        for number in order
        for one in form.pieces
        if one.section == number and one.kind != "end"
    ]
    form.pieces = [*head, *inner, *end]


def _take_out(form: FilledIn, which: Callable[[Piece], bool]) -> None:
    gone = {one.place for one in form.pieces if which(one) and one.place}
    form.pieces = [one for one in form.pieces if not which(one)]
    form.answers = {place: text for place, text in form.answers.items() if place not in gone}


# On pieces: around


def greeting(form: FilledIn, random: Random) -> None:
    """Write a line or two above the form."""
    form.pieces.insert(0, Piece("words", random.choice(_GREETINGS)))


def farewell(form: FilledIn, random: Random) -> None:
    """Write one's name below the form."""
    form.pieces.append(Piece("words", random.choice(_FAREWELLS)))


def quoted_but_for_answers(form: FilledIn, random: Random) -> None:
    """Answer between the quoted lines of a mail."""
    mark = random.choice(["> ", ">", ">> ", "> > "])

    def quoted(text: str) -> str:
        return "\n".join(mark + line for line in text.split("\n"))

    form.pieces = [
        one if one.kind == "answer" else replace(one, text=quoted(one.text)) for one in form.pieces
    ]
    form.pieces.insert(0, Piece("words", random.choice(_WROTE)))


# On text


def bullets(text: str, random: Random) -> str:
    """Change the marks of lists."""
    mark = random.choice(_BULLETS)
    return re.sub(r"^(>* *)- ", rf"\1{mark} ", text, flags=re.MULTILINE)


def wrapped(text: str, random: Random) -> str:
    """Wrap lines, as mail programs do."""
    width = random.choice([40, 56, 66, 72, 78])
    return "\n".join(
        "\n".join(
            textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [line]
        )
        for line in text.split("\n")
    )


def smart(text: str, random: Random) -> str:
    """Set typographic quotes and dashes."""
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text).replace("...", "…").replace(" - ", " – ")
    return text.replace("«", "“").replace("»", "”").replace("…", random.choice(["…", "..."]))


def straight(text: str, random: Random) -> str:
    """Set plain quotes and dashes."""
    return text.translate(str.maketrans({"«": '"', "»": '"', "–": "-", "’": "'", "·": "-"}))


def quoted(text: str, random: Random) -> str:
    """Quote all of it, once or more often."""
    for _level in range(random.randint(1, 3)):
        mark = random.choice(["> ", ">"])
        text = "\n".join(mark + line if line else ">" for line in text.split("\n"))
        text = f"{random.choice(_WROTE)}\n\n{text}"
        if random.random() < 0.5:
            text = f"{random.choice(_GREETINGS)}\n\n{text}"
    return text


def trailing_spaces(text: str, random: Random) -> str:
    """Leave spaces at the ends of lines."""
    ends = ("", " ", "  ", "\t", "\u00a0")
    return "\n".join(line + random.choice(ends) for line in text.split("\n"))


def closer(text: str, random: Random) -> str:
    """Take empty lines out."""
    return re.sub(r"\n\n+", "\n", text)


def wider(text: str, random: Random) -> str:
    """Put more empty lines in."""
    return text.replace("\n\n", "\n" * random.randint(3, 5))


def indented(text: str, random: Random) -> str:
    """Indent everything."""
    indent = random.choice([" ", "  ", "    ", "\t"])
    return "\n".join(indent + line if line else line for line in text.split("\n"))


def of_a_word_processor(text: str, random: Random) -> str:
    """Escape signs, as a word processor's Markdown does, and set hard spaces and breaks."""
    text = re.sub(r"([_*\[\]$|~<'\"`]|\.\.\.|(?<!^)#)", r"\\\1", text, flags=re.MULTILINE)
    text = re.sub(r"^(\d+)\.", r"\1\\.", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=\w) (?=\d)", "\u00a0", text)
    return re.sub(r"(?<=[\w.])\n(?=[\w])", "\\\\\n", text)


def hyphens_unseen(text: str, random: Random) -> str:
    """Put soft hyphens and zero-width spaces into long words of the form."""
    return re.sub(r"\b(?!zq|samtale)([^\W\d_]{6})(?=[^\W\d_]{3})", "\\1\u00ad", text)


# On bytes


def plain(text: str) -> bytes:
    """Write UTF-8."""
    return text.encode()


def windows_lines(text: str) -> bytes:
    """End lines as Windows does."""
    return text.replace("\n", "\r\n").encode()


def with_a_mark(text: str) -> bytes:
    """Begin with a byte order mark."""
    return codecs.BOM_UTF8 + text.encode()


def latin_1(text: str) -> bytes:
    """Write as Windows did before."""
    return text.encode("cp1252", "replace")


def utf_16(text: str) -> bytes:
    """Write as some editors do on Windows."""
    return text.encode("utf-16")


def encoded_twice(text: str) -> bytes:
    """Be taken for Latin-1 on the way."""
    try:
        return text.encode().decode("cp1252").encode()
    except UnicodeDecodeError:
        return text.encode()


ON_PIECES: tuple[OnPieces, ...] = (
    other_level, no_marks, bold, underlined, numbered, other_case, bulleted, colons, typo,
    on_the_questions_line, on_the_labels_line, above_the_label, no_labels, without_a_section,
    without_questions, without_a_question_alone, reworded, without_the_head, without_the_end,
    without_titles, without_words, sections_moved, greeting, farewell, quoted_but_for_answers,
)  # fmt: skip
ON_TEXT: tuple[OnText, ...] = (
    bullets, wrapped, smart, straight, quoted, trailing_spaces, closer, wider, indented,
    of_a_word_processor, hyphens_unseen,
)  # fmt: skip
ON_BYTES: tuple[OnBytes, ...] = (
    plain, windows_lines, with_a_mark, latin_1, utf_16, encoded_twice,
)  # fmt: skip
