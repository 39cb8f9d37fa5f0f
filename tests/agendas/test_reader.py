from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from agendas.agenda import Agenda, Aim, Prompt, Topic
from agendas.reader import (
    AIM_MARKS,
    MARKS,
    AgendaError,
    line_of,
    read_agenda,
    read_agenda_file,
    wrong_value,
)

ROOT = Path(__file__).parents[2]
FILE = Path("own.md")

HEAD = "---\nid: talk\nlanguage: en\n---\n# Talk\n"
"""Five lines that are right: what follows begins on line 6."""
TOPIC = HEAD + "## Opening (5 min)\n"
"""Six lines that are right: what follows begins on line 7."""


def error_of(text: str) -> AgendaError:
    with pytest.raises(AgendaError) as caught:
        read_agenda(text, FILE)
    return caught.value


def test_a_whole_agenda() -> None:
    text = """\
---
id: talk
language: nb
every: 12 months
---
# Medarbeidersamtale

Først
   og fremst.

Så resten.

## Åpning (5 min)

- Hva har gått
  bra?
- Hva så? {ideas} {wellbeing}

> Ros
> først.
>
> Lytt.

> Vent.

## Planen (10 min) {review}
## Sammen (3 min) {feedback}
## Plan (1 min) {plan}
## Enighet (600\N{NO-BREAK SPACE}min) {agree}
"""
    assert read_agenda(text, FILE) == Agenda(
        id="talk",
        language="nb",
        title="Medarbeidersamtale",
        intro="Først og fremst.\n\nSå resten.",
        every="12 months",
        topics=(
            Topic(
                "Åpning",
                5,
                "notes",
                (Prompt("Hva har gått bra?"), Prompt("Hva så?", ("ideas", "wellbeing"))),
                (
                    "Ros først.",
                    "Lytt.",
                    "Vent.",
                ),
            ),
            Topic("Planen", 10, "review"),
            Topic("Sammen", 3, "feedback"),
            Topic("Plan", 1, "plan"),
            Topic("Enighet", 600, "agree"),
        ),
    )


PAGE = (ROOT / "docs" / "agendas.md").read_text(encoding="utf-8")


def test_the_examples_in_the_documentation_read() -> None:
    examples = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
    quarter, review, small = (read_agenda(example, FILE) for example in examples)
    assert [one.minutes for one in (quarter, review, small)] == [30, 30, 20]
    assert [topic.role for topic in quarter.topics] == ["notes", "review", "plan"]
    assert {topic.role for topic in review.topics} == {"notes", *MARKS.values()}
    serves = {aim for topic in review.topics for one in topic.prompts for aim in one.serves}
    assert serves == set(AIM_MARKS.values())
    assert (small.language, small.apart, small.every) == ("nn", True, "")


def test_the_grammar_in_the_documentation_knows_every_mark_and_field() -> None:
    (grammar,) = re.findall(r"```ebnf\n(.*?)```", PAGE, re.DOTALL)
    assert set(re.findall(r'"(\{\w+\})"', grammar)) == {*MARKS, *AIM_MARKS}
    for name in re.findall(r'"(\w+): "', grammar):
        assert wrong_value(name, "?")
    assert len(re.findall(r'"(\w+): "', grammar)) == 4


def test_text_is_plain_text() -> None:
    text = TOPIC + "- [bold]*x*[/bold] <b> &amp; `y` \\*z\\* C:\\temp [@click=quit]!\n"
    (prompt,) = read_agenda(text, FILE).topics[0].prompts
    assert prompt.text == "[bold]*x*[/bold] <b> &amp; `y` *z* C:\\temp [@click=quit]!"


def test_what_looks_like_a_link_definition_is_kept() -> None:
    text = HEAD + "[a]: http://example.org\n\n## Opening (5 min)\n"
    assert read_agenda(text, FILE).intro == "[a]: http://example.org"


def test_escaped_braces_and_a_second_bracket_belong_to_the_title() -> None:
    text = HEAD + "## Plan (draft) \\{plan\\} (5 min) {plan}\n"
    assert read_agenda(text, FILE).topics == (Topic("Plan (draft) {plan}", 5, "plan"),)


