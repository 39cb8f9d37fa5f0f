"""What the pages say: their links lead somewhere, and what they show as commands is obeyed."""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.test_project import FLOORS, ROOT
from tui.commands import build_parser

PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] + [
    f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))
]
LACKING = re.compile("arguments are required|expected one argument")
"""What the program says to a command that stands for all that it can be given."""
GUIDES = ("docs/guide.nb.md", "docs/guide.en.md")


@cache
def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


# Commands


def code_of(page: str, language: str = r"\w*") -> list[str]:
    """Return the lines of code in a page's fenced blocks, those in one language if it is named."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text_of(page), re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


def test_the_front_page_has_one_line_that_runs_the_tests() -> None:
    (line,) = [line for line in code_of("README.md") if "pytest" in line]
    assert line.startswith("python3 -m venv .venv && ")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_exists(page: str) -> None:
    text = text_of(page)
    assert [fault for words in commands_in(text) if (fault := fault_of(words))] == []


@pytest.mark.parametrize(
    "words",
    [
        "prepp Kari",
        "prep Kari --form html",
        "export Kari --format pdf",
        "agendas make",
        "agendas new ID --like x",
    ],
)
def test_a_command_that_does_not_exist_is_noticed(words: str) -> None:
    for text in (f"So `samtale {words}` does it.", f"```sh\nbin/samtale {words}  # now\n```"):
        (found,) = commands_in(text)
        assert fault_of(found)


def test_the_front_page_names_every_command() -> None:
    text = text_of("README.md")
    assert [name for name in parsers_of(whole_parser()) if f"samtale {name}" not in text] == []


def commands_in(text: str) -> list[str]:
    """Return what follows ``samtale`` in code, with the indented lines that go on with it."""
    return re.findall(r"(?:^|[`/])samtale ([a-z][^`\n]*(?:\n {8,}[^\n]*)*)", text, re.M)


def fault_of(words: str) -> str:
    """Return what is wrong with the name or an option of a command, or nothing."""
    parser = whole_parser()
    names = re.findall(r"[^\s,;:]+", words)
    while names and (known := parsers_of(parser)):
        if names[0] not in known:
            return f"samtale {words}: {names[0]}"
        parser = known[names.pop(0)]
    options = parser._option_string_actions
    for name, value in re.findall(r"(--[a-z-]+)(?:[ =]([a-z]+))?", words):
        if name not in options:
            return f"samtale {words}: {name}"
        if (choices := options[name].choices) and value and value not in choices:
            return f"samtale {words}: {value}"
    return ""


@cache
def whole_parser() -> argparse.ArgumentParser:
    return build_parser()


def parsers_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of a command's own commands."""
    groups = parser._subparsers._group_actions if parser._subparsers else []
    return {name: one for group in groups for name, one in dict(group.choices or {}).items()}


@pytest.mark.parametrize("page", PAGES)
def test_a_line_to_be_copied_is_taken_as_it_stands(page: str) -> None:
    lines = [line for line in code_of(page, "sh") if "samtale " in line]
    assert [
        refusal for line in lines for words in run_by(line) if (refusal := refusal_of(words))
    ] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_command_within_a_sentence_lacks_no_more_than_what_it_is_about(page: str) -> None:
    refusals = [
        refusal_of(shlex.split(one)) for one in re.findall(r"`samtale ([^`>…]+)", text_of(page))
    ]
    assert [one for one in refusals if one and not LACKING.search(one)] == []


@pytest.mark.parametrize("page", GUIDES)
def test_a_guide_shows_a_newcomer_all_that_the_year_needs(page: str) -> None:
    needed = ("demo", "prep", "import", "talk", "export", "log", "due", "lock", "access", "erase")
    assert [name for name in needed if f"samtale {name}" not in text_of(page)] == []


@pytest.mark.parametrize(
    "line",
    [
        "samtale prep",
        "samtale due Kari",
        ".venv/bin/samtale log Kari --prais x",
        "a && samtale dem",
    ],
)
def test_a_line_that_would_be_refused_is_noticed(line: str) -> None:
    (words,) = run_by(line)
    assert refusal_of(words)


