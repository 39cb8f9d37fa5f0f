"""The plan as a page: self-contained, quiet, and the same plan as in the Markdown."""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from storage.agreement import answer
from storage.exports.html import plan_to_html
from storage.records import Conversation
from tests.storage.harmless import html
from tests.storage.talks import OSLO, example, talks

WHEN = dt.datetime(2026, 3, 3, 14, 5, tzinfo=OSLO)


@pytest.mark.parametrize(("language", "code"), [("nb", "nb"), ("nn", "nn"), ("en", "en")])
def test_the_page_shows_the_plan_in_the_talk_s_language(language: str, code: str) -> None:
    page = plan_to_html(example(language))
    assert page.startswith(f'<!doctype html>\n<html lang="{code}">')
    assert "<title>Medarbeidersamtale – Kari Nordmann</title>" in page
    for element in (
        "<h1>Medarbeidersamtale – Kari Nordmann</h1>",
        "<dd>Prosjektet er levert, og\nkunden er spurt</dd>",
        "<td>☐</td><td><p>Melde på prosjektlederkurs</p>",
        "<td>☑</td><td><p>Skygge Ola i Fjord-prosjektet</p>",
        "<td>Si fra tidlig\n- også om småting</td><td>Være til stede</td>",
        "<blockquote>Jeg skal lede et prosjekt.\n\nSiri melder meg på kurs.</blockquote>",
    ):
        assert element in page


def test_what_is_to_be_done_stands_beside_who_does_it_and_when() -> None:
    page = plan_to_html(example())
    (row,) = [line for line in page.splitlines() if "Melde på prosjektlederkurs" in line]
    assert row.endswith("<td>Siri Berg</td><td>fredag 15. januar 2027</td></tr>")
    (row,) = [line for line in page.splitlines() if "Skygge Ola" in line]
    assert "<dt>mandag 4. mai 2026</dt><dd>utsatt til tirsdag 1. september 2026 – " in row
    assert row.endswith("<td>Kari Nordmann</td><td>uten frist</td></tr>")


def test_both_have_a_place_to_sign_beside_what_they_have_answered() -> None:
    talk = example()
    answer(talk, "employee", "agree_with_note", "Gjerne før\nsommeren", WHEN)
    page = plan_to_html(talk)
    assert "<blockquote>Gjerne før\nsommeren</blockquote>" in page
    signatures = page[page.index('<div class="signatures">') : page.index("<footer")]
    employee, manager = signatures.split("<p><strong>")[1:]
    assert employee.startswith("Kari Nordmann</strong>") and manager.startswith(
        "Siri Berg</strong>"
    )
    assert "Svart i Samtale: er enig, med en merknad<br>tirsdag 3. mars 2026 kl. 14:05" in employee
    assert "har ikke svart" in manager
    for place in (employee, manager):
        assert '<p class="line"><span>Underskrift</span><span>Dato</span></p>' in place


def test_an_answer_to_another_text_is_called_that() -> None:
    talk = example()
    answer(talk, "employee", "agree", "", WHEN)
    talk.summary = "Noe annet."
    assert "er enig · til en tidligere tekst" in plan_to_html(talk)


def test_only_a_plan_that_is_not_closed_is_called_a_draft_at_the_top() -> None:
    talk = example()
    assert '<p class="draft">' in plan_to_html(talk)
    talk.state = "agreed"
    assert '<p class="draft">' not in plan_to_html(talk)


def test_a_held_follow_up_has_no_place_to_sign() -> None:
    page = plan_to_html(replace(example("en"), state="held", answers=()))
    assert "The follow-up was held." in page
    assert "This is a draft" not in page and '<div class="signatures">' not in page


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
    own = "main|/?(h1|h2|h3|p|dl|dt|dd|strong|span|code|br|table|thead|tbody|tr|th|td)"
    own += "|/?(blockquote|section|div|footer)"
    assert {
        tag for tag in found if not re.fullmatch(f'<({own}|/main)( class="\\w+")?>', tag)
    } == set()
