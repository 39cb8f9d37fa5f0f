"""The plan as a record for other programs."""

from __future__ import annotations

import json

from hypothesis import given, settings

from storage.agreement import fingerprint
from storage.employee_form import EmployeeForm, Unplaced
from storage.exports.record import plan_to_json
from storage.records import Conversation
from tests.storage.made_up import MONDAY
from tests.storage.talks import example, talks


def test_the_record_holds_what_the_markdown_holds() -> None:
    record = json.loads(plan_to_json(example()))
    assert (record["samtale"], record["id"], record["employee"]) == (1, "C1", "Kari Nordmann")
    assert record["started"] == "2026-03-03T13:00:00+01:00"
    assert record["plan"]["actions"][0]["deadline"] == "2027-01-15"
    assert record["plan"]["goals"][0]["reached_when"] == "Prosjektet er levert, og\nkunden er spurt"
    assert record["fingerprint"] == fingerprint(example())


def test_notes_and_preparation_are_not_in_it() -> None:
    talk = example()
    talk.employee_preparation = "Hemmelig"
    talk.employee_form = EmployeeForm(imported_at=MONDAY, unplaced=(Unplaced("Hemmelig"),))
    assert "Hemmelig" not in plan_to_json(talk)


@settings(max_examples=20)
@given(talks())
def test_any_record_is_ascii(talk: Conversation) -> None:
    assert plan_to_json(talk).isascii()
    summary = json.loads(plan_to_json(talk))["summary"]
    assert summary.encode("utf-16", "surrogatepass") == talk.summary.encode(
        "utf-16", "surrogatepass"
    )
