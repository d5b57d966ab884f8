"""The short way through a header gives what the YAML parser gives, or nothing."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.make_site import articles
from generator import content
from generator.content import yaml_header
from generator.content.frontmatter import read_header
from generator.content.plain_header import read_plain

PIECES = ["title", "tags", "by", "y", "true", "order", ":", ": ", " ", "  ", "    ", "- ", "\n", '"', '"公交"', '"a: b"', '""', "3", "-1", "007",
          "{", "}", "[", "]", ", ", "{role: \"记者\", names: [\"李\"]}", "\\", "#", "\t", "\u2028", "\ufeff", "\x85", "\U0001f600", "'", "null", "~"]  # fmt: skip
LINES = [
    'title: "公交"\n', "order: 3\n", "tags:\n", '  - "公交"\n', '  - {code: "43", name: "天元区"}\n', "byline:\n", '  outlet: "本报"\n',
    "  credits:\n", '    - {role: "记者", names: ["李晓", "a: b"]}\n', '    - "x"\n', "  - 3\n", "date: 2021-11-25\n", "\n", "# x\n", '- "a"\n',
    '  - {a: "x", a: "y"}\n', "deck:\n", '  - {a: "{b: c}"}\n',
]  # fmt: skip


def by_parser(source: str):
    """Values and lines as the parser reads them; None where it has anything to remark."""
    try:
        values, lines, twice = yaml_header.read_yaml(source)
    except yaml_header.Fault:
        return None
    return None if twice else (values, lines)


@settings(max_examples=1500, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(LINES), max_size=9), st.lists(st.sampled_from(PIECES), max_size=12)).map("".join))
@example('tags:\n  - "a"\nbyline:\n  outlet: "b"\n  credits:\n    - {role: "c", names: ["d"]}\norder: 1\n')
@example("byline:\n  credits:\n")
def test_what_the_short_way_reads_the_parser_reads_alike(source):
    plain = read_plain(source)
    assert plain is None or plain == by_parser(source)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=30))
def test_any_text_between_quotes_is_read_alike(text):
    source = f'title: "{text}"\ntags:\n  - {{name: "{text}"}}\n'
    plain = read_plain(source)
    assert plain is None or plain == by_parser(source)


def test_what_ingest_writes_is_read_the_short_way():
    texts = [content.dump(article) for article in articles(60)]
    sources = [text.split("---\n")[1] for text in texts]
    assert all(read_plain(source) == by_parser(source) for source in sources)


@pytest.mark.parametrize("text", ["---\ntitle: \"公交\"\n---\n正文\n", "---\ntitle: 公交\n---\n正文\n"])
def test_a_header_is_the_same_whichever_way_it_is_read(text):
    header = read_header(text, "a.md")
    assert (header.values, header.lines, header.body, header.body_line) == ({"title": "公交"}, {"title": 2}, "正文\n", 4)
