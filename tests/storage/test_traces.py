"""What was written is found again, however an export or a document has spelt it."""

from __future__ import annotations

import json
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from storage.envelope import encode
from storage.exports.escape import inline, paragraph
from storage.traces import EXPORT_SUFFIXES, as_words, readings
from tests.hostile import TEXTS
from tui.formats import PlanFormat

LINES = st.one_of(st.text(min_size=1).filter(str.isprintable), st.sampled_from([*TEXTS.values()]))


@given(LINES)
def test_a_line_is_found_in_every_writing(line):
    for one in line.splitlines():
        words = as_words(one)
        for writing in (one, paragraph(one), inline(one)):
            assert words in readings(f"before\n{writing}\nafter")
        for writing in (json.dumps(one), encode(one).decode()):
            assert words in readings(f'{{"before": {writing}, "after": ""}}')


def test_a_name_is_found_as_a_whole_word_in_any_case():
    assert as_words("Bo Åse") in as_words("Her er bo åse.")
    assert as_words("Bo") not in as_words("En bok")
    assert as_words("Åse") == as_words("A\u030ase")


def test_a_plan_in_any_format_is_looked_into():
    assert {f".{one}" for one in get_args(PlanFormat)} <= {*EXPORT_SUFFIXES}
