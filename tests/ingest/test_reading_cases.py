"""Whole pages: a page, `====`, and the outline of how it is read; new cases need no Python."""

from pathlib import Path

import pytest
from ingest.lexicon import lexicon
from ingest.outline import outline

from generator.ingest.page.reading import read_page
from generator.model import IssueHead

CASES = sorted((Path(__file__).parents[1] / "cases" / "reading").glob("*.txt"))
RULE = "\n====\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_page_is_read_as_its_case_says(case: Path, request: pytest.FixtureRequest):
    page, _, expected = case.read_text(encoding="utf-8").partition(RULE)
    reading, _ = read_page(page, path=case.name, hints=IssueHead(), lexicon=lexicon())
    found = outline(reading) + "\n"
    if request.config.getoption("--update-cases"):
        case.write_text(page + RULE + found, encoding="utf-8")
        return
    assert reading.ledger.balanced
    assert found == expected
