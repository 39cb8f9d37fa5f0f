"""The first start of the installed program: all is locked, and one comes back from the demo."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.conftest import Start


def test_it_all_may_be_typed_before_the_program_has_asked(start: Start) -> None:
    """Over a slow line: language, name, no passphrase, a person and a talk, in one packet."""
    app = start()
    app.wait_for_text("Hvilket språk?")
    esc = "\x1b[27u"
    app.send(f"\rSiri Berg\r{esc}nKari Nordmann\rpsEt godt år")
    app.wait_for_text("Et godt år")
    app.wait_for_text("F2  Leder · Siri")
    app.wait_for_text("F3  Medarbeider · Kari")


def test_a_passphrase_is_chosen_and_the_demo_leads_back_to_the_locked_store(
    start: Start, home: Path
) -> None:
    app = start(cols=80, rows=24)
    app.wait_for_text("Hvilket språk?")
    app.press("esc")
    app.wait_for_text("Hva heter du?")
    app.press("esc")
    app.wait_for_text("Beskytte alt")
    app.type("fire fem ord her")
    app.press("tab")
    app.type("fire fem ord her")
    app.press("enter")
    app.wait_for_text("AGE-SECRET-KEY-1")
    app.press("enter")
    app.wait_for_text("Ingen er i teamet ennå.")  # the name is not asked for again
    assert (home / "samtale" / "data" / "identity.age").exists()
    app.press("e")
    app.wait_for_text("Disse menneskene er oppdiktet")
    app.press("q")
    app.wait_for_text("Låst. Skriv passordet")
    app.press("esc")
    assert app.exit_status() == 0
