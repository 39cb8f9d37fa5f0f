"""The plan as a page: self-contained, quiet, and the same plan as in the Markdown."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from storage.exports.html import plan_to_html
from storage.records import Conversation
from tests.storage.harmless import html
from tests.storage.talks import example, talks


@pytest.mark.parametrize(("language", "code"), [("nb", "nb"), ("nn", "nn"), ("en", "en")])
def test_the_page_shows_the_plan_in_the_talk_s_language(language: str, code: str) -> None:
    page = plan_to_html(example(language))
    assert page.startswith(f'<!doctype html>\n<html lang="{code}">')
    assert "<title>Medarbeidersamtale – Kari Nordmann</title>" in page
    for element in (
        "<h1>Medarbeidersamtale – Kari Nordmann</h1>",
        '<li class="task">☐ Melde på prosjektlederkurs<br><strong>Siri Berg</strong>',
        '<li class="task">☑ Skygge Ola i Fjord-prosjektet',
        "<td>Si fra tidlig<br>- også om småting</td>",
        "<p>Jeg skal lede et prosjekt.<br><br>Siri melder meg på kurs.</p>",
    ):
        assert element in page
    assert "[ ]" not in page


def test_both_have_a_place_to_sign() -> None:
    page = plan_to_html(example())
    signatures = page[page.index('<footer class="signatures">') :]
    assert "<p>Kari Nordmann<br>Dato og underskrift</p>" in signatures
    assert "<p>Siri Berg<br>Dato og underskrift</p>" in signatures


def test_a_browser_may_do_nothing_but_apply_the_page_s_own_style() -> None:
    page = plan_to_html(example())
    style = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="(.*?)"', page)
    digest = b64encode(sha256(style[0].encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert not re.search("url\\(|@import|https?:", style[0])
    assert "@page { size: A4" in style[0]


def test_the_page_has_no_script_no_link_and_no_picture() -> None:
    tags: set[str] = set()
    names: set[str] = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)
            names.update(name for name, _value in attrs)

    Tags().feed(plan_to_html(example()))
    assert not tags & {"script", "a", "img", "link", "iframe", "form", "object", "svg"}
    assert names <= {"charset", "http-equiv", "content", "name", "lang", "class"}


@settings(max_examples=15)
@given(talks())
def test_no_talk_makes_other_elements_than_the_page_s_own(talk: Conversation) -> None:
    page = plan_to_html(talk)
    assert list(html(page, page)) == []
    found = set(re.findall("<[^>]*>", page[page.index("<main>") : page.index("</body>")]))
    own = "main|/?(h1|h2|h3|p|ul|li|em|strong|code|br|table|thead|tbody|tr|th|td|blockquote|footer)"
    assert {
        tag for tag in found if not re.fullmatch(f'<({own}|/main)( class="\\w+")?>', tag)
    } == set()
