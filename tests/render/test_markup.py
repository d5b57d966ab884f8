"""Bodies: Markdown by anyone, as safe HTML with Chinese marks."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.render.markup import _safe_html, plain_html, render

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


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "", "## ", "**", "- ", "1. ", "> "]),
            st.text("株洲,。:!?()“”A1 .-+=#*_\u3000\xa0\u200b"),
        ),
        max_size=4,
    ),
)
@example([("", "1.5亿元")])
@example([("**", "做法")])
@example([("", "A  B")])
def test_the_short_way_for_plain_bodies_makes_what_the_library_makes(blocks: list[tuple[str, str]]) -> None:
    body = "\n\n".join(f"{mark}{text}{mark if mark == '**' else ''}" for mark, text in blocks)
    plain = plain_html(body)
    assert plain is None or (plain, ()) == _safe_html(body, "a.md")


@settings(deadline=None)
@given(st.text())
def test_the_short_way_is_never_taken_for_what_it_does_not_know(body: str) -> None:
    plain = plain_html(body)
    assert plain is None or (plain, ()) == _safe_html(body, "a.md")


def test_what_is_nested_too_deep_is_shown_as_text_with_a_warning_and_the_next_body_is_fine() -> None:
    made, [diagnostic] = render("- " * 500 + "深", "a.md")
    assert "深" in made
    assert diagnostic.code == "render-too-deep"
    assert render("浅", "b.md") == ("<p>浅</p>", ())
