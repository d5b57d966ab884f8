"""Print behind what is shown: carried mark by mark, whatever tags were set in between; never a word changed."""

import html
import re

import pytest

from generator.render.markup import printed, render
from generator.render.printed import carry

CARRIER = re.compile(r'<span data-as="([^"]*)">(.)</span>')


def as_printed(made: str) -> str:
    """The words of a page whose reader asked for print as it was."""
    shown = CARRIER.sub(lambda match: match[1], made)
    return html.unescape(re.sub(r"<[^>]*>", "", shown))


@pytest.mark.parametrize(
    "body",
    [
        "11月23日,培训班(第一期)正式开班。",
        "## 1 抓住关键\n\n共4周,比例1:2;对吗?\n\n- 其一,好!\n- 其二",
        "**株洲日报讯**(记者 谢嘉),见 https://a.cn/?q=1,2 (in English, f(x))。",
        'A&B,"引号"<五>,`code,code`。\n\n| 甲,乙 | 丙:丁 |\n|---|---|\n| 1,000 | 完! |',
        "没有半角标点。",
    ],
)
def test_what_was_printed_comes_back_from_what_is_shown(body):
    shown, _ = render(body, "a.md")
    made = carry(shown, printed(body, "a.md"))
    assert as_printed(made) == printed(body, "a.md")
    assert CARRIER.sub(lambda match: match[2], made) == shown


def test_tags_between_do_not_matter():
    shown = '<p id="digest"><a href="x">天元区</a>，<span class="figure" id="n1">40人</span>：好</p>'
    made = carry(shown, "天元区,40人:好")
    assert made.count("<span data-as=") == 2
    assert as_printed(made) == "天元区,40人:好"


def test_a_text_of_another_length_is_left_as_it_is():
    assert carry("<p>今天，好</p>", "今天,很好") == "<p>今天，好</p>"
