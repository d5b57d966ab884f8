"""Front matter: what is written is read back, and what people type is understood or refused."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.content.frontmatter import dump, parse

WORDS = st.text(max_size=40)
SCALARS = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | WORDS
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))


def codes(text):
    return [(item.code, item.line) for item in parse(text, "a.md")[3]]


@given(st.dictionaries(WORDS, VALUES, max_size=5), st.text(max_size=30))
def test_what_is_dumped_is_parsed_back(mapping, body):
    values, rest, line, diagnostics = parse(dump(mapping) + body, "a.md")
    assert (values, rest, diagnostics) == (mapping, body, ())
    assert line == dump(mapping).count("\n") + 1


@given(st.dictionaries(WORDS, SCALARS | st.lists(WORDS), max_size=5))
def test_other_yaml_readers_see_the_same_values(mapping):
    assert (yaml.safe_load(dump(mapping).strip("-\n")) or {}) == mapping


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_exception(text):
    parse("---\n" + text + "\n---\n", "a.md")
    parse(text, "a.md")


def test_each_value_stands_on_a_line_an_editor_can_read():
    text = dump(
        {"title": "甲：乙", "byline": {"credits": [{"role": "记者", "names": ["谢嘉"]}]}, "on": True, "tags": []}
    )
    assert text == (
        '---\ntitle: "甲：乙"\nbyline:\n  credits:\n    - {role: "记者", names: ["谢嘉"]}\n"on": true\ntags: []\n---\n'
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2021-11-25", "2021-11-25"),
        ("2021-11-25T08:00:00+08:00", "2021-11-25T08:00:00+08:00"),
        ("3", 3),
        ("007", "007"),
        ("12:30", "12:30"),
        ("3.50", "3.50"),
        ("no", "no"),
        ("true", True),
        ("~", None),
        ("", None),
        ("'it''s'", "it's"),
        ("[甲, 乙]", ["甲", "乙"]),
        ("A01", "A01"),
    ],
)
def test_what_people_type_without_quotes_means_what_it_looks_like(typed, value):
    assert parse(f"---\nkey: {typed}\n---\n", "a.md")[0] == {"key": value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: x\n", [("frontmatter-open", 1)]),
        ("---", [("frontmatter-open", 1)]),
        ("---\na: 1\nb: [x\n---\n", [("frontmatter-broken", 3)]),
        ('---\na: 1\nb: "x\nc: 1\n---\n', [("frontmatter-broken", 3)]),
        ("---\na: 1\nb: x: y\n---\n", [("frontmatter-broken", 3)]),
        ("---\na: 1\n\tb: 1\n---\n", [("frontmatter-broken", 3)]),
        ("---\na: \x07\n---\n", [("frontmatter-character", 2)]),
        ("---\n- a\n---\n", [("frontmatter-shape", 2)]),
        ("---\nwords\n---\n", [("frontmatter-shape", 2)]),
        ("---\na: 1\n...\nb: 2\n---\n", [("frontmatter-broken", 4)]),
        ("---\n[a]: 1\n---\n", [("frontmatter-key", 2)]),
        ("---\na: &x 1\nb: *x\n---\n", [("frontmatter-alias", 2)]),
        ("---\na: *x\n---\n", [("frontmatter-alias", 2)]),
        ("---\na: !!python/object/apply:os.system [id]\n---\n", [("frontmatter-tag", 2)]),
        ("---\na: " + "[" * 30_000 + "\n---\n", [("frontmatter-deep", 2)]),
        ("---\na: " + "x" * 70_000 + "\n---\n", [("frontmatter-long", 1)]),
        ("---\na: 1\nb: 2\na: 3\n---\n", [("frontmatter-twice", 4)]),
    ],
)
def test_what_cannot_be_understood_is_reported_with_its_line(text, expected):
    assert codes(text) == expected


def test_a_broken_header_is_never_body_text():
    values, body, _, diagnostics = parse("---\na: [\n---\n正文\n", "a.md")
    assert (values, body, len(diagnostics)) == ({}, "正文\n", 1)


def test_a_file_without_a_header_is_all_body():
    assert parse("正文\n---\n", "a.md") == ({}, "正文\n---\n", 1, ())
    assert parse("", "a.md") == ({}, "", 1, ())


def test_of_a_key_that_stands_twice_the_first_counts():
    assert parse("---\na: 1\na: 3\n---\n", "a.md")[0] == {"a": 1}
