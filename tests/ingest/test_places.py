"""Which district an article belongs to, which places it names, and which misprints are put right."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.places import (
    CASES,
    CITIES,
    cases,
    clean_articles,
    district_name,
    names_it,
    page,
    page_text,
    planted,
)
from generator.gazetteer import Gazetteer, load
from generator.gazetteer.localities import parse_places
from generator.gazetteer.matching import find_places
from generator.ingest.facts.citywide import is_citywide
from generator.ingest.facts.places import Location, correct, locate
from generator.ingest.page.reading import read_page
from generator.model import Block, Byline, Clipping, Credit, Figure, Head, Insertion, IssueHead, Piece, Reading
from generator.words import load as load_words

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "content" / "pages" / "2021-11-25" / "sample.txt"


@pytest.fixture(scope="module")
def zhuzhou() -> Gazetteer:
    """株洲 with its places.toml."""
    places = parse_places((ROOT / "content" / "places.toml").read_text(encoding="utf-8"))
    return load("株洲", places)


@pytest.fixture(scope="module")
def sample(zhuzhou: Gazetteer) -> Reading:
    """The sample page, read and corrected."""
    text = SAMPLE.read_text(encoding="utf-8")
    names = frozenset(zhuzhou.names())
    reading, _ = read_page(text, path="sample.txt", hints=IssueHead(), lexicon=names)
    return correct(reading, zhuzhou)


def clipping(headline: str, *body: str) -> Clipping:
    return Clipping(headline, body=tuple(Block("paragraph", text) for text in body))


def found(location: Location) -> list[tuple[str, str | None, str]]:
    return [(mention.name, mention.code, mention.level) for mention in location.mentions]


def where(city: str, headline: str, *body: str) -> str | None:
    return district_name(locate(clipping(headline, *body), load(city)))


# ---- the sample --------------------------------------------------------------------------------


def test_every_article_of_the_sample_is_in_its_district(sample: Reading, zhuzhou: Gazetteer) -> None:
    districts = [district_name(locate(article, zhuzhou)) for article in sample.articles]
    assert districts == ["天元区", "石峰区", "芦淞区", "天元区", "石峰区", "渌口区"]
    sidebars = [locate(sidebar, zhuzhou, ["430212"]) for sidebar in sample.articles[5].sidebars]
    assert [district_name(sidebar) for sidebar in sidebars] == ["渌口区"] * 4


def test_townships_and_villages_of_the_sample_carry_their_codes(sample: Reading, zhuzhou: Gazetteer) -> None:
    second, fifth, sixth = (locate(sample.articles[at], zhuzhou) for at in (1, 4, 5))
    assert found(second) == [
        ("石峰区", "430204", "district"),
        ("云田镇", "430204102", "township"),
        ("云塘社区", None, "village"),
    ]
    assert found(fifth)[1:] == [
        ("响石岭街道", "430204002", "township"),
        ("云峰阁社区", "430204002013", "village"),
    ]
    assert found(sixth)[1:] == [("龙门镇", "430212108", "township"), ("福田区", "440304", "outside")]
    toilets, order, parks = (locate(sample.articles[5].sidebars[at], zhuzhou) for at in (1, 2, 3))
    assert found(toilets)[1:] == [
        ("南洲镇", "430212110", "township"),
        ("横江村", "430212110203", "village"),
        ("湘东村", "430212110204", "village"),
    ]
    assert ("渌口镇", "430212100", "township") in found(order)
    assert ("湾塘村", "430212100206", "village") in found(order)
    assert found(parks)[1:] == [("渌口经开区", None, "zone")]


def test_the_misread_district_of_the_sample_is_put_right_everywhere(sample: Reading) -> None:
    text = msgspec.json.encode([msgspec.structs.replace(a, head=()) for a in sample.articles]).decode()
    printed = text.count("涪口") - sum(
        head.text.count("涪口") for a in sample.articles for b in a.sidebars for head in b.head
    )
    assert (text.count("渌口"), printed) == (37, 0)
    lines = SAMPLE.read_text(encoding="utf-8").split("\n")
    applied = [suspect for suspect in sample.suspects if suspect.applied and suspect.printed == "涪口"]
    assert sorted(suspect.line for suspect in applied) == [at for at, line in enumerate(lines, 1) if "涪口" in line]
    assert all(lines[suspect.line - 1].startswith("涪口", suspect.start) for suspect in applied)
    assert all(suspect.proposals == ("渌口",) and suspect.evidence for suspect in applied)


def test_two_candidates_are_reported_and_nothing_is_changed(sample: Reading) -> None:
    (suspect,) = [item for item in sample.suspects if item.printed == "云塘社区"]
    assert (suspect.line, suspect.proposals, suspect.applied) == (13, ("菖塘社区", "云田社区"), False)
    assert "云塘社区" in sample.articles[1].body[0].text


# ---- districts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(CITIES))
def test_invented_articles_of_other_cities_find_their_district(file: str) -> None:
    gazetteer = load(CITIES[file])
    for case in cases(CASES / f"{file}.txt"):
        location = locate(case.clipping, gazetteer)
        assert district_name(location) == case.district, case.clipping.headline
        assert set(case.mentions) <= {mention.name for mention in location.mentions}, case.clipping.headline


@pytest.mark.parametrize("file", ["rules", "second", "kinds", "homes"])
def test_articles_the_rules_were_made_on_are_all_right(file: str) -> None:
    for case in cases(CASES / f"{file}.txt"):
        location = locate(case.clipping, load(case.city))
        assert district_name(location) == case.district, case.clipping.headline
        assert set(case.mentions) == {mention.name for mention in location.mentions}, case.clipping.headline


def test_articles_the_rules_have_not_seen_are_right_but_for_one_in_twenty() -> None:
    unseen = [(case, locate(case.clipping, load(case.city))) for case in cases(CASES / "unseen.txt")]
    right = sum(district_name(location) == case.district for case, location in unseen)
    assert right / len(unseen) >= 0.95 and len(unseen) > 80
    assert not [d.name for case, location in unseen for d in location.districts if d.name not in case.mentions]


@pytest.mark.parametrize(
    ("city", "texts", "district"),
    [
        ("株洲", ("攸县：油菜花开",), "攸县"),
        ("株洲", ("炎陵黄桃上市", "炎陵的黄桃熟了，中村瑶族乡的果农忙采摘。"), "炎陵县"),
        ("株洲", ("株洲县改区一周年",), "渌口区"),
        ("株洲", ("芦淞大桥维修", "本周起芦淞大桥封闭维修。"), None),
        ("株洲", ("我市召开防汛会议", "昨日会议召开。天元区、渌口区、荷塘区汇报。"), None),
        ("株洲", ("全国座谈会召开", "省长出席会议。"), None),
        ("株洲", ("长沙县龙门镇举行展演", "长沙县文化馆在龙门镇举行展演。"), None),
        ("南京", ("徐州市鼓楼区代表团来访", "代表团来到玄武区考察。"), "玄武区"),
        ("南京", ("鼓楼区举行消防演练",), "鼓楼区"),
        ("东莞", ("长安镇模具产业升级", "西安市长安区的客商也来了。"), "长安镇"),
        ("醴陵", ("渌口区来醴考察", "株洲市渌口区考察团到李畋镇考察。"), "李畋镇"),
        ("43", ("株洲市渌口区龙门镇抓春耕",), "株洲市"),
        ("上海", ("浦东新增三处公园",), "浦东新区"),
        ("晋城", ("城区道路拥堵", "泽州县城区道路拥堵。"), "泽州县"),
        ("晋城", ("晋城市城区召开会议",), "城区"),
        ("深圳", ("光明的未来", "心中充满光明。"), None),
        ("杭州", ("余杭区临平街道改造老街", "余杭区临平街道的老街换新。"), "余杭区"),  # 临平 is a district since 2021
        ("杭州", ("江干区下沙街道办起夜校", "江干区下沙街道的夜校开学。"), "钱塘区"),  # 江干区 was divided
    ],
)
def test_the_district_is_the_one_the_article_is_about(city: str, texts: tuple[str, ...], district: str | None) -> None:
    assert where(city, *texts) == district


def test_a_zone_is_its_district_but_not_behind_another_city(zhuzhou: Gazetteer) -> None:
    assert district_name(locate(clipping("高新区举办培训班"), zhuzhou)) == "天元区"
    assert locate(clipping("长沙高新区举办培训班"), zhuzhou).district is None
    assert locate(clipping("国家高新区座谈会召开"), zhuzhou).district is None


def test_a_foreign_township_of_the_name_of_ours_is_a_mention_of_its_own() -> None:
    body = ("代表团赴河南省洛阳市洛龙区龙门镇学习。", "渌口区龙门镇派人参加。")
    location = locate(clipping("学习归来", *body), load("株洲"))
    assert ("洛龙区龙门镇", None, "outside") in found(location)
    assert ("龙门镇", "430212108", "township") in found(location)


def test_a_county_elsewhere_keeps_the_name_it_had() -> None:
    location = locate(clipping("考察", "代表团赴宁波市江东区考察。"), load("株洲"))
    assert [name for name, _, level in found(location) if level == "outside"] == ["江东区"]


def test_a_zone_is_learnt_from_the_brackets_behind_it() -> None:
    location = locate(clipping("培训班开班", "昨日，武汉高新区(洪山区)培训班开班。"), load("武汉"))
    assert district_name(location) == "洪山区"


def test_a_sidebar_that_names_no_place_lies_where_its_article_lies() -> None:
    gazetteer = load("株洲")
    assert district_name(locate(clipping("相关链接"), gazetteer, ["430212"])) == "渌口区"
    assert district_name(locate(clipping("相关链接"), gazetteer, ["渌口区"])) == "渌口区"
    assert locate(clipping("相关链接"), gazetteer).district is None
    assert district_name(locate(clipping("市委答复", "渌口小学已开学。"), gazetteer, ["渌口区"])) == "渌口区"
    assert district_name(locate(clipping("市委答复"), gazetteer, ["渌口区"])) == "渌口区"


def test_further_districts_come_by_weight() -> None:
    location = locate(clipping("芦淞区与荷塘区共建", "芦淞区先行。芦淞区投入百万元。"), load("株洲"))
    assert [district.name for district in location.districts] == ["芦淞区", "荷塘区"]


@pytest.mark.parametrize(
    ("city", "texts", "places"),
    [
        (
            "上海",
            ("舟山普陀海鲜进沪", "舟山市普陀区的海鲜进沪。普陀区副区长说好。", "四川长宁县的竹笋也到了，长宁竹笋8元。"),
            {"舟山市": "outside", "普陀区": "outside", "长宁县": "outside"},
        ),
        ("上海", ("普陀区开会", "普陀区开会。舟山市普陀区派人来访。上海市普陀区区长致辞。"), {"普陀区": "district"}),
        ("保定", ("清苑区开会", "清苑区来自雄安新区的客商参加。"), {"清苑区": "district"}),
        ("常熟", ("签约", "苏州工业园区的企业来签约。"), {}),
        ("邵东", ("邵东县改市五年", "邵东县改市五年来变化大。"), {}),
        ("天水", ("表彰", "副局长秦安平、工人王武山、教师张清水、司机李甘谷领奖。老党员、李清水捐款。"), {}),
        (
            "天水",
            ("学子", "秦安一中与甘谷一中比赛，秦安警方、张家川县派人。"),
            {"张家川回族自治县": "district", "秦安县": "district", "甘谷县": "district"},
        ),
        ("上海", ("金山软件发布财报", "金山软件、宝山钢铁、青浦电子昨天发布财报。伤者送瑞金医院。"), {}),
        ("泰安", ("东平县古城游", "东平湖景区与长白山景区结对。"), {"东平县": "district"}),
    ],
)
def test_names_elsewhere_persons_and_firms_are_no_places_of_ours(
    city: str, texts: tuple[str, ...], places: dict[str, str]
) -> None:
    named = {(name, level) for name, _, level in found(locate(clipping(*texts), load(city)))}
    assert places.items() <= named
    assert {name for name, level in named if level == "district"} <= places.keys()
    assert not {"平湖市", "白山市", "瑞金市", "苏州工业园区", "邵东县"} & {name for name, _ in named}


def test_offices_without_a_name_count_for_the_district_last_named() -> None:
    body = ("石峰区部署工作。该区要求抓好落实。", "全区上下行动起来。区委、区政府督办。", "荷塘区派员学习。")
    assert where("株洲", "抓好落实", *body) == "石峰区"


def test_places_in_names_of_companies_and_schools_weigh_little() -> None:
    body = ("石峰区举行运动会，天元小学、天元中学派队参加。",)
    assert where("株洲", "运动会开幕", *body) == "石峰区"


def test_a_homonym_goes_to_the_township_in_front() -> None:
    gazetteer = load("株洲")
    location = locate(clipping("改厕", "醴陵市枫林镇横江村动工。", "茶陵县虎踞镇湘东村也已动工。"), gazetteer)
    assert {mention.name: mention.code for mention in location.mentions}.get("横江村") == "430281126240"


# ---- misprints --------------------------------------------------------------------------------------


def corrected(city: str, *body: str) -> tuple[str, list[tuple[str, tuple[str, ...], bool]]]:
    read = correct(page("\n".join(body)), load(city))
    return page_text(read), [(item.printed, item.proposals, item.applied) for item in read.suspects]


def test_planted_misprints_are_found_and_hardly_ever_put_wrong() -> None:
    gazetteer = load("株洲")
    total = proposed = wrong = 0
    for item in planted(gazetteer, every=5):
        read = correct(page(item.text), gazetteer)
        good = item.text.replace(item.printed, item.place.name)
        total += 1
        proposed += any(names_it(suspect.proposals, item.place.name) for suspect in read.suspects)
        wrong += page_text(read) not in (good, item.text)
    assert total > 500 and proposed / total >= 0.95 and wrong <= total / 1000


def test_clean_text_of_others_is_left_alone() -> None:
    for city in ("株洲", "成都"):
        gazetteer = load(city)
        assert not any(s.applied for text in clean_articles() for s in correct(page(text), gazetteer).suspects)


def test_a_misprinted_township_behind_its_county_is_put_right() -> None:
    text, suspects = corrected("株洲", "昨日，石峰区云由镇召开会议。")
    assert text == "昨日，石峰区云田镇召开会议。"
    assert suspects == [("云由镇", ("云田镇",), True)]


@pytest.mark.parametrize(
    ("city", "printed", "proposed"),
    [
        ("上海", "奉贤区邬桥镇", "南桥镇"),
        ("上海", "嘉定区唐行镇", "徐行镇"),
        ("天水", "张家川县张川镇", "胡川镇"),
        ("湘西", "保靖县大妥乡", None),  # 大安乡 lies in 龙山县
        ("上海", "青浦区大盈镇", None),  # 大场镇 lies in 宝山区
        ("株洲", "渌口区朱停镇", "朱亭镇"),
    ],
)
def test_a_township_of_two_characters_that_no_table_has_stays_as_printed(
    city: str, printed: str, proposed: str | None
) -> None:
    town = printed[-3:]
    body = (f"近日，{printed}举行会议。{town}副书记王立说好。", f"在{town}，{town}党委开会。{printed[:-3]}派人参加。")
    text, suspects = corrected(city, *body)
    assert text == "\n".join(body)
    assert {proposals for _, proposals, _ in suspects} == ({(proposed,)} if proposed else set())


def test_a_township_right_behind_another_county_is_never_put_right() -> None:
    text, suspects = corrected("株洲", "攸县云由镇开会。石峰区参加。", "石峰区云由镇。")
    assert "云田镇" not in text and not any(applied for _, _, applied in suspects)


def test_a_misprinted_village_is_reported_only() -> None:
    text, suspects = corrected("株洲", "昨日，记者来到渌口区南洲镇横汪村。")
    assert "横汪村" in text
    assert suspects == [("横汪村", ("横江村",), False)]


def test_a_long_village_behind_its_township_is_put_right_if_it_can_be_no_other() -> None:
    text, suspects = corrected("株洲", "昨日，记者来到响石岭街道云锋阁社区。")
    assert "云峰阁社区" in text and suspects == [("云锋阁社区", ("云峰阁社区",), True)]
    text, _ = corrected("株洲", "昨日，记者来到石峰区。云锋阁社区的居民说好。")
    assert "云锋阁社区" in text


@pytest.mark.parametrize("misprint", ["悠县", "优县", "修县"])
def test_a_county_of_two_characters_is_put_right_where_the_text_vouches_for_it(misprint: str) -> None:
    for text in (f"株洲市{misprint}召开会议。", f"记者在{misprint}采访。网岭镇、酒埠江镇的农户说好。"):
        assert corrected("株洲", text)[0] == text.replace(misprint, "攸县")
    for text in (f"他在{misprint}长大。", f"天元区、石峰区参加。{misprint}也派人来了。"):
        assert corrected("株洲", text)[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "株洲市各县参加。",
        "网岭镇派人到邻县学习。",
        "网岭镇与息县结对。",
        "网岭镇是该县的大镇。",
        "网岭镇。全县、本县、外县。",
    ],
)
def test_other_words_of_two_characters_are_no_misprints(text: str) -> None:
    assert corrected("株洲", text)[0] == text


def test_a_village_is_put_right_where_the_article_also_prints_it_right() -> None:
    text, _ = corrected("株洲", "渌口区南洲镇横江村修路。", "南洲镇横汪村村民说好。")
    assert "横汪村" not in text


@pytest.mark.parametrize(
    "text",
    [
        "渌口区的贫困山区条件艰苦。",
        "石峰区各县区、各乡镇参加。",
        "荷塘区将农村改厕列入计划。",
        "芦淞区与彰武县西关镇结对。",
        "天元区洞井镇。",
        "攸县新增小区三个。",
    ],
)
def test_ordinary_words_with_a_place_ending_are_left_alone(text: str) -> None:
    assert corrected("株洲", text)[0] == text


@pytest.mark.parametrize(
    ("city", "text"),
    [
        ("长沙", "长沙市主城区改造。望城区、岳麓区参加。"),
        ("长沙", "岳麓区、开福区的开发区和别墅区。"),
        ("杭州", "杭州市上城区、西湖区。河西地区与西亚区域。"),
        ("武汉", "武汉市青山区、洪山区。贫困山区、边远山区。"),
        ("北京", "北京市东城区与东京市结好。"),
        ("衡阳", "衡阳市珠晖区东阳渡镇。"),
    ],
)
def test_everyday_words_near_the_right_name_are_left_alone(city: str, text: str) -> None:
    assert corrected(city, text)[0] == text


def test_the_city_itself_may_be_misprinted() -> None:
    text, _ = corrected("株洲", "株州市召开会议。天元区、石峰区参加。", "走在株州的街头，株州市民欢欣鼓舞。")
    assert "株州" not in text and text.count("株洲") == 3


def test_a_stem_is_put_right_by_itself_only_after_two_prints() -> None:
    once, _ = corrected("株洲", "涪口区召开会议，南洲镇参加。青春涪口。")
    twice, _ = corrected("株洲", "涪口区召开会议，南洲镇参加。青春涪口。", "他来到涪口区，走进校园。")
    assert once.endswith("青春涪口。") and "涪口" not in twice


def test_a_stem_that_may_be_a_person_s_name_stays_where_it_stands_alone() -> None:
    text, _ = corrected("株洲", "石锋区清水塘街道整治。石峰区城管局。", "石锋区干部刘石锋说。石锋说好。")
    assert "石锋区" not in text and "刘石锋说" in text and "石锋说好" in text


@pytest.mark.parametrize(
    ("city", "text"),
    [
        ("赣州", "1957年,寻邬县改为寻乌县。寻邬的旧县志今藏于寻乌县档案馆,寻邬县城在长宁镇。"),
        ("赣州", "虔南县1957年改名全南县。全南县城厢镇的老人口里的虔南,就是今天的县城。"),
        ("赣州", "大余县旧称大庾县,大庾县的石桥还在。大余县南安镇。"),
        ("西安", "盩厔县、鄠县的旧碑。周至县、鄠邑区的文物局昨天交接。"),
        ("兰州", "平番县是永登县旧名,平番县志由永登县档案馆重印。"),
    ],
)
def test_what_a_county_was_called_stays_as_printed_where_a_text_tells_of_it(city: str, text: str) -> None:
    assert corrected(city, text)[0] == text


def test_a_sentence_about_names_is_told_and_not_changed() -> None:
    """No table has it, and the same misprint in a sentence of news is put right."""
    assert corrected("赣州", "信丰县政府说,大塘铺镇俗写多年。信丰县大塘埠镇。")[0].count("大塘铺镇") == 1
    assert corrected("赣州", "信丰县政府说,大塘铺镇修路。信丰县大塘埠镇。")[0].count("大塘铺镇") == 0


@pytest.mark.parametrize(
    ("city", "text"),
    [
        ("赣州", "信丰县大塘埠镇和小塘埠镇结成对子。"),
        ("唐山", "唐山市路南区、丰润区。路东区是铁路东边的叫法。"),
        ("洛阳", "洛阳市西工区、涧西区联动,西二区、东一区的居民楼同步改造。"),
    ],
)
def test_a_neighbour_by_its_direction_size_or_number_stays_as_printed(city: str, text: str) -> None:
    assert corrected(city, text)[0] == text


def test_a_street_office_is_its_street() -> None:
    text = "武汉路办事处重庆路社区的居民昨天领到了新钥匙。"
    assert where("洛阳", "厂区旧貌换新颜", text) == "涧西区"
    assert found(locate(clipping("厂区旧貌换新颜", text), load("洛阳")))[1][0] == "武汉路街道"
    assert where("株洲", "驻深圳办事处开会", "株洲驻深圳办事处昨日开会。") is None


def test_a_district_of_other_years_is_told_and_not_changed() -> None:
    page = Reading(IssueHead(), (Clipping("重庆渝北区龙塔街道开会", body=(Block("paragraph", "渝中区学校观摩。"),)),))
    read = correct(page, load("重庆"), frozenset(["渝北区", "渝北"]))
    assert read.articles[0].headline == "重庆渝北区龙塔街道开会"
    assert not any(item.applied for item in read.suspects)


def test_a_real_place_elsewhere_is_reported_but_not_changed() -> None:
    text, suspects = corrected("株洲", "昨日，石峰区云水镇召开会议。")
    assert text == "昨日，石峰区云水镇召开会议。"
    assert suspects == [("云水镇", ("云田镇",), False)]


def test_a_district_that_the_name_of_a_city_elsewhere_is_printed_for_is_told() -> None:
    read = correct(page("天水市泰州区近日召开会议，泰州区委书记讲话。"), load("天水"))
    assert [(suspect.printed, suspect.proposals, suspect.applied) for suspect in read.suspects] == [
        ("泰州区", ("秦州区",), False)
    ]
    assert found(locate(read.articles[0], load("天水"))) == []
    assert found(locate(clipping("", "泰州市的客人来到天水。"), load("天水"))) == [("泰州市", "321200", "outside")]


@pytest.mark.parametrize("printed", ["颖州区", "颖上县", "颖东区", "颖泉区"])
def test_one_misreading_is_put_right_in_every_name_though_a_dictionary_has_one_of_them(printed: str) -> None:
    words = load_words()
    read = correct(page(f"近日，阜阳市{printed}召开会议，部署下一阶段工作。"), load("阜阳"), words)
    assert [(suspect.proposals, suspect.confidence) for suspect in read.suspects] == [
        ((printed.replace("颖", "颍"),), 0.99)
    ]


def test_a_district_that_looks_like_the_print_is_told_though_the_page_names_no_other_place() -> None:
    read = correct(page("近日，颖州区召开会议。"), load("阜阳"))
    assert [(suspect.proposals, suspect.applied) for suspect in read.suspects] == [(("颍州区",), False)]


def test_what_may_be_a_township_of_other_years_is_told_with_little_confidence() -> None:
    text = "攸县渌田镇的村民说。在攸县，鸾山镇和骛山镇都种了茶。骛山镇的茶好。走进骛山镇。"
    told = correct(page(text), load("株洲")).suspects
    assert told and all(suspect.confidence <= 0.5 for suspect in told if not suspect.applied)


@pytest.mark.parametrize(
    ("city", "text"),
    [
        ("泸州", "泸州市古文县近日召开会议，古文县委书记讲话。"),
        ("阜阳", "近日，颖东区召开会议。"),
        ("阜阳", "界首高新区光武园区开工。"),
    ],
)
def test_the_end_of_a_longer_name_is_no_county_elsewhere(city: str, text: str) -> None:
    assert "outside" not in {level for _, _, level in found(locate(clipping("", text), load(city)))}


@pytest.mark.parametrize("text", ["对口支援文县。", "在陇南文县调研。", "，文县的客人"])
def test_a_county_of_two_characters_elsewhere_needs_a_clear_beginning(text: str) -> None:
    assert ("文县", "621222", "outside") in found(locate(clipping("", text), load("株洲")))


@pytest.mark.parametrize(
    "text", ["太和、界首、临泉：多云。", "太和 多云 18到25℃\n界首 晴\n临泉 小雨", "市区多云，太和阴。"]
)
def test_short_forms_of_a_weather_list_are_districts_though_they_are_words(text: str) -> None:
    assert ("太和县", "341222", "district") in found(locate(clipping("今日天气", *text.split("\n")), load("阜阳")))


@pytest.mark.parametrize(
    ("city", "text", "holds"),
    [
        ("株洲", "全市上下行动起来", True),
        ("株洲", "昨日，市委召开会议", True),
        ("株洲", "早高峰我市交警上岗", True),
        ("榆林", "神本市召开会议", False),
        ("株洲", "城市政策解读", False),
        ("株洲", "醴陵市委召开会议", False),
        ("恩施", "全州上下行动起来", True),
        ("锡林郭勒盟", "盟委召开会议", True),
        ("阿克苏地区", "昨日，地委召开会议", True),
        ("阿克苏地区", "全地区上下行动起来", True),
        ("阿克苏地区", "全区上下行动起来", False),
        ("株洲", "昨日，地委召开会议", False),
        ("长沙县", "全县上下行动起来", True),
        ("长沙县", "全市上下行动起来", False),
    ],
)
def test_the_whole_city_is_meant_only_by_whole_words(city: str, text: str, holds: bool) -> None:
    home = load(city)
    assert is_citywide(text, find_places(text, home), home) == holds


def test_a_learnt_stem_is_not_replaced_inside_everyday_words() -> None:
    body = ("天无区召开会议。天元区嵩山路街道参加。", "天无区部署工作，为天无区委点赞。", "今天无雨。")
    text, _ = corrected("株洲", *body)
    assert text.count("天元区") == 4 and text.endswith("今天无雨。")


def test_names_of_people_and_the_print_itself_stay_as_they_are() -> None:
    head = Head("deck", "——涪口区推进改革", (Piece(2, 0, 9),))
    printed = Clipping(
        "改革谱新篇",
        deck="涪口区推进改革",
        byline=Byline("涪口日报", (Credit("记者", ("涪口",)),)),
        head=(head,),
        body=(Block("paragraph", "渌口镇、涪口区、涪口区委", (Piece(4, 0, 5), Piece(6, 0, 7))),),
        figures=(Figure("青春涪口", "涪口 摄", (Piece(7, 0, 9),)),),
    )
    read = correct(Reading(IssueHead(), articles=(printed,)), load("株洲"))
    article = read.articles[0]
    assert (article.deck, article.figures[0].caption) == ("渌口区推进改革", "青春渌口")
    assert article.body[0].text == "渌口镇、渌口区、渌口区委"
    assert (article.byline, article.head, article.figures[0].credit) == (printed.byline, (head,), "涪口 摄")
    assert [(item.line, item.start) for item in read.suspects] == [(2, 2), (4, 4), (6, 3), (7, 3)]


def test_an_inserted_character_does_not_shift_the_lines_of_suspects() -> None:
    block = Block("paragraph", "推进石峰区云田镇渌口区、涪口区", (Piece(1, 0, 1), Piece(3, 0, 13)))
    reading = Reading(
        IssueHead(), articles=(Clipping("改革", body=(block,)),), insertions=(Insertion(1, 1, "进", "lost"),)
    )
    (suspect,) = correct(reading, load("株洲")).suspects
    assert (suspect.line, suspect.start) == (3, 10)


@settings(max_examples=50)
@given(st.lists(st.text(alphabet="渌涪口区龙门镇天元无株洲市深圳的了，。 村社", max_size=40), max_size=4))
def test_correcting_keeps_every_length_and_settles_at_once(lines: list[str]) -> None:
    gazetteer = load("株洲")
    reading = page("\n".join(lines))
    once = correct(reading, gazetteer)
    before = [block.text for block in reading.articles[0].body]
    after = [block.text for block in once.articles[0].body]
    assert [len(text) for text in before] == [len(text) for text in after]
    assert all(suspect.proposals for suspect in once.suspects)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["渌口区", "龙门镇", "高新区", "深圳", "福田区", "株洲", "朝阳区", "该区", "区委", "有限公司", "小学", "经开区", "附近", "云塘社区", "，", "。", "(", ")", "天元区", "新华区"]),
        max_size=12,
    ),
    st.sampled_from(["株洲", "北京", "东莞", "醴陵", "43", "石家庄"]),
)  # fmt: skip
def test_any_text_has_a_location_and_each_mention_once(parts: list[str], city: str) -> None:
    location = locate(clipping("".join(parts[:3]), "".join(parts)), load(city))
    assert location.district is None or location.district == location.districts[0]
    assert len(set(location.mentions)) == len(location.mentions)


def test_two_districts_of_other_years_that_are_one_today_do_not_outweigh_the_whole_city() -> None:
    listed = "昨日，全市重大项目集中开工，沙坪坝区、九龙坡区、江北区、渝北区均有项目。"
    assert where("重庆", "全市重大项目集中开工", listed) is None
    assert where("重庆", "全市首条云轨开通", "云轨在渝北区开通。渝北区今年还将建两条。") == "两江新区"


def test_a_town_that_is_a_district_is_no_county_in_the_evidence() -> None:
    reading = Reading(
        IssueHead(),
        (
            clipping(
                "小榄镇五金出海",
                "小榄镇企业赴德参展。小缆镇商会说，小缆镇出口增长一成。中山市商务局介绍，石岐街道、古镇镇也参加。",
            ),
        ),
    )
    [told] = [item for item in correct(reading, load("中山")).suspects if item.printed == "小缆镇"][:1]
    assert told.proposals == ("小榄镇",) and not told.applied
    assert "全国没有印出的这个县级地名" not in told.evidence


@pytest.mark.parametrize(
    ("city", "printed", "name", "text"),
    [
        ("重庆", "谍陵区", "涪陵区", "近日，谍陵区召开会议。崇义街道负责人发言，谍陵区各单位参加。"),  # 陵区 is a word
        (
            "重庆",
            "甩龙坡区",
            "九龙坡区",
            "近日，甩龙坡区召开会议。走马镇负责人发言，甩龙坡区各单位参加。",
        ),  # two have a 走马镇
        (
            "大理",
            "颠邑彝族乡",
            "太邑彝族乡",
            "记者昨日从大理市颠邑彝族乡了解到，这里的变化不小。",
        ),  # 族乡 is an everyday ending
    ],
)
def test_a_misprint_is_told_whose_end_is_a_word_or_whose_township_two_districts_have(
    city: str, printed: str, name: str, text: str
) -> None:
    suspects = correct(Reading(IssueHead(), (clipping("", text),)), load(city)).suspects
    assert any(printed.startswith(item.printed) and name.startswith(item.proposals[0]) for item in suspects)


def test_a_province_elsewhere_is_no_place_of_its_own_before_its_prefecture() -> None:
    location = locate(
        clipping("来琼考察", "青海省海南藏族自治州、内蒙古自治区锡林郭勒盟来海口考察，琼山区陪同。"), load("海口")
    )
    assert [mention.name for mention in location.mentions] == ["琼山区", "海南藏族自治州", "锡林郭勒盟"]


def test_an_autonomous_county_goes_by_its_plain_name_too() -> None:
    location = locate(clipping("旅游协作", "彭水县与贵州省道真县签约，彭水县文旅委介绍。"), load("重庆"))
    names = ["彭水苗族土家族自治县", "道真仡佬族苗族自治县"]
    assert [mention.name for mention in location.mentions] == names
    assert location.district is not None and location.district.name == names[0]


def test_a_zone_written_out_and_shortened_is_one_mention_as_it_was_printed_first() -> None:
    location = locate(
        clipping(
            "曲靖经开区签约",
            "曲靖经济技术开发区昨日签约，曲靖国家级经济技术开发区管委会介绍，沾益工业园区、沾益工业园同时开工。",
        ),
        load("曲靖"),
    )
    assert found(location)[1:] == [("曲靖经开区", None, "zone"), ("沾益工业园区", None, "zone")]
