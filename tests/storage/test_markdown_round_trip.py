"""The plan out and in again: nothing is lost, and nothing that was typed is obeyed."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from storage.agreement import fingerprint
from storage.exports.escape import inline, noted, paragraph, unnoted
from storage.exports.markdown import plan_to_markdown
from storage.imports.plan import read_plan
from storage.records import Action, Answer, Conversation, Feedback, Goal, Plan
from tests.storage.talks import NASTY, OSLO, example, talks, texts


def assert_round_trip(talk: Conversation) -> None:
    text = plan_to_markdown(talk)
    imported = read_plan(text, "plan.md")
    assert imported.conversation == talk
    assert imported.stated_fingerprint == fingerprint(talk) == fingerprint(imported.conversation)
    assert plan_to_markdown(imported.conversation) == text


@settings(max_examples=80)
@given(talks())
def test_any_talk_reads_back_equal(talk: Conversation) -> None:
    assert_round_trip(talk)


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text[:20]))
@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_nasty_text_reads_back_from_every_place(text: str, language: str) -> None:
    talk = example(language)
    talk.employee_name = talk.manager_name = talk.purpose = talk.summary = text
    talk.aim = None
    talk.agenda = msgspec.structs.replace(talk.agenda, title=text)
    event = msgspec.structs.replace(talk.plan.actions[1].history[0], note=text)
    talk.plan = Plan(
        goals=(
            Goal(
                id="G",
                text=text,
                why=text,
                unit_goal=text,
                reached_when=text,
                support=text,
                history=(event,),
            ),
        ),
        actions=(
            Action(id="A", goal="G", text=text, owner="manager", if_then=text, history=(event,)),
            Action(id="B", text=text, owner="employee"),
        ),
        to_employee=Feedback(text, text, text),
        to_manager=Feedback(text, text, text),
    )
    at = talk.started_at
    assert at is not None
    talk.answers = (
        Answer(side="manager", kind="disagree", at=at, fingerprint="f", note=text),
        Answer(side="employee", kind="agree", at=at, fingerprint=fingerprint(talk), note=text),
    )
    assert_round_trip(talk)


def test_a_file_that_was_stored_with_other_line_ends_reads_back_equal() -> None:
    talk = example()
    text = "\ufeff" + plan_to_markdown(talk).replace("\n", "\r\n")
    assert read_plan(text, "plan.md").conversation == talk


def test_actions_are_read_back_in_the_order_they_are_shown() -> None:
    talk = example()
    shown = talk.plan
    talk.plan = msgspec.structs.replace(shown, actions=tuple(reversed(shown.actions)))
    read = read_plan(plan_to_markdown(talk), "plan.md").conversation.plan
    assert [action.id for action in read.actions] == ["A2", "A1", "A3"]


def assert_shown_as_plain_text(text: str) -> None:
    markdown = MarkdownIt("gfm-like", {"linkify": False, "html": False})
    for source in (paragraph(text), "x " + inline(text)):
        blocks = markdown.parse(source.replace("<!-- -->", "").replace("<br>", ""))
        kinds = [block.type for block in blocks]
        assert kinds in ([], ["paragraph_open", "inline", "paragraph_close"])
        shown = {child.type for block in blocks for child in block.children or ()}
        assert shown <= {"text", "hardbreak"}


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text[:20]))
def test_a_nasty_text_is_shown_as_plain_text(text: str) -> None:
    assert_shown_as_plain_text(text)


@given(texts)
def test_any_text_is_shown_as_plain_text(text: str) -> None:
    assert_shown_as_plain_text(text)


@given(texts)
def test_what_cannot_be_seen_is_written_out(text: str) -> None:
    assert unnoted(noted(text)) == text
    for hidden in "\x00\x1b\x7f\x9b\u202e\u2066\u200b\ufeff\u2028\U000e0041\ud800":
        assert hidden not in noted(text)


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("R&D og C#, 10.5 %", "R&D og C\\#, 10.5 %"),
        ("&amp;", "\\&amp;"),
        ("1. først", "1\\. først"),
        ("2026) x\n- y", "2026\\) x\\\n\\- y"),
        ("a\n:--", "a\\\n\\:--"),
        (" kant ", "&#32;kant&#32;"),
        ("", "<!-- -->"),
        ("@ola", "@<!-- -->ola"),
        ("ola@firma.no", "ola@<!-- -->firma.no"),
        ("https://firma.no", "https:<!-- -->//firma.no"),
        ("www.firma.no", "www<!-- -->.firma.no"),
        ("#12", "\\#<!-- -->12"),
        ("GH-12", "GH-<!-- -->12"),
        (":white_check_mark:", ":<!-- -->white\\_check\\_mark:"),
        ("$x$", "\\$<!-- -->x\\$"),
        ("snu\u202e", "snu\\\\u{202e}"),
    ],
)
def test_the_source_is_escaped_no_more_than_it_must(typed: str, source: str) -> None:
    assert paragraph(typed) == source


def test_a_plan_of_hundreds_of_actions_reads_back() -> None:
    talk = example()
    actions = tuple(
        Action(id=f"A{number}", text=f"Tiltak {number}", owner="both", undated=True)
        for number in range(300)
    )
    talk.plan = Plan(actions=actions)
    assert_round_trip(talk)


def test_the_exact_time_of_an_answer_is_kept() -> None:
    talk = example()
    assert talk.started_at is not None
    at = talk.started_at.replace(microsecond=123456, tzinfo=OSLO)
    talk.answers = (Answer(side="employee", kind="agree", at=at, fingerprint=fingerprint(talk)),)
    answer = read_plan(plan_to_markdown(talk), "plan.md").conversation.answers[0]
    assert answer.at == at
    assert answer.at.utcoffset() == at.utcoffset()
