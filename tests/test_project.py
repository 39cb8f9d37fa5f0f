"""What holds for the project as a whole: its floors, its imports, its words."""

from __future__ import annotations

import ast
import gettext
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tui.commands import build_parser
from tui.manual import manual

ROOT = Path(__file__).parent.parent
FLOORS = ("agendas", "storage", "screens", "tui")
"""The four packages, from the ground up."""
CATALOGUES = sorted((ROOT / "agendas" / "locale").glob("*/LC_MESSAGES/samtale.po"))
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[a-z]|%[a-z]")


def modules() -> Iterator[tuple[str, Path]]:
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            yield floor, path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """Yield the top package of everything that a module imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield (node.module or "").split(".")[0]


# The floors


def test_imports_only_point_down() -> None:
    climbing = [
        f"{path.relative_to(ROOT)} imports {name}"
        for floor, path in modules()
        for name in imported(path)
        if name in FLOORS[FLOORS.index(floor) + 1 :]
    ]
    assert not climbing


def test_only_screens_and_the_program_know_textual() -> None:
    knowing = {floor for floor, path in modules() if "textual" in imported(path)}
    assert knowing <= {"screens", "tui"}


# What is imported when


def modules_after(statement: str) -> set[str]:
    """Return the modules that a fresh interpreter has after ``statement``."""
    script = (
        "import json, sys\n"
        f"try:\n    {statement}\nexcept SystemExit:\n    pass\n"
        "print(); print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "statement",
    [
        "import tui.cli; tui.cli.run(['--version'])",
        "import tui.cli; tui.cli.run(['--help'])",
        "import tui.cli; tui.cli.run(['--nonsense'])",
    ],
)
def test_a_quick_answer_waits_for_no_slow_import(statement: str) -> None:
    slow = {"textual", "rich", "tinydb", "pendulum", "msgspec", "tomlkit", "markdown_it"}
    assert not modules_after(statement) & {*slow, "importlib.metadata"}


def test_the_command_line_lists_people_without_the_interface() -> None:
    found = modules_after("import tui.cli; tui.cli.run(['people'])")
    assert "storage.store" in found
    assert not found & {"textual", "rich", "markdown_it", "tomlkit"}


def test_the_app_opens_without_the_command_line() -> None:
    assert not modules_after("import tui.cli, tui.app") & {"argparse", "tui.commands"}


def test_the_talk_and_its_words_need_no_interface() -> None:
    found = modules_after(
        "import screens.talk, screens.record_words, screens.clock_words, tui.desk"
    )
    assert "storage.autosave" in found
    assert not found & {"textual", "rich"}


# The words


@cache
def messages() -> dict[str | tuple[str, ...], str]:
    """Return every text for translation in the source, with a file that it stands in."""
    return {
        message: f"{floor}/{file}"
        for floor in FLOORS
        for file, _line, message, _comments, _context in extract_from_dir(
            str(ROOT / floor), [("**.py", "python")], comment_tags=()
        )
    }


def test_words_for_translation_stand_where_they_can_be_collected() -> None:
    said, hidden = messages(), []
    for _floor, path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                name, arguments = node.func.id, node.args
                if name == "_" and isinstance(arguments[0], ast.JoinedStr | ast.BinOp):
                    hidden.append(f"{path}:{node.lineno}")
                said_here = [one.value for one in arguments if isinstance(one, ast.Constant)]
                if name == "_" and not {*said_here} <= said.keys():
                    hidden.append(f"{path}:{node.lineno}")
                if name == "ngettext" and not all(
                    isinstance(argument, ast.Constant) for argument in arguments[:2]
                ):
                    hidden.append(f"{path}:{node.lineno}")
    assert not hidden


def test_bokmal_and_nynorsk_are_there() -> None:
    assert [path.parent.parent.name for path in CATALOGUES] == ["nb", "nn"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_says_all_that_the_source_says_and_no_more(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    translated = {
        message.id: message.string for message in catalogue if message.id and not message.fuzzy
    }
    said = messages()
    assert {id: where for id, where in said.items() if id not in translated} == {}
    assert set(translated) - set(said) == set()
    for id, string in translated.items():
        ids, strings = ([one] if isinstance(one, str) else list(one) for one in (id, string))
        assert all(strings), f"not translated: {id}"
        expected = set(PLACEHOLDER.findall(ids[-1]))
        assert set(PLACEHOLDER.findall(strings[-1])) == expected, f"other placeholders: {id}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_what_is_compiled_is_what_is_written(path: Path) -> None:
    with path.open("rb") as written:
        catalogue = read_po(written)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    with path.with_suffix(".mo").open("rb") as there:
        assert spoken(there) == spoken(BytesIO(compiled.getvalue()))


def spoken(compiled: BinaryIO) -> dict[object, str]:
    """Return what a compiled catalogue says, without its header, which names Babel's version."""
    translations: dict[object, str] = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    return {said: words for said, words in translations.items() if said}


def test_argparse_knows_our_words_for_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    build_parser()
    monkeypatch.setenv("LANGUAGE", "nb")
    assert gettext.gettext("options") != "options"


# What is installed


def test_the_manual_page_that_is_installed_is_what_the_definitions_give() -> None:
    page = (ROOT / "docs" / "samtale.1").read_text(encoding="ascii")
    anew = "".join(f"{line}\n" for line in manual(build_parser()))
    assert page == anew, "LANGUAGE=en samtale manual > docs/samtale.1 writes it anew"


def test_runtime_dependencies_are_bounded() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    loose = [one for one in project["dependencies"] if not re.search(r">=.*,<", one)]
    assert not loose
