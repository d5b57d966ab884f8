"""Figures: a number with its unit and what it counts, as printed, and nothing that only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.stated_figures import score
from generator import words
from generator.ingest.facts.numbers import MOST, numbers
from generator.model import Block, Clipping


def found(text: str) -> list[str]:
    made = numbers(Clipping("标题", body=(Block("paragraph", text),)), words.load())
    return [f"{item.subject} {item.value}{item.unit}" for item in made]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("全区累计接种新冠疫苗805585剂次。", ["全区累计接种新冠疫苗 805585剂次"]),
        ("危房改造完成7155/10000户。", ["危房改造 7155/10000户"]),
        ("全年完成投资1015.3亿元，同比增长8.5%。", ["完成投资 1015.3亿元", "完成投资 同比增长 8.5%"]),
        ("40名年轻干部参加培训。", ["年轻干部 40名"]),
        ("出口1,200吨茶叶。", ["茶叶 1,200吨"]),
        ("近30万元专项资金到位。", ["专项资金 近30万元"]),
        ("新建学校3所。", ["新建学校 3所"]),
        ("新华村建成大棚120座。", ["新华村建成大棚 120座"]),
        ("今年全区完成7155户户厕改造。", ["户厕 7155户"]),
        (
            "全区计划改造户厕10000户，目前已完成7155/10000户。",
            ["全区计划改造户厕 10000户", "全区计划改造户厕 7155/10000户"],
        ),
        ("厕改任务完成进度7155/10000户。", ["厕改任务 7155/10000户"]),
        ("改厕项目：7155/10000户", ["改厕项目 7155/10000户"]),
        ("5G基站建成开通2160个。", ["5G基站 2160个"]),
        ("网站1小时点击量超过10万次。", ["点击量 超过10万次"]),
        ("仓里埋着电缆、1800个感温点。", ["感温点 1800个"]),
        ("今年举办乡村音乐会等12项活动。", []),
        ("文化节期间举办乡村音乐会12项。", []),
        ("现场签约10个项目。", ["项目 10个"]),
        ("全年节约12吨自来水。", ["自来水 12吨"]),
        ("附近12家商户停业。", ["商户 12家"]),
        ("已签约约10个项目。", ["项目 约10个"]),
        ("气温38人，志愿者500亩，省人大1192名，公路120吨。", []),
        ("培训技术骨干38名、党员干部260名，名额180个。", ["培训技术骨干 38名", "党员干部 260名", "名额 180个"]),
        ("卫生厅等10个单位发出倡议。", ["单位 10个"]),
        ("议员和官员39名议员昨日到场。", ["议员 39名"]),
        ("女子400米自由泳决赛昨晚举行，她在女子10米台夺冠。", []),
        ("最远的农户离学校130公里。", []),
        ("淤积深度达到管径的42%。", []),
        ("居民消费价格同比上涨1.5%。", ["居民消费价格 同比上涨 1.5%"]),
        ("吴女士家年收入5万元，同桌小宇（化名）收到小宇捐款3000元。", []),
    ],
)
def test_a_figure_has_a_subject_and_is_as_printed(text: str, figures: list[str]) -> None:
    assert found(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "2021年11月25日9时30分，第3次会议召开。",
        "咨询电话22335566，拨打12345热线。",
        "（1）申请；（2）受理；3个工作日办结。",
        "G107国道和3路公交车。",
        "比赛以3:1结束，第78分钟进球。",
        "捐款30万元以上的可以冠名。",
        "至少要有3—5名志愿者。",
        "3名老人在树下下棋。",
        "他今年56岁，工龄32年。",
        "占全年目标30%至50%。",
        "每公斤58元。",
        "A12版、第3版。",
    ],
)
def test_days_telephones_ordinals_scores_and_rules_are_no_figures(text: str) -> None:
    assert found(text) == []


def test_a_share_of_a_whole_without_a_noun_is_of_what_the_headline_is_about() -> None:
    clipping = Clipping("农村改厕", body=(Block("paragraph", "截至目前，7155/10000户。"),))
    assert [(one.subject, one.value) for one in numbers(clipping, words.load())] == [("农村改厕", "7155/10000")]
    assert numbers(Clipping("", body=clipping.body), words.load()) == ()


def test_a_figure_is_listed_once_and_not_without_end() -> None:
    text = "".join(f"建成大棚{number}座，" for number in range(20, 60))
    assert len(found(text + text)) == MOST


def test_headings_state_no_figure() -> None:
    assert numbers(Clipping("建成大棚20座", body=(Block("subhead", "建成大棚20座"),)), words.load()) == ()


def test_the_composed_set_is_found_as_well_as_it_was() -> None:
    held_out = score("held-out")
    assert held_out.precision >= 0.93
    assert held_out.recall >= 0.8


@given(st.text(st.sampled_from("全区建成大棚0123456789.,/亿万余元户个%年月日第号，。“”（）至—名路"), max_size=60))
def test_every_figure_stands_in_the_text(text: str) -> None:
    clipping = Clipping("", body=(Block("paragraph", text),))
    for item in numbers(clipping, words.load()):
        assert item.value + item.unit in text
        assert all(part in text for part in item.subject.split(" "))
