"""Tags: phrases that an editor would print, none that a reader would laugh at."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import words
from generator.ingest.facts.phrases import candidates, phrases
from generator.ingest.facts.subjects import index, shown
from generator.ingest.facts.tags import tags
from generator.model import Block, Byline, Clipping, Credit
from generator.tagbook import Tagbook
from generator.words import Words, word_list


def clipping(headline: str, *paragraphs: str, **more: object) -> Clipping:
    return Clipping(headline=headline, body=tuple(Block("paragraph", text) for text in paragraphs), **more)


WATER = clipping(
    "青溪镇建成首座污水处理站",
    "12月3日，青溪镇污水处理站正式投入运行，日处理生活污水2000吨。“放管服”改革后，审批只用了5天。",
    "近年来，全镇持续开展人居环境整治工作，推进“门前三包”行动，生活污水处理率达到92%。镇长李建国表示，生活污水不再直排青溪河。",
    "下一步，该镇将继续推进人居环境整治，让群众得到实惠。",
)


def test_a_news_story_gets_three_to_six_phrases_best_first() -> None:
    found = tags(WATER, words.load(), ["青溪", "青溪镇"])
    assert found[0] == "污水处理"
    assert 3 <= len(found) <= 6
    assert {"生活污水", "人居环境整治"} & set(found)


def test_no_tag_is_a_number_date_place_or_office_word() -> None:
    for tag in tags(WATER, words.load(), ["青溪", "青溪镇"]):
        assert not any(letter.isdigit() for letter in tag)
        assert "青溪" not in tag
        assert tag not in word_list("stop")
        assert tag not in word_list("generic")
        assert "李建国" not in tag


def test_two_tags_that_are_one_leave_their_room_to_a_third() -> None:
    first, second, *_ = tags(WATER, words.load(), ["青溪"])
    found = tags(WATER, words.load(), ["青溪"], Tagbook(aliases={second: first, "人居环境整治": "村容村貌"}))
    assert found[0] == first
    assert second not in found
    assert "人居环境整治" not in found
    assert len(found) >= 3


def test_no_tag_is_part_of_another() -> None:
    found = tags(WATER, words.load())
    assert not any(a != b and a in b for a in found for b in found)


def test_a_quoted_name_loses_its_marks() -> None:
    story = clipping(
        "县里深化“放管服”改革",
        "近日，县里出台意见，深化“放管服”改革，方便群众办事。",
        "“放管服”改革以来，审批时限压缩一半。",
    )
    assert "放管服改革" in tags(story, words.load())


def test_a_quoted_campaign_in_the_headline_is_a_tag() -> None:
    story = clipping("城南区“三送三解”行动走进企业", "近日，城南区干部带队走访辖区企业，送政策、解难题。")
    assert "三送三解" in tags(story, words.load())


def test_figures_of_speech_in_quotes_are_no_tags() -> None:
    story = clipping(
        "打好“组合拳” 当好“店小二”",
        "园区打好“组合拳”，当好“店小二”，营商环境越来越好。",
        "企业说，营商环境好，是“组合拳”打得好。",
    )
    found = tags(story, words.load())
    assert "营商环境" in found
    assert not {"组合拳", "店小二"} & set(found)


def test_a_word_that_only_lives_in_a_longer_one_is_no_tag() -> None:
    story = clipping(
        "接种加强针 筑牢防护网", "天气转冷，全区启动加强针接种，加强针接种点设在体育馆。", "市民说，加强针接种很方便。"
    )
    found = tags(story, words.load())
    assert "加强针" in found
    assert "加强" not in found


def test_reporters_are_no_tags() -> None:
    byline = Byline("晚报", (Credit("记者", ("石榴花",)),))
    story = clipping("石榴花开迎客来", "石榴花开了，石榴花红了，山上的石榴花引来游客。", byline=byline)
    assert not any("石榴花" in tag for tag in tags(story, words.load()))


def test_people_and_offices_are_no_tags() -> None:
    story = clipping("县教育局慰问寄宿生", "县教育局局长看望寄宿生，给寄宿生送去棉被。教育局说，寄宿生共有300名。")
    assert not {"寄宿生", "教育局", "县教育局"} & set(tags(story, words.load()))


def test_an_article_without_a_body_has_no_more_than_its_headline_gives() -> None:
    assert tags(clipping("今日停水通知"), words.load()) == ("停水停电",)
    assert tags(clipping(""), words.load()) == ()


def test_the_same_article_has_the_same_tags_whoever_asks() -> None:
    assert tags(WATER, Words()) == tags(WATER, Words()) == tags(WATER, words.load())


@pytest.mark.parametrize(
    ("headline", "subject"),
    [
        ("消防演练进校园", "校园安全"),
        ("两处违章建筑被依法拆除", "控违拆违"),
        ("组工干部培训班开班", "干部培训"),
        ("地铁2号线开通", "公共交通"),
        ("渡口轮渡今起复航", "水路客运"),
        ("两校教师获评最美教师", "教师队伍"),
        ("民警抓获电信诈骗嫌疑人", "社会治安"),
    ],
)
def test_a_headline_shows_its_subject(headline: str, subject: str) -> None:
    assert shown(headline, "").by_headline[0] == subject


def test_no_subject_is_as_broad_as_a_section_of_the_paper() -> None:
    names = {line.partition(":")[0] for line in words.data_lines("subjects.txt")}
    assert not names & {"学校教育", "水上航运", "公共文化", "卫生健康", "工业经济", "历史人文"}
    assert not names & (word_list("generic") | word_list("stop"))


def test_a_subject_that_the_first_paragraph_shows_needs_the_text_to_go_on_with_it() -> None:
    lede = "清早，剃头匠老周打开铺子，把手艺摆上街头。"
    more = lede + "这门手艺传了三代，匠人不多了，会剃头的更少，手艺难学。"
    other = "隔壁的超市生意很好，老板娘每天清早把新到的蔬菜水果摆上货架，街坊们排着队来买。" * 5
    assert "传统手艺" in shown("", more + other).by_text
    assert "传统手艺" not in shown("", lede + other).by_text


def test_groups_of_cues_in_different_sentences_are_no_subject() -> None:
    assert "城市建设" not in shown("", "大桥上有人散步。晚会七点启用新灯光。").by_text
    assert "城市建设" in shown("", "大桥今天通车。大桥建成后，市民过江方便。").by_text


def test_a_topic_of_city_news_is_a_tag_though_it_is_said_once() -> None:
    story = clipping("老周的新生活", "老周住进新房。社区还给老人办起了长者食堂，一日三餐不用愁。")
    assert "长者食堂" in tags(story, words.load())


def test_sayings_that_begin_with_a_verb_and_strange_names_are_no_tags() -> None:
    story = clipping(
        "神崎武法会见记者 庙会拉开帷幕",
        "神崎武法说，庙会拉开帷幕，人很多。神崎武法还说，庙会拉开帷幕以后，神崎武法天天来。",
    )
    assert not {"神崎武法", "拉开帷幕"} & set(tags(story, words.load()))


KINDS = Path(__file__).parents[2] / "benchmarks" / "corpus" / "kinds"


def test_articles_of_opinion_advice_and_feature_get_three_tags_too() -> None:
    few = []
    for name in ("articles", "held_out"):
        for part in (KINDS / f"{name}.txt").read_text(encoding="utf-8").split("====\n"):
            head, *body = part.strip().splitlines()
            found = tags(clipping(head.partition(" ")[2], *body), words.load())
            assert len(found) <= 6
            few += [head] if len("".join(body)) >= 300 and len(found) < 3 else []
    assert len(few) <= 4, few


def test_every_subject_is_fit_to_be_a_tag() -> None:
    names = [subject.name for subject in index().subjects]
    assert len(names) == len(words.data_lines("subjects.txt")) == len(set(names))
    assert all(2 <= len(name) <= 8 for name in names)


def test_keywords_of_an_abstract_are_found_in_title_and_text() -> None:
    title = "湿地松人工林土壤呼吸研究"
    text = "以湿地松人工林为对象，测定土壤呼吸速率。结果表明，湿地松人工林土壤呼吸与土壤温度显著相关，土壤呼吸季节变化明显。"
    assert "土壤呼吸" in phrases(title, text, words.load(), 5)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=12), st.text(st.sampled_from("的改革“放管服”接种疫苗,。12 \n天元区加强针A·"), max_size=80))
def test_any_text_has_at_most_six_tags_that_stand_in_it_or_are_subjects(title: str, text: str) -> None:
    known = {line.partition(":")[0] for line in words.data_lines("subjects.txt")}
    found = tags(clipping(title, text), words.load())
    bare = "".join(letter for letter in f"{title}\n{text}" if letter not in '“”"「」『』‘’')
    assert len(found) <= 6
    assert all(tag in bare or tag in known for tag in found)


def test_candidates_count_what_is_said_and_where() -> None:
    found = {phrase.text: phrase for phrase in candidates("林长制落地", "林长制好。推行林长制。", words.load())}
    assert (found["林长制"].times, found["林长制"].in_title) == (3, True)


def test_of_two_tags_that_are_nearly_the_same_one_is_enough() -> None:
    text = "服饰产业兴旺，服饰企业回流。服饰产业带动服饰企业，服饰企业支撑服饰产业。"
    found = tags(clipping("服饰产业迎来春天", text), words.load())
    assert "服饰产业" in found
    assert "服饰企业" not in found


def test_the_name_of_a_person_shows_no_subject() -> None:
    text = "3月10日，水文站原站长杨守信逝世。杨守信在江边测流四十二年。徒弟说，杨守信把流速仪看得很重，杨守信最后一次去水文站是去年。"
    assert "诚信建设" not in tags(clipping("追忆老站长杨守信", text), words.load(), ["杨守信"])


@pytest.mark.parametrize(
    ("headline", "text", "tag"),
    [
        ("男子醉驾撞坏护栏", "男子醉驾撞坏护栏38米。男子醉驾被查。", "男子醉驾"),
        ("皮肤科医生给你支招", "皮肤科医生提醒。皮肤科医生说，防晒。", "皮肤科医生"),
        ("案件主犯受审", "主犯受审。主犯认罪。主犯上诉。", "主犯"),
        ("太阳党合并", "太阳党与别党合并。太阳党发表声明。", "太阳党"),
        ("窗口的“您稍等”不能总等", "群众听到“您稍等”。“您稍等”不能总等。", "您稍等"),
    ],
)
def test_somebody_a_word_of_any_story_and_a_saying_are_no_tags(headline: str, text: str, tag: str) -> None:
    assert tag not in tags(clipping(headline, text), words.load())


@pytest.mark.parametrize(
    ("headline", "text", "tag"),
    [
        ("巴方将状告厂商", "战斗机没有交货。战斗机的钱已付。战斗机合同作废。", "战斗机"),
        ("干部赴联系点", "干部进联系点。联系点有难题，联系点有变化。", "联系点"),
        ("给书包减重", "书包太重。书包里都是教辅。", "书包"),
        ("警灯违规使用受罚", "警灯不能乱装。警灯要登记。警灯已拆。", "警灯"),
        ("台风“白鹭”将登陆", "台风“白鹭”逼近。今年第9号台风“白鹭”明晚登陆，“白鹭”风力10级。", "白鹭"),
    ],
)
def test_a_single_word_that_any_story_may_hold_is_no_tag(headline: str, text: str, tag: str) -> None:
    assert tag not in tags(clipping(headline, text), words.load())


@pytest.mark.parametrize(
    ("headline", "text", "tag"),
    [
        ("臭氧层有望修补", "科学家说，臭氧层变薄。新法能修补臭氧层。", "臭氧层"),
        ("话剧首演", "话剧好看。话剧今晚再演，话剧票已售完。", "话剧"),
        ("入冬以后", "各地抓紧造林备耕。为搞好造林备耕，干部下到第一线。造林备耕任务过半。", "造林备耕"),
        ("国家队加大运动员交流", "运动员交流有新规。运动员交流不够，运动员交流要加快。", "运动员交流"),
    ],
)
def test_a_word_that_stands_out_and_words_that_always_go_together_are_tags(headline: str, text: str, tag: str) -> None:
    assert tag in tags(clipping(headline, text), words.load())


def test_a_short_word_gives_way_to_the_subject_that_holds_it_unless_it_is_pinned() -> None:
    story = clipping(
        "竹林里的造纸人", "手工造纸要晒纸。老人造纸四十年，抄纸、焙纸，一张纸要七十二道工序，造纸的人少了。"
    )
    found = tags(story, words.load())
    assert "手工造纸" in found
    assert "造纸" not in found
    assert "造纸" in tags(story, words.load(), (), Tagbook(pinned=("造纸",)))


def test_no_two_subjects_of_an_article_are_nearly_the_same() -> None:
    text = "地震灾区帐篷已搭好。地震后，救灾物资送到灾区，灾民得到安置。余震不断，捐款赈灾的人很多，抗灾救灾不停。" * 3
    found = tags(clipping("赈灾物资送往地震灾区", text), words.load())
    assert not {"抗震救灾", "抗灾救灾"} <= set(found)
