"""Whom no list may name is in none: not in any file of a site but where an article tells its own text."""

import csv
import io
import json
import re

import pytest
from scenario import Project

SECRET = ("小宇", "赵欣怡", "钱多多", "孙德海", "周大姐", "吴某", "郑小雨")
STORY = """---
title: "{title}"
id: "{id}"
kind: "news"
tags: ["爱心捐赠", "小宇", "赵欣怡"]
people: ["小宇", "赵欣怡", "钱多多", "孙德海", "周大姐", "吴某", "郑小雨", "陈明"]
digest: "同桌小宇（化名）收到捐款3000元。"
numbers:
  - subject: "小宇收到捐款"
    value: "3000"
    unit: "元"
  - subject: "学生赵欣怡借阅图书"
    value: "120"
    unit: "册"
  - subject: "周大姐家年收入"
    value: "5万"
    unit: "元"
  - subject: "村民吴某养羊"
    value: "30"
    unit: "只"
  - subject: "全校师生捐款"
    value: "20万"
    unit: "元"
---
同桌小宇（化名）收到捐款3000元。五年级学生赵欣怡借阅图书120册，钱多多今年9岁。

周大姐家年收入5万元，村民吴某养羊30只。被告人孙德海已经归还借款，郑小雨（13岁）也来帮忙。

第{id}期活动由校长陈明主持，全校师生捐款20万元，善款用来帮助困难家庭。
"""
PRINTED = """爱心捐款进校园

株洲日报讯(记者/王小山) 11月25日，芦淞区中心小学举行捐款活动。同桌小宇（化名）收到捐款3000元，小宇很高兴，小宇说谢谢大家。

五年级学生赵欣怡借阅图书120册。钱多多今年9岁，郑小雨（13岁）也来帮忙。

周大姐家年收入5万元，村民吴某养羊30只。被告人孙德海已经归还借款。全校师生捐款20万元，善款用来帮助困难家庭。
"""
TOLD_WHOLE = {"text", "content_text", "content_html"}  # fields that hold an article's own text


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    project = Project(tmp_path_factory.mktemp("discretion"))
    for number in (1, 2, 3):
        text = STORY.format(title=f"校园里的第{number}次捐款", id=f"{number}")
        project.write(f"content/芦淞区/2024-05-0{number}/01-a.md", text)
    project.page(PRINTED).ingest().expects()
    project.edit("content/site.toml", "[site]", '[outputs]\ntag_feeds = "full"\n\n[site]').build().expects()
    return {path: data.decode() for path, data in project.site().items() if not path.endswith((".woff2", ".png"))}


def test_no_list_index_feed_facet_dump_or_figure_names_the_hidden(site: dict[str, str]) -> None:
    assert all(name in site["2024/05/01/lusong/1/index.html"] for name in SECRET)  # the text itself is as printed
    assert {path: named for path, text in site.items() if (named := named_in(beside_the_text(path, text)))} == {}
    assert not [path for path in site if named_in(path)]


def test_what_may_be_told_is(site: dict[str, str]) -> None:
    assert "people/陈明/index.html" in site
    assert "全校师生捐款" in site["numbers/index.html"]
    assert "全校师生捐款" in site["api/articles/2024/05/01/lusong/1.json"]
    assert "校长陈明主持" in site["feed.xml"]


def named_in(text: str) -> list[str]:
    return [name for name in SECRET if name in text]


def beside_the_text(path: str, text: str) -> str:
    """A file without the bodies of articles that it tells whole."""
    if path.endswith(".md"):
        return text.partition("\n# ")[0]
    if path.endswith(("llms-full.txt", "t0.js", "t1.js")):
        return ""  # articles' texts, with nothing beside them
    if path.endswith((".json", ".jsonl")):
        return "\n".join(said(json.loads(line)) for line in (text.splitlines() if path.endswith("l") else [text]))
    if path.endswith(".csv"):
        return "\n".join(said(row) for row in csv.DictReader(io.StringIO(text)))
    if path.endswith((".xml", ".html")):
        whole = (
            r"<(content|content:encoded)\b.*?</\1>"
            if path.endswith(".xml")
            else r"(?<!<dd>)<p(?: id=\"digest\")?>.*?</p>"
        )
        return re.sub(whole, "", text, flags=re.DOTALL)
    return text


def said(value: object) -> str:
    """All that a value of JSON says but for whole texts."""
    if isinstance(value, dict):
        return " ".join(said(one) for key, one in value.items() if key not in TOLD_WHOLE)
    return " ".join(map(said, value)) if isinstance(value, list) else str(value)
