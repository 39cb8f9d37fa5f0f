"""Print a plan with a real browser, and look at the paper.

::

    python -m tests.paper.plan [--pictures FOLDER] [--without GUARD]

Needs Chromium and poppler-utils. Plans of one action and of a hundred, with short words and with
overlong ones, in each language: every word must stand whole, once, between the margins of A4; no
action may be parted by a page's edge, and no heading from its first action, nor the places to sign
from theirs. Nothing may be asked for, and in both themes all text must be read with ease. With a
guard taken out the exit status is 1, to show that it would be: ``rows`` (an action may be parted),
``headings`` (a heading may stand alone at the foot of a page), ``signatures`` (so may a place to
sign).
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from storage.agreement import answer
from storage.exports import html
from storage.exports.html import plan_to_html
from storage.exports.labels import labels_in
from storage.records import Action, Conversation, Feedback, Goal, Owner, Plan
from tests.paper import proof
from tests.paper.browser import SCRIPT
from tests.paper.chromium import Browser, browser
from tests.paper.forms import LANGUAGES
from tests.paper.pdf import Line, cut_off, printed_lines
from tests.storage.talks import OSLO, example

MARGIN = 16 / 25.4 * 72
"""Points; a little less than the page's, for letters that reach over their line."""
GUARDS = {
    "rows": ("h1, h2, h3, dt, dd, tr, ", "h1, h2, h3, dt, dd, "),
    "headings": ("h1, h2, h3, .kind, h3 + dl, thead, .said { break-after: avoid; }", ""),
    "signatures": (".agreement { break-inside: avoid; }", ""),
}
"""By name: what stands in the style, and what instead when it is taken out."""
SIZES = (0, 1, 3, 6, 13)
"""Goals in a plan; each has up to four actions."""
OWNERS: tuple[Owner, ...] = ("manager", "employee", "both")
_AT = dt.datetime(2026, 3, 3, 14, 5, tzinfo=OSLO)


def words(name: str, count: int) -> str:
    """Return so many words; none stands twice in a plan, and some are longer than a column."""
    return " ".join(
        f"{name}.{number}." + "ø" * (50 if number % 19 == 9 else number * 7 % 9)
        for number in range(count)
    )


def plan(goals: int) -> Plan:
    """Return a plan of so many goals, in which no word stands twice; a goal begins with ``G``."""
    made = [
        Goal(
            id=f"{at}",
            kind="work" if at % 2 else "development",
            text=words(f"G{at}", 3 + at * 5 % 17),
            why=words(f"why{at}", at * 11 % 60),
            support=words(f"support{at}", at * 3 % 7),
        )
        for at in range(goals)
    ]
    actions = [
        Action(
            goal=f"{at}",
            text=words(f"A{at}x{of}", 2 + (at + of) * 13 % 40),
            owner=OWNERS[of % 3],
            deadline=dt.date(2027, 1 + of, 1 + at % 28),
            if_then=words(f"if{at}x{of}", of * 4),
        )
        for at in range(goals)
        for of in range(1 + at % 4)
    ]
    said = Feedback(*(words(which, 5 + goals) for which in ("more", "less", "keep")))
    return Plan(goals=tuple(made), actions=tuple(actions), to_employee=said)


def talk(language: str, goals: int) -> Conversation:
    """Return a talk with such a plan, its summary and both answers."""
    made = replace(example(language), plan=plan(goals), summary=words("sum", goals * 31 % 200))
    made.answers = ()
    answer(made, "employee", "disagree", words("note", 3 + goals * 17 % 160), _AT)
    answer(made, "manager", "agree", "", _AT)
    return made


def whole(plan: Plan, made: Conversation, lines: list[Line]) -> tuple[int, list[str]]:
    """Return how many words were looked for, and those that don't stand on the paper once."""
    columns = defaultdict[int, str](str)
    for line in lines:
        columns[round(line.left)] += line.text
    printed = "\n".join(columns.values())
    said = [made.summary, *(one.note for one in made.answers)]
    said += [plan.to_employee.more, plan.to_employee.less, plan.to_employee.keep]
    said += [text for one in plan.goals for text in (one.text, one.why, one.support)]
    said += [text for one in plan.actions for text in (one.text, one.if_then)]
    wanted = [word for text in said for word in text.split()]
    times = Counter({word: printed.count(word) for word in wanted})
    return len(wanted), [f"{word} is printed {n} times" for word, n in times.items() if n != 1]


