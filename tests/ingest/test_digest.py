"""The digest: whole sentences, word for word, from the body alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.facts.digest import LONGEST, digest, is_closed, split
from generator.model import Block, BlockType, Clipping

NAMES = ("天元区", "天元")


def made(headline: str, *texts: str, types: tuple[BlockType, ...] = ()) -> Clipping:
    kinds = types or ("paragraph",) * len(texts)
    return Clipping(headline=headline, body=tuple(Block(kind, text) for kind, text in zip(kinds, texts, strict=True)))


def text_of(clipping: Clipping) -> str | None:
    found = digest(clipping, NAMES)
    return found and found.text


def test_the_lede_is_the_digest_of_a_news_story() -> None:
    lede = "11月23日，天元区中青年干部培训班正式开班，40名年轻干部参加培训。"
    assert text_of(made("天元区举办干部培训班", lede, "此次培训为期4周，分为集中培训和实地调研等阶段。")) == lede


def test_sentences_are_added_until_there_is_enough_and_none_is_cut() -> None:
    text = (
        "今年，天元区改造老旧小区12个，惠及居民3000户。" * 2
        + "全区还新建停车位800个，加装电梯26台，新增绿地5000平方米。" * 3
    )
    found = text_of(made("老旧小区改造", text))
    assert found is not None
    assert 80 <= len(found) <= LONGEST
    assert found.endswith("。")


def test_one_long_sentence_stays_whole() -> None:
    lede = "今年以来，天元区" + "按照部署扎实推进各项改革，" * 12 + "取得实效。"
    assert text_of(made("改革", lede)) == lede


def test_a_lead_in_before_the_lede_is_taken_off() -> None:
    for lead in (
        "本报讯(记者 张三 通讯员 李四)",
        "株洲日报·掌上株洲讯(记者/谢嘉 通讯员/周媛) ",
        "新华社北京12月31日电 ",
        "本报1月4日讯",
    ):
        found = digest(made("天元区开新路", f"{lead}昨日，天元区三条新路同时建成通车。"), NAMES)
        assert found is not None
        assert (found.text, found.start) == ("昨日，天元区三条新路同时建成通车。", len(lead))


@pytest.mark.parametrize(
    "opening",
    [
        "“一点都不痛，来吧！”11月24日，市民撸起袖子，坐在接种台前。",
        "清晨，阳光洒在天元区的广场上，人们忙着锻炼身体。",
        "天元区的路什么时候能修好？这个问题困扰居民多年。"[:14],
        "“有坏人来啦！”",
        "▲天元区的志愿者在清理垃圾，场面热烈非凡。",
        "图为天元区的志愿者在清理垃圾。",
        "天元区志愿者清理垃圾。王芳 摄",
        "记者 王芳 通讯员 谭琳",
        "天元小学的学生孙昊宇在天元区领到了2本新书。",
        "此外，天元区还新建了3座公园，方便市民休闲。",
    ],
)
def test_quotes_scenes_questions_captions_bylines_and_children_open_no_digest(opening: str) -> None:
    story = "当天，天元区启动疫苗第二剂次集中接种工作。"
    assert text_of(made("天元区加快疫苗接种", opening, story)) == story


def test_headings_and_labels_are_passed_over() -> None:
    clipping = made(
        "天元区改革",
        "1 天元区2021年改革有力度。",
        "天元区今年推出改革措施23项，办成实事12件。",
        types=("subhead", "paragraph"),
    )
    found = digest(clipping, NAMES)
    assert found is not None
    assert (found.block, found.start) == (1, 0)


def test_an_article_without_a_whole_sentence_has_no_digest() -> None:
    assert digest(made("标题"), NAMES) is None
    assert digest(made("标题", "没有句号的一行", "“全是引语。”他说。"), NAMES) is None


def test_what_follows_a_quotation_belongs_to_it() -> None:
    text = "“好！”他说。第二句。"
    assert [text[start:end] for start, end in split(text)] == ["“好！”他说。", "第二句。"]


@pytest.mark.parametrize(
    ("text", "closed"), [("“好”", True), ("“好", False), ("好”", False), ("（好）《书》", True), ("(好", False)]
)
def test_marks_need_their_partners(text: str, closed: bool) -> None:
    assert is_closed(text) is closed


@given(
    st.text(st.sampled_from("天元改革"), max_size=6),
    st.lists(st.text(st.sampled_from('天元区今年修路3条，。！？“”（）"…图为摄 、的'), max_size=60), max_size=4),
)
def test_every_digest_is_verbatim_closed_and_whole(headline: str, texts: list[str]) -> None:
    clipping = made(headline, *texts)
    found = digest(clipping, NAMES)
    if found is not None:
        assert clipping.body[found.block].text[found.start : found.end] == found.text
        assert is_closed(found.text)
        assert found.text[-1] in "。…"


def test_a_digest_names_no_alias_no_child_and_no_accused_whom_the_headline_does_not_name() -> None:
    for lede in (
        "10月4日，天元区的小宇今年10岁，确诊白血病已有一年。",
        "近日，天元区人民法院开庭，被告人孙德海骗取63名老人1187.4万元。",
        "10月4日，天元区一辆轿车撞坏护栏，胡志强因涉嫌危险驾驶罪被刑事拘留。",
    ):
        rest = "同学小宇（化名）由全校师生照顾。天元区全校师生10月共捐款58726元，用于治疗和康复。"
        assert text_of(made("一件事", lede, rest)) == "天元区全校师生10月共捐款58726元，用于治疗和康复。"
    named = "近日，天元区人民法院开庭，被告人孙德海骗取63名老人1187.4万元。"
    assert text_of(made("孙德海诈骗案开庭", named)) == named


def test_a_letter_is_quoted_without_its_salutation() -> None:
    lede = "我家住天元区，沿线8个公交站台都没有座椅。"
    assert text_of(made("公交站台何时有座椅", f"编辑同志：{lede}")) == lede
