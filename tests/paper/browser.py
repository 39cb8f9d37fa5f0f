"""Fill the form's page in with a real browser, save it, read it back, and print it.

::

    python -m tests.paper.browser [--pictures FOLDER] [--without GUARD]

Needs Chromium and poppler-utils. Every text of the hostile list, and the form's own words, go
through each language's page and come back; nothing may leave the page or stay in the browser; and
on paper every word must stand whole, once, between the margins of A4. With a guard taken out the
exit status is 1, to show that it would be: ``marks`` (answers are saved as they were typed),
``typed`` (text areas are printed as they are), ``policy`` (the page may ask for a picture).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage.exports import form_page
from storage.exports.form_page import form_to_page
from storage.forms.form import Form
from storage.imports.form import read_form, which_talk
from tests.hostile import TEXTS
from tests.paper import commands, forms, proof
from tests.paper.chromium import Browser, browser
from tests.paper.pdf import cut_off, printed_lines

FILE = "skjema.md"
MARGIN = 18 / 25.4 * 72 * 0.9
"""Points; a tenth for letters that reach over their line."""
SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
GUARDS = ("marks", "typed", "policy")


class Page:
    """The form's page in a browser, used as a person would."""

    def __init__(self, browser: Browser, page: Path) -> None:
        self._browser, self._page = browser, page

    def open(self) -> None:
        self._browser.open(self._page.as_uri())

    def do(self, name: str, *arguments: object) -> Any:
        return self._browser.run(f"(...given) => ({SCRIPT}).{name}(...given)", *arguments)

    def fill(self, answers: Mapping[Any, str]) -> None:
        self.do("fill", list(answers.values()))

    def save(self, name: str = FILE) -> str:
        """Save by the button, and return the file."""
        before = len(self._browser.events)
        self._browser.run("() => document.getElementById('save').click()")
        self._browser.wait(
            "the saved file",
            lambda: any(
                event["method"] == "Browser.downloadProgress"
                and event["params"]["state"] == "completed"
                for event in self._browser.events[before:]
            ),
        )
        saved = self._page.with_name(name)
        text = saved.read_bytes().decode()
        saved.unlink()
        return text

    def go_on_with(self, text: str) -> str:
        """Take a saved file in again, and return what the page says of it."""
        file = self._page.with_name("again.md")
        file.write_bytes(text.encode())
        said = self._browser.run("() => document.querySelector('output').textContent")
        root = self._browser.call("DOM.getDocument")["root"]["nodeId"]
        picker = self._browser.call("DOM.querySelector", nodeId=root, selector="input[type=file]")
        self._browser.call("DOM.setFileInputFiles", files=[str(file)], **picker)
        self._browser.wait(
            "the file that is taken in",
            lambda: self._browser.run("() => document.querySelector('output').textContent") != said,
        )
        return str(self._browser.run("() => document.querySelector('output').textContent"))

    def asks_before_leaving(self) -> bool:
        """Leave the page, and return whether that was asked about; it is left in any case."""
        before = len(self._browser.events)
        self._browser.open("about:blank")
        return "Page.javascriptDialogOpening" in self._browser.told_since(before)

    def tabbed_to(self, steps: int) -> list[str]:
        """Press Tab from the top of the page on; return where the focus was after each."""
        self._browser.run("() => document.activeElement.blur()")
        found = []
        for _step in range(steps):
            for kind in ("keyDown", "keyUp"):
                self._browser.call(
                    "Input.dispatchKeyEvent",
                    type=kind,
                    key="Tab",
                    code="Tab",
                    windowsVirtualKeyCode=9,
                )
            found.append(str(self.do("focused")))
        return found


def read_back(form: Form, text: str, answers: dict[str, str]) -> list[str]:
    """Return what is not as it was filled in."""
    reference = which_talk(text)
    if reference is None:
        return ["no form any more"]
    read = read_form(text, [form], reference)
    wanted = forms.kept(answers)
    return [
        f"{form.language} {place}: {wanted.get(place)!a:.60} became {read.texts.get(place)!a:.60}"
        for place in {**wanted, **read.texts}
        if read.texts.get(place) != wanted.get(place)
    ] + [f"{form.language}: not placed: {one.text!a:.60}" for one in read.unplaced]


def round_trips(page: Page, form: Form) -> tuple[int, list[str]]:
    """Fill in, save and read back; open the saved file in an empty page; return how many."""
    tried, faults = 0, []
    for answers in forms.rounds(form):
        page.open()
        page.fill(answers)
        text = page.save()
        faults += read_back(form, text, answers)
        page.open()
        page.go_on_with(text)
        if page.save() != text:
            faults.append(f"{form.language}: another file after going on with a saved one")
        tried += len(answers)
    if page.do("kept") != [0, 0, 0, 0]:
        faults.append(f"{form.language}: kept in the browser: {page.do('kept')}")
    return tried, faults


def handled(page: Page, form: Form) -> list[str]:
    """Return what is wrong with how the page behaves."""
    faults = []
    page.open()
    answers = forms.numbered(form)
    page.fill(answers)
    if not page.asks_before_leaving():
        faults.append("left without a question, though not saved")
    page.open()
    page.fill(answers)
    text = page.save()
    if page.asks_before_leaving():
        faults.append("a question before leaving, though saved")
    page.open()
    if "again.md" not in page.go_on_with(text.replace("##", "#", 1)) or any(page.do("answers")):
        faults.append("a file that was changed is taken in")
    stops = ["save", "open", "print", *(f"f{n + 1}" for n, _field in enumerate(form.fields()))]
    if (reached := page.tabbed_to(len(stops))) != stops:
        faults.append(f"Tab goes to {reached}")
    return faults + [f"without a label: {one}" for one in page.do("unlabelled")]


