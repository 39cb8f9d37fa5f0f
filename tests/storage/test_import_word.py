"""Word documents as they come back: all that they say is read, and nothing that harms."""

from __future__ import annotations

import time

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.imports.trouble import Trouble
from storage.imports.word import read_word
from tests.storage import word_files

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read_word(data).body]


def test_headings_have_levels_and_what_stands_in_cells_is_told_apart() -> None:
    made = Document()
    made.add_heading("Title", 0)
    made.add_heading("Question", 2)
    table = made.add_table(1, 2)
    table.cell(0, 0).text = "one\ntwo"
    table.cell(0, 1).text = "three"
    made.add_paragraph("after")
    read = read_word(word_files.saved(made)).body
    assert [tuple(paragraph) for paragraph in read] == [
        ("Title", 1, 0, False),
        ("Question", 2, 0, False),
        ("one\ntwo", 0, 1, False),
        ("three", 0, 2, True),
        ("after", 0, 0, False),
    ]


def test_lists_keep_their_bullets_and_numbers() -> None:
    made = Document()
    for style in ("List Bullet", "List Number", "List Number", "Normal"):
        made.add_paragraph("x", style)
    assert texts(word_files.saved(made)) == ["- x", "1. x", "2. x", "x"]


def test_what_word_adds_to_a_text_is_read_and_what_was_deleted_is_not() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    data = word_files.with_body(
        "<w:sdt><w:sdtContent><w:p>"
        f"<w:ins>{run.format('in')}</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del>"
        f"<w:hyperlink>{run.format('link')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{run.format('chosen')}</w:sdtContent></w:sdt>"
        "<w:r><w:tab/><w:t>a</w:t><w:br/><w:noBreakHyphen/><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:r><w:pict><w:txbxContent><w:p>{run.format('box')}</w:p></w:txbxContent></w:pict></w:r>"
        "</w:p></w:sdtContent></w:sdt>"
    )
    assert texts(data) == ["inlinkchosen\ta\n\u2011", "box", "x"]


def test_comments_and_notes_are_not_lost_and_pictures_are_counted() -> None:
    made = Document()
    paragraph = made.add_paragraph("x")
    made.add_comment(paragraph.runs, text="said beside", author="Kari")
    made.sections[0].header.paragraphs[0].text = "on top"
    read = read_word(word_files.saved(made))
    assert sorted(read.aside) == ["on top", "said beside"]
    pictures = word_files.with_body(
        '<w:p xmlns:a="urn:a"><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>'
    )
    assert read_word(pictures).pictures == 1


@pytest.mark.parametrize("name", word_files.REFUSED)
def test_what_may_harm_is_refused_at_once_with_the_reason(name: str) -> None:
    make, said = word_files.REFUSED[name]
    data = make()
    began = time.process_time()
    with pytest.raises(Trouble, match=said):
        read_word(data)
    assert time.process_time() - began < 2


def test_nothing_outside_the_file_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr("socket.socket.connect", refuse)
    target = (
        b'<Relationship Id="rX" Type="%s" Target="http://127.0.0.1:9/a" TargetMode="External"/>'
    )
    kinds = (b"attachedTemplate", b"image", b"header", b"aFChunk", b"subDocument")
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relations = b"".join(
        target.replace(b"rX", b"rX%d" % n) % (office + kind) for n, kind in enumerate(kinds)
    )
    data = word_files.changed(
        "word/_rels/document.xml.rels",
        lambda rels: rels.replace(b"</Relationships>", relations + b"</Relationships>"),
    )
    assert texts(data) == ["x"]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_damaged_document_is_refused_or_read_and_never_a_crash(data: st.DataObject) -> None:
    parts = word_files.parts_of(word_files.document("x", "y"))
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _flip in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    try:
        read_word(word_files.packed({**parts, name: bytes(content)}))
    except Trouble as trouble:
        assert "\n" not in trouble.reason
