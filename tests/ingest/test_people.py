"""People: names beyond doubt, and nobody who must not be named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import words
from generator.discretion import is_hidden
from generator.ingest.facts.people import people
from generator.model import Block, Byline, Clipping, Credit


def found(*paragraphs: str, byline: Byline | None = None) -> tuple[str, ...]:
    body = tuple(Block("paragraph", text) for text in paragraphs)
    return people(Clipping(headline="标题", body=body, byline=byline or Byline()), words.load())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区疾控中心主任蒋茜表示，要做好消毒。", ("蒋茜",)),
        ("某某公司董事长李玉龙最初在外地创业。", ("李玉龙",)),
        ("“办证真快。”负责人刘志强说。", ("刘志强",)),
        ("副市长张建国、何丽娟出席开工仪式。", ("张建国", "何丽娟")),
        ("区人大常委会副主任欧阳志远，区委常委谭建军参加。", ("欧阳志远", "谭建军")),
        ("黄忠民是入驻产业园的企业代表之一，他很有感触。", ("黄忠民",)),
        ("社区网格员肖亚介绍，每天都要巡查。", ("肖亚",)),
        ("罗鹏提醒市民，不要轻信陌生电话。", ("罗鹏",)),
        ("村民胡桂英说，路修好了。", ("胡桂英",)),
        ("市招商局局长邵振华通报，对项目实行领导包保制，由专人负责。", ("邵振华",)),
        ("大使阿布都·拉赫曼参加了活动。", ("阿布都·拉赫曼",)),
    ],
)
def test_a_name_counts_beside_what_shows_that_it_is_one(text: str, names: tuple[str, ...]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "天元小学的学生孙昊宇撸起袖子，坐在接种台前。孙昊宇说，不痛。",
        "9岁的李小明说，他喜欢足球。",
        "五年级学生刘畅告诉记者，他很开心。",
        "16岁少年王强表示，不后悔。",
        "李明（12岁）说，老师教得好。",
        "区五中张小小(化名)表示，很暖心。",
        "化名为王刚的男子自称客服。王刚说，要转账。",
        "违建户主黄某同意拆除。黄某表示配合。",
        "市民马大姐开心地说，买菜方便了。",
        "村民李大爷、王婶纷纷点赞。李大爷说，好！",
        "家长赵女士表示满意。",
        "犯罪嫌疑人李强表示认罪。",
        "受害人李红说，被骗了5万元。",
        "确诊患者王伟表示感谢。",
        "本报记者周敏说，通讯员刘洋介绍。",
        "六(3)班的王小雨说，她喜欢画画。",
        "李梓涵同学介绍，这是全班一起做的。李梓涵说，很开心。",
        "李梓涵表示，很开心。李梓涵今年13岁。",
        "14周岁的李梓涵说，他不怕。",
        "小志愿者李梓涵说，垃圾要分类。",
        "少先队大队长李梓涵说，要爱护花草。",
        "高一(2)班李梓涵说，题不难。",
        "留守儿童张小强说，想妈妈。",
        "被告人张建国、李志强当庭表示服判。",
        "服刑人员王建军说，后悔了。",
        "司机李大勇醉驾被查，吊销驾驶证。",
        "驾驶员李大勇肇事后逃逸。",
        "村民李大勇因滥伐林木罪被判刑。",
        "经理李大勇酒后驾车被拘留。",
        "企业负责人李大勇拖欠工资，被列入失信被执行人。",
        "男子王小军盗窃电动车，被民警抓获。",
        "警方将涉嫌诈骗的王小军抓获归案。",
        "原副局长周文涛涉嫌严重违纪违法，正接受纪律审查和监察调查。",
        "市住建局局长周文涛接受审查调查。",
        "副市长周文涛被开除党籍和公职。",
        "局长周文涛违反中央八项规定精神，收受礼金。",
        "被害人刘芳报警。经理刘芳说，损失不大。",
        "店主刘芳患有白血病，刘芳说，谢谢大家。",
        "赵梓涵今年才上初二。队长赵梓涵说，加油。",
        "赵梓涵的班主任很高兴。队长赵梓涵说，加油。",
    ],
)
def test_minors_aliases_suspects_patients_and_reporters_are_nobody(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "曾表示支持。应邀出席。许多人说好。高兴地说。",
        "专家表示，项目组长单位负责，书记会议召开。",
        "代表全体职工，委员方便群众，队员安全培训。",
        "主任会议指出，常委会强调，党组认为。",
        "向大家介绍，全市代表说，方面指出。",
    ],
)
def test_words_that_look_like_names_are_none(text: str) -> None:
    assert found(text) == ()


def test_somebody_hidden_at_one_place_is_hidden_at_all() -> None:
    assert found("刘畅说，很好。", "五年级学生刘畅来自农村。") == ()


def test_an_article_whose_names_are_all_aliases_names_nobody() -> None:
    assert found("经理张建国说，公司很好。", "（文中人物均为化名）") == ()


def test_authors_of_the_article_are_not_people_in_it() -> None:
    byline = Byline("晚报", (Credit("记者", ("刘志强",)),))
    assert found("负责人刘志强说，很好。", byline=byline) == ()


def test_a_grown_up_with_an_age_is_named() -> None:
    assert found("76岁的退役军人周国华坐上了新电梯，周国华说，很稳。") == ("周国华",)


def test_a_grown_up_who_speaks_of_children_is_named() -> None:
    assert found("为3岁以下婴幼儿家庭服务，社区主任李芳介绍。") == ("李芳",)
    assert found("中心小学校长张建国说，孩子们很喜欢。") == ("张建国",)


@pytest.mark.parametrize(
    "text",
    [
        "民警孙建国将嫌疑人抓获。",
        "局长孙建国表示，要严查醉驾。",
        "法官孙建国介绍，醉驾案件被告人多为青年。",
        "纪委书记孙建国强调，要严肃查处违纪违法行为。",
        "副校长孙建国负责全校的阅读推广。",
        "教师孙建国把藏书捐给了图书室。",
    ],
)
def test_who_acts_against_wrongs_or_simply_acts_is_named(text: str) -> None:
    assert found(text) == ("孙建国",)


def test_an_official_under_discipline_is_listed_only_where_an_editor_names_him() -> None:
    text = "市住建局局长周文涛接受审查调查。"
    assert found(text) == ()
    assert not is_hidden("周文涛", text)
    assert is_hidden("李大勇", "司机李大勇醉驾被查。")


def test_a_part_of_a_longer_name_is_none() -> None:
    assert found("主任司马义·艾买提出席。") == ()


def test_headings_name_nobody() -> None:
    clipping = Clipping(headline="", body=(Block("subhead", "主任蒋茜表示"),))
    assert people(clipping, words.load()) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("主任书记李张王建国说，。、学生岁9(化名)表示某大姐公司局"), max_size=50))
def test_every_name_stands_in_the_text_and_holds_no_mark(text: str) -> None:
    for name in found(text):
        assert name in text
        assert name.isalpha()
        assert "某" not in name
        assert 2 <= len(name) <= 4
