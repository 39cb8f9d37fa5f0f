"""What is written reads back the same, and any text is an agenda or a clean error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendas.agenda import Agenda, Prompt, Topic
from agendas.aims import AIMS
from agendas.reader import AgendaError, read_agenda
from agendas.writer import write_agenda

FILE = Path("own.md")
HEAD = "---\nid: talk\nlanguage: en\n---\n# Talk\n"
TOPIC = HEAD + "## Opening (5 min)\n"

words = st.text(
    st.one_of(
        st.sampled_from("#*->+=|`~_<[](){}\\!&:.) 19æøå\t"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"),
    ),
    min_size=1,
    max_size=30,
)
lines = words.map(str.strip).filter(bool)
paragraphs = st.lists(lines, max_size=3).map(tuple)
aims = st.lists(st.sampled_from(list(AIMS)), unique=True, max_size=4).map(tuple)
prompts = st.lists(st.builds(Prompt, lines, aims), max_size=3).map(tuple)


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    topics = draw(
        st.lists(
            st.builds(Topic, lines, st.integers(1, 600), prompts=prompts, hints=paragraphs),
            min_size=1,
            max_size=4,
        )
    )
    roles = draw(st.permutations(["notes", "review", "feedback", "plan", "agree"]))
    return Agenda(
        id=draw(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True)),
        language=draw(st.sampled_from(["nb", "nn", "en", "smj"])),
        title=draw(lines),
        intro="\n\n".join(draw(paragraphs)),
        every=draw(st.sampled_from(["", "1 year", "12 months", "2 weeks", "10 days"])),
        apart=draw(st.booleans()),
        topics=tuple(
            Topic(t.title, t.minutes, role, t.prompts, t.hints)
            for t, role in zip(topics, roles, strict=False)
        ),
    )


OPENING = [
    "# a",
    "- a",
    "+ a",
    "* * *",
    "> a",
    "1. a",
    "12) a",
    "| a |",
    "```",
    "<!-- a -->",
    "===",
    "[a]: b",
]
CLOSING = ["a #", "#", "a ##", "a (5 min)"]
BRACES = ["a {plan}", "{plan}", "a {ideas}", "a\\{ideas} {b}", "a }"]
BACKSLASHES = ["\\", "a\\", "\\*a\\*", "\\#", "&amp;"]


@pytest.mark.parametrize(
    "text",
    [*OPENING, *CLOSING, *BRACES, *BACKSLASHES],
)
def test_what_markdown_would_obey_reads_back_the_same(text: str) -> None:
    topic = Topic(text, 5, "plan", (Prompt(text), Prompt(text, ("ideas", "motivation"))), (text,))
    agenda = Agenda("talk", "en", text, (topic,), intro=f"{text}\n\n{text}")
    assert read_agenda(write_agenda(agenda), FILE) == agenda


@given(agendas())
@settings(max_examples=300)
def test_what_is_written_reads_back_the_same(agenda: Agenda) -> None:
    assert read_agenda(write_agenda(agenda), FILE) == agenda


MARKDOWN = ["# A\n", "## B (5 min)\n", "## C (5 min) {plan}\n", "- q\n", "> h\n", "\n", "  ", "\t"]
MARKED = ["- q {ideas}\n", "- q {development} {ideas}\n"]
PLACELESS = ["```\n", "| a |\n|--|\n", "1. x\n", "===\n", "---\n", "<b>", "\\", "{", "}"]
YAML = ["id: talk\n", "language: en\n", "...\n", "? ", "&a ", "*a", "%YAML\n"]
STRANGE = ["\x00", "\x85", "\u2028", "\r", "\ufeff"]
fragments = st.sampled_from([*MARKDOWN, *MARKED, *PLACELESS, *YAML, *STRANGE])


@given(st.lists(fragments, max_size=25).map("".join), st.sampled_from(["", HEAD, TOPIC]))
@settings(max_examples=300)
def test_any_text_is_an_agenda_or_an_error_within_the_text(text: str, start: str) -> None:
    try:
        agenda = read_agenda(start + text, FILE)
    except AgendaError as error:
        assert 1 <= error.line <= len(re.split(r"\r\n?|\n", start + text))
        assert str(error).isprintable()
    else:
        assert read_agenda(write_agenda(agenda), FILE) == agenda
