"""A second window on the same home reads, and takes over when the first one is gone."""

from __future__ import annotations

from tests.terminal.conftest import Run, Start


def test_a_second_window_reads_until_the_first_is_killed_and_then_writes(
    start: Start, run: Run
) -> None:
    assert run("demo", "--keep", "samtale").returncode == 0
    first = start(cols=100, rows=30)
    first.wait_for_text("Åpne tiltak")
    second = start(cols=100, rows=30)
    second.wait_for_text("Åpne tiltak")
    second.wait_for_text("bare lesing")
    second.wait_for_text("åpen i et annet vindu (prosess ")

    second.press("n")
    second.wait_for_text("kan du lese her")
    second.press("enter")
    second.wait_for_text("Samtaler")
    second.press("esc")
    assert run("people").returncode == 0

    first.kill()
    second.wait_until_gone("bare lesing")
    second.press("n")
    second.wait_for_text("Måneder mellom samtaler")
    second.type("Ny Nordlending")
    second.press("enter")
    second.wait_until_gone("Måneder mellom samtaler")
    second.wait_for_text("Ny Nordlending")
    second.press("q")
    assert second.exit_status() == 0
    assert "Ny Nordlending" in run("people").stdout
