"""The API, the dumps and the Markdown: valid by their own schemas, and all of one mind."""

import csv
import io
import json
from typing import Any

import jsonschema
import pytest
import yaml

from generator.model import Library
from tests.render.formats.made import BASE, HOSTILE, HOSTILE_WORDS, changed, files, first_with, with_outputs
from tests.render.library import SAMPLE, article, library

MATERIALS = pytest.mark.parametrize("material", [SAMPLE, HOSTILE, Library()], ids=["sample", "hostile", "empty"])


def kind_of(path: str) -> str:
    """The type of a file of the API."""
    name = path.removeprefix("api/").removesuffix(".json")
    fixed = {"index": "Index", "issues": "Issues", "districts": "Districts", "tags": "Tags"}
    folders = {"articles": "Record", "issues": "IssueFile"}
    return fixed.get(name) or folders.get(name.partition("/")[0], "Listing")


def valid(value: Any, kind: str, schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(value, {**schema, "$ref": f"#/$defs/{kind}"}, cls=jsonschema.Draft202012Validator)


@MATERIALS
def test_every_file_is_as_the_schema_says_and_every_address_in_it_is_there(material: Library) -> None:
    made = files(material)
    schema = json.loads(made["api/schema.json"])
    paths = [path for path in made if path.startswith("api/") and path != "api/schema.json"]
    for path in paths:
        value = json.loads(made[path])
        valid(value, kind_of(path), schema)
        for address in addresses(value):
            assert address in made or f"{address}index.html" in made, (path, address)
    for path in made:
        if path.endswith(".jsonl"):
            for line in made[path].splitlines():
                valid(json.loads(line), "Record", schema)


def addresses(value: Any) -> list[str]:
    """All addresses of the site in a value, but not in texts."""
    from urllib.parse import unquote  # noqa: PLC0415

    if isinstance(value, dict):
        return [one for key, inner in value.items() if key not in {"text", "description"} for one in addresses(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in addresses(inner)]
    return [unquote(value.removeprefix(BASE))] if isinstance(value, str) and value.startswith(BASE) else []


def test_a_record_tells_the_whole_article() -> None:
    record = json.loads(files()["api/articles/2021/11/25/tianyuan/a1.json"])
    assert record["url"] == f"{BASE}2021/11/25/tianyuan/a1/"
    assert record["headline"] == "高新区:举办“提升班”"
    assert record["district"] == {"name": "天元区", "slug": "tianyuan"}
    assert record["authors"] == [{"role": "记者", "name": "谢嘉"}]
    assert record["figures"] == [{"caption": "开班,现场", "credit": "谢嘉 摄"}]
    assert record["places"][1] == {"code": "430211101", "name": "雷打石镇", "level": "township"}
    assert record["text"] == SAMPLE.articles[0].body
    assert json.loads(files()["api/articles/2021/11/25/lukou/b2.json"])["parent"] == "b1"


def test_lists_lead_to_everything() -> None:
    index = json.loads(files()["api/index.json"])
    issues = json.loads(files()[index["issues"].removeprefix(BASE)])["issues"]
    assert [(one["date"], one["articles"]) for one in issues] == [("2021-11-25", 4), ("2021-11-24", 1)]
    day = json.loads(files()[issues[0]["json"].removeprefix(BASE)])
    assert [one["id"] for one in day["articles"]] == ["a1", "a2", "b1", "b2"]
    tags = json.loads(files()["api/tags.json"])["tags"]
    assert [(one["name"], one["articles"], one["newest"]) for one in tags] == [
        ("三高四新", 2, "2021-11-25"),
        ("疫情防控", 2, "2021-11-25"),
    ]
    districts = json.loads(files()["api/districts.json"])["districts"]
    assert [(one["name"], one["articles"]) for one in districts] == [("全市", 1), ("天元区", 3), ("渌口区", 2)]


def test_a_long_list_is_cut_so_that_a_new_article_leaves_the_older_parts_alone() -> None:
    many = [article(f"n{number:03}", date=f"2021-10-{30 - number // 10:02}") for number in range(250)]
    made = files(library(*many))
    first = json.loads(made["api/district/tianyuan.json"])
    older = json.loads(made[first["older"].removeprefix(BASE)])
    assert (len(first["articles"]), len(older["articles"]), older["older"]) == (150, 100, None)
    assert older["newer"] == f"{BASE}api/district/tianyuan.json"
    touched = changed(library(*many), library(article("n999", date="2021-10-31"), *many))
    assert {path for path in touched if path.startswith("api/district")} == {
        "api/districts.json",
        "api/district/tianyuan.json",
    }


@MATERIALS
def test_the_dumps_hold_every_article_once_in_both_forms(material: Library) -> None:
    made = files(material)
    package = json.loads(made["data/datapackage.json"])
    columns = [field["name"] for field in json.loads(made["data/table.json"])["fields"]]
    lines: list[dict[str, Any]] = []
    rows: list[dict[str, str]] = []
    for resource in package["resources"]:
        data = made[f"data/{resource['path']}"].decode()
        if resource["format"] == "jsonl":
            lines += map(json.loads, data.splitlines() if "\u2028" not in data else data.split("\n")[:-1])
        else:
            assert data.startswith("\ufeff")
            reader = csv.DictReader(io.StringIO(data.removeprefix("\ufeff"), newline=""))
            assert reader.fieldnames == columns
            rows += reader
    assert sorted(one["id"] for one in lines) == sorted(one.id for one in material.articles)
    assert [one["url"] for one in rows] == [one["url"] for one in lines]
    for row, line in zip(rows, lines, strict=True):
        assert line["text"].encode().replace(b"\0", b"")[:6] == row["text"].encode()[:6]


def test_a_table_holds_no_formula() -> None:
    table = files(HOSTILE)["data/articles-2021-11.csv"].decode()
    assert "'=HYPERLINK(1)" in table
    assert ",=HYPERLINK(1)" not in table
    assert "=HYPERLINK(1)" in files(HOSTILE)["data/articles-2021-11.jsonl"].decode()


def test_a_changed_body_rewrites_one_month_and_nothing_of_the_others() -> None:
    old = article("o1", date="2021-10-01", district="渌口区")
    before = library(*SAMPLE.articles, old)
    after = library(*first_with(body=SAMPLE.articles[0].body + "\n\n新的一段。").articles, old)
    assert changed(before, after) == {
        "2021/11/25/tianyuan/a1/index.md",
        "api/articles/2021/11/25/tianyuan/a1.json",
        "data/articles-2021-11.csv",
        "data/articles-2021-11.jsonl",
        "llms-full.txt",
        *(f"{folder}{name}" for folder in ("", "district/tianyuan/") for name in ("feed.xml", "rss.xml", "feed.json")),
    }


@MATERIALS
def test_a_twin_is_the_article_with_a_header_that_its_text_cannot_leave(material: Library) -> None:
    made = files(material)
    twins = [path for path in made if path.endswith("index.md")]
    assert len(twins) == len(material.articles)
    for path in twins:
        _, header, text = made[path].decode().split("---\n", 2)
        data = yaml.safe_load(header)
        assert data["url"].startswith(BASE)
        assert text.startswith("\n# ") or "\n\n# " in text
        assert "\x00" not in text


def test_a_twin_reads_as_the_article_does() -> None:
    text = files()["2021/11/25/tianyuan/a1/index.md"].decode()
    assert text.endswith(
        "---\n\n# 高新区：举办“提升班”\n\n11月23日,培训班正式开班。\n\n## 1 抓住关键\n\n共4周。\n\n> 开班，现场 谢嘉 摄\n"
    )


def test_llms_txt_leads_to_the_newest_articles_and_to_all_data() -> None:
    text = files()["llms.txt"].decode()
    assert text.startswith("# 株洲报摘\n\n> 株洲日报\n\n## 最新一期 2021-11-25\n\n- [高新区：")
    assert f"({BASE}2021/11/25/tianyuan/a1/index.md)" in text
    assert f"({BASE}data/datapackage.json)" in text
    whole = files()["llms-full.txt"].decode()
    assert whole.count("\nurl: ") == 4
    assert "稿件c1" not in whole


def test_each_can_be_left_out_and_nothing_leads_to_it() -> None:
    for name, prefixes in {
        "api": ("api/articles", "api/index"),
        "dumps": ("data/",),
        "twins": ("index.md",),
        "llms": ("llms",),
    }.items():
        made = files(SAMPLE, with_outputs(**{name: False}))
        for prefix in prefixes:
            assert not [path for path in made if prefix in path]
            assert not [path for path, data in made.items() if prefix.encode() in data and path != "api/schema.json"]


def test_without_a_search_nothing_leads_to_it() -> None:
    made, usual = files(SAMPLE, with_outputs(search=False)), files(SAMPLE)
    assert sorted(usual.keys() - made.keys()) == sorted(path for path in usual if path.startswith("search/"))
    assert b"search/" in usual["index.html"]
    leading = [path for path, data in made.items() if b"search/" in data and not path.startswith("static/")]
    assert leading == []


def test_hostile_words_stand_in_json_as_they_are() -> None:
    record = json.loads(files(HOSTILE)["api/articles/2021/11/25/tianyuan/h1.json"])
    assert record["headline"] == f"标题{HOSTILE_WORDS}"
