"""The employee's form as a page and as a Word document, from the command line and back."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from storage.home import Home
from storage.records import Conversation
from storage.store import Store
from tests.storage import word_files
from tests.tui.conftest import Cli, opened


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kept(store: Store) -> Conversation:
    """Return Kari's talk that is to come."""
    person = next(one.id for one in store.people() if one.name.startswith("Kari"))
    return next(store.read(Conversation, one.id) for one in store.talks(person) if not one.closed)


def test_a_word_document_is_written_filled_in_taken_in_and_erased(
    team: Home, cli: Cli, now: dt.datetime, here: Path
) -> None:
    status, out, err = cli("prep", "kari", "--format", "docx")
    assert (status, err) == (0, "")
    file = here / out.strip()
    assert file.suffix == ".docx"
    assert cli("prep", "kari", "--format", "docx")[0] == 1
    boxes = word_files.boxes_in(file.read_bytes())
    answers = [f"Svar {n} [b]!\n## {n}" for n in range(boxes)]
    file.write_bytes(word_files.filled_in(file.read_bytes(), answers))
    status, out, err = cli("import", file)
    assert (status, err) == (0, "")
    assert out == f"Kari Nordmann's form was imported: {boxes} answers to {boxes} questions.\n"
    form = kept(opened(team, now)).employee_form
    assert form and not form.unplaced
    said = [text for item in form.items for text in (item.standing, item.word)]
    assert sorted([*said, *(one.answer for one in form.answers)]) == sorted(answers)

    file.unlink()
    fresh = here / cli("prep", "kari", "--format", "docx", "--to", "b.docx")[1].strip()
    assert cli("erase", "kari", "--yes", "Kari Nordmann")[0] == 0
    assert not fresh.exists()


def test_a_page_is_written_and_only_what_it_saves_is_taken_in(
    team: Home, cli: Cli, here: Path
) -> None:
    status, out, err = cli("prep", "kari", "--format", "html")
    assert (status, err) == (0, "")
    file = here / out.strip()
    page = file.read_text(encoding="utf-8")
    assert file.suffix == ".html" and f'"file": "{file.stem}.md"' in page
    assert cli("prep", "kari", "--format", "html", "--to", "-")[1] == page
    status, out, err = cli("import", file)
    assert (status, out) == (1, "")
    assert err == (
        f"samtale: {file}: this is the page itself: open it in a browser and save it there as"
        " Markdown\n"
    )


def test_a_document_that_is_no_form_is_refused_in_one_line(
    team: Home, cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = here / "x.docx"

    def refused(data: bytes) -> str:
        file.write_bytes(data)
        status, out, err = cli("import", file)
        assert (status, out) == (1, "") and err.count("\n") == 1
        return err.removeprefix(f"samtale: {file}: ").rstrip()

    assert "which talk" in refused(word_files.document("x"))
    assert refused(word_files.REFUSED["macros"][0]()) == (
        "the document has macros in it: save it as .docx without them"
    )
    monkeypatch.setitem(sys.modules, "docx", None)
    extra = "Word takes an extra: pip install 'samtale[word]'"
    assert refused(word_files.document("x")) == f"reading {extra}"
    assert cli("prep", "kari", "--format", "docx") == (1, "", f"samtale: writing {extra}\n")
    assert not list(here.glob("*kari*"))
