"""Doubts about words and names: what is told, what is left alone, and that nothing but places is ever changed."""

import pytest

from generator.gazetteer import load
from generator.ingest.facts.naming import doubts
from generator.ingest.facts.proof import proofread
from generator.ingest.facts.wording import lookalikes, misprints
from generator.ingest.page.reading import read_page
from generator.model import IssueHead, Reading
from generator.words import load as load_words

WORDS = load_words()


def read(text: str, city: str | None = None) -> Reading:
    reading, _ = read_page(text, path="a.txt", hints=IssueHead(), lexicon=WORDS)
    return proofread(reading, text, load(city, None) if city else None, WORDS)


@pytest.mark.parametrize(
    ("text", "printed", "proposal"),
    [
        ("全区推厂应用节水灌溉枝术。", "推厂应用", "推广应用"),
        ("全区推厂应用节水灌溉枝术。", "枝术", "技术"),
        ("各地纷纷出台政箫，稳定就业。", "政箫", "政策"),
        ("双方将深化舍作，实现共赢。", "舍作", "合作"),
    ],
)
def test_a_character_that_makes_no_word_is_told_with_its_look_alike(text, printed, proposal):
    found = {(text[one.start : one.end], one.proposal) for one in misprints(text, WORDS)}
    assert (printed, proposal) in found


@pytest.mark.parametrize(
    "text",
    [
        "记者从市发展改革委获悉，上半年全市工业运行平稳。",
        "张伟民告诉记者，他在这条江上跑了三十一年船。",
        "完颜阿骨打的故事在当地代代相传。",
        "7155户户厕和14座公厕任务全部完成。",
        "",
    ],
)
def test_good_text_and_names_are_left_alone(text):
    assert not list(misprints(text, WORDS))


def test_look_alikes_are_told_from_glyphs():
    assert "末" in lookalikes()["未"]
    assert "未" not in lookalikes().get("推", "")


def found(*texts: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(texts[one.text][one.start : one.end], one.proposals) for one in doubts(texts, WORDS)]


def test_a_gloss_that_only_sounds_like_its_word_is_told():
    assert found("提供全程代办(带办)服务。") == [("带办", ())]
    assert found("市发改委(市物价局)负责。", "石峰区(天元区)参加。") == []


def test_a_set_phrase_with_one_wrong_character_is_told():
    assert ("乡村振兴站略", ("乡村振兴战略",)) in found("大力实施乡村振兴站略，补齐短板。")
    assert found("专科上线率与本科上线率双双提高。", "高新技术产业开发区") == []


def test_one_office_under_two_names_is_told():
    texts = ("全区建成村级供销社服务社三十个。", "与各村级供销社惠民服务社签订合同。")
    assert found(*texts) == [("级供销社服务社", ("级供销社惠民服务社",))]
    assert found("县人民政府副主任与县人民政府办公室主任参加。") == []


def test_a_name_of_ill_omen_among_firms_is_told():
    assert [printed for printed, _ in found("引进了广州孤轩、杭州意法、香港锦艺等119家优质企业。")] == ["广州孤轩"]
    assert found("引进了广州意法、杭州锦艺、香港欧微等12家优质企业。") == []


def test_a_name_spelt_in_two_ways_is_told():
    right = "记者来到健坤潇湘高级中学采访。"
    assert ("坤萧湘", ("坤潇湘",)) in found(right, right, "据健坤萧湘高级中学介绍。")


def test_a_photographer_without_a_surname_is_told_and_never_changed():
    reading = read("晨光里的渡口\n\n▲渡口的早晨。咏洲 摄\n\n清晨六点，渡口已经热闹起来，人们排队等候第一班船。")
    (suspect,) = [one for one in reading.suspects if one.printed == "咏洲"]
    assert (suspect.line, suspect.start, suspect.proposals, suspect.applied) == (3, 7, (), False)
    assert not read("晨光里的渡口\n\n▲渡口的早晨。李咏洲 摄\n\n清晨六点，渡口已经热闹起来，人们排队等候。").suspects


def test_what_is_doubtful_stays_as_printed():
    text = "节水灌溉进田间\n\n近日，全区推厂应用节水灌溉技术，农户都说好。"
    reading = read(text, "株洲")
    assert [(one.line, one.printed, one.applied) for one in reading.suspects] == [(3, "推厂应用", False)]
    assert reading.articles[0].body[0].text in text


def test_a_word_that_a_page_prints_often_is_its_own():
    reading = read("惜贷之困\n\n不能惜贷，也不要惜贷。\n\n银行为什么惜贷？惜贷的根子在哪里？")
    assert not reading.suspects


def test_a_lost_character_is_put_back_only_where_the_words_prove_it():
    body = "改革要以群众满意为标准，改革要解决突出问题。" * 3
    torn = read(f"推进改革\n\n{body}\n\n会议要求，全市要把这件大事办实办好，进一步深化医药卫生体制改\n\n，让群众满意。")
    assert not torn.insertions or {one.text for one in torn.insertions} == {"革"}
    whole = read(
        f"推进改革\n\n{body}\n\n会议要求，全市要把这件大事办实办好，进一步深化医药卫生体\n\n制改革，让群众满意。"
    )
    assert not whole.insertions


def test_a_suspect_across_a_seam_can_be_found_on_its_line():
    text = "普职融通\n\n学校办学取得了巨大的进步，2021年，学科合格\n\n率达100%，高考上线人数达127人。"
    reading = read(text)
    assert [(one.line, one.printed, one.proposals) for one in reading.suspects] == [(3, "学科合格", ("学考合格",))]