def page_of(lines: list[Line], word: str) -> int:
    """Return the page on which a text begins, known by its first word."""
    return next((one.page for one in lines if one.text.startswith(word)), -1)


def parted(made: Conversation, lines: list[Line]) -> list[str]:
    """Return what a page's edge has parted, though it would have stood on one page."""
    faults = []
    for action in made.plan.actions:
        first, *_others, last = action.text.split()
        ends = next((one.page for one in lines if last[:10] in one.text), -1)
        if page_of(lines, first) != ends:
            faults.append(f"{first} is parted by a page's edge")
    for goal in made.plan.goals:
        heading = goal.text.split()[0]
        if page_of(lines, heading) != page_of(lines, f"A{goal.id}x0.0."):
            faults.append(f"{heading} stands on another page than its first action")
    labels = labels_in(made.agenda.language)
    ends = {page_of(lines, labels.agreement), page_of(lines, labels.signature)}
    if len(ends) != 1 or -1 in ends:
        faults.append(f"the places to sign are on other pages than their heading: {ends}")
    return faults


def looked_at(chromium: Browser, name: str, pictures: Path | None) -> tuple[float, list[str]]:
    """Look at the page in both themes and two widths; return the lowest contrast of a text."""
    lowest, faults = 99.0, []
    for scheme in ("light", "dark"):
        for width in (320, 1000):
            shot = chromium.picture(width, dark=scheme == "dark")
            ratio, text = chromium.run(f"() => ({SCRIPT}).contrast()")
            lowest = min(lowest, ratio)
            if ratio < 4.5:
                faults.append(f"{name} {scheme}: a contrast of {ratio:.1f}: {text}")
            if chromium.run(f"() => ({SCRIPT}).wide()") > 0:
                faults.append(f"{name}: wider than {width} pixels")
            if pictures:
                (pictures / f"{name}-{scheme}-{width}.png").write_bytes(shot)
    chromium.call("Emulation.clearDeviceMetricsOverride")
    return lowest, faults


def main() -> int:
    options = proof.options(__doc__, GUARDS)
    if options.without:
        there, instead = GUARDS[options.without]
        assert there in html.STYLE
        html.STYLE = html.STYLE.replace(there, instead)
    pages, count, lowest, faults, own = 0, 0, 99.0, [], []
    with TemporaryDirectory(prefix="samtale-paper.") as folder, browser() as chromium:
        for language in LANGUAGES:
            for goals in SIZES:
                made, name = talk(language, goals), f"{language}-{goals}"
                file = Path(folder, f"{name}.html")
                file.write_text(plan_to_html(made), encoding="utf-8")
                own.append(file.as_uri())
                chromium.open(file.as_uri())
                pdf = file.with_suffix(".pdf")
                chromium.print_to(pdf)
                sizes, lines = printed_lines(pdf)
                some, wrong = whole(made.plan, made, lines)
                pages, count = pages + len(sizes), count + some
                inside = [one for one in cut_off(pdf, MARGIN) if f"/ {len(sizes)}" not in one]
                wrong += [*inside, *parted(made, lines)]
                faults += [f"{name}: {one}" for one in wrong]
                if language == LANGUAGES[0]:
                    ratio, unseen = looked_at(chromium, name, options.pictures)
                    lowest, faults = min(lowest, ratio), faults + unseen
                if options.pictures:
                    (options.pictures / pdf.name).write_bytes(pdf.read_bytes())
        away, wrong = chromium.strayed(*own)
    return proof.ended(
        faults + wrong,
        f"{len(own)} plans on {pages} pages of A4, {count} words whole, lowest contrast"
        f" {lowest:.1f}, {away} requests",
    )


if __name__ == "__main__":
    sys.exit(main())
