"""Reading an exported plan: anything else is refused by file, line and reason."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.agreement import answer
from storage.exports.markdown import plan_to_markdown
from storage.imports.plan import MAX_BYTES, PlanError, read_plan, read_plan_file
from storage.records import Conversation
from tests.storage.filled import filled
from tests.storage.talks import example

EXPORT = plan_to_markdown(example())
LINES = EXPORT.splitlines()


def refused(text: str) -> str:
    with pytest.raises(PlanError) as caught:
        read_plan(text, "plan.md")
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def line_of(text: str, what: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(what))


def test_a_block_added_anywhere_is_refused_or_part_of_what_is_agreed() -> None:
    strange = cycle(["\nHei!\n", "\n## Mer\n", "- [ ] Mer\n", "\n<!-- mer -->\n"])
    for after, added in zip(range(LINES.index("---", 1) + 1, len(LINES)), strange, strict=False):
        lines = [*LINES[:after], *added.splitlines(), *LINES[after:]]
        with suppress(PlanError):
            talk = read_plan("\n".join(lines) + "\n", "plan.md").conversation
            assert plan_to_markdown(talk) != EXPORT, (after, added)


def test_no_line_can_be_taken_out_unseen() -> None:
    for number, line in enumerate(LINES):
        text = "\n".join(LINES[:number] + LINES[number + 1 :]) + "\n"
        with suppress(PlanError):
            talk = read_plan(text, "plan.md").conversation
            assert plan_to_markdown(talk) != EXPORT or not line, line


@settings(max_examples=60)
@given(st.integers(0, len(EXPORT)), st.sampled_from("#*-|<>[]{}`\n\\ :a0\x00\u202e"))
def test_a_file_with_a_stray_character_is_read_or_refused(at: int, character: str) -> None:
    try:
        read_plan(EXPORT[:at] + character + EXPORT[at:], "plan.md")
    except PlanError as error:
        assert re.match(r"plan\.md:\d+: \S", str(error))


@pytest.mark.parametrize(
    ("found", "put", "error_on"),
    [
        ("## Veien videre", "Hei!\n\n## Veien videre", "Hei!"),
        ("## Veien videre", "## Mer\n\n## Veien videre", "## Mer"),
        ("<!-- samtale", "<!-- mer -->\n\n<!-- samtale", "<!-- mer"),
        ("Dette er et utkast", "Begge er *enige*. Dette er et utkast", "Begge er"),
        ("*Hvorfor:* Kari", "*Fordi:* Kari", "*Fordi"),
        ("### Utviklingsmål:", "### Drøm:", "### Drøm"),
        ("fredag 15. januar 2027", "mandag 15. januar 2027", "- [ ] Melde"),
        ("fredag 15. januar 2027", "fredag 31. februar 2027", "- [ ] Melde"),
        ("**Siri Berg** · fredag", "**Ola Dunk** · fredag", "- [ ] Melde"),
        ("- [x] Skygge", "- [ ] Skygge", "- [ ] Skygge"),
        ("*onsdag 2. september 2026:* gjort", "*onsdag 2. september 2026:* fikset", "- [x] Skygge"),
        ("Melde på", "Melde [på](http://x.no)", "- [ ] Melde"),
        ("Melde på", "Melde <b>på</b>", "- [ ] Melde"),
        ("Melde på", "Melde ~~på~~", "- [ ] Melde"),
        ("Melde på", "Melde\u202e på", "- [ ] Melde"),
        ("| Fortsette med |", "| Mer | x | y |\n| Fortsette med |", "|  | Til Kari"),
        ("## Kari oppsummerer", "## Siri oppsummerer", "## Siri"),
        ("**Kari Nordmann** og **Siri Berg** ·", "Kari Nordmann og **Siri Berg** ·", "Kari N"),
        ("tirsdag 3. mars 2026\n", "onsdag 4. mars 2026\n", "**Kari"),
        ("**Siri Berg** har ikke svart", "**Siri Berg** er enig", "- **Siri Berg** er"),
        ("action A1 A1", "action A1", "<!-- samtale"),
        ("action A2 A2", "action A1 A2", "<!-- samtale"),
        ("goal G1 G1", "action G1 G1", "<!-- samtale"),
        ("state: live", "state: agreed", "Dette er et utkast"),
    ],
)
def test_what_does_not_fit_is_named_by_its_line(found: str, put: str, error_on: str) -> None:
    text = EXPORT.replace(found, put, 1)
    assert text != EXPORT
    error = refused(text)
    line = int(error.split(":")[1])
    lines = text.split("\n")
    assert line <= line_of(text, error_on) or lines[line - 1].startswith(error_on)
    assert line >= line_of(text, error_on) - 2


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("", "1: this is not an exported plan"),
        ("---\nsamtale: 1\n", "1: this is not an exported plan"),
        ("---\nsamtale: 2\n---\n", "1: this is not a plan of a format"),
        ("---\nid: x\n---\n", "1: this is not a plan of a format"),
        ("---\nsamtale: 1\nsamtale: 1\n---\n", "3: 'samtale' stands twice"),
        ("---\nsamtale: 1\nid: &a x\nperson: *a\n---\n", "4: expected"),
        ("---\nsamtale: 1\nid: [x]\n---\n", "3: expected"),
        ("---\nsamtale: 1\nid: 'x\n---\n", ": expected"),
        (f"---\nsamtale: 1\nid: {'x' * 9000}\n---\n", "1: the front matter is too large"),
        ("---\nsamtale: 1\n---\n", "1: the front matter can't be read"),
    ],
)
def test_front_matter_that_cannot_be_read(front: str, reason: str) -> None:
    assert reason in refused(front)


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ("language: nb", "language: nb\ncolour: red"),
        ("state: live", "state: asleep"),
        ("started: 2026-03-03T13:00:00+01:00", "started: 2026-03-03T13:00:00"),
        ("version: 1", "version: 0"),
        ("fingerprint: ", "fingerprint: x"),
        ('employee: "Kari Nordmann"', 'employee: "Ola Nordmann"'),
    ],
)
def test_front_matter_that_does_not_fit(found: str, put: str) -> None:
    assert found in EXPORT
    refused(EXPORT.replace(found, put, 1))


@pytest.mark.parametrize(
    "body", ["", "\n# x\n", "\n# x\n\n**a**\n", "\n" + "> " * 500 + "x", "\n" + "- " * 500 + "x"]
)
def test_front_matter_alone_is_not_a_plan(body: str) -> None:
    front = EXPORT[: EXPORT.index("\n# ")]
    refused(front + body)


def test_a_file_may_be_wrapped_by_other_hands_as_long_as_it_shows_the_same() -> None:
    text = EXPORT.replace("- [", "* [").replace("| --- | --- | --- |", "|:--|---|---|")
    text = text.replace("Melde på", "Melde p&aring;").replace("\n\n## ", "\n\n\n## ")
    assert read_plan(text, "plan.md").conversation == example()


def test_a_file_that_is_too_large_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(EXPORT + "x" * MAX_BYTES)
    with pytest.raises(PlanError, match=r"plan\.md:1: the file is too large"):
        read_plan_file(path)


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    text = plan_to_markdown(filled(Conversation, "ord"))
    path.write_text("\ufeff" + text, encoding="utf-8")
    assert read_plan_file(path) == read_plan(text, "plan.md")
    path.write_bytes(b"---\nsamtale: 1\n\xff")
    with pytest.raises(PlanError, match=r"plan\.md:3: the file is not UTF-8"):
        read_plan_file(path)


@pytest.mark.parametrize(
    ("place", "foreign"),
    [("id: ", '"../../x"'), ("previous: ", "x"), ("goal ", "..%2Fx"), ("action ", "x")],
)
def test_an_id_in_a_file_must_be_such_as_the_program_makes(
    tmp_path: Path, place: str, foreign: str
) -> None:
    path = tmp_path / "plan.md"
    found = plan_to_markdown(filled(Conversation, "ord"))
    text = re.sub(f"^{place}\\S+", f"{place}{foreign}", found, flags=re.MULTILINE)
    path.write_text(text)
    with pytest.raises(PlanError, match=f":{line_of(text, place)}: .* is not an id"):
        read_plan_file(path)


@pytest.mark.parametrize("moment", ["2026-03-03T14:02:00", "yesterday", ""])
def test_the_time_of_an_answer_must_be_one(moment: str) -> None:
    talk = example()
    assert talk.started_at is not None
    answer(talk, "employee", "agree", "", talk.started_at)
    text = plan_to_markdown(talk)
    put = text.replace("answer 2026-03-03T13:00:00+01:00", f"answer {moment}")
    assert put != text
    assert "the comment at the end does not fit" in refused(put)
