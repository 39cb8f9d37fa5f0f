"""Word documents for the tests: filled in, taken apart, and made to harm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from functools import cache

from docx import Document

from storage.exports.form_word import trim
from storage.text import clean

BODY = "word/document.xml"


@cache
def document(*paragraphs: str) -> bytes:
    """Return a document of these paragraphs."""
    made = Document()
    trim(made)
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return saved(made)


def saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def filled_in(form: bytes, answers: Iterable[str]) -> bytes:
    """Return a form with these answers in its boxes, each line a paragraph, as Word writes it."""
    made = Document(io.BytesIO(form))
    boxes = [row.cells[-1] for table in made.tables for row in table.rows]
    for box, answer in zip(boxes, answers, strict=True):
        if not answer:
            continue
        first, *others = _NOT_XML.sub("", answer).split("\n")
        paragraph = box.paragraphs[0]
        for choice in paragraph._p.findall("{*}sdt"):
            paragraph._p.remove(choice)
        paragraph.add_run(first)
        for line in others:
            box.add_paragraph(line)
    return saved(made)


def boxes_in(form: bytes) -> int:
    """Return how many boxes to write in a form has."""
    return sum(len(table.rows) for table in Document(io.BytesIO(form)).tables)


def as_in_word(answer: str) -> str:
    """Return an answer as a box can hold it: no empty lines around it, nothing that XML can't."""
    lines = clean(_NOT_XML.sub("", answer)).split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)


_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def changed(name: str, change: Callable[[bytes], bytes], data: bytes | None = None) -> bytes:
    """Return a document with one of its parts changed."""
    parts = parts_of(data or document("x"))
    return packed({**parts, name: change(parts.get(name, b""))})


def with_body(xml: str) -> bytes:
    """Return a document with this XML as its first content."""
    return changed(BODY, lambda body: body.replace(b"<w:body>", b"<w:body>" + xml.encode()))


def _prolog(declaration: str) -> Callable[[bytes], bytes]:
    return lambda body: body.replace(b"<w:document", f"{declaration}<w:document".encode(), 1)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_PARAGRAPH = "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not a Word document"),
    "text": (lambda: b"# Form\n", "not a Word document"),
    "a PDF": (lambda: b"%PDF-1.7\n", "not a Word document"),
    "an old .doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048), "old kind"),
    "another zip file": (lambda: packed({"a.txt": b"x"}), "not a Word document"),
    "half a file": (lambda: (whole := document("x"))[: len(whole) // 2], "not a Word document"),
    "macros": (lambda: changed("word/vbaProject.bin", lambda _: b"\0"), "macros"),
    "a .docm whose macros are gone": (
        lambda: changed(
            "[Content_Types].xml",
            lambda types: types.replace(
                b"openxmlformats-officedocument.wordprocessingml.document.main",
                b"ms-word.document.macroEnabled.main",
            ),
        ),
        "macros",
    ),
    "a zip bomb": (lambda: changed("word/media/a.png", lambda _: bytes(2**26)), "more in"),
    "much XML": (lambda: with_body("<w:p/>" * 10**6), "more in"),
    "many paragraphs": (lambda: with_body("<w:p/>" * 21_000), "more in"),
    "many parts": (
        lambda: packed(parts_of(document("x")) | {f"{n}": b"" for n in range(500)}),
        "more in",
    ),
    "a thousand million laughs": (
        lambda: changed(BODY, _prolog(LAUGHS), with_body(_PARAGRAPH.replace("&a;", "&j;"))),
        "entities",
    ),
    "an entity from outside": (
        lambda: changed(BODY, _prolog(OUTSIDE), with_body(_PARAGRAPH)),
        "entities",
    ),
    "an entity in a part of another name": (
        lambda: changed("word/x.bin", lambda _: f" {OUTSIDE}<x/>".encode("utf-16")),
        "entities",
    ),
    "elements a thousand deep": (
        lambda: with_body("<w:sdt>" * 1000 + "</w:sdt>" * 1000),
        "not a Word document",
    ),
    "a template": (
        lambda: changed(
            "[Content_Types].xml", lambda types: types.replace(b"document.main", b"template.main")
        ),
        "not a Word document",
    ),
}
"""What must not be read, and what is said of it."""
