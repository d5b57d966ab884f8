"""The library by day, district and tag."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Article
from generator.render import alphabet, excerpt, taxonomy
from tests.render.library import LUKOU, SAMPLE, TIANYUAN, article, library


def arranged(*articles: Article) -> taxonomy.Taxonomy:
    return taxonomy.arrange(library(*articles), (TIANYUAN, LUKOU), "全市")


def test_days_come_newest_first_and_districts_in_the_order_of_the_gazetteer() -> None:
    news = taxonomy.arrange(SAMPLE, (TIANYUAN, LUKOU), "全市")
    assert [issue.date for issue in news.issues] == ["2021-11-25", "2021-11-24"]
    assert [digest.place.name for digest in news.issues[0].digests] == ["天元区", "渌口区"]
    assert [digest.place.slug for digest in news.issues[1].digests] == ["citywide"]
    assert [teaser.id for teaser in news.undated] == ["d1"]


def test_a_district_that_no_gazetteer_knows_has_a_stable_address() -> None:
    place = arranged(article("a1", district="云龙新城")).of_district["云龙新城"]
    assert (place.slug, place.known) == ("d-f932aba3", False)


def test_the_group_may_be_called_by_its_name() -> None:
    assert arranged(article("a1", district="全市")).of_district["全市"].slug == "citywide"


def test_spellings_of_one_tag_are_one_tag_under_the_commonest() -> None:
    news = arranged(article("a1", tags=("APP",)), article("a2", tags=("App", "app ")), article("a3", tags=("APP",)))
    [(term, teasers)] = news.by_tag
    assert (term.name, term.count, len(teasers)) == ("APP", 3, 3)


def test_a_digest_that_no_longer_stands_in_the_text_gives_way_to_its_first_sentence() -> None:
    body = "11月24日,记者在天元区看到,接种正在进行。第二句。"
    assert excerpt.digest(article("a1", body=body, digest="第二句。")) == "第二句。"
    corrected = "12月24日,记者在天元区看到,接种正有序进行。"
    assert excerpt.digest(article("a1", body=body, digest=corrected)) == "11月24日,记者在天元区看到,接种正在进行。"
    assert excerpt.digest(article("a1", body=body, digest="改过的句子。")) == "11月24日,记者在天元区看到,接种正在进行。"
    assert excerpt.digest(article("a1", body="## 小标题", digest=None)) == ""


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("“来吧!”", "“来吧!”"),
        ("“以前不方便。现在方便,又安心。”市民说。后文。", "“以前不方便。现在方便,又安心。”"),
        ("- 列表\n\n> 引文\n\n**加快**\n接种第三针,全区一万五千人已完成。", "加快接种第三针,全区一万五千人已完成。"),
        (r"1\. 甲\*乙,这是一个足够长的句子,真的。", "1. 甲*乙,这是一个足够长的句子,真的。"),
        ("长" * 400, "长" * 159 + "…"),
    ],
)
def test_the_opening_of_a_text_is_one_that_says_something(body: str, sentence: str) -> None:
    assert excerpt.first_sentence(body) == sentence


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(1, 9))
def test_a_long_list_shows_every_article_once_and_a_new_one_touches_only_the_newest_part(count: int, size: int) -> None:
    articles = [article(f"n{number}") for number in range(count)]
    teasers = list(arranged(*articles).by_place.get("tianyuan", ()))
    leaves = list(taxonomy.leaves(teasers, "district/tianyuan/", size))
    assert [teaser for leaf in leaves for teaser in leaf.teasers] == teasers
    assert [leaf.number for leaf in leaves] == [0, *range(len(leaves) - 1, 0, -1)]
    fuller = list(taxonomy.leaves([*teasers[:1], *teasers], "district/tianyuan/", size))
    if len(fuller) == len(leaves):
        assert fuller[1:] == leaves[1:]
    else:
        assert fuller[3:] == leaves[2:]


def test_an_index_stands_in_the_order_of_pinyin_with_the_rest_at_the_end() -> None:
    names = ["疫情防控", "5G", "营商环境", "安全", "APP", "渌口", "重庆小面", "长江大保护"]
    assert " ".join(sorted(names, key=alphabet.order)) == "APP 安全 长江大保护 重庆小面 渌口 疫情防控 营商环境 5G"


def test_a_calendar_shows_the_days_without_an_issue() -> None:
    month = taxonomy.calendar_of("2021-11", arranged(article("a1")).issues)
    cells = [cell for week in month.weeks for cell in week if cell.number]
    assert [cell.number for cell in cells] == list(range(1, 31))
    assert [cell.number for cell in cells if cell.address] == [25]
    assert month.issues == 1


def test_a_first_sentence_passes_over_names_that_no_listing_holds() -> None:
    body = "被告人孙德海骗取老人集资款。法院昨日作出一审判决，追回赃款306万元。"
    assert excerpt.first_sentence(body, ["孙德"]) == "法院昨日作出一审判决，追回赃款306万元。"
    assert excerpt.first_sentence("被告人孙德海受审。", ["孙德"]) == ""
