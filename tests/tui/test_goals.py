"""``samtale goals``: the unit's goals listed, and taken in from Markdown."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from storage.home import Home
from tests.tui.conftest import Cli


def test_the_goals_are_listed_by_year_with_how_many_plans_serve_them(
    cli: Cli, team: Home, now: dt.datetime
) -> None:
    status, out, err = cli("goals")
    assert (status, err) == (0, "")
    heading, *rows = out.splitlines()
    assert heading.split() == ["Year", "Unit", "goal", "Plans"]
    assert [row.split()[0] for row in rows] == sorted(row.split()[0] for row in rows)

    found = json.loads(cli("goals", "--json", "--year", str(now.year))[1])
    assert [one["year"] for one in found] == [now.year] * 4
    assert found[0].keys() == {"id", "year", "text", "plans"}
    assert found[-1]["plans"] == 0 and sum(one["plans"] for one in found) > 3
    nothing = "There are no unit goals yet. In samtale {} leads to them.\n"
    assert cli("goals", "--year", "1999")[1] == nothing.format("u")
    (team.config / "settings.toml").write_text('[keys]\n"people.unit_goals" = "f12"\n')
    assert cli("goals", "--year", "1999")[1] == nothing.format("F12")


def test_a_file_of_goals_is_taken_in_once_and_tells_what_was_there(
    cli: Cli, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "goals.md"
    file.write_text("# Goals 2027\n- Answer\n- Learn \x1b[2J\n\n## 2028\n- answer\n- Answer\n")
    status, out, err = cli("goals", "--import", file, "--dry-run")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "+ 2027  Answer"
    assert out.endswith("3 would be added, 1 was there already.\n") and "\x1b" not in out
    assert json.loads(cli("goals", "--json")[1]) == []

    assert "3 were added, 1 was there already." in cli("goals", "--import", file)[1]
    status, out, _err = cli("goals", "--import", file)
    assert out.splitlines()[1] == "= 2027  Learn ␛[2J"
    assert out.endswith("0 were added, 4 were there already.\n")
    kept = json.loads(cli("goals", "--json")[1])
    assert [(one["year"], one["text"]) for one in kept] == [
        (2027, "Answer"), (2027, "Learn \x1b[2J"), (2028, "answer"),
    ]  # fmt: skip

    file.write_bytes(b"# 2029\n- Svar\n\nVi vil s\xe5 mye.\n")
    assert cli("goals", "--import", file)[2] == f"samtale: {file}:4: the file is not UTF-8 text\n"
    file.write_text("# 2029\n- Svar\n\nVi vil mye.\n")
    status, out, err = cli("goals", "--import", file)
    assert (status, out) == (1, "") and f"{file}:4: a paragraph has no place" in err
    assert cli("goals", "--dry-run")[0] == cli("goals", "--import", file, "--year", "2029")[0] == 2
    assert cli("goals", "--import", tmp_path / "none.md")[0] == 1
