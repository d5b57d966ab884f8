"""Companies, offices, schools: full names, and short ones where it is plain whose they are."""

import pytest

from generator import gazetteer, words
from generator.ingest.facts.bodies import bodies, seats_of
from generator.model import Block, Clipping
from generator.words import Words

SEATS = {"市": "株洲市", "区": "天元区"}


def found(text: str, seats: dict[str, str] | None = None) -> tuple[str, ...]:
    return bodies(Clipping(headline="", body=(Block("paragraph", text),)), words.load(), seats)


def test_full_names_of_bodies_are_found_and_short_ones_are_not() -> None:
    text = "株洲唐人纺织制造有限公司获奖。市教育局、该公司和有关部门参加，湖南省博物馆承办，区城管局协助。"
    assert found(text) == ("株洲唐人纺织制造有限公司", "湖南省博物馆")


def test_a_place_of_the_project_makes_a_full_name() -> None:
    clipping = Clipping(headline="", body=(Block("paragraph", "荷叶冲镇人民法庭和荷叶冲镇派出所联合巡查。"),))
    assert bodies(clipping, Words(["荷叶冲镇"])) == ("荷叶冲镇派出所",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市教育局、区城管局联合检查。", ("株洲市教育局", "天元区城管局")),
        ("据市教育局介绍，报名已开始。", ("株洲市教育局",)),
        ("株洲市教育局发文。昨日，市教育局解读。", ("株洲市教育局",)),
        ("区市场监督管理局检查了超市。", ("天元区市场监督管理局",)),
        ("全市教育局长会议召开。各区城管局参加。", ()),
        ("城市公安局，超市税务局。", ()),
        ("县教育局通报。", ()),
        (
            "株洲市卫健委和市发改委、区住建局联合检查。",
            ("株洲市卫健委", "株洲市发改委", "天元区住建局"),
        ),
    ],
)
def test_a_short_name_gets_the_city_or_district_whose_it_is(text: str, names: tuple[str, ...]) -> None:
    assert found(text, SEATS) == names


def test_an_article_of_a_county_level_city_leaves_the_city_in_doubt() -> None:
    home = gazetteer.load("株洲")
    liling = next(district for district in home.districts if district.name == "醴陵市")
    assert seats_of(home, liling) == {}
    assert seats_of(home, None) == {"市": "株洲市"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("石鼓区卫生健康局、衡阳市工业和信息化局参加。", ("石鼓区卫生健康局", "衡阳市工业和信息化局")),
        (
            "南漳县退役军人事务局和樊城区人力资源和社会保障局通报。",
            ("南漳县退役军人事务局", "樊城区人力资源和社会保障局"),
        ),
        ("市卫生健康委员会和市妇联联合举办。", ("株洲市卫生健康委员会", "株洲市妇联")),
        ("在襄阳市中心医院和襄阳市第一人民医院就诊。", ("襄阳市中心医院", "襄阳市第一人民医院")),
        ("湖北精锐新能源科技有限公司开工。", ("湖北精锐新能源科技有限公司",)),
        ("湖南衡利丰陶瓷有限公司负责人说。", ("湖南衡利丰陶瓷有限公司",)),
        ("保康尧治河矿业集团投入3800万元。", ()),
        ("联合市公安局水上分局执法。", ()),
    ],
)
def test_offices_are_found_by_every_name_and_no_part_of_a_name_is(text: str, names: tuple[str, ...]) -> None:
    assert found(text, SEATS) == names
