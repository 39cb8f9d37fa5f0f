"""Have LibreOffice open the form's Word document and save it again, and read it back.

::

    python -m tests.paper.office [--pictures FOLDER] [--without GUARD]

Needs ``soffice``; for pictures ``pdftoppm`` too. Every text of the hostile list that XML can hold,
and the form's own words, stand in the boxes of a form in each language; LibreOffice saves it as
.docx, and as .odt and that as .docx again. What is read must be equal, but for spaces at the end
of a line, which LibreOffice leaves out. With a guard taken out the exit status is 1, to show that
it would be: ``boxes`` (what stands in a box is read like all else).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.exports.form_word import form_to_word
from storage.forms.form import Form
from storage.imports import form_word
from storage.imports.form import read_form, which_talk
from tests.hostile import TEXTS
from tests.paper import commands, forms, proof
from tests.storage.word_files import as_in_word, boxes_in, filled_in

DOCX = "docx:MS Word 2007 XML"


def converted(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Have LibreOffice open files and save them as another kind into a folder."""
    profile = folder.with_name("profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return [folder / f"{file.stem}.{kind.partition(':')[0]}" for file in files]


def read_back(form: Form, file: Path, answers: dict[str, str], *, office: bool) -> list[str]:
    """Return what is not as it was filled in."""
    text, beside = form_word.form_in_word(file.read_bytes())
    reference = which_talk(text)
    if reference is None:
        return [f"{file.name}: no form any more"]
    read = read_form(text, [form], reference)
    wanted = {place: as_in_word(answer) for place, answer in answers.items()}
    found = {place: read.texts.get(place, "") for place in wanted}
    if office:
        wanted = {place: _without_ends(text) for place, text in wanted.items()}
        found = {place: _without_ends(text) for place, text in found.items()}
    return [
        f"{file.name} {place}: {wanted[place]!a:.60} became {found[place]!a:.60}"
        for place in wanted
        if found[place] != wanted[place]
    ] + [f"{file.name}: not placed: {one.text!a:.60}" for one in (*read.unplaced, *beside)]


def _without_ends(text: str) -> str:
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def as_all_else(text: str) -> list[str]:
    """Return a box's text as if it stood in no box."""
    return ["", *text.split("\n")]


def main() -> int:
    options = proof.options(__doc__, ["boxes"])
    if options.without:
        form_word._answer = as_all_else  # type: ignore[assignment]
    faults: list[str] = []
    filled: list[tuple[Form, Path, dict[str, str]]] = []
    with TemporaryDirectory(prefix="samtale-paper.") as temporary:
        folders = [Path(temporary) / name for name in ("word", "saved", "odt", "again")]
        for folder in folders:
            folder.mkdir()
        word, saved, odt, again = folders
        for language in forms.LANGUAGES:
            form = forms.form(language, long=language == "nb")
            for number, answers in enumerate(forms.rounds(form)):
                file = word / f"{language}-{number}.docx"
                file.write_bytes(filled_in(form_to_word(form), answers.values()))
                filled.append((form, file, answers))
        files = [file for _form, file, _answers in filled]
        first = converted(files, DOCX, saved)
        second = converted(converted(files, "odt", odt), DOCX, again)
        for (form, file, answers), by_office, by_odt in zip(filled, first, second, strict=True):
            faults += read_back(form, file, answers, office=False)
            faults += read_back(form, by_office, answers, office=True)
            faults += read_back(form, by_odt, answers, office=True)
        for language in forms.LANGUAGES:
            faults += through_commands(Path(temporary) / language, language)
        if options.pictures:
            draw(options.pictures, word)
    tried = sum(len(answers) for _form, _file, answers in filled)
    return proof.ended(
        faults,
        f"{len(filled)} documents, {tried} answers, each read three times,"
        f" {len(forms.LANGUAGES)} forms by prep and import",
    )


def through_commands(folder: Path, language: str) -> list[str]:
    """Write by `samtale prep`, save by LibreOffice, and take in by `samtale import`."""
    with commands.manager(folder / "home", language):
        file = folder / "form.docx"
        faults = commands.obeyed("prep", "kari", "--format", "docx", "--to", str(file))
        texts = [forms.own_words(forms.form(language)), *TEXTS.values()]
        answers = texts[: boxes_in(file.read_bytes())]
        file.write_bytes(filled_in(file.read_bytes(), answers))
        (saved,) = converted([file], DOCX, folder / "saved")
        faults += commands.obeyed("import", str(saved))
        wanted = [_without_ends(as_in_word(answer)) for answer in answers]
        return faults + commands.came_in(folder / "home", wanted)


def draw(folder: Path, scratch: Path) -> None:
    """Draw the empty form in each language, short and long, as LibreOffice prints it."""
    for language in forms.LANGUAGES:
        for long in (False, True):
            file = scratch / f"{language}{'-long' * long}.docx"
            file.write_bytes(form_to_word(forms.form(language, long=long)))
            (pdf,) = converted([file], "pdf", scratch)
            command = ["pdftoppm", "-r", "70", "-png", str(pdf), str(folder / f"word-{pdf.stem}")]
            subprocess.run(command, check=True, timeout=60)


if __name__ == "__main__":
    sys.exit(main())
