"""Bodies: blocks survive Markdown, Markdown shows what the blocks say, and Chinese prose stays clean."""

import sys
import unicodedata
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content.body import dump_body, parse_body, plain_text
from generator.model import Block

PUNCTUATION = "".join(chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] in "PS")
MARKS = "#>-+*1.)`|=~:_[](){}!&<\\ \t\u3000\n天a/;x%"
ODD_LINES = [
    "# 标题", "#话题", "###", "> 引", ">引", "- 项", "-", "--", "---", "- - -", "+ 项", "* 项", "***", "1. 项", "1) 项",
    "12.", "１. 项", "```", "```python", "~~~", "~~删~~", "|", "| a | b |", "|---|---|", "===", "=", ":", ": 定义", "    码",
    "\t码", "　　首行", "尾 ", "尾　", "&amp;", "&#65;", "R&D;", "AT&T", "<b>粗</b>", "<!-- x -->", "<![CDATA[", "<http://a.b>",
    "[x](y)", "![x](y)", "[x][y]", "[x]: y", "[x]:y", "[x", "\\", "\\\\", "\\*", "a\\", "_x_", "__x__", "a_b_c", "*x*",
    "**x**", "***x***", "`x`", "{{< x >}}", "{{% x %}}", "{% x %}", "{: #id}", "a  b", "C#", "a ##", "a # #", "x^2^",
    "http://a.b/c_d_(e)", "(c)", "!", "“引”", "*[HTML]: x", "[^1]", "[^1]: x", "\ufeffx", "a\nb", "a\n---", "a\n===",
    "a|b\n-|-\nc|d", "a\n\nb", "a\n# b", "\na", "a\n", "a \n b", "x\u2028y", "5<6", "1.5亿元", "-5℃", "A·B——C",
    "[a\nb]: c", "||\n:--", "a\n    b", "- ", "1. ", "# ", "> ", "=\t", ": ", "  ", "*\t",
]  # fmt: skip


class Text(HTMLParser):
    """The text of each block of some HTML, and all its tags."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.tags, self.inside = [], [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in ("p", "h2"):
            self.blocks.append("")
            self.inside = True

    def handle_data(self, data):
        if self.inside:
            self.blocks[-1] += data

    def handle_endtag(self, tag):
        if tag in ("p", "h2"):
            self.inside = False


def shown(html):
    reader = Text()
    reader.feed(html)
    reader.close()
    return reader.blocks, [tag for tag in reader.tags if tag != "br"]


def check(blocks):
    written = dump_body(blocks)
    assert parse_body(written) == tuple(blocks)
    texts, tags = shown(markdown.markdown(written, extensions=["tables", "sane_lists", "fenced_code"]))
    assert texts == [block.text for block in blocks]
    kinds = {"paragraph": ["p"], "subhead": ["h2"], "label": ["p", "strong"]}
    assert tags == [tag for block in blocks for tag in kinds[block.type]]


TYPES = ["paragraph", "subhead", "label"]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("line", ODD_LINES)
def test_a_line_that_looks_like_markdown_is_shown_as_it_is(kind, line):
    check([Block("paragraph", "上文。"), Block(kind, line), Block(kind, line), Block("paragraph", "下文。")])


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("line", ODD_LINES)
def test_commonmark_shows_the_same_text(kind, line):
    commonmark = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks = [Block("paragraph", "上文。"), Block(kind, line), Block("paragraph", "下文。")]
    assert shown(commonmark.render(dump_body(blocks)))[0] == [block.text for block in blocks]


@pytest.mark.parametrize("kind", TYPES)
def test_every_punctuation_mark_survives_in_company(kind):
    for start in range(0, len(PUNCTUATION), 60):
        part = PUNCTUATION[start : start + 60]
        check([Block(kind, part), Block(kind, part[::-1])])
        check([Block(kind, "字".join(part)), Block(kind, " ".join(part))])


def test_every_punctuation_mark_survives_alone():
    for start in range(0, len(PUNCTUATION), 60):
        check([Block("paragraph", mark) for mark in PUNCTUATION[start : start + 60]])
    for kind in TYPES:
        check([Block(kind, mark) for mark in PUNCTUATION if mark.isascii()])
        check([Block(kind, f"{mark} 字{mark}字 {mark}") for mark in PUNCTUATION if mark.isascii()])


@given(st.lists(st.builds(Block, st.sampled_from(TYPES), st.text(MARKS, min_size=1, max_size=12)), max_size=4))
@example([Block("paragraph", "a\n \nb")])
@example([Block("paragraph", "&#1 &#65 &#x41 R&D &amp; &copy2")])
def test_random_marks_survive_and_are_shown(blocks):
    check(blocks)


@given(st.lists(st.builds(Block, st.sampled_from(TYPES), st.text(min_size=1)), max_size=4))
def test_any_text_survives(blocks):
    assert parse_body(dump_body(blocks)) == tuple(blocks)


@pytest.mark.parametrize(
    "prose",
    [
        "株洲日报·掌上株洲讯（记者/谢嘉）11月24日，天元区“三个一”工程——投资1.5亿元，同比增长3.5%！",
        "据悉,今年1-10月(含)全市完成技改67+59+75项;气温-5℃~8℃;A/B两组;R&D经费;#1线;snake_case;[图];10:30开始。",
        "1.项目建设 2、民生实事 (3)营商环境 ①② 【做法】",
    ],
)
def test_ordinary_prose_is_written_as_it_is(prose):
    assert dump_body([Block("paragraph", prose)]) == prose


def test_a_block_without_text_is_left_out():
    assert dump_body([Block("paragraph", ""), Block("label", "甲"), Block("subhead", "")]) == "**甲**"


def test_markdown_of_a_person_keeps_its_marks_as_text():
    text = "- 一\n- 二\n\n| a | b |\n|---|---|\n\n**粗**而*斜*\n\n&nbsp;&#x41;&#9999999;\n"
    assert [block.text for block in parse_body(text)] == [
        "- 一\n- 二", "| a | b |\n|---|---|", "**粗**而*斜*", "&nbsp;&#x41;&#9999999;",
    ]  # fmt: skip


def test_plain_text_has_no_escapes():
    assert plain_text("\\# 甲\n\n## 乙\n\n**丙**") == "# 甲\n乙\n丙"