@pytest.mark.parametrize(
    ("written", "text", "serves"),
    [
        ("Why? {ideas}", "Why?", ("ideas",)),
        ("Why?{motivation}  {development} ", "Why?", ("motivation", "development")),
        ("Why\n  {wellbeing}", "Why", ("wellbeing",)),
        ("Why {ideas} now?", "Why {ideas} now?", ()),
        ("Why \\{ideas}", "Why {ideas}", ()),
        ("Why {ideas\\}", "Why {ideas}", ()),
        ("Why \\\\{ideas}", "Why \\", ("ideas",)),
        ("Why \\{ideas} {ideas}", "Why {ideas}", ("ideas",)),
        ("Why }", "Why }", ()),
    ],
)
def test_marks_at_the_end_of_a_question_say_what_it_serves(
    written: str, text: str, serves: tuple[Aim, ...]
) -> None:
    assert read_agenda(f"{TOPIC}- {written}\n", FILE).topics[0].prompts == (Prompt(text, serves),)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "expected front matter first"),
        ("# Talk\n## Opening (5 min)\n", 1, "expected front matter first"),
        ("---\nid: talk\nlanguage: en\n# Talk\n", 1, "expected front matter first"),
        ("---\n---\n# Talk\n", 1, 'lacks "id: …"'),
        ("---\nlanguage: en\n---\n", 1, 'lacks "id: …"'),
        ("---\nid: talk\n---\n", 1, 'lacks "language: …"'),
        ("---\nid: talk\nlanguage: en\nevry: 1 year\n---\n", 4, '"evry" is unknown'),
        ("---\nid: talk\nlanguage: en\nid: walk\n---\n", 4, '"id" stands here twice'),
        ("---\nid: My Talk\nlanguage: en\n---\n", 2, 'not "My Talk"'),
        ("---\nid: ../talk\nlanguage: en\n---\n", 2, 'not "../talk"'),
        ("---\nid:\nlanguage: en\n---\n", 2, 'not ""'),
        ("---\nid: talk\nlanguage: norsk\n---\n", 3, 'not "norsk"'),
        ("---\nid: talk\nlanguage: no\n---\n", 3, 'not "no"'),
        ("---\nid: talk\nlanguage: en\nevery: spring\n---\n", 4, 'not "spring"'),
        ("---\nid: talk\nlanguage: en\nevery: 0 weeks\n---\n", 4, 'not "0 weeks"'),
        ("---\nid: talk\nlanguage: en\napart: yes\n---\n", 4, 'true or false, not "yes"'),
        ("---\njust words\n---\n", 2, "on each line of the front matter"),
        ("---\n- id\n---\n", 2, "on each line of the front matter"),
        ("---\nid: talk\nlanguage: [en]\n---\n", 3, "on each line of the front matter"),
        ("---\nid: &a en\nlanguage: *a\n---\n", 3, "on each line of the front matter"),
        ("---\nid: talk\nlanguage: en: nb\n---\n", 3, "on each line of the front matter"),
        ("---\nid: talk\nlanguage: e\x07n\n---\n", 3, "on each line of the front matter"),
        ('---\nid: "\\UFFFFFFFF"\n---\n', 2, "on each line of the front matter"),
        ("---\nid: talk\nlanguage: en\n--- more\n---\n", 4, "on each line of the front matter"),
        ("---\nid: " + "x" * 9000 + "\n---\n", 1, "at most 8 KB"),
        ("---\nid: talk\nlanguage: en\n---\n", 4, 'expected the title here, as "# Title"'),
        ("---\nid: talk\nlanguage: en\n---\n\nHi.\n# Talk\n", 6, "expected the title here"),
        ("---\nid: talk\nlanguage: en\n---\n## Opening (5 min)\n", 5, "expected the title here"),
        ("---\nid: talk\nlanguage: en\n---\n#\n## Opening (5 min)\n", 5, "the title is empty"),
        (HEAD, 5, "expected a topic below the title"),
        (TOPIC + "\n# Second\n", 8, "there is a title already"),
        (HEAD + "- Why?\n## Opening (5 min)\n", 6, "a list has no place here; below the title"),
        (HEAD + "> Why?\n\n## Opening (5 min)\n", 6, "a quote has no place here"),
        (HEAD + "### More\n## Opening (5 min)\n", 6, "a heading of this level has no place"),
        (HEAD + "## Opening\n", 6, 'expected "## Title (5 min)"'),
        (HEAD + "## Opening (five min)\n", 6, 'expected "## Title (5 min)"'),
        (HEAD + "## Opening (-5 min)\n", 6, 'expected "## Title (5 min)"'),
        (HEAD + "## Opening {plan} (5 min)\n", 6, "with a mark at the end"),
        (HEAD + "## (5 min)\n", 6, "the topic has no title"),
        (HEAD + "## Opening (0 min)\n", 6, "1 to 600 minutes"),
        (HEAD + "## Opening (601 min)\n", 6, "1 to 600 minutes"),
        (HEAD + f"## Opening ({'9' * 5000} min)\n", 6, "1 to 600 minutes"),
        (TOPIC + "## Plan (5 min) {paln}\n", 7, 'unknown mark "{paln}"; expected one of {review}'),
        (TOPIC + "## Plan (5 min) {notes}\n", 7, "unknown mark"),
        (TOPIC + "## Plan (5 min) {plan} {agree}\n", 7, 'unknown mark "{plan} {agree}"'),
        (TOPIC + "\nSome prose.\n", 8, "a paragraph has no place here; below a topic stand"),
        (TOPIC + "\n| a |\n|---|\n", 8, "a table has no place here"),
        (TOPIC + "```\ncode\n```\n", 7, "a code block has no place here"),
        (TOPIC + "\n    code\n", 8, "an indented block has no place here"),
        (TOPIC + "<!-- later -->\n", 7, "HTML has no place here"),
        (TOPIC + "1. Why?\n", 7, "a numbered list has no place here"),
        (TOPIC + "\n***\n", 8, "a ruled line has no place here"),
        (TOPIC + "### Deeper\n", 7, "a heading of this level has no place here"),
        (TOPIC + "- Why?\n-\n", 8, "a question is one paragraph"),
        (TOPIC + "- Why?\n- Who?\n  - When?\n", 8, "a question is one paragraph"),
        (TOPIC + "- Why?\n\n  Really?\n", 7, "a question is one paragraph"),
        (TOPIC + "- Who?\n- Why? {idea}\n", 8, 'unknown mark "{idea}"; expected one of {ideas}'),
        (TOPIC + "- Why? {review}\n", 7, "expected one of {ideas}, {wellbeing}, {motivation}, {de"),
        (TOPIC + "- Why? {x} {ideas}\n", 7, 'unknown mark "{x}"'),
        (TOPIC + "- Why? {}\n", 7, 'unknown mark "{}"'),
        (TOPIC + "- Why? {ideas} {ideas}\n", 7, '"{ideas}" stands here twice'),
        (TOPIC + "- {ideas}\n", 7, "the question has no text before its mark"),
        (TOPIC + "> Listen.\n> - More\n", 8, "a list has no place here; a hint is"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, reason: str) -> None:
    error = error_of(text)
    assert error.line == line
    assert reason in error.reason
    assert str(error) == f"own.md:{line}: {error.reason}"


