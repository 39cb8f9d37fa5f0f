"""The employee's form as a Word document: headings, and below each question a box to write in.

A box is a table of one cell, which Word, LibreOffice and Google Docs all keep, and which grows with
what is written. What a box holds is an answer, whatever it looks like: `storage.imports.form_word`
goes by the boxes first and by the questions' words where a box is gone.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from storage.exports.escape import noted
from storage.forms.form import Field, Form, Group
from storage.forms.page_words import PageWords, page_words_in

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

FONT = "Calibri"
"""Word's own; LibreOffice and Google Docs have one of the same width in its place."""
TEXT, MUTED, ACCENT = "22262A", "635D56", "2C6E5C"
EDGE, TINT = "A8A292", "EDF3EE"
WIDTH = 162
"""Between the margins, in mm."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
LONGEST_PROPERTY = 255
"""Characters of a title that a document's properties have room for."""
_COUNTRIES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_FRAMED = (
    "<w:pBdr>"
    f'<w:top w:val="single" w:sz="4" w:space="5" w:color="{TINT}"/>'
    f'<w:left w:val="single" w:sz="24" w:space="6" w:color="{ACCENT}"/>'
    f'<w:bottom w:val="single" w:sz="4" w:space="5" w:color="{TINT}"/>'
    "</w:pBdr>"
    f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
    '<w:spacing w:before="0" w:after="0" w:line="300" w:lineRule="auto"/>'
)
_STYLES = (
    # name, points, colour, bold, space above, space below, stays with what follows
    ("Normal", 11, TEXT, False, 0, 3, False),
    ("Title", 22, TEXT, True, 0, 2, True),
    ("Subtitle", 11, MUTED, False, 0, 12, True),
    ("Heading 1", 15, ACCENT, True, 22, 3, True),
    ("Heading 2", 11, TEXT, True, 12, 3, True),
    ("Caption", 10, MUTED, False, 0, 3, True),
)


def form_to_word(form: Form) -> bytes:
    """Return the form as a .docx file. Raises ImportError where the library isn't installed."""
    from docx import Document as new_document

    words = page_words_in(form.language)
    document = new_document()
    _set_up(document, form)
    _head(document, form)
    for section in form.sections:
        _text(document, section.title, "Heading 1")
        if section.lead:
            _text(document, section.lead, "Caption")
        if section.thoughts:
            _text(document, form.labels.think_of, "Caption")
            for thought in section.thoughts:
                _text(document, f"– {thought}", "Caption")
        for group in section.groups:
            _group(document, group, words)
    _text(document, form.closing).paragraph_format.space_before = _points(22)
    _text(document, f"{form.labels.reference}: {form.reference}", "Caption")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)


def _set_up(document: Document, form: Form) -> None:
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm((210 - WIDTH) / 2)
    page.top_margin = page.bottom_margin = Mm(20)
    for style in _STYLES:
        _style(document, *style)
    language = _COUNTRIES[form.labels.code]
    properties = document.core_properties
    properties.title = noted(form.title)[:LONGEST_PROPERTY]
    properties.language = language
    properties.author = properties.comments = ""
    for one in document.styles.element.find(_w("docDefaults")).iter(_w("lang")):
        one.set(_w("val"), language)
    for one in document.settings.element.iter(_w("compatSetting")):
        if one.get(_w("name")) == "compatibilityMode":
            one.set(_w("val"), "15")  # that of today's Word, in which a table's edge is the text's
    trim(document)


