"""The paragraphs of a Word document, whoever has written it: Word, LibreOffice, Google Docs.

The file may come from anybody. Before a library sees it, it is bounded: its size, how many parts
it has and what they unpack to, and no part may declare anything of its own (a DTD, whose
entities can grow without end). What it points at elsewhere is never fetched, macros are refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from agendas.words import N_, _
from storage.imports.trouble import Trouble
from storage.imports.word_lists import Lists, name_of, parsed, w

if TYPE_CHECKING:
    from docx.document import Document

MAX_BYTES = 16 * 2**20
"""The largest file that is read; a form with some pictures in it is far smaller."""
MAX_UNPACKED = 64 * 2**20
"""What all parts may unpack to, together."""
MAX_XML = 4 * 2**20
"""What one part of XML may unpack to; a book's text is less."""
MAX_PARTS = 400
MAX_PARAGRAPHS = 20_000

_HAS_MACROS = N_("the document has macros in it: save it as .docx without them")
TOO_MUCH = N_("there is more in the document than a form can hold")
"""Said of a document that goes beyond a bound; to be translated where it is said."""
_NO_WORD = N_("this is not a Word document (.docx), or it is damaged")
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_DECLARATIONS = tuple(
    word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("ascii", "utf-16-le")
)
_BEFORE_XML = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
"""What may stand before the first ``<`` of XML in one encoding or another."""
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, ValueError, AttributeError, TypeError, IndexError, RecursionError),
    SyntaxError,  # as lxml calls XML that it can't read
)
"""What the libraries raise for a file that is not whole, or was made to harm."""
_UNSEEN = frozenset(
    (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr"),
        *("instrText", "delText", "del", "moveFrom", "Fallback", "rt"),
    )
)
"""Elements that say how, not what; and what was deleted or is there twice."""
_BREAKS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\xad",
}
"""Elements that stand for a character."""
_ASIDE = tuple(f".{kind}+xml" for kind in ("comments", "footnotes", "endnotes", "header", "footer"))
_PICTURES = ("blip", "imagedata")


class Paragraph(NamedTuple):
    """One paragraph of a document."""

    text: str
    """With its line breaks and tabs; a list item begins with ``- `` or a number."""
    level: int = 0
    """Of a heading, from 1; 0 for all else."""
    cell: int = 0
    """Which cell of a table it stands in, counted from 1; 0 outside tables."""
    last: bool = False
    """Whether that is the last cell of its row."""


class WordDocument(NamedTuple):
    """What a document says."""

    body: list[Paragraph]
    aside: list[str]
    """What stands in comments, notes, headers and footers, each with its lines."""
    pictures: int
    """How many pictures it shows, which are not read."""


def read_word(data: bytes) -> WordDocument:
    """Return what the document says. Raises Trouble, in the user's language."""
    _check(data)
    try:
        from docx import Document as open_document
    except ImportError as error:
        reason = _("reading Word takes an extra: pip install 'samtale[word]'")
        raise Trouble(0, reason) from error
    try:
        return _read(open_document(io.BytesIO(data)))
    except _DAMAGE as error:
        raise Trouble(0, _(_NO_WORD)) from error


def _check(data: bytes) -> None:
    """Refuse what is no Word document, or is more than one should be."""
    if len(data) > MAX_BYTES:
        raise Trouble(0, _("the file is too large; at most {most} MB is read").format(most=16))
    if data.startswith(_OLD_WORD):
        reason = _("the document is of an old kind or has a password: save it as .docx without one")
        raise Trouble(0, reason)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_parts(packed)
    except _DAMAGE as error:
        raise Trouble(0, _(_NO_WORD)) from error


def _check_parts(packed: zipfile.ZipFile) -> None:
    """Refuse a package by what it says of its parts; no more than that is then unpacked."""
    parts = packed.infolist()
    if any(part.filename.lower().endswith(_MACROS) for part in parts):
        raise Trouble(0, _(_HAS_MACROS))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Trouble(0, _(TOO_MUCH))
    for part in parts:
        with packed.open(part) as unpacked:
            begin = unpacked.read(64)
            if not begin.lstrip(_BEFORE_XML).startswith(b"<") or part.filename.endswith(".svg"):
                continue
            if part.file_size > MAX_XML:
                raise Trouble(0, _(TOO_MUCH))
            content = begin + unpacked.read()
        if any(word in content for word in _DECLARATIONS):
            raise Trouble(0, _("the document declares entities, which no Word document does"))
        if part.filename == "[Content_Types].xml" and b"macroenabled" in content.lower():
            raise Trouble(0, _(_HAS_MACROS))


def _read(document: Document) -> WordDocument:
    reading = _Reading(document)
    body = list(reading.paragraphs(document.element.body))
    aside = [
        text
        for part in document.part.package.iter_parts()
        if part is not document.part
        and str(part.content_type).endswith(_ASIDE)
        and (text := "\n".join(one.text for one in reading.paragraphs(parsed(part))).strip())
    ]
    return WordDocument(body, aside, reading.pictures)


class _Reading:
    """A walk through a document in the order of its text."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.style_id: str(style.name).lower() for style in document.styles}
        self._lists = Lists(document)
        self._cells = self._seen = 0
        self.pictures = 0

    def paragraphs(self, element: Any, cell: int = 0, *, last: bool = False) -> Iterator[Paragraph]:
        """Yield the paragraphs inside an element, in the cell of that number."""
        for child in element:
            match name_of(child):
                case name if name in _UNSEEN:
                    continue
                case "p":
                    yield from self._paragraph(child, cell, last=last)
                case "tr" if not cell:
                    yield from self._row(child)
                case _:
                    yield from self.paragraphs(child, cell, last=last)

    def _row(self, row: Any) -> Iterator[Paragraph]:
        """Yield the paragraphs of a row; what stands in a table in a cell is that cell's."""
        cells = [one for one in row.iter(w("tc")) if next(one.iterancestors(w("tr"))) is row]
        for one in cells:
            self._cells += 1
            yield from self.paragraphs(one, self._cells, last=one is cells[-1])

    def _paragraph(self, element: Any, cell: int, *, last: bool) -> Iterator[Paragraph]:
        boxes: list[Any] = []
        text = "".join(self._texts(element, boxes))
        self._seen += 1
        if self._seen > MAX_PARAGRAPHS:
            raise Trouble(0, _(TOO_MUCH))
        yield Paragraph(self._lists.bullet(element) + text, self._level(element), cell, last)
        for box in boxes:
            yield from self.paragraphs(box, cell, last=last)

    def _texts(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        """Yield a paragraph's text; text boxes that hang on it are put aside."""
        for child in element:
            name = name_of(child)
            if name in _UNSEEN:
                continue
            if name == "sdt" and child.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None:
                continue
            if name == "txbxContent":
                boxes.append(child)
            elif name == "t":
                yield child.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            else:
                self.pictures += name in _PICTURES
                yield from self._texts(child, boxes)

    def _level(self, element: Any) -> int:
        """Return the level of a heading; the title's is 1, as in Markdown."""
        properties = element.find(w("pPr"))
        outline = None if properties is None else properties.find(w("outlineLvl"))
        if outline is not None and (level := int(outline.get(w("val")))) < 9:
            return level + 1
        name = self._styles.get(element.style, "")
        if name == "title":
            return 1
        kind, _space, number = name.partition(" ")
        return int(number) if kind == "heading" and number.isdecimal() else 0
