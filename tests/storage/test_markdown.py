"""The exported plan as it is read: on paper, on a Git host, by other programs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from storage.agreement import answer, close, reopen
from storage.employee_form import EmployeeForm, OnItem
from storage.exports.markdown import export_name, plan_to_markdown
from storage.imports.plan import read_plan
from storage.records import Action, Conversation, Feedback, Plan
from tests.storage.talks import NASTY, OSLO, example

EXAMPLES = Path(__file__).parent / "examples"
AT = dt.datetime(2026, 3, 3, 14, 2, tzinfo=OSLO)


def answered(language: str = "nb") -> Conversation:
    talk = example(language)
    answer(talk, "employee", "agree", "", AT)
    answer(talk, "manager", "agree_with_note", "Lønn tar vi\ni en egen samtale.", AT)
    close(talk, AT)
    return talk


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_export_is_the_one_that_was_looked_at(language: str) -> None:
    expected = (EXAMPLES / f"plan.{language}.md").read_text(encoding="utf-8")
    assert plan_to_markdown(answered(language)) == expected


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_export_of_an_earlier_program_still_reads_in(language: str) -> None:
    kept = (EXAMPLES / f"plan.{language}.md").read_text(encoding="utf-8")
    assert read_plan(kept, "plan.md").conversation == answered(language)


def test_other_programs_read_the_front_matter() -> None:
    front = yaml.safe_load(plan_to_markdown(answered()).split("---\n")[1])
    assert front["employee"] == "Kari Nordmann"
    assert front["started"] == dt.datetime(2026, 3, 3, 13, tzinfo=OSLO)
    assert (front["samtale"], front["version"], front["state"]) == (1, 1, "agreed")


@pytest.mark.parametrize("name", NASTY, ids=lambda text: ascii(text[:20]))
def test_the_front_matter_holds_any_name(name: str) -> None:
    talk = example()
    talk.employee_name = name
    text = plan_to_markdown(talk)
    front = text[4 : text.index("\n---\n")]
    assert len(front.encode()) < 8 * 1024
    assert isinstance(yaml.safe_load(front), dict)


def test_an_empty_plan_says_so() -> None:
    talk = example()
    talk.plan = Plan()
    talk.summary, talk.purpose, talk.aim = "", "", None
    text = plan_to_markdown(talk)
    assert "## Gjensidig plan\n\nIngen mål eller tiltak.\n\n## Enighet\n" in text
    assert "har ikke svart" in text
    assert read_plan(text, "plan.md").conversation == talk


def test_loose_actions_alone_need_no_heading() -> None:
    talk = example()
    talk.plan = Plan(actions=(Action(id="A", text="Rydde", owner="both", undated=True),))
    text = plan_to_markdown(talk)
    assert "## Gjensidig plan\n\n- [ ] Rydde\\\n  **Begge** · uten frist\n" in text


def test_a_draft_says_what_is_missing() -> None:
    talk = example()
    talk.plan = Plan(actions=(Action(id="A", text="Rydde"),))
    text = plan_to_markdown(talk)
    assert "**Ingen ansvarlig ennå** · frist mangler" in text
    assert "Dette er et utkast" in text


@pytest.mark.parametrize(
    ("manager", "employee", "owner"),
    [
        ("Kari", "Kari", "**Kari (leder)**"),
        ("", "Kari", "** (leder)**"),
        ("Begge", "Kari", "**Begge (leder)**"),
        ("Siri", "Kari", "**Siri**"),
    ],
)
def test_two_of_the_same_name_are_told_apart(manager: str, employee: str, owner: str) -> None:
    talk = example()
    talk.manager_name, talk.employee_name = manager, employee
    action = plan_to_markdown(talk).split("prosjektlederkurs\\\n  ")[1]
    assert action.replace("&#32;", " ").startswith(owner)


def test_feedback_one_way_is_enough_for_the_table() -> None:
    talk = example()
    talk.plan = replace(talk.plan, to_employee=Feedback(), to_manager=Feedback(keep="Ro"))
    assert "| Fortsette med |  | Ro |" in plan_to_markdown(talk)


def test_a_held_follow_up_is_no_draft_and_asks_nobody_for_an_answer() -> None:
    talk = replace(example("en"), state="held", answers=())
    written = plan_to_markdown(talk)
    assert "The follow-up was held." in written
    assert "This is a draft" not in written and "has not answered" not in written
    assert read_plan(written, "x.md").conversation.state == "held"


def test_disagreement_stands_with_its_note() -> None:
    talk = example()
    answer(talk, "manager", "agree", "", AT)
    answer(talk, "employee", "disagree", "Fristen er\nfor kort.", AT)
    close(talk, AT)
    text = plan_to_markdown(talk)
    assert "Begge har svart, og samtalen er lukket uten enighet." in text
    assert (
        "- **Kari Nordmann** er ikke enig · tirsdag 3. mars 2026 kl. 14:02\\\n"
        "  Fristen er\\\n  for kort.\n"
    ) in text


def test_an_answer_to_an_earlier_text_is_said_to_be_one() -> None:
    talk = example()
    answer(talk, "manager", "agree", "", AT)
    talk.summary = "Noe nytt."
    text = plan_to_markdown(talk)
    assert "er enig · tirsdag 3. mars 2026 kl. 14:02 · til en tidligere tekst" in text


def test_a_new_version_says_what_is_not_in_the_file() -> None:
    talk = answered()
    reopen(talk, AT)
    text = plan_to_markdown(talk)
    assert "Utgave 2 av planen. Tidligere utgaver er ikke med her." in text
    assert read_plan(text, "plan.md").version == 2


def test_notes_and_preparation_are_not_exported() -> None:
    talk = example()
    talk.employee_preparation = "Hemmelig"
    talk.employee_form = EmployeeForm(imported_at=AT, items=(OnItem("A1", "Hemmelig", "Hemmelig"),))
    assert "Hemmelig" not in plan_to_markdown(talk)


@pytest.mark.parametrize(
    ("employee", "name"),
    [
        ("Kari Nordmann", "2026-03-03-medarbeidersamtale-kari-nordmann.md"),
        ("Bjørn-Åse  O'Neil", "2026-03-03-medarbeidersamtale-bjørn-åse-o-neil.md"),
        ("../../etc/passwd\x00\n", "2026-03-03-medarbeidersamtale-etc-passwd.md"),
        ("", "2026-03-03-medarbeidersamtale.md"),
        ("x" * 300, f"2026-03-03-medarbeidersamtale-{'x' * 30}.md"),
        ("A\u030ase", "2026-03-03-medarbeidersamtale-åse.md"),
        ("ÅSE", "2026-03-03-medarbeidersamtale-åse.md"),
    ],
)
def test_the_file_is_named_by_day_agenda_and_name(employee: str, name: str) -> None:
    talk = example()
    talk.employee_name = employee
    assert export_name(talk) == name


@pytest.mark.parametrize(
    ("employee", "name"),
    [("…", "samtale.md"), ("CON", "samtale-con.md"), ("nul.txt", "samtale-nul-txt.md")],
)
def test_a_file_always_has_a_name_and_never_a_device_s(employee: str, name: str) -> None:
    talk = example()
    talk.started_at, talk.employee_name = None, employee
    talk.agenda = replace(talk.agenda, id="")
    assert export_name(talk) == name


def test_a_name_in_a_script_of_four_bytes_a_letter_still_fits_a_file_system() -> None:
    talk = example()
    talk.employee_name = "\U0001f1f3𝕶" * 99 + "𐎠" * 99
    assert 100 < len(export_name(talk, "html").encode()) < 220