def trim(document: Document) -> None:
    """Take out what the library's template brings along and a form has no use for.

    That is a picture of an empty page, a second copy of all styles, and a hundred table styles:
    19 parts in 20 of the file.
    """
    from docx.enum.style import WD_STYLE_TYPE
    from docx.opc.constants import RELATIONSHIP_TYPE

    for part in (document.part.package, document.part):
        for id, relation in list(part.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL or relation.reltype.endswith(
                "/stylesWithEffects"
            ):
                del part.rels[id]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()


def _style(
    document: Document,
    name: str,
    size: int,
    colour: str,
    bold: bool,
    above: int,
    below: int,
    stays: bool,
) -> None:
    from docx.shared import RGBColor

    style: Any = document.styles[name]
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, _points(size), bold, False
    font.color.rgb = RGBColor.from_string(colour)
    look = style.element
    look.rPr.rFonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        look.rPr.rFonts.set(_w(script), FONT)
    for leftover in (*look.iter(_w("pBdr")), *look.rPr.findall(_w("spacing"))):
        leftover.getparent().remove(leftover)
    paragraph.space_before, paragraph.space_after = _points(above), _points(below)
    paragraph.line_spacing, paragraph.keep_with_next = 1.1, stays


def _head(document: Document, form: Form) -> None:

    _text(document, form.title, "Title")
    _text(document, form.subtitle, "Subtitle")
    _text(document, form.greeting).paragraph_format.space_after = _points(10)
    reference = (form.labels.reference, form.reference)
    for name, said in (*form.frame, reference):
        _framed(document, name, said)


def _framed(document: Document, name: str, said: str) -> None:
    """Write a line of the frame. It is no table: what stands in a table is an answer."""
    from docx.shared import Mm, RGBColor

    line = document.add_paragraph()
    line._p.insert(0, _xml("pPr", _FRAMED))
    line.paragraph_format.tab_stops.add_tab_stop(Mm(48))
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(48), -Mm(45)
    line.add_run(_printable(name)).font.color.rgb = RGBColor.from_string(MUTED)
    line.add_run(f"\t{_printable(said)}")


def _group(document: Document, group: Group, words: PageWords) -> None:
    if not group.title:
        for field in group.fields:
            _text(document, field.label, "Heading 2")
            _box(document)
        return
    title = _text(document, group.title, "Heading 2")
    if group.details:
        title.paragraph_format.space_after = _points(0)
        _text(document, group.details, "Caption")
    _rows(document, group.fields, words)


def _box(document: Document) -> None:
    from docx.shared import Mm

    table = _table(document, 1, (WIDTH,))
    table.rows[0].height = Mm(20)


def _rows(document: Document, fields: Sequence[Field], words: PageWords) -> None:
    """Write questions that are about one thing, each with its room beside it."""
    from docx.shared import Mm

    table = _table(document, len(fields), (50, WIDTH - 50))
    for row, field in zip(table.rows, fields, strict=True):
        question, room = row.cells
        row.height = Mm(8 if field.proposed else 14)
        _shade(question, TINT)
        _fill(question, field.label, TEXT)
        if field.proposed:
            room.paragraphs[0]._p.append(_choice(field, words.choose))


def _table(document: Document, rows: int, widths: Sequence[float]) -> Table:
    """Return a new table with thin lines."""
    from docx.shared import Mm

    table: Table = document.add_table(rows, len(widths))
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{EDGE}"/>' for side in _SIDES
    )
    table._tbl.replace(
        table._tbl.tblPr,
        _xml(
            "tblPr",
            '<w:tblW w:w="0" w:type="auto"/><w:tblInd w:w="0" w:type="dxa"/>'
            f"<w:tblBorders>{lines}</w:tblBorders>"
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="115" w:type="dxa"/>'
            '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="115" w:type="dxa"/></w:tblCellMar>',
        ),
    )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = _points(0)
    return table


def _choice(field: Field, hint: str) -> Any:
    """Return a list to choose from, in which any other words can be written as well."""
    words = "".join(
        f"<w:listItem w:displayText={word} w:value={word}/>"
        for word in (quoteattr(noted(word)) for word in field.proposed)
    )
    colour = f'<w:rPr><w:color w:val="{MUTED}"/></w:rPr>'
    return _xml(
        "sdt",
        f"<w:sdtPr><w:alias w:val={quoteattr(hint)}/><w:showingPlcHdr/>"
        f"<w:comboBox>{words}</w:comboBox></w:sdtPr>"
        f"<w:sdtContent><w:r>{colour}<w:t>{escape(hint)}</w:t></w:r></w:sdtContent>",
    )


def _shade(cell: _Cell, colour: str) -> None:
    shade = f'w:val="clear" w:color="auto" w:fill="{colour}"'
    cell._tc.get_or_add_tcPr().append(_xml("shd", "", shade))


def _fill(cell: _Cell, text: str, colour: str = TEXT) -> None:
    from docx.shared import RGBColor

    run = cell.paragraphs[0].add_run(_printable(text))
    run.font.color.rgb = RGBColor.from_string(colour)


def _text(document: Document, text: str, style: str = "Normal") -> Paragraph:
    return document.add_paragraph(_printable(text), style)


def _printable(text: str) -> str:
    """Return text without characters that XML has no way to hold."""
    return noted(text)


def _xml(name: str, inside: str, attributes: str = "") -> Any:
    """Return an element of Word's."""
    from docx.oxml import parse_xml

    return parse_xml(f'<w:{name} xmlns:w="{_WORD}" {attributes}>{inside}</w:{name}>')


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _w(name: str) -> str:
    return f"{{{_WORD}}}{name}"
