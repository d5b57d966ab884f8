"""Articles that come cut out: the trade's names and the crawlers', a line for every fault, and the rest goes on."""

import json
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest import jsontext
from generator.ingest.hypertext import blocks, looks_like_html
from generator.ingest.parsed import FIELD_OF, Parsed, parse_articles, schema
from generator.model import Block, Byline, Clipping, Credit, Figure

SCHEMA = resources.files("generator") / "data" / "article.schema.json"


def parse_byline(text):
    """`记者/谢嘉`, as far as these tests need it."""
    role, slash, name = text.partition("/")
    return Byline(None, (Credit(role, (name,)),)) if slash else Byline()


def read(value, path="a.json"):
    """As `parse_articles`, but for the remark that an article has no text, as most here have none."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
    articles, diagnostics = parse_articles(text, path, parse_byline)
    return articles, tuple(item for item in diagnostics if item.code != "parsed-empty")


def test_an_article_without_text_or_picture_is_remarked_and_read():
    text = '[{"title": "甲"}, {"title": "乙", "figures": ["图说"]}, {"title": "丙", "text": "一。"}]'
    articles, diagnostics = parse_articles(text, "a.json", parse_byline)
    assert len(articles) == 3
    assert [(item.code, dict(item.arguments)) for item in diagnostics] == [("parsed-empty", {"headline": "甲"})]


def only(value):
    articles, diagnostics = read(value)
    assert diagnostics == () and len(articles) == 1
    return articles[0]


def codes(value, path="a.json"):
    return [(item.line, item.code) for item in read(value, path)[1]]


FULL = {
    "headline": "云田花木俏",
    "kicker": "乡村振兴",
    "deck": "石峰区走访记",
    "kind": "feature",
    "byline": {"outlet": "株洲日报", "credits": [{"role": "记者", "names": ["谢嘉"]}]},
    "dateline": "本报11月24日讯",
    "body": ["一。", {"type": "subhead", "text": "小标题"}, "二。\n三。"],
    "figures": [{"caption": "▲花木", "credit": "谢嘉 摄"}, "无署名"],
    "sidebars": [{"headline": "链接", "body": "四。"}],
    "paper": "株洲日报",
    "date": "2021-11-25",
    "print_page": "A2",
    "section": "要闻",
    "event_date": "2021-11-24",
    "district": "石峰区",
    "tags": ["花木"],
    "digest": "一。",
}


def test_every_field_of_the_trade_is_read():
    assert only(FULL) == Parsed(
        clipping=Clipping(
            headline="云田花木俏",
            kind="feature",
            kicker="乡村振兴",
            deck="石峰区走访记",
            byline=Byline("株洲日报", (Credit("记者", ("谢嘉",)),)),
            dateline="本报11月24日讯",
            body=(
                Block("paragraph", "一。"),
                Block("subhead", "小标题"),
                Block("paragraph", "二。"),
                Block("paragraph", "三。"),
            ),
            figures=(Figure("▲花木", "谢嘉 摄"), Figure("无署名")),
            sidebars=(Clipping("链接", kind="sidebar", body=(Block("paragraph", "四。"),)),),
        ),
        line=1,
        date="2021-11-25",
        paper="株洲日报",
        print_page="A2",
        section="要闻",
        event_date="2021-11-24",
        district="石峰区",
        tags=("花木",),
        digest="一。",
    )


def test_what_crawlers_call_them_is_understood():
    article = only({"title": " 甲\n乙 ", "author": "记者/谢嘉", "content": "　　一。\r\n\r\n　　二。", "pub_date": "2021/11/25 08:00:00",
                    "keywords": "花木，乡村", "page": 2, "url": "http://a.b/c", "media": "株洲日报"})  # fmt: skip
    assert article.clipping.headline == "甲 乙"
    assert article.clipping.byline == Byline(None, (Credit("记者", ("谢嘉",)),))
    assert [block.text for block in article.clipping.body] == ["一。", "二。"]
    assert (article.date, article.tags, article.print_page, article.paper) == (
        "2021-11-25",
        ("花木", "乡村"),
        "2",
        "株洲日报",
    )


def test_bare_names_are_authors():
    assert only({"title": "甲", "authors": ["谢嘉", "周媛"]}).clipping.byline == Byline(
        None, (Credit("作者", ("谢嘉", "周媛")),)
    )
    assert only({"title": "甲", "author": "谢嘉、周媛"}).clipping.byline == Byline(
        None, (Credit("作者", ("谢嘉", "周媛")),)
    )
    assert only({"title": "甲", "author": None}).clipping.byline == Byline()


def test_the_trade_name_counts_where_both_are_given():
    assert only({"title": "乙", "headline": "甲"}).clipping.headline == "甲"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('[{"title":"甲"},{"title":"乙"}]', "a.json"),
        ('{"articles":[{"title":"甲"},{"title":"乙"}]}', "a.json"),
        ('{"title":"甲"}\n{"title":"乙"}\n', "a.json"),
        ('{"title":"甲"}\n\n{"title":"乙"}', "a.jsonl"),
        ('\n[\n{"title":"甲"}\n,{"title":"乙"}\n]\n', "a.json"),
    ],
)
def test_a_list_an_envelope_and_lines_hold_several_articles(text, path):
    articles, diagnostics = read(text, path)
    assert ([item.clipping.headline for item in articles], diagnostics) == (["甲", "乙"], ())


def test_an_envelope_speaks_for_its_articles_unless_they_say_otherwise():
    articles, _ = read(
        {"articles": [{"title": "甲"}, {"title": "乙", "page": "A2"}], "page": "A1", "日期": "2021-11-25", "total": 2}
    )
    assert [(item.date, item.print_page) for item in articles] == [("2021-11-25", "A1"), ("2021-11-25", "A2")]


def test_every_article_knows_its_line():
    articles, _ = read('{"date": "2021-11-25",\n"articles": [\n {"title": "甲"},\n\n {"title":\n "乙"}]}')
    assert [item.line for item in articles] == [3, 5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "parsed-json")]),
        ("[]", []),
        ('{"articles": []}', []),
        ("3", [(1, "parsed-shape")]),
        ('[{"title": "甲"},\n 3,\n null,\n []]', [(2, "parsed-shape"), (3, "parsed-shape"), (4, "parsed-shape")]),
        ('[{"title": "甲"},\n{"title": }]', [(2, "parsed-json")]),
        ('[{"title": "甲"}\n{"title": "乙"}]', [(2, "parsed-json")]),
        ('[{"title": "甲"},]', [(1, "parsed-json")]),
        ('{"title": "甲",}', [(1, "parsed-json")]),
        ('{"title": "甲"', [(1, "parsed-json")]),
        ('{"title" "甲"}', [(1, "parsed-json")]),
        ("{title: 1}", [(1, "parsed-json")]),
        ('[{"title": "甲"}]\n]', [(2, "parsed-json")]),
        ('{"title": "甲", "body": NaN}', [(1, "parsed-number")]),
        ('{"title": "甲", "page": 1234567890123456789012}', [(1, "parsed-number")]),
        ('{"title": "甲", "title": "乙"}', [(1, "parsed-twice")]),
        ('[{"title": "甲"},\n{"title": "乙", "byline": {"outlet": 1, "outlet": 2}}]', [(2, "parsed-twice")]),
        ('{"title": "\\ud800"}', [(1, "parsed-character")]),
        ('{"title": "甲", "body": ["\\u0000"]}', [(1, "parsed-character")]),
        ("[" * 100_000, [(1, "parsed-deep")]),
        ('{"title": "甲", "x": ' + "[" * 70 + "]" * 70 + "}", [(1, "parsed-deep")]),
        ('{"body": "无题"}', [(1, "parsed-headline")]),
        ('{"title": " "}', [(1, "parsed-headline")]),
        ('{"title": ["甲"]}', [(1, "field-text")]),
        ('{"title": "甲", "date": "11月25日"}', [(1, "field-date")]),
        ('{"title": "甲", "body": 3}', [(1, "field-body")]),
        ('{"title": "甲", "body": [{"type": "poem", "text": "一"}]}', [(1, "field-body")]),
        ('{"title": "甲", "byline": {"name": "谢嘉"}}', [(1, "field-byline")]),
        ('{"title": "甲", "figures": [3]}', [(1, "field-figures")]),
        ('{"title": "甲", "sidebars": "乙"}', [(1, "field-sidebars")]),
        ('{"title": "甲", "tags": {"a": 1}}', [(1, "field-list")]),
        ('[{"title": "甲", "keyword": "x"},\n{"title": "乙", "keyword": "x", "天气": 1}]', [(1, "parsed-field-near"), (2, "parsed-field")]),
        ('{"title": "甲", "content": "<p>一</p>"}', [(1, "parsed-html")]),
    ],
)  # fmt: skip
def test_each_fault_is_reported_with_the_line_of_its_article(text, expected):
    assert codes(text) == expected


def test_a_bad_article_does_not_stop_the_others():
    articles, diagnostics = read('{"title": "甲"}\n{"title": \n{"body": 1}\n{"title": "乙"}\n', "a.jsonl")
    assert [item.clipping.headline for item in articles] == ["甲", "乙"]
    assert [(item.line, item.code) for item in diagnostics] == [(2, "parsed-json"), (3, "field-body")]
    articles, _ = read('[{"title": "甲"}, {"title": ]')
    assert [item.clipping.headline for item in articles] == ["甲"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(FIELD_OF)) | st.text(max_size=5), inner, max_size=4)
    ),
)


@given(JSON)
def test_any_json_gives_articles_or_reports(value):
    read(json.dumps(value))


@given(st.text(alphabet='{}[]":,\\ \nab1', max_size=60))
def test_any_text_gives_articles_or_reports(text):
    for path in ("a.json", "a.jsonl"):
        articles, diagnostics = read(text, path)
        assert articles or diagnostics or not text.strip() or set(text) <= set('[]{}" \n:articles')


@given(st.lists(st.text(alphabet="一二。 <>&", max_size=8), max_size=6))
def test_no_word_of_a_body_is_lost(lines):
    article = only({"title": "甲", "body": "\n".join(lines)})
    assert [block.text for block in article.clipping.body] == [line.strip() for line in lines if line.strip()]


@pytest.mark.parametrize(("text", "path"), [("[" + "1," * 60 + "1]", "a.json"), ("1\n" * 60, "a.jsonl")])
def test_a_file_has_at_most_so_many_articles(text, path, monkeypatch):
    monkeypatch.setattr(jsontext, "MOST_ITEMS", 50)
    found = codes(text, path)
    assert len(found) == 51 and (found[-1] if path == "a.jsonl" else found[0])[1] == "parsed-json"


def test_long_runs_of_blanks_are_read_in_one_pass():
    blanks = " " * 1_000_000
    value = {"title": f"甲{blanks}\n{blanks}乙", "tags": f"a{blanks},{blanks}b", "date": f"2021-11-25 08:00{blanks}\n"}
    assert codes(value) == [(1, "field-date")]
    assert only({"title": value["title"], "tags": value["tags"]}).tags == ("a", "b")


# ---- HTML ----------------------------------------------------------------------------------------


def test_tags_are_left_out_and_blocks_become_paragraphs():
    source = (
        '<div class="a"><h2>小标题</h2><p>　　一&nbsp;段<b>粗</b>，<a href="x">链接</a>。</p><script>var a = "<p>不要</p>";</script>'
        "<p>二<br/>三</p><!-- 注释 --><img src='x.jpg'>四</div><style>p{}</style>"
    )
    assert [(block.type, block.text) for block in blocks(source)] == [
        ("subhead", "小标题"), ("paragraph", "一\xa0段粗，链接。"), ("paragraph", "二"), ("paragraph", "三"), ("paragraph", "四"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["3<5", "<<书名>>", "a<b>c", "R&D", "A&B;", "x < y > z", "<记者>"])
def test_what_only_resembles_html_is_text(text):
    assert looks_like_html(text) is (text == "a<b>c")


@given(st.text(alphabet="<>/!-[]pbr &;#x1\"'= 文", max_size=80))
def test_any_html_is_read(text):
    assert all(block.text.strip() for block in blocks(text))


@pytest.mark.parametrize("piece", ["<", "<!", "<![", "<p", "<script>", "&", "</"])
def test_hostile_html_is_read_in_one_pass(piece):
    list(blocks(piece * 200_000))


# ---- the schema ----------------------------------------------------------------------------------


def test_the_shipped_schema_is_that_of_the_code(request):
    expected = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    if request.config.getoption("--update-cases", default=False):
        Path(str(SCHEMA)).write_text(expected, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == expected


def matches(value, rule, defs):
    """The few keywords the schema uses."""
    if "$ref" in rule:
        rule = defs[rule["$ref"].removeprefix("#/$defs/")]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    wanted = rule.get("type", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if wanted and not any(isinstance(value, kinds[kind]) for kind in wanted):
        return False
    if isinstance(value, dict):
        properties = rule.get("properties", {})
        if any(name not in value for name in rule.get("required", ())):
            return False
        if rule.get("additionalProperties", True) is False and value.keys() - properties.keys():
            return False
        if not all(matches(value[name], properties[name], defs) for name in value.keys() & properties.keys()):
            return False
    if isinstance(value, list) and not all(matches(item, rule.get("items", {}), defs) for item in value):
        return False
    if "enum" in rule and value not in rule["enum"]:
        return False
    return "anyOf" not in rule or any(matches(value, one, defs) for one in rule["anyOf"])


@pytest.mark.parametrize(
    ("value", "good"),
    [
        (FULL, True),
        ([FULL, {"title": "甲", "content": "一", "authors": ["谢嘉"]}], True),
        ({"articles": [FULL], "date": "2021-11-25"}, True),
        ({"content": "一"}, False),
        ({"title": ["甲"]}, False),
        ({"title": "甲", "byline": {"name": "谢嘉"}}, False),
        ({"title": "甲", "body": [{"type": "poem", "text": "一"}]}, False),
    ],
)
def test_the_schema_and_the_reader_agree(value, good):
    rules = schema()
    assert matches(value, rules, rules["$defs"]) is good
    assert (not [item for item in read(value)[1] if item.severity == "error"]) is good
