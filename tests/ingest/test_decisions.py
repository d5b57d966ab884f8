"""What an editor decided holds in its place, in a new extraction too, and nowhere else."""

import pytest

from generator.errors import BaozhaiError
from generator.ingest.facts.decisions import Decision, parse_decisions, propose, settle
from generator.model import Block, Clipping, Head, IssueHead, Piece, Reading, Suspect

TEXT = "渌口整治\n在向南路、津路口、迎宾路整治,涪口区津路口除外。\n　　云塘社区枣花组"


def reading(text: str = TEXT, corrected: bool = False) -> Reading:
    title, body, last = text.split("\n")
    shown = body.replace("涪口", "渌口") if corrected else body
    clipping = Clipping(
        title,
        head=(Head("headline", title, (Piece(1, 0, len(title)),)),),
        body=(
            Block("paragraph", shown, (Piece(2, 0, len(body)),)),
            Block("paragraph", last.strip(), (Piece(3, len(last) - len(last.strip()), len(last)),)),
        ),
    )
    column = body.index("涪口")
    suspect = Suspect(2, "涪口", ("渌口",), 0.99, corrected, ("e",), column)
    return Reading(IssueHead(), (clipping,), suspects=(suspect,))


def texts(settled: Reading) -> list[str]:
    return [block.text for block in settled.articles[0].body]


def test_an_accepted_correction_is_carried_out_in_its_place_only():
    settled = settle(reading(), TEXT, [Decision("津路口", "、津路口、", "津口路")])
    assert texts(settled)[0] == "在向南路、津口路、迎宾路整治,涪口区津路口除外。"
    assert [(item.printed, item.proposals, item.applied) for item in settled.suspects] == [
        ("津路口", ("津口路",), True),
        ("涪口", ("渌口",), False),
    ]


def test_a_rejected_correction_is_undone_and_its_suspect_gone():
    settled = settle(reading(corrected=True), TEXT, [Decision("涪口", ",涪口区")])
    assert "涪口区" in texts(settled)[0]
    assert settled.suspects == ()


def test_a_longer_correction_keeps_what_follows_in_place():
    decisions = [Decision("云塘", "云塘社区", "菖塘新"), Decision("枣花", "区枣花组", "早花")]
    assert texts(settle(reading(), TEXT, decisions))[1] == "菖塘新社区早花组"


def test_a_decision_finds_its_place_in_a_new_extraction():
    moved = TEXT.replace("在向南路", "昨日,在向南路")
    assert "津口路" in texts(settle(reading(moved), moved, [Decision("津路口", "、津路口、", "津口路")]))[0]


def test_a_decision_finds_its_place_however_the_lines_are_broken():
    text = "渌口整治\n在向南路、津\n　　路口、迎宾路整治。"
    body = Block("paragraph", "在向南路、津路口、迎宾路整治。", (Piece(2, 0, 6), Piece(3, 2, 11)))
    before = Reading(IssueHead(), (Clipping("渌口整治", body=(body,)),))
    settled = settle(before, text, [Decision("津路口", "向南路、津路口、迎宾", "津口路")])
    assert texts(settled) == ["在向南路、津口路、迎宾路整治。"]
    assert [(item.line, item.start, item.applied) for item in settled.suspects] == [(2, 5, True)]


def test_a_decision_holds_in_a_headline_of_two_lines():
    lines = (Head("headline", "津路口开街", (Piece(1, 0, 5),)), Head("headline", "向南路通车", (Piece(2, 0, 5),)))
    before = Reading(IssueHead(), (Clipping("津路口开街 向南路通车", head=lines),))
    settled = settle(before, "津路口开街\n向南路通车", [Decision("向南路", "街向南路通", "向阳路")])
    assert settled.articles[0].headline == "津路口开街 向阳路通车"


def test_a_decision_without_its_context_changes_nothing():
    before = reading()
    assert settle(before, TEXT, [Decision("津路口", "在津路口", "津口路")]) is before


def test_the_proposed_line_is_one_that_can_be_read():
    suspect = Suspect(3, "云塘社区", ("菖塘社区", "云田社区"), 0.5, False, (), 2)
    line = propose(suspect, TEXT.split("\n")[2])
    assert parse_decisions(f"decisions = [\n{line},\n]", "decisions.toml") == (
        Decision("云塘社区", "　　云塘社区枣花组", "菖塘社区"),
    )


@pytest.mark.parametrize(
    "text",
    ['decisions = [{printed = "甲", context = "乙"}]', "decision = []", 'decisions = [{printed = "甲"}]'],
)
def test_a_wrong_decision_is_an_error_with_its_line(text):
    with pytest.raises(BaozhaiError) as caught:
        parse_decisions(text, "content/decisions.toml")
    assert caught.value.diagnostics[0].format("en").startswith("content/decisions.toml:1: error: ")
