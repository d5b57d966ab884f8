"""Bodies: Markdown by anyone, as safe HTML with Chinese marks."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.render import markup
from generator.render.markup import _mixed_html, _safe_html, render
from generator.render.plain_markdown import cut

CASES = {
    "一,二。": "<p>一，二。</p>",
    "**一**,二": "<p><strong>一</strong>，二</p>",
    "`一,二`:三": "<p><code>一,二</code>：三</p>",
    "[一,二](https://a.cn/?a=1,2)": '<p><a href="https://a.cn/?a=1,2" rel="noopener noreferrer">一，二</a></p>',
    "[甲](../甲.md)": '<p><a rel="noopener noreferrer">甲</a></p>',
    "# 甲\n\n### 乙": '<h2 id="s1">甲</h2>\n<h3 id="s2">乙</h3>',
    "## 1 抓住关键": '<h2 id="s1"><span class="numeral">1</span> 抓住关键</h2>',
    "## 二、重视民情": '<h2 id="s1"><span class="numeral">二、</span> 重视民情</h2>',
    "## 2021年": '<h2 id="s1">2021年</h2>',
    "**做法**\n\n甲": '<p class="label">做法</p>\n<p>甲</p>',
    "甲  \n乙": "<p>甲<br>\n乙</p>",
    "- 甲\n- 乙": "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>",
    "| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |": '<table>\n<thead>\n<tr>\n<th>甲</th>\n<th class="right">乙</th>\n</tr>\n</thead>\n'
    '<tbody>\n<tr>\n<td>1</td>\n<td class="right">2</td>\n</tr>\n</tbody>\n</table>',
    "```\n甲,乙\n```": "<pre><code>甲,乙\n</code></pre>",
    'A & B < C "D"': '<p>A &amp; B &lt; C "D"</p>',
    r"1\. 甲\*乙": "<p>1. 甲*乙</p>",
    "": "",
}
ATTACKS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>1</script>)",
    '<div style="background:url(//evil)" onclick=x>y</div>',
    "<svg><script>1</script></svg>",
    "<iframe src=//evil></iframe>",
    '<p id="main" class="skip">x</p>',
    "<style>*{display:none}</style>",
    '[x](https://a.cn "\\" onmouseover=alert(1) ")',
    "<![CDATA[<script>1</script>",
    "<form action=//evil><input></form>",
]


class Tags(HTMLParser):
    """The tags, attributes and addresses a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]


@pytest.mark.parametrize(("body", "expected"), CASES.items())
def test_markdown_becomes_this_html(body: str, expected: str) -> None:
    assert render(body, "a.md") == (expected, ())


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_or_loads_survives(attack: str) -> None:
    made, _ = render(f"前\n\n{attack}\n\n后", "a.md")
    found = Tags(made)
    assert found.names <= {"p", "a", "span"}
    assert found.attributes <= {"href", "rel", "title", "class"}
    assert all(address.startswith(("https://", "http://", "#")) for address in found.addresses)
    assert not re.search(r'class="(?!lost")', made)
    assert "前" in made
    assert "后" in made


def test_a_picture_is_reported_and_its_words_stay() -> None:
    made, [diagnostic] = render("![产业园,一角](a.jpg)", "a.md")
    assert made == '<p><span class="lost">产业园，一角</span></p>'
    assert diagnostic.format().startswith("a.md: warning: the picture a.jpg is not published")


@settings(deadline=None)
@given(st.text())
@example(">" * 3000)
@example("[" * 3000)
@example("- " * 500)
@example("\n".join(" " * (4 * depth) + "- x" for depth in range(200)))
@example("<![")
@example("\x00&#0;\x02")
def test_no_text_makes_it_fail(body: str) -> None:
    made, _ = render(body, "a.md")
    assert "<script" not in made


BLOCKS = st.one_of(
    st.sampled_from([
        "今天开班。", "## 小标题", "**做法**", "1.5亿元", "- 一\n- 二", "1. 一", "2. 二", "3) 三", "> 引文", "    缩进", "    - 深", "\t制表",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", "*重*点", "***", "---", "甲\n---", "甲  \n乙", "#", "  今天", "甲\u3000乙", "\u3000\u3000甲",
        "[甲](https://a.cn)", "[甲]", "[甲]: https://a.cn", "`码`", "```\n码", "```", "~~~", "<div>", "</div>", "<b>甲", "&amp;", "\\*", "![图](a.jpg)",
        "* 一\n\n    二", "- ", "+ 一", "甲|乙", ":---", "!", "{甲}", "", " ",
    ]),
    st.builds(
        "{}{}".format,
        st.sampled_from(["", "", "## ", "**", "- ", "1. ", "> "]),
        st.text("株洲,。:!?()“”A1 .-+=#*_\u3000\xa0\u200b"),
    ),
    st.text(max_size=8),
)  # fmt: skip


@settings(deadline=None, max_examples=500)
@given(st.lists(st.tuples(BLOCKS, st.sampled_from(["\n\n", "\n\n", "\n\n\n", "\n \t\n", "\n"])), max_size=6))
@example([("1.5亿元", "")])
@example([("**做法**", "")])
@example([("A  B", "")])
def test_a_body_of_plain_and_other_blocks_is_what_the_library_makes_of_it(blocks: list[tuple[str, str]]) -> None:
    body = "".join(f"{text}{gap}" for text, gap in blocks)
    assert _mixed_html(body, "a.md") in (None, _safe_html(body, "a.md"))


@settings(deadline=None)
@given(st.text())
def test_the_short_way_is_never_taken_for_what_it_does_not_know(body: str) -> None:
    assert _mixed_html(body, "a.md") in (None, _safe_html(body, "a.md"))


def test_the_library_is_asked_only_for_what_is_not_plain() -> None:
    pieces = cut("今天开班。\n\n- 一\n\n- 二\n\n## 小标题\n\n**重**点") or []
    assert [piece.text for piece in pieces if not piece.html] == ["- 一\n\n- 二", "**重**点"]
    assert cut("今天开班。\n\n<div>\n\n明天。") is None


def test_what_is_nested_too_deep_is_shown_as_text_with_a_warning_and_the_next_body_is_fine() -> None:
    made, [diagnostic] = render("- " * 500 + "深", "a.md")
    assert "深" in made
    assert diagnostic.code == "render-too-deep"
    assert render("浅", "b.md") == ("<p>浅</p>", ())


@given(st.text(st.sampled_from('今天,:(a)《 *_`<>&"\n-|#1.~甲'), max_size=120))
@settings(max_examples=300, deadline=None)
def test_paragraphs_of_words_alone_are_set_as_all_others(body: str) -> None:
    safe, _ = markup._unset(body, "a.md")
    assert markup._set_chinese(safe) == markup._set_pieces(safe)


@pytest.mark.parametrize(
    "text", ["<pre>\n<p>1,二</p>\n</pre>", "<p>甲,</p><p>b:乙</p>\n<em>,</em>", "<p>一<code>,</code>,</p><p>a,b</p>"]
)
def test_code_is_left_alone_whatever_stands_in_it(text: str) -> None:
    assert markup._set_chinese(text) == markup._set_pieces(text)
