"""The display layer: Chinese marks for Chinese, nothing else touched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.typography import WIDE, display, phrases

CASES = [
    ("芦淞区:打好“组合拳”", "芦淞区：打好“组合拳”"),
    ("11月23日,2021年度株洲高新区(天元区)开班。", "11月23日，2021年度株洲高新区（天元区）开班。"),
    ("共3,000人,比例1:2,上午9:30", "共3,000人，比例1:2，上午9:30"),
    ("记者(化名),说:“来吧!”", "记者（化名），说：“来吧！”"),
    ("真的吗?!", "真的吗？！"),
    ("见https://a.cn/x?y=1;z,(q)和a@b.cn:好", "见https://a.cn/x?y=1;z,(q)和a@b.cn：好"),
    ("plain (English), yes; f(x): 1", "plain (English), yes; f(x): 1"),
    ("增长75%,其中(1)服饰;(2)旅游", "增长75%，其中（1）服饰；（2）旅游"),
    ("株洲(APP)上线", "株洲（APP）上线"),
    ("已经,好的。", "已经，好的。"),
    ("“三高四新”,战略", "“三高四新”，战略"),
]


@pytest.mark.parametrize(("printed", "shown"), CASES)
def test_half_width_print_is_shown_full_width_in_chinese_only(printed: str, shown: str) -> None:
    assert display(printed) == shown


@settings(deadline=None)
@given(st.text(alphabet="株洲天,:;!?()“”A1 .%"))
def test_no_character_is_added_or_lost(text: str) -> None:
    shown = display(text)
    assert len(shown) == len(text)
    assert shown.translate({wide: narrow for narrow, wide in WIDE.items()}) == text


@settings(deadline=None)
@given(st.text(alphabet="abcXYZ019 ,:;!?()./-"))
def test_text_without_chinese_stays_as_it_is(text: str) -> None:
    assert display(text) == text


def test_a_mark_at_the_end_of_a_part_looks_at_what_follows() -> None:
    assert display(",", before="株", after="洲") == "，"
    assert display(",", before="a", after="b") == ","


@settings(deadline=None)
@given(st.text(alphabet="株洲 ：，！“”A1\u3000"))
def test_the_phrases_of_a_headline_joined_are_the_headline(text: str) -> None:
    assert "".join(phrases(text)) == text
