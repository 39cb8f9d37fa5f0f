"""``samtale agendas new`` and ``edit``: an agenda of one's own, checked after each edit."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from agendas.shelf import Shelf
from storage.home import Home
from tests.tui.conftest import Cli


@pytest.fixture
def own(home: Path) -> Path:
    """Return the folder of one's own agendas; it isn't there yet."""
    return Home.find(os.environ).config / "agendas"


def editor(folder: Path, *replacements: tuple[str, str]) -> str:
    """Return an editor that makes one replacement each time it is opened, then fails."""
    script = folder / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        f"todo = pathlib.Path({str(folder / 'done')!r})\n"
        f"replacements = {list(replacements)!r}\n"
        "done = len(todo.read_text()) if todo.exists() else 0\n"
        "todo.write_text('x' * (done + 1))\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "old, new = replacements[done] if done < len(replacements) else sys.exit(3)\n"
        "file.write_text(file.read_text('utf-8').replace(old, new), 'utf-8')\n",
        encoding="utf-8",
    )
    return f"{sys.executable} {script}"


def test_a_copy_of_a_built_in_agenda_becomes_one_of_ones_own(cli: Cli, own: Path) -> None:
    status, out, err = cli("agendas", "new", "prat", "--from", "oppfolging", "--language", "nb")
    assert (status, out, err) == (0, f"{own / 'prat.md'}\n", "")
    made, source = Shelf(own).get("prat", "nb"), Shelf(None).get("oppfolging", "nb")
    assert (made.topics, made.every, made.intro) == (source.topics, source.every, source.intro)

    assert cli("agendas", "new", "prat", "--no-edit")[1] == f"{own / 'prat.en.md'}\n"
    for words, status, said in (
        (("new", "prat", "--language", "nb"), 1, "agendas edit prat opens it"),
        (("new", "Prat!"), 2, 'not "Prat!"'),
        (("new", "../prat"), 2, 'not "../prat"'),
        (("new", "x", "--language", "norsk"), 2, 'not "norsk"'),
        (("new", "x", "--from", "none"), 2, "there is no agenda"),
        (("edit", "none"), 2, "there is no agenda"),
        (("edit", "oppfolging"), 2, "samtale agendas new oppfolging --from oppfolging"),
    ):
        found = cli("agendas", *words)
        assert found[:2] == (status, "") and said in found[2]
    assert sorted(path.name for path in own.iterdir()) == ["prat.en.md", "prat.md"]
    (own / "x.md").mkdir()
    assert cli("agendas", "new", "x")[0] == 1


def test_what_is_wrong_after_an_edit_is_said_by_line_and_the_file_is_left_as_it_is(
    cli: Cli, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("agendas", "new", "prat", "--from", "oppfolging")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor(tmp_path, ("{review}", "{reviw}"), ("reviw", "review")))
    status, out, err = cli("agendas", "edit", "prat")
    assert (status, out) == (1, "")
    assert 'unknown mark "{reviw}"; expected one of {review}' in err and "prat.md:" in err
    status, out, err = cli("agendas", "edit", "prat")
    assert (status, err) == (0, "") and "5 topics, 30 minutes" in out
    status, _out, err = cli("agendas", "edit", "prat")
    assert status == 1 and "ended with status 3" in err


def test_at_a_terminal_a_wrong_file_is_opened_again_when_somebody_wants_to(
    cli: Cli, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = ("(5 min)", "(0 min)"), ("(0 min)", "(9 min)"), ("(9 min)", "(five)")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor(tmp_path, *changes))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter(["y", "n"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    status, out, err = cli("agendas", "new", "prat", "--from", "oppfolging")
    assert (status, err) == (0, "")
    first, wrong, right = out.splitlines()
    assert first.endswith("prat.md") and "a topic lasts 1 to 600 minutes" in wrong
    assert "34 minutes" in right
    status, out, err = cli("agendas", "edit", "prat")
    assert status == 1 and "left out until its file is in order" in err
    assert 'expected "## Title (5 min)"' in out
