"""No character of a page is ever lost, doubled or made up, whatever the page is."""

from hypothesis import given, settings
from hypothesis import strategies as st
from ingest.lexicon import lexicon

from generator.ingest.page import ledger
from generator.ingest.page.reading import read_page
from generator.ingest.page.strips import LINE_BREAK
from generator.model import Block, Clipping, Furniture, Head, IssueHead, Piece, Reading

LINES = [
    "芦淞区:打好助企“组合拳” 梧桐枝茂产业兴", "——记石鼓区营商环境", "1 审批做“减法”", "【农村改厕】农村改厕助力乡村振兴", "短评",
    "本报讯（记者 张伟 通讯员 李丽）近日，区里新开了两条公交线路。", "□本报记者 张伟", "▲青春渌口。咏洲 摄", "本报记者 曾敏 摄",
    "为推进产业项目建设,打造一流营商环境,芦淞", "区始终坚持“店小二”精神,紧扣企业需求。", "该区累", "计接种805585剂次。(完)",
    "首发之举就是创新工作机制,组建了链长办和企业联合党委。", "A2 要闻 2021年11月25日 星期四", "责任编辑/张伟", "（下转A3版）",
    "大家都说好。（下转A3版）", "(上接第1版)今后还要再开。", "好。（记者 张伟）", "", "", "", "　　", "\t", "改革经典案例", "文/韩雪 图/易明",
]  # fmt: skip
pages = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=40).map("\n".join),
    st.lists(st.one_of(st.sampled_from(LINES), st.text("今年区里“”，。！ \t\u3000\r0a（）【】摄", max_size=30)), max_size=20).map("\n".join),
    st.text(max_size=200),
)  # fmt: skip


def read(text: str) -> Reading:
    return read_page(text, path="page.txt", hints=IssueHead(), lexicon=lexicon())[0]


@settings(deadline=None, max_examples=250)
@given(pages)
def test_every_character_of_any_page_is_in_exactly_one_place(text: str):
    reading = read(text)
    assert reading.ledger == ledger.balance(text, reading)
    assert reading.ledger.balanced
    assert reading.ledger.characters == len("".join(text.split()))
    assert ledger.unplaced(text, reading) == ()


@settings(deadline=None, max_examples=150)
@given(pages)
def test_what_a_block_says_is_what_its_pieces_say_but_for_marked_insertions(text: str):
    reading = read(text)
    lines = LINE_BREAK.split(text)
    made_up = sum(len(insertion.text) for insertion in reading.insertions)
    surplus = sum(_surplus(block, lines) for article in reading.articles for block in _blocks(article))
    assert surplus == made_up


@given(pages)
@settings(deadline=None, max_examples=50)
def test_reading_twice_gives_the_same_reading(text: str):
    assert read(text) == read(text)


def _blocks(article: Clipping) -> list[Block | Head]:
    return [*article.head, *article.body, *(block for side in article.sidebars for block in _blocks(side))]


def _surplus(block: Block | Head, lines: list[str]) -> int:
    printed = "".join(lines[piece.line - 1][piece.start : piece.end] for piece in block.pieces)
    said, shown = "".join(block.text.split()), "".join(printed.split())
    rest = iter(said)
    assert all(char in rest for char in shown), "the print stands in the block in its own order"
    return len(said) - len(shown)


def test_a_piece_that_is_used_twice_does_not_balance():
    block = Block("paragraph", "芦淞区", (Piece(1, 0, 3),))
    reading = Reading(issue=IssueHead(), articles=(Clipping(headline="", body=(block, block)),))
    assert not ledger.balance("芦淞区", reading).balanced
    assert ledger.unplaced("芦淞区", reading) == (1,)


def test_a_character_that_is_nowhere_does_not_balance():
    reading = Reading(issue=IssueHead(), furniture=(Furniture(1, "芦淞", "folio"),))
    assert not ledger.balance("芦淞区", reading).balanced


def test_a_piece_beyond_its_line_does_not_balance():
    block = Block("paragraph", "芦淞区", (Piece(1, 0, 9),))
    reading = Reading(issue=IssueHead(), articles=(Clipping(headline="", body=(block,)),))
    assert not ledger.balance("芦淞区", reading).balanced
