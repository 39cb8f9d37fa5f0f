"""What stands before the items of a Word document's lists, which their text doesn't say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

DEEPEST = 8
"""Word knows nine depths, counted from 0."""
_LONGEST_DESCENT = 10
"""Of styles that are based on each other, which in a damaged file may go in a circle."""
_NONE = "0"
"""The list that takes a paragraph out of the list of its style."""


def w(name: str) -> str:
    """Return a name in Word's namespace, as lxml writes it."""
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def parsed(part: Any) -> Any:
    """Return a part's XML, which the library itself has parsed for some kinds of part only."""
    from docx.oxml.parser import parse_xml

    return parse_xml(part.blob)


def name_of(element: Any) -> str:
    """Return an element's name without its namespace; comments and the like have none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class Lists:
    """The lists of a document, counted as its paragraphs are gone through in order."""

    def __init__(self, document: Document) -> None:
        self._formats = _formats(document)
        self._of_styles = _of_styles(document)
        self._counted: Counter[tuple[str, int]] = Counter()

    def bullet(self, paragraph: Any) -> str:
        """Return what stands before a paragraph's text: nothing where it is in no list."""
        numbered = _numbering(paragraph) or self._of_styles.get(paragraph.style)
        if numbered is None or numbered[0] == _NONE:
            return ""
        id, depth = numbered
        self._counted[numbered] += 1
        for deeper in range(depth + 1, DEEPEST + 1):
            self._counted.pop((id, deeper), None)
        bullet = self._formats.get(numbered, "bullet") in ("bullet", "none")
        return "  " * depth + ("- " if bullet else f"{self._counted[numbered]}. ")


def _numbering(holder: Any) -> tuple[str, int] | None:
    """Return the list and depth that a paragraph or a style names."""
    for numbering in holder.iterfind(f"{w('pPr')}/{w('numPr')}"):
        values = {name_of(one): one.get(w("val")) for one in numbering}
        if values.get("numId") is not None:
            return values["numId"], min(max(int(values.get("ilvl") or 0), 0), DEEPEST)
    return None


def _of_styles(document: Document) -> dict[str, tuple[str, int]]:
    """Return the lists that styles name, by the style's id, those they are based on included."""
    own, bases = {}, {}
    for style in document.styles.element.iterfind(w("style")):
        id = style.get(w("styleId"))
        own[id] = _numbering(style)
        bases[id] = next((one.get(w("val")) for one in style.iterfind(w("basedOn"))), None)
    found = {}
    for id in own:
        base = id
        for _step in range(_LONGEST_DESCENT):
            if numbered := own.get(base):
                found[id] = numbered
                break
            base = bases.get(base)
    return found


def _formats(document: Document) -> dict[tuple[str, int], str]:
    """Return how each list numbers its items, by its id and depth."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        tree = parsed(document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING))
    except KeyError:
        return {}
    kinds: dict[str, dict[int, str]] = {
        kind.get(w("abstractNumId")): {
            int(level.get(w("ilvl"))): str(number.get(w("val")))
            for level in list(kind.iterfind(w("lvl")))[: DEEPEST + 1]
            for number in level.iterfind(w("numFmt"))
        }
        for kind in tree.iterfind(w("abstractNum"))
    }
    return {
        (one.get(w("numId")), depth): format
        for one in tree.iterfind(w("num"))
        for abstract in list(one.iterfind(w("abstractNumId")))[:1]
        for depth, format in kinds.get(abstract.get(w("val")), {}).items()
    }