def seen(
    page: Page, browser: Browser, form: Form, pictures: Path | None, name: str
) -> tuple[float, list[str]]:
    """Look at the page in both themes and two widths; return the lowest contrast of a text."""
    lowest, faults = 99.0, []
    page.open()
    page.fill({place: text[:200] for place, text in forms.numbered(form).items()})
    for scheme in ("light", "dark"):
        for media in ("screen", "print"):
            features = [{"name": "prefers-color-scheme", "value": scheme}]
            browser.call("Emulation.setEmulatedMedia", media=media, features=features)
            ratio, text = page.do("contrast")
            lowest = min(lowest, ratio)
            if ratio < 4.5:
                faults.append(f"{scheme} {media}: a contrast of {ratio:.1f}: {text}")
        browser.call("Emulation.setEmulatedMedia", media="", features=[])
        for width in (320, 900):
            shot = browser.picture(width, dark=scheme == "dark")
            if page.do("wide") > 0:
                faults.append(f"{name}: wider than {width} pixels")
            if pictures:
                (pictures / f"{name}-{scheme}-{width}.png").write_bytes(shot)
    browser.call("Emulation.clearDeviceMetricsOverride")
    return lowest, faults


def printed(page: Page, browser: Browser, form: Form, pdf: Path) -> tuple[int, list[str]]:
    """Print a form with short and long answers; return how many words were looked for."""
    page.open()
    answers = forms.numbered(form)
    page.fill(answers)
    browser.print_to(pdf)
    words = Counter(" ".join(line.text for line in printed_lines(pdf)[1]).split())
    chosen = {place for place, text in answers.items() if " " not in text and "." not in text}
    looked_for = [w for place, text in answers.items() if place not in chosen for w in text.split()]
    faults = [f"{word} is printed {words[word]} times" for word in looked_for if words[word] != 1]
    return len(looked_for), [*faults, *cut_off(pdf, MARGIN)]


def through_commands(chromium: Browser, folder: Path, language: str) -> list[str]:
    """Have the page written by `samtale prep`, and what it saves taken in by `samtale import`."""
    home, file = folder / f"home-{language}", folder / "page.html"
    with commands.manager(home, language):
        faults = commands.obeyed("prep", "kari", "--format", "html", "--to", str(file), "--force")
        page = Page(chromium, file)
        page.open()
        (name,) = re.findall(r'"file": ("[^"]*")', file.read_text(encoding="utf-8"))
        texts = [forms.own_words(forms.form(language)), *TEXTS.values()]
        answers = [
            choices[0] if choices else text
            for choices, text in zip(page.do("choices"), texts, strict=False)
        ]
        page.fill(dict(enumerate(answers)))
        saved = folder / json.loads(name)
        saved.write_bytes(page.save(saved.name).encode())
        faults += commands.obeyed("import", str(saved))
        return faults + commands.came_in(home, answers)


def take_out(guard: str) -> None:
    """Have pages made without one of their guards."""
    whole = {kind: form_page.asset(kind) for kind in ("css", "js")}
    if guard == "marks":
        whole["js"] = whole["js"].replace("indent + line", "line")
    if guard == "typed":
        whole["css"] = (
            whole["css"]
            .replace(".js .answer textarea { display: none; }", "")
            .replace(
                ".js .answer .typed { visibility: visible;", ".js .answer .typed { display: none;"
            )
        )
    form_page.asset = whole.__getitem__  # type: ignore[assignment]


def main() -> int:
    options = proof.options(__doc__, GUARDS)
    if options.without:
        take_out(options.without)
    tried, words, lowest, faults = 0, 0, 99.0, []
    with TemporaryDirectory(prefix="samtale-paper.") as folder, browser() as chromium:
        place = Path(folder)
        chromium.save_to(place)
        pages = []
        for language in forms.LANGUAGES:
            for long in (False, True):
                form = forms.form(language, long=long)
                name = f"{language}{'-long' * long}"
                file = place / f"{name}.html"
                html = form_to_page(form, FILE)
                if options.without == "policy":
                    start, _meta, end = html.partition('<meta http-equiv="Content-Security-Policy"')
                    html = f'{start}<meta name="x"{end}<img src="http://127.0.0.1:9999/x.png">'
                file.write_text(html, encoding="utf-8")
                pages.append(file.as_uri())
                page = Page(chromium, file)
                if not long:
                    some, wrong = round_trips(page, form)
                    tried, faults = tried + some, faults + wrong + handled(page, form)
                some, wrong = printed(page, chromium, form, place / f"{name}.pdf")
                words, faults = words + some, faults + wrong
                ratio, wrong = seen(page, chromium, form, options.pictures, name)
                lowest, faults = min(lowest, ratio), faults + wrong
                page.open()
                chromium.print_to(place / f"{name}-empty.pdf")
                if options.pictures:
                    for pdf in (f"{name}.pdf", f"{name}-empty.pdf"):
                        (options.pictures / pdf).write_bytes((place / pdf).read_bytes())
        for language in forms.LANGUAGES:
            faults += through_commands(chromium, place, language)
        pages.append((place / "page.html").as_uri())
        away, wrong = chromium.strayed(*pages, "blob:")
    return proof.ended(
        faults + wrong,
        f"{len(pages) - 1} pages, {tried} answers saved, read back and gone on with, {words} words"
        f" printed on A4, {len(forms.LANGUAGES)} forms by prep and import, lowest contrast"
        f" {lowest:.1f}, {away} requests",
    )


if __name__ == "__main__":
    sys.exit(main())
