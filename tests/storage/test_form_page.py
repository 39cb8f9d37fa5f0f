"""The form as a page: everything is asked, nothing is fetched, and what it saves is the form.

What its script does is proved in a browser by ``python -m tests.paper.browser``.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from storage.exports.escape import noted
from storage.exports.form import INDENT, form_to_markdown
from storage.exports.form_page import form_to_page
from storage.forms.form import Form
from storage.forms.page_words import page_words_in
from storage.text import HIDDEN
from tests.hostile import TEXTS
from tests.paper import forms
from tests.storage.harmless import html


class Parsed(HTMLParser):
    """The elements and attributes of a page, its texts, and what its labels name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.named: set[str] = set()
        self.ids: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _value in attrs)
        given = dict(attrs)
        if tag == "label" and given.get("for"):
            self.named.add(str(given["for"]))
        if tag == "textarea":
            self.ids.append(str(given["id"]))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def data_of(page: str) -> dict[str, object]:
    (found,) = re.findall('<script type="application/json" id="form">(.*?)</script>', page)
    data: dict[str, object] = json.loads(found)
    return data


@pytest.mark.parametrize("language", forms.LANGUAGES)
def test_the_page_asks_all_that_the_form_asks_in_its_language(language: str) -> None:
    form = forms.form(language)
    page = form_to_page(form, "form.md")
    parsed = Parsed(page)
    assert page.startswith(f'<!doctype html>\n<html lang="{language}">')
    asked = [field.label for field in form.fields()]
    assert [text for text in parsed.texts if text in asked] == asked
    proposed = [word for field in form.fields() for word in field.proposed]
    assert [text for text in parsed.texts if text in proposed] == proposed
    for section in form.sections:
        assert {section.title, *section.thoughts, section.lead} <= {"", *parsed.texts}
    assert {text for pair in form.frame for text in pair} <= {*parsed.texts}
    assert {*parsed.ids} == parsed.named
    assert data_of(page)["words"] == {
        name: getattr(page_words_in(language), name)
        for name in page_words_in(language).__struct_fields__
    }


def test_a_browser_may_run_the_page_s_own_script_and_apply_its_own_style_and_no_more() -> None:
    page = form_to_page(forms.form("nb"), "form.md")
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="(.*?)"', page)
    hashes = [
        b64encode(sha256(text.encode()).digest()).decode()
        for tag in ("style", "script")
        for text in re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    ]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{hashes[0]}'",
        f"script-src 'sha256-{hashes[1]}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert len(hashes) == 2
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_the_page_names_no_other_place_and_keeps_nothing() -> None:
    page = form_to_page(forms.form("nb"), "form.md")
    parsed = Parsed(page)
    assert not re.search(r"https?:|url\(|@import|(?<!:)//[\w.]+/", page.replace("/* ", ""))
    assert not {"a", "img", "link", "iframe", "form", "object", "svg"} & {*parsed.tags}
    assert not {"src", "href", "style", "action"} & parsed.attributes
    assert not [name for name in parsed.attributes if name.startswith("on")]
    assert not re.search(
        r"Storage|indexedDB|caches|cookie|fetch|XMLHttp|sendBeacon|WebSocket|\beval\b|innerHTML",
        page,
    )


def filled_in(page: str, answers: list[str]) -> str:
    """Return what the page's script writes: see ``block`` in form_page.js."""
    pieces = data_of(page)["pieces"]
    assert isinstance(pieces, list)
    blocks = [
        "\n\n" + "\n".join(INDENT + line for line in noted(answer).split("\n")) if answer else ""
        for answer in answers
    ]
    assert len(pieces) == len(blocks) + 1
    return "".join(map("".join, zip(pieces, [*blocks, ""], strict=True)))


@pytest.mark.parametrize("language", forms.LANGUAGES)
def test_what_the_page_saves_is_the_markdown_form_with_the_answers_in_its_gaps(
    language: str,
) -> None:
    form = forms.form(language)
    page = form_to_page(form, "form.md")
    data = data_of(page)
    assert (data["file"], data["indent"], data["hidden"]) == ("form.md", INDENT, HIDDEN)
    for answers in ({}, *forms.rounds(form)):
        given = [answers.get(field.place, "") for field in form.fields()]
        assert filled_in(page, given) == form_to_markdown(form, answers)


def saying(text: str) -> Form:
    """Return a form that says ``text`` wherever a person has a say in it."""
    form = forms.form("nb")
    sections = tuple(
        replace(
            section,
            title=text,
            thoughts=(text,),
            groups=tuple(
                replace(group, fields=tuple(replace(field, label=text) for field in group.fields))
                for group in section.groups
            ),
        )
        for section in form.sections[:2]
    )
    frame = tuple((name, text) for name, _said in form.frame)
    return replace(form, title=text, subtitle=text, closing=text, frame=frame, sections=sections)


def test_no_text_of_a_form_is_more_than_text_on_the_page() -> None:
    plain = form_to_page(saying("x"), "x.md")
    wrong = {
        name: faults
        for name, text in TEXTS.items()
        if (faults := list(html(form_to_page(saying(text), "x.md"), plain, text)))
    }
    assert wrong == {}
