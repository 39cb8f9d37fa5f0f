"""The form as a Word document: everything is asked, and what comes back finds its place.

That it survives LibreOffice is proved by ``python -m tests.paper.office``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storage.exports.form_word import form_to_word
from storage.imports.form import ReadForm, read_form, which_talk
from storage.imports.form_word import form_in_word, is_word
from storage.imports.trouble import Trouble
from storage.imports.word import read_word
from tests.paper import forms
from tests.storage import word_files
from tests.storage.word_files import as_in_word, filled_in, saved

FORM = forms.form("nb")
EMPTY = form_to_word(FORM)


def read(data: bytes) -> ReadForm:
    text, beside = form_in_word(data)
    reference = which_talk(text)
    assert reference
    found = read_form(text, [FORM], reference)
    return found._replace(unplaced=(*found.unplaced, *beside))


def answered(answers: dict[str, str]) -> bytes:
    return filled_in(EMPTY, (answers.get(field.place, "") for field in FORM.fields()))


@pytest.mark.parametrize("language", forms.LANGUAGES)
def test_the_document_asks_all_that_the_form_asks_in_its_language(language: str) -> None:
    form = forms.form(language)
    made = form_to_word(form)
    body = read_word(made).body
    headings = [one.text for one in body if one.level]
    assert headings[0] == form.title
    assert [one.text for one in body if one.level == 1][1:] == [s.title for s in form.sections]
    asked = [field.label for field in form.fields()]
    assert [one.text for one in body if one.text in asked] == asked
    assert sum(one.last for one in body) == len(asked)
    assert Document(io.BytesIO(made)).core_properties.language[:2] == language
    (page,) = Document(io.BytesIO(made)).sections
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_a_title_that_is_longer_than_the_properties_of_a_document_take_stands_whole_in_it() -> None:
    title = f"Før samtalen: {'Å' * 300}"
    made = form_to_word(replace(FORM, title=title))
    assert read_word(made).body[0].text == title
    assert Document(io.BytesIO(made)).core_properties.title.startswith("Før samtalen: ÅÅÅ")


def test_an_empty_form_answers_nothing() -> None:
    assert is_word(EMPTY)
    assert read(EMPTY).texts == {}
    assert read(EMPTY).unplaced == ()


def test_every_text_comes_back_from_its_box_letter_by_letter() -> None:
    for answers in forms.rounds(FORM):
        wanted = {place: as_in_word(text) for place, text in answers.items()}
        found = read(answered(answers))
        assert found.texts == {place: text for place, text in wanted.items() if text}
        assert found.unplaced == ()


@settings(max_examples=10, deadline=None)
@given(st.lists(st.text(), min_size=3, max_size=3))
def test_any_text_comes_back_from_its_box(texts: list[str]) -> None:
    answers = dict(zip(("topic/0/0", "more", "wishes"), texts, strict=True))
    wanted = {place: as_in_word(text) for place, text in answers.items()}
    assert read(answered(answers)).texts == {p: text for p, text in wanted.items() if text}


def test_a_word_that_was_chosen_is_the_answer_and_the_hint_is_none() -> None:
    place = next(field.place for field in FORM.fields() if field.proposed)
    assert read(answered({place: "gjort"})).texts == {place: "gjort"}
    assert read(answered({place: "Velg eller skriv"})).texts == {}


SAID = {"topic/0/0": "Vi leverte i tide.\n- to nye kunder", "more": "Spør mer", "wishes": "Et kurs"}


def without_boxes(made: Any) -> None:
    """Take the boxes away, and write below the questions."""
    for table in made.tables:
        for row in table.rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    table._tbl.addprevious(paragraph._p)
        table._tbl.getparent().remove(table._tbl)


def without_styles(made: Any) -> None:
    """Make headings plain text, and retype some letters as a keyboard may."""
    for paragraph in made.paragraphs:
        text = paragraph.text.upper().replace("?", " ?")
        paragraph.style = made.styles["Normal"]
        if not text.startswith("REF"):
            paragraph.text = text


def with_empty_lines(made: Any) -> None:
    for table in made.tables:
        for row in table.rows:
            row.cells[-1].add_paragraph("")
            row.cells[-1].paragraphs[0].insert_paragraph_before("")


def with_the_rest_deleted(made: Any) -> None:
    """Delete the questions that were not answered, with their boxes."""
    tables = {table._tbl: table for table in made.tables}
    for element in list(made.element.body):
        table = tables.get(element)
        if table is not None and len(table.columns) == 1 and not table.cell(0, 0).text:
            made.element.body.remove(element.getprevious())
            made.element.body.remove(element)


@pytest.mark.parametrize(
    "mangle", [without_boxes, without_styles, with_empty_lines, with_the_rest_deleted]
)
def test_what_a_person_may_do_to_the_document_misplaces_no_answer(
    mangle: Callable[[Any], None],
) -> None:
    made = Document(io.BytesIO(answered(SAID)))
    mangle(made)
    assert read(saved(made)).texts == SAID


def test_what_is_written_beside_the_boxes_is_not_lost() -> None:
    made = Document(io.BytesIO(answered(SAID)))
    question = next(one for one in made.paragraphs if one.text == "Hva har gått bra siden sist?")
    made.tables[0]._tbl.addnext(made.add_paragraph("Under boksen")._p)
    made.add_comment(question.runs, text="I margen", author="Kari")
    made.element.body.insert(0, made.add_paragraph("Hei Siri!")._p)
    found = read(saved(made))
    assert found.texts == {**SAID, "topic/0/0": f"{SAID['topic/0/0']}\nUnder boksen"}
    assert {one.text for one in found.unplaced} == {"Hei Siri!", "I margen"}


def test_more_text_than_any_form_can_hold_is_refused() -> None:
    with pytest.raises(Trouble, match="more in the document"):
        form_in_word(answered({"wishes": "x" * 2**20}))


def test_without_its_reference_a_document_is_no_form() -> None:
    text, _beside = form_in_word(word_files.document("Hva har gått bra siden sist?", "Mye"))
    assert which_talk(text) is None


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(Trouble, match=r"pip install 'samtale\[word\]'"):
        form_in_word(EMPTY)
