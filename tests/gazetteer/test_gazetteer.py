"""The gazetteer of any city of China, and what an editor may add to it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import BaozhaiError
from generator.gazetteer import Gazetteer, directory, load
from generator.gazetteer.divisions import centroid, divisions, former_counties, is_common, national_names, slug_of, stem
from generator.gazetteer.localities import Places, parse_places
from generator.gazetteer.matching import find_places

ALL_CITIES = [code for code in divisions() if code.endswith("00")]


def texts(text: str, gazetteer: Gazetteer) -> list[str]:
    return [span.text for span in find_places(text, gazetteer) if span.sure]


@pytest.mark.parametrize("name", ["株洲", "株洲市", "430200", "4302"])
def test_a_city_goes_by_name_with_or_without_suffix_and_by_code(name: str) -> None:
    city = load(name).city
    assert (city.code, city.name, city.slug) == ("430200", "株洲市", "zhuzhou")


@pytest.mark.parametrize(
    ("name", "code", "first"),
    [
        ("北京", "110000", "东城区"),  # a municipality
        ("东莞", "441900", "东城街道"),  # a city without counties: its townships
        ("醴陵", "430281", "阳三石街道"),  # a county: its townships
        ("43", "430000", "长沙市"),  # a province: its cities
        ("吉林", "220200", "昌邑区"),  # a city before the province of its name
        ("460000", "460000", "海口市"),  # the same, all six digits
        ("恩施州", "422800", "恩施市"),  # an autonomous prefecture
        ("湘西", "433100", "吉首市"),
        ("重庆", "500000", "万州区"),
        ("长沙县", "430121", "星沙街道"),
        ("石河子", "659001", "新城街道"),
        ("儋州", "460400", "三都街道"),
        ("嘉峪关", "620200", "第一街道"),
        ("神农架", "429021", "大九湖镇"),
        ("西安", "610100", "新城区"),  # a city before the districts that are called like it
        ("仙桃", "429004", "沙嘴街道"),  # a county that belongs to no city
    ],
)
def test_every_kind_of_home_has_districts(name: str, code: str, first: str) -> None:
    gazetteer = load(name)
    assert gazetteer.city.code == code
    assert gazetteer.districts[0].name == first


def test_zones_are_parts_of_a_city_without_districts_as_its_towns_are() -> None:
    named = {district.name for home in ("儋州", "东莞") for district in load(home).districts}
    assert {"洋浦经济开发区", "松山湖", "东莞滨海湾新区", "那大镇", "虎门镇"} <= named
    assert "华南热作学院" not in named
    assert load("儋州").short["洋浦"].name == "洋浦经济开发区"
    assert load("东莞").full["滨海湾新区"][0].code == "441900404"
    assert not [one for one in load("长沙县").districts if one.name.endswith("开发区")]


def test_districts_come_in_code_order_with_pinyin_slugs() -> None:
    assert [(d.name, d.slug) for d in load("株洲").districts] == [
        ("荷塘区", "hetang"),
        ("芦淞区", "lusong"),
        ("石峰区", "shifeng"),
        ("天元区", "tianyuan"),
        ("渌口区", "lukou"),
        ("攸县", "youxian"),
        ("茶陵县", "chaling"),
        ("炎陵县", "yanling"),
        ("醴陵市", "liling"),
    ]


@pytest.mark.parametrize(
    ("name", "slugs"),
    [("云浮", {"yunanqu", "yunanxian"}), ("6229", {"linxiashi", "linxiaxian"})],
)
def test_districts_that_sound_alike_get_their_suffix(name: str, slugs: set[str]) -> None:
    assert slugs <= {district.slug for district in load(name).districts}


@pytest.mark.parametrize(
    ("name", "slug"),
    [("六安市", "luan"), ("什邡市", "shifang"), ("新都区", "xindu"), ("浦东新区", "pudong"), ("莘县", "shenxian")],
)
def test_names_are_read_as_the_place_reads_them(name: str, slug: str) -> None:
    assert next(item.slug for item in divisions().values() if item.name == name) == slug


def test_every_home_of_the_country_loads_with_unique_ascii_slugs() -> None:
    allowed = set(string.ascii_lowercase + string.digits)
    for code in ALL_CITIES[::12]:
        slugs = [district.slug for district in load(code).districts]
        assert len(slugs) == len(set(slugs)), code
        assert all(slug and set(slug) <= allowed for slug in slugs), code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("湖南省株洲市", "430200"), ("湖南株洲", "430200"), ("株洲市天元区", "430211"), ("北京朝阳", "110105"),
        ("江苏省南京市鼓楼区", "320106"), ("长春市朝阳区", "220104"), ("浙江义乌", "330782"), ("内蒙古锡林郭勒盟", "152500"),
    ],
)  # fmt: skip
def test_a_home_may_be_named_with_what_it_lies_in(name: str, code: str) -> None:
    assert load(name).city.code == code


@pytest.mark.parametrize(
    ("name", "today"), [("株洲县", "430212 (湖南省株洲市渌口区)"), ("襄樊", "420600 (湖北省襄阳市)")]
)
def test_a_home_of_other_years_is_told_with_the_one_of_today(name: str, today: str) -> None:
    with pytest.raises(BaozhaiError) as caught:
        load(name)
    assert today in caught.value.diagnostics[0].format("zh")


def test_an_unknown_city_is_told_with_what_comes_close() -> None:
    with pytest.raises(BaozhaiError) as caught:
        load("长沙市市")
    assert "长沙" in caught.value.diagnostics[0].format()
    with pytest.raises(BaozhaiError) as caught:
        load("999999")
    assert "close" not in caught.value.diagnostics[0].format()
    assert load(" 长沙 ").city.name == "长沙市"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("鼓楼区", ["320106 (江苏省南京市鼓楼区)", "350102"]),
        ("朝阳", ["211300 (辽宁省朝阳市)", "110105 (北京市朝阳区)"]),
    ],
)
def test_an_ambiguous_city_is_told_with_its_candidates(name: str, expected: list[str]) -> None:
    with pytest.raises(BaozhaiError) as caught:
        load(name)
    line = caught.value.diagnostics[0].format()
    assert all(part in line for part in expected)


@pytest.mark.parametrize("name", ["湖南", "湖南省", "hunan"])
def test_a_province_is_no_city_and_its_cities_are_named(name: str) -> None:
    with pytest.raises(BaozhaiError) as caught:
        load(name)
    line = caught.value.diagnostics[0].format()
    assert "is a province" in line and "长沙, 株洲" in line and "430000" in line


def test_a_province_that_is_also_a_city_elsewhere_is_told_with_that_city() -> None:
    with pytest.raises(BaozhaiError) as caught:
        load("海南")
    told = caught.value.diagnostics[0].format("zh")
    assert all(part in told for part in ("海口", "632500 (青海省海南藏族自治州)", "460000"))


def test_other_and_former_names_are_kept() -> None:
    full = load("株洲").full
    assert full["渌口镇"][0].code == "430212100"
    assert full["龙门镇"][0].code == "430212108"
    assert full["伏波街道"][0].district == "430212"
    assert full["株洲县"][0].name == "渌口区"


@pytest.mark.parametrize(
    ("city", "former", "today"),
    [
        ("重庆", "渝北区", "两江新区"),
        ("重庆", "江北区", "两江新区"),
        ("宁波", "江东区", "鄞州区"),
        ("北京", "宣武区", "西城区"),
        ("北京", "崇文区", "东城区"),
        ("杭州", "下城区", "拱墅区"),
        ("杭州", "江干区", "上城区"),
        ("杭州", "萧山市", "萧山区"),
        ("上海", "闸北区", "静安区"),
        ("上海", "南汇区", "浦东新区"),
        ("天津", "塘沽区", "滨海新区"),
        ("广州", "萝岗区", "黄埔区"),
        ("无锡", "崇安区", "梁溪区"),
        ("绍兴", "绍兴县", "柯桥区"),
        ("长沙", "望城县", "望城区"),
        ("达州", "达县", "达川区"),
        ("达州", "达县市", "通川区"),
        ("达州", "达川市", "通川区"),
        ("赣州", "雩都县", "于都县"),
        ("西安", "鄠县", "鄠邑区"),
    ],
)
def test_districts_of_other_years_stand_for_those_of_today(city: str, former: str, today: str) -> None:
    home = load(city)
    assert [place.name for place in home.full[former]] == [today]
    assert former in next(entry for entry in directory(home) if entry.name == today).former


def test_every_district_of_other_years_leads_to_one_of_today_and_is_none_itself() -> None:
    names = {code: item.name for code, item in divisions().items()}
    assert len(former_counties()) > 500
    for code, former, day in former_counties():
        assert code in names and names[code] != former, former
        assert day == "" or 1990 <= int(day[:4]) <= 2025, former


def test_villages_carry_the_code_of_their_township() -> None:
    codes = {place.code for place in load("株洲").full["横江村"]}
    assert codes == {"430212110203", "430281126240"}


def test_short_forms_are_no_common_words_and_no_other_city() -> None:
    short = load("株洲").short
    assert {"渌口", "芦淞", "白关", "响石岭"} <= short.keys()
    assert short.keys().isdisjoint({"建设", "金山", "明月", "株洲", "左权"})


def test_two_loads_of_one_city_are_one_value() -> None:
    assert load("株洲") is load("430200")


@pytest.mark.parametrize(
    ("name", "bare"),
    [("渌口区", "渌口"), ("攸县", "攸县"), ("内蒙古自治区", "内蒙古"), ("伊犁哈萨克自治州", "伊犁"),
     ("中村瑶族乡", "中村"), ("王家街道", "王家"), ("城区", "城区")],
)  # fmt: skip
def test_the_stem_leaves_out_what_kind_of_place_it_is(name: str, bare: str) -> None:
    assert stem(name) == bare


def test_the_tables_hold_the_country() -> None:
    assert len(divisions()) > 3200 and len(national_names()) > 35000
    assert is_common("高峰") and not is_common("涪口")
    assert slug_of("云田镇") == "yuntian"


# ---- places.toml -------------------------------------------------------------------------------


def test_places_toml_of_the_sample_has_no_faults(pytestconfig: pytest.Config) -> None:
    path = pytestconfig.rootpath / "content" / "places.toml"
    places = parse_places(path.read_text(encoding="utf-8"), "places.toml")
    full = load("株洲", places).full
    assert full["株洲高新区"][0].name == "天元区"
    assert full["酃县"][0].name == "炎陵县"
    assert (full["渌口经开区"][0].level, full["渌口经开区"][0].district) == ("zone", "430212")
    assert full["白关服饰产业园"][0].name == "白关镇"


def test_places_of_another_city_are_left_out() -> None:
    places = Places(city="株洲", same={"高新区": "天元区"})
    assert "高新区" not in load("长沙", places).full


def test_every_place_the_city_does_not_have_is_told_at_its_line_with_a_guess() -> None:
    text = '# comment\n[same]\n"株洲高新区" = "天原区"\n\n[sites]\n"某园" = "白关真"\n[former]\n"渌口区" = "天元区"\n'
    with pytest.raises(BaozhaiError) as caught:
        load("株洲", parse_places(text, "content/places.toml"))
    assert [item.format() for item in caught.value.diagnostics] == [
        "content/places.toml:3: error: 株洲高新区 is said to be 天原区, which the city does not have "
        "(write a district or township of the city in full; close: 天元区)",
        "content/places.toml:6: error: 某园 is said to be 白关真, which the city does not have "
        "(write a district or township of the city in full; close: 白关镇)",
        "content/places.toml:8: error: 渌口区 is said to be 天元区 or in it, but it is a district of today or the city "
        "(strike the line out, or write another name that 天元区 has or had)",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('city = "株洲"\n[sams]\n"a" = "b"', ["p.toml:2: 错误: 未知的键"]),
        ("city = 1", ["p.toml:1: 错误: city:应为 `str | null`，而不是 `int`"]),
        ('[same]\n"高新区" = 3\n"" = "天元区"\n"东区" = ""\n"区" = "天元区"', [
            "p.toml:2: 错误: same.高新区 的值不是文字", "p.toml:3: 错误: same.\"\" 两边有空的名称",
            "p.toml:4: 错误: same.东区 两边有空的名称", "p.toml:5: 错误: same.区 只有一个字",
        ]),
        ('[same]\n"高新区" = "天元区"\n[zones]\n"高新区" = "渌口区"\n"云龙新区" = "石峰区"\n" 云龙新区" = "渌口区"', [
            "p.toml:4: 错误: zones.高新区 前面已在第 2 行写作 same.高新区", "p.toml:6: 错误: zones. 云龙新区 前面已在第 5 行",
        ]),
        ("[same]\nx =\n", ["p.toml:2: 错误: 不是有效的 TOML:值无效"]),
    ],
)  # fmt: skip
def test_every_fault_of_places_toml_is_told_by_line(text: str, expected: list[str]) -> None:
    with pytest.raises(BaozhaiError) as caught:
        parse_places(text, "p.toml")
    told = [item.format("zh") for item in caught.value.diagnostics]
    assert len(told) == len(expected) and all(map(str.startswith, told, expected)), told


def test_a_wrong_city_of_places_toml_is_told_of_that_file() -> None:
    with pytest.raises(BaozhaiError) as caught:
        load("株洲", parse_places('\ncity = "诸州"', "content/places.toml"))
    assert caught.value.diagnostics[0].format().startswith("content/places.toml:2: error: no city, county or code 诸州")


# ---- names in a text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宁波市镇海区", ["宁波市", "镇海区"]),
        ("渌口区龙门镇", ["渌口区", "龙门镇"]),
        ("天元区域", []),
        ("芦淞大桥封闭", []),
        ("今天元旦", []),
        ("去机场口岸", []),
        ("株洲、渌口与深圳", ["株洲", "渌口", "深圳"]),
    ],
)
def test_the_longest_names_are_found(text: str, expected: list[str]) -> None:
    assert texts(text, load("株洲")) == expected


def test_a_short_form_that_is_a_word_needs_an_office_behind_it() -> None:
    shenzhen = load("深圳")
    assert texts("走在光明之路上", shenzhen) == []
    assert texts("光明警方通报", shenzhen) == ["光明"]


@pytest.mark.parametrize(
    ("city", "text", "sure"),
    [
        ("北京", "清晨朝阳照在河面上", []),
        ("北京", "北京朝阳的一处工地", ["北京", "朝阳"]),
        ("株洲", "重读《荷塘月色》", []),
        ("南京", "作家吴中携新书到来", []),
        ("苏州", "作家吴中携新书到来", []),
        ("苏州", "在吴中采访", ["吴中"]),
        ("株洲", "来龙门考察", []),
        ("株洲", "前来龙门镇考察", ["龙门镇"]),
        ("杭州", "晚上城区道路积水", []),
        ("深圳", "江南山区多雨", []),
        ("洛阳", "各地的老城区改造", []),
        ("洛阳", "洛阳市老城区开会", ["洛阳市", "老城区"]),
        ("青岛", "青岛市南区整治", ["市南区"]),
        ("哈尔滨", "和平路一带停水", []),
    ],
)
def test_a_name_that_may_be_an_ordinary_word_needs_more_than_itself(city: str, text: str, sure: list[str]) -> None:
    assert texts(text, load(city)) == sure


@given(st.text(alphabet="渌口区龙门镇天元株洲市深圳福田县村社的了，。a1 ", max_size=60))
def test_names_never_overlap_and_stand_where_they_say(text: str) -> None:
    end = 0
    for span in find_places(text, load("株洲")):
        assert span.start >= end and text[span.start : span.end] == span.text
        end = span.end


@pytest.mark.parametrize("city", ["株洲", "重庆", "43", "东莞", "醴陵", "仙桃", "临夏回族自治州"])
def test_the_directory_of_any_city_leads_from_every_place_to_a_district_or_the_city(city: str) -> None:
    home = load(city)
    entries = {entry.code: entry for entry in directory(home) if entry.code}
    districts = {district.code for district in home.districts}
    assert districts <= entries.keys()
    assert len(entries) == len(directory(home))
    for entry in entries.values():
        while entry.code not in districts and entry.within != home.city.code:
            entry = entries[entry.within or ""]  # noqa: PLW2901 - up, step by step


def test_the_directory_tells_names_of_today_from_former_ones_and_leaves_sites_out() -> None:
    text = (
        '[same]\n"株洲高新区" = "天元区"\n[former]\n"酃县" = "炎陵县"\n[zones]\n"渌口经开区" = "渌口区"\n'
        '[sites]\n"服饰产业园" = "白关镇"\n[spellings]\n"董家段" = "董家塅街道"\n'
    )
    entries = {entry.name: entry for entry in directory(load("株洲", parse_places(text)))}
    assert (entries["天元区"].also, entries["天元区"].former) == (("株洲高新区",), ())
    assert entries["炎陵县"].former == ("酃县",)
    assert entries["渌口区"].former == ("株洲县",)
    assert (entries["渌口经开区"].code, entries["渌口经开区"].within) == (None, "430212")
    assert entries["白关镇"].also == ()
    assert entries["董家塅街道"].also == ("董家段",)


def test_a_renamed_county_lies_where_it_lay_and_what_is_no_county_nowhere() -> None:
    assert centroid("430212") == (113144, 27699)  # 渌口区, once 株洲县
    assert centroid("140403") != centroid("140213")  # 潞州区 and 平城区, both once called 城区
    assert centroid("659012") is centroid("430203100") is centroid("999999") is centroid("") is None


def test_nearly_every_county_of_china_has_a_place_on_the_map() -> None:
    known = [code for code in divisions() if centroid(code)]
    assert len(known) > 0.99 * len(divisions())
    assert all(73_000 < east < 136_000 and 3_000 < north < 54_000 for east, north in map(centroid, known))


@pytest.mark.parametrize("table", ["same", "zones", "sites", "spellings"])
def test_a_district_of_today_is_no_other_name_of_another(table: str) -> None:
    for name in ("渌口区", "渌口", "株洲市", "株洲"):
        with pytest.raises(BaozhaiError, match="place-of-today"):
            load("株洲", parse_places(f'[{table}]\n"{name}" = "天元区"'))
    assert load("株洲", parse_places(f'[{table}]\n"渌口" = "渌口区"')).district("430212")


@pytest.mark.parametrize("turned", [False, True])
def test_names_of_places_toml_may_lead_to_one_another_in_any_order(turned: bool) -> None:
    lines = ['"云龙新区" = "云龙示范区"', '"云龙示范区" = "云龙高新区"', '"云龙高新区" = "石峰区"']
    [spelled] = ['[spellings]\n"云龙示范園区" = "云龙示范区"\n']
    text = "[zones]\n" + "\n".join(lines[::-1] if turned else lines) + "\n"
    home = load("株洲", parse_places(spelled + text if turned else text + spelled))
    assert {home.full[name][0].district for name in ("云龙新区", "云龙示范区", "云龙高新区", "云龙示范園区")} == {
        "430204"
    }
    assert home.full["云龙示范園区"][0] == home.full["云龙示范区"][0]
    [zone] = [entry for entry in directory(home) if entry.name == "云龙示范区"]
    assert zone.also == ("云龙示范園区",)


def test_names_of_places_toml_that_lead_in_a_circle_are_refused_at_their_line() -> None:
    with pytest.raises(BaozhaiError) as caught:
        load("株洲", parse_places('[same]\n"甲园" = "乙园"\n[sites]\n"乙园" = "甲园"', "p.toml"))
    [told] = [item.format("zh") for item in caught.value.diagnostics]
    assert told.startswith("p.toml:") and "互相指来指去" in told and "甲园" in told and "乙园" in told


def test_a_zone_of_places_toml_is_known_written_out_and_shortened() -> None:
    home = load("株洲", parse_places('[zones]\n"渌口经开区" = "渌口区"\n[same]\n"株洲高新区" = "天元区"'))
    for name in ("渌口经济开发区", "渌口经济技术开发区", "渌口经开区"):
        assert [(place.name, place.level) for place in home.full[name]] == [("渌口经开区", "zone")]
    assert home.full["株洲高新技术产业开发区"][0].name == "天元区"


@pytest.mark.parametrize(
    ("city", "toml", "text", "found"),
    [
        ("中山", '[zones]\n"火炬开发区" = "中山港街道"', "中山火炬开发区举行签约仪式", ["中山港街道"]),
        ("东莞", '[sites]\n"松山湖科学城" = "松山湖"', "记者走进松山湖科学城", ["松山湖"]),
        ("儋州", "", "洋浦经开区举行签约仪式", ["洋浦经济开发区"]),
        ("嘉峪关", '[zones]\n"嘉北工业园区" = "雄关街道"', "嘉北工业园开工", ["雄关街道"]),
    ],
)
def test_zones_lie_in_the_towns_of_a_city_without_districts(city: str, toml: str, text: str, found: list[str]) -> None:
    home = load(city, parse_places(toml))
    codes = [place.district for span in find_places(text, home) for place in span.places]
    assert [one.name for code in codes if (one := home.district(code))] == found


def test_spaces_around_names_of_places_toml_mean_nothing() -> None:
    gazetteer = load("株洲", parse_places('city = " 株洲"\n[same]\n"　高新区" = "天元区　"'))
    assert [place.name for place in gazetteer.full["高新区"]] == ["天元区"]


def test_a_township_of_other_years_leads_to_the_one_of_today_or_to_its_county() -> None:
    home = load("株洲")
    assert [(place.name, place.code) for place in home.full["嘉树乡"]] == [("嘉树镇", "430281127")]
    assert [(place.name, place.code, place.district) for place in home.full["清水江乡"]] == [
        ("清水江乡", None, "430281")
    ]
    assert next(entry for entry in directory(home) if entry.code == "430281127").former == ("嘉树乡",)
