"""A small library in the style of a city paper, for the tests of the render side."""

from typing import Any

from generator.model import Article, Byline, Credit, District, Figure, Library, Locality, Mention, SiteInfo

TIANYUAN = District("430211", "天元区", "tianyuan")
LUKOU = District("430212", "渌口区", "lukou")
SITE = SiteInfo(
    title="株洲报摘", base_url="https://news.example.cn/zz/", paper="株洲日报", city="4302", city_name="株洲市",
    districts=(TIANYUAN, LUKOU), page_size=2,
    localities=(
        Locality("430211", "天元区", "district", "430200", also=("株洲高新区",), point=(113082, 27827)),
        Locality("430212", "渌口区", "district", "430200", former=("株洲县",), point=(113144, 27699)),
        Locality("430211101", "雷打石镇", "township", "430211"),
        Locality("430212100", "渌口镇", "township", "430212"),
        Locality("430212110", "南洲镇", "township", "430212"),
        Locality(None, "渌口经开区", "zone", "430212"),
    ),
)  # fmt: skip


TIANYUAN_NAMED = Mention("430211", "天元区", "district")
LEIDASHI = Mention("430211101", "雷打石镇", "township")
NANZHOU = Mention("430212110", "南洲镇", "township")
HENGJIANG = Mention("430212110203", "横江村", "village")
ZONE = Mention(None, "渌口经开区", "zone")
FUTIAN = Mention("440304", "福田区", "outside")


def article(identity: str, **fields: Any) -> Article:
    """An article of 天元区 of 2021-11-25, but for `fields`."""
    fields = {
        "date": "2021-11-25",
        "district": "天元区",
        "headline": f"稿件{identity}",
        "body": f"正文{identity}。",
    } | fields
    return Article(id=identity, path=f"{fields['district'] or '全市'}/{fields['date']}/{identity}.md", **fields)


def library(*articles: Article) -> Library:
    return Library(articles)


FIRST = article(
    "a1", headline="高新区:举办“提升班”", order=1, tags=("干部培训", "三高四新"), digest="培训班正式开班。", print_page="A1",
    mentions=(TIANYUAN_NAMED, LEIDASHI, FUTIAN), byline=Byline("掌上株洲", (Credit("记者", ("谢嘉",)),)), figures=(Figure("开班,现场", "谢嘉 摄"),),
    body="11月23日,培训班正式开班。\n\n## 1 抓住关键\n\n共4周。",
)  # fmt: skip
SECOND = article("a2", order=2, tags=("疫情防控",), print_page="A1")
THIRD = article("b1", order=3, district="渌口区", tags=("三高四新",), print_page="A2", mentions=(HENGJIANG, ZONE))
BOX = article("b2", order=4, district="渌口区", kind="sidebar", parent="b1", print_page="A2")
OLD = article("c1", date="2021-11-24", district=None, tags=("疫情防控",))
LOST = article("d1", date=None)
SAMPLE = library(FIRST, SECOND, THIRD, BOX, OLD, LOST)