@pytest.mark.parametrize("mark", ["{review}", "{feedback}", "{plan}", "{agree}"])
def test_a_mark_stands_once(mark: str) -> None:
    error = error_of(HEAD + f"## One (5 min) {mark}\n## Two (5 min)\n## Three (5 min) {mark}\n")
    assert (error.line, error.reason) == (8, f"{mark} stands on an earlier topic already")


def test_the_text_of_an_error_is_one_short_safe_line() -> None:
    error = error_of(HEAD + "## Plan (5 min) {\x1b]52;c;\u202e" + "x" * 500 + "}\n")
    assert str(error).isprintable()
    assert len(str(error)) < 200


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_lines_end_and_count_as_on_any_system(newline: str) -> None:
    assert read_agenda(TOPIC.replace("\n", newline), FILE) == read_agenda(TOPIC, FILE)
    assert error_of((TOPIC + "1. Why?\n").replace("\n", newline)).line == 7


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "## a" + " " * 250_000 + "(5 min",
        HEAD + "## " + "(5 min)" * 35_000 + "x",
        HEAD + "## " + "\\" * 250_000,
        TOPIC + "- " * 125_000,
        TOPIC + "> " * 125_000,
        TOPIC + "- Why? " + "{}" * 120_000,
        TOPIC + "- Why? " + "\\" * 120_000 + "{x}" + " " * 120_000 + "{}",
        "---\n" + "? " * 4000 + "\n---\n",
        "---\n" + "[" * 8000 + "\n---\n",
    ],
)
def test_no_text_takes_long_to_refuse(text: str) -> None:
    started = time.process_time()
    error_of(text)
    assert time.process_time() - started < 5


# From a file


def test_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_bytes(b"\xef\xbb\xbf" + TOPIC.encode())
    assert read_agenda_file(path) == read_agenda(TOPIC, path)


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (TOPIC.encode() + b"- Tr\xf8ndelag?\n", 7, "not UTF-8"),
        (TOPIC.encode("utf-16"), 1, "not UTF-8"),
        (TOPIC.encode() + b"\n" * 256 * 1024, 0, "at most 256 KB"),
        (TOPIC.encode() + b"- " + "ø".encode() * 140_000, 0, "at most 256 KB"),
    ],
)
def test_a_file_that_is_no_agenda(tmp_path: Path, data: bytes, line: int, reason: str) -> None:
    path = tmp_path / "talk.md"
    path.write_bytes(data)
    with pytest.raises(AgendaError) as caught:
        read_agenda_file(path)
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_text_too_large_is_refused_without_a_file() -> None:
    assert "at most 256 KB" in error_of(TOPIC + "\n" * 256 * 1024).reason


def test_the_line_of_an_error_is_told_as_it_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_bytes(b"\xef\xbb\xbf" + TOPIC.encode().replace(b"\n", b"\r\n") + b"1. Tr\xf8?\r\n")
    assert line_of(AgendaError(path, 7, "")) == "1. Tr\N{REPLACEMENT CHARACTER}?"
    assert line_of(AgendaError(path, 1, "")) == "---"
    for nothing in (
        AgendaError(path, 0, ""),
        AgendaError(path, 99, ""),
        AgendaError(tmp_path, 1, ""),
    ):
        assert line_of(nothing) == ""


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.md", tmp_path):
        with pytest.raises(AgendaError) as caught:
            read_agenda_file(path)
        assert str(caught.value) == f"{path}: there is no such file"


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "talk.md"
    path.write_text(TOPIC)

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AgendaError) as caught:
        read_agenda_file(path)
    assert caught.value.reason == "the file can't be read: Permission denied"
