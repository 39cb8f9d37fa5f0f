"""Does a file match what was agreed."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from storage.agreement import answer, close, reopen
from storage.exports.markdown import plan_to_markdown
from storage.imports.plan import PlanError
from storage.records import Conversation
from storage.verify import verify
from tests.storage.talks import OSLO, example

AT = dt.datetime(2026, 3, 3, 14, tzinfo=OSLO)


def agree(talk: Conversation) -> Conversation:
    answer(talk, "employee", "agree", "", AT)
    answer(talk, "manager", "agree", "", AT)
    close(talk, AT)
    return talk


def judge(text: str, agreed: Conversation | None = None) -> tuple[bool, str]:
    verdict = verify(text, "plan.md", agreed)
    assert len(verdict.reason.splitlines()) == 1
    return verdict.matches, verdict.reason


def test_an_export_matches_the_talk_it_was_made_of() -> None:
    talk = agree(example())
    assert judge(plan_to_markdown(talk), talk) == (
        True,
        "The text and the answers are those that are kept of this talk.",
    )


def test_without_the_talk_the_file_is_held_against_itself() -> None:
    matches, reason = judge(plan_to_markdown(agree(example())))
    assert matches
    assert "not kept here" in reason


@pytest.mark.parametrize(
    ("found", "put"),
    [("prosjektlederkurs", "kurs"), ("Siri Berg", "Siri Borg"), ("Rydde", "Ikke rydde")],
)
def test_a_changed_text_does_not_match(found: str, put: str) -> None:
    talk = agree(example())
    text = plan_to_markdown(talk).replace(found, put)
    for agreed in (None, talk):
        matches, reason = judge(text, agreed)
        assert not matches
        assert "was changed" in reason


def test_a_file_forged_with_its_own_fingerprint_does_not_match_the_talk() -> None:
    other = example()
    other.summary = "Noe annet."
    matches, reason = judge(plan_to_markdown(agree(other)), agree(example()))
    assert not matches
    assert "not the one that is kept" in reason


def test_a_forged_answer_does_not_match_the_talk() -> None:
    talk = agree(example())
    text = plan_to_markdown(talk).replace("**Siri Berg** er enig ·", "**Siri Berg** er ikke enig ·")
    matches, reason = judge(text, talk)
    assert not matches
    assert "answers" in reason


def test_the_plan_of_another_talk_does_not_match() -> None:
    other = example()
    other.id = "C2"
    matches, reason = judge(plan_to_markdown(agree(example())), other)
    assert not matches
    assert "another talk" in reason


def test_an_earlier_version_is_told_apart() -> None:
    talk = agree(example())
    text = plan_to_markdown(talk)
    reopen(talk, AT)
    talk.summary = "Noe mer."
    agree(talk)
    matches, reason = judge(text, talk)
    assert not matches
    assert "earlier version" in reason
    assert judge(plan_to_markdown(talk), talk)[0]


def test_a_draft_is_called_a_draft() -> None:
    matches, reason = judge(plan_to_markdown(example()), example())
    assert matches
    assert "draft" in reason


def test_following_up_leaves_an_older_export_valid() -> None:
    talk = agree(example())
    text = plan_to_markdown(talk)
    talk.plan = replace(talk.plan, goals=tuple(replace(g, history=()) for g in talk.plan.goals))
    talk.plan = replace(talk.plan, actions=tuple(replace(a, history=()) for a in talk.plan.actions))
    assert judge(text, talk)[0]


def test_what_is_no_plan_is_refused() -> None:
    with pytest.raises(PlanError):
        verify("# Hei\n", "plan.md", None)
