"""Every form of byline that papers print, at the head of prose, on a line of its own and behind the last sentence."""

import pytest

from generator.ingest.page.bylines import Found, own_line, run_in
from generator.ingest.page.endings import closing

LEDE = "近日，市里举行植树活动。"
RUN_IN = """
本报讯（记者张伟王小明） | 本报 | | 记者:张伟,王小明
本报讯 记者 张伟 通讯员 李丽 | 本报 | | 记者:张伟 通讯员:李丽
本报讯（记者 欧阳震华 通讯员 司马光 诸葛亮） | 本报 | | 记者:欧阳震华 通讯员:司马光,诸葛亮
本报讯（全媒体记者 张伟 见习记者 李丽 实习生 王芳） | 本报 | | 全媒体记者:张伟 见习记者:李丽 实习生:王芳
本报讯（记者 扎西多吉 索朗央金） | 本报 | | 记者:扎西多吉,索朗央金
本报讯（记者：张伟；通讯员：李丽） | 本报 | | 记者:张伟 通讯员:李丽
本报讯（11月24日 记者张伟） | 本报 | 11月24日 | 记者:张伟
本报北京11月24日电（记者张伟） | 本报 | 北京11月24日 | 记者:张伟
据新华社北京11月24日电 | 新华社 | 北京11月24日 |
综合新华社电 | 新华社 | |
新华社联合国11月24日电（记者阿里木·买买提） | 新华社 | 联合国11月24日 | 记者:阿里木·买买提
【本报讯】（记者张伟） | 本报 | | 记者:张伟
长沙晚报掌上长沙11月24日讯（全媒体记者 张伟） | 长沙晚报掌上长沙 | 11月24日 | 全媒体记者:张伟
三湘都市报讯 记者张伟 通讯员李丽 | 三湘都市报 | | 记者:张伟 通讯员:李丽
大洋网讯 | 大洋网 | |
本报综合消息 | 本报 | |
（记者 张伟） | | | 记者:张伟
本報訊（記者 張偉 通訊員 李麗） | 本报 | | 记者:張偉 通讯员:李麗
中新社兰州7月24日电（祁连月 盘玉兰） | 中新社 | 兰州7月24日 | 记者:祁连月,盘玉兰
本报记者 张伟 通讯员 李丽 | 本报 | | 记者:张伟 通讯员:李丽
□本报记者 张伟 | 本报 | | 记者:张伟
通讯员李丽报道： | | | 通讯员:李丽
"""
OWN_LINE = """
□ 张伟 本报记者 李丽 | 本报 | | 记者:张伟,李丽
记者 张伟/文 李丽/图 | | | 记者:张伟 图:李丽
本报记者 张伟 实习生 李丽 文 受访者 图 | 本报 | | 记者:张伟 实习生:李丽
文/本报记者张伟 通讯员李丽 图/受访者提供 | 本报 | | 记者:张伟 通讯员:李丽
采写/新京报记者 张伟 摄影/新京报记者 李丽 | 新京报 | | 记者:张伟,李丽
记者张伟文/图 | | | 记者:张伟
张伟/文 | | | 文:张伟
欧阳 修 | | | 记者:欧阳修
左  妍 | | | 记者:左妍
本报评论员 | 本报 | |
来源：新华社 | 新华社 | |
据《人民日报》报道 | 人民日报 | |
本报综合 | 本报 | |
"""
CLOSING = """
。（记者张伟 通讯员李丽） | | | 记者:张伟 通讯员:李丽
。(记者 张伟)。 | | | 记者:张伟
。 ■记者 张伟 | | | 记者:张伟
。□张伟 | | | 记者:张伟
。　　张伟 | | | 记者:张伟
。文/图 张伟 | | | 文/图:张伟
。（记者 张伟 责任编辑 李丽） | | | 记者:张伟 责任编辑:李丽
。（据新华社北京11月24日电） | 新华社 | 北京11月24日 |
。（据《人民日报》） | 人民日报 | |
。据新华社 | 新华社 | |
。（作者系市委党校教授） | | |
"""
NONE = [
    (run_in, "记者张伟说，今年不同。"), (run_in, "记者从市教育局获悉，今年扩招。"), (run_in, "据新华社报道，今年扩招。"),
    (run_in, "记者 来到现场 看到，桥已建成，车辆畅通。"), (own_line, "山东 济南"), (own_line, "据介绍"), (own_line, "红网"),
    (closing, "大家都说好。（见图）"), (closing, "大家都说好。（红网）"), (closing, "他叫张伟。李丽说好"), (closing, "全市共有三家（含区属）。"),
]  # fmt: skip


def rows(table: str, before: str = "", after: str = "") -> list[tuple[str, str, list[str]]]:
    found = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [(before + text, after, said) for text, *said in found]


def told(found: Found | None) -> list[str]:
    assert found is not None
    people = " ".join(f"{credit.role}:{','.join(credit.names)}" for credit in found.byline.credits)
    return [found.byline.outlet or "", found.dateline or "", people]


@pytest.mark.parametrize(("byline", "lede", "said"), rows(RUN_IN, after=f" {LEDE}"))
def test_a_byline_at_the_head_of_prose(byline: str, lede: str, said: list[str]):
    found = run_in(byline + lede)
    assert told(found) == said
    assert found is not None and (byline + lede)[found.end :].strip() == LEDE


@pytest.mark.parametrize(("byline", "_", "said"), rows(OWN_LINE))
def test_a_byline_on_a_line_of_its_own(byline: str, _: str, said: list[str]):
    assert told(own_line(byline)) == said


@pytest.mark.parametrize(("text", "_", "said"), rows(CLOSING, before="大家都说好"))
def test_a_byline_behind_the_last_sentence(text: str, _: str, said: list[str]):
    found = closing(text)
    assert told(found) == said
    assert found is not None and text[: found.start].rstrip() == "大家都说好。" and found.end == len(text)


def test_a_full_stop_behind_the_bracket_stays_with_its_sentence():
    text = "大家都说好（记者张伟）。"
    found = closing(text)
    assert found is not None and text[: found.start] + text[found.end :] == "大家都说好。"


@pytest.mark.parametrize(("find", "text"), NONE)
def test_what_only_looks_like_a_byline(find, text: str):
    assert find(text) is None


def test_names_in_brackets_may_have_taken_the_pictures():
    taken = (run_in(f"本报讯（记者 张伟{suffix}）{LEDE}") for suffix in (" 摄影报道", " 文/图", ""))
    assert [found.photo for found in taken if found] == [True, True, False]