def run_by(line: str) -> Iterator[list[str]]:
    """Yield the words of each of our commands that a line runs."""
    for part in re.split("&&|[|;]", line):
        words = shlex.split(re.sub("[<>)].*", "", part), comments=True)
        if words and words[0].rpartition("/")[2] == "samtale":
            yield words[1:]


def refusal_of(words: list[str]) -> str:
    """Return what the program says to words that it does not obey, or nothing."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            build_parser().parse_args(words)
    except SystemExit:
        return said.getvalue()
    return ""


# Links


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    lost = [
        (file, heading)
        for file, heading in links_of(page)
        if not (there := (ROOT / page).parent / file if file else ROOT / page).exists()
        or (heading and heading not in anchors_of(there))
    ]
    assert lost == []


def test_every_page_and_picture_can_be_reached_from_the_front_page() -> None:
    reached, to_read = set[Path](), [ROOT / "README.md"]
    while to_read:
        page = to_read.pop()
        links = links_of(str(page.relative_to(ROOT))) if page.suffix == ".md" else []
        files = {(page.parent / file).resolve() for file, _heading in links if file}
        to_read += files - reached
        reached |= files
    kept = {ROOT / page for page in PAGES} | {
        file for file in (ROOT / "docs").rglob("*") if file.is_file()
    }
    assert sorted(map(str, kept - reached - {ROOT / "README.md"})) == []


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("## How to add an agenda", "how-to-add-an-agenda"),
        ("### `samtale` æøå: a, b – c", "samtale-æøå-a-b--c"),
        ("# Twice\n# Twice", "twice-1"),
        ("## [A link](there.md) in it", "a-link-in-it"),
    ],
)
def test_an_anchor_is_what_git_hosts_make_of_a_heading(
    heading: str, anchor: str, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{heading}\n```sh\n# no heading\n```\n", encoding="utf-8")
    assert anchor in anchors_of(page)
    assert "no-heading" not in anchors_of(page)


def links_of(page: str) -> list[tuple[str, str]]:
    """Return the file and the heading of each link and picture of a page that is not elsewhere."""
    text = text_of(page)
    links: list[str] = re.findall(r"\]\(([^) ]*)\)", text) + re.findall(
        r'(?:src|href|srcset)="([^"]+)"', text
    )
    parts = (link.partition("#") for link in links if ":" not in link)
    return [(file, heading) for file, _mark, heading in parts]


def anchors_of(page: Path) -> list[str]:
    """Return the anchors of a page's headings, as Git hosts make them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    anchors: list[str] = []
    for heading in re.findall(r"^#+ (.*)$", text, re.M):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchor = re.sub(r"[^\w -]", "", words).replace(" ", "-")
        again = sum(
            re.fullmatch(rf"{re.escape(anchor)}(-\d+)?", one) is not None for one in anchors
        )
        anchors.append(f"{anchor}-{again}" if again else anchor)
    return anchors


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_module_that_a_page_names_is_there(page: str) -> None:
    text = text_of(page)
    files = re.findall(rf"`((?:{'|'.join([*FLOORS, 'tests', 'docs'])})/[\w./-]*)`", text)
    assert [name for name in files if not (ROOT / name).exists()] == []
    paths = [ROOT / name.strip(".").replace(".", "/") for name in modules_in(text)]
    assert [one for one in paths if not (one.with_suffix(".py").exists() or one.is_dir())] == []


def modules_in(text: str) -> list[str]:
    """Return our modules that a page runs, also where a table names them below their package."""
    found: list[str] = re.findall(r"python -m\s+((?:tests|tui)[\w.]*)", text)
    for package, rows in re.findall(r"`python -m ([\w.]+\.)` …(.*?)\n\n", text, re.S):
        found += [f"{package}{name}" for name in re.findall(r"^\| `(\w+)", rows, re.M)]
    return found
