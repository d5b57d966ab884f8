"""Addresses: stable, safe whatever was typed, and never two for one file."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import BaozhaiError
from generator.render import permalinks
from generator.render.clashes import refuse_clashes


@settings(deadline=None)
@given(st.text())
@example("../../etc/passwd")
@example("NUL")
@example("index.html")
@example("a" * 500)
@example(".")
@example("")
def test_whatever_a_tag_is_its_folder_is_one_safe_name(tag: str) -> None:
    slug = permalinks.tag_slug(tag)
    assert slug
    assert slug not in {".", ".."}
    assert not set('<>:"/\\|?*%#') & set(slug)
    assert not permalinks.DEVICES.fullmatch(slug)
    assert len(slug.encode()) <= permalinks.MOST_BYTES
    assert slug == slug.strip(". ")


@settings(deadline=None)
@given(st.text(), st.text())
def test_different_tags_never_share_a_folder(one: str, other: str) -> None:
    if permalinks.fold(one) != permalinks.fold(other):
        assert permalinks.tag_slug(one) != permalinks.tag_slug(other)


@settings(deadline=None)
@given(st.text(), st.text())
def test_what_a_person_typed_as_an_id_or_district_never_becomes_a_path(identity: str, name: str) -> None:
    address = permalinks.article("2021-11-25", permalinks.district_slug(name), identity)
    assert address.isascii()
    assert address.count("/") == 5
    assert ".." not in address


@pytest.mark.parametrize(
    "date", ["2021-2-3", "2021-02-30", "0000-01-01", "9999-12-31", "２０２１-11-25", "2021-11-25\n", "", None]
)
def test_only_days_of_the_calendar_are_dates(date: str | None) -> None:
    assert not permalinks.is_date(date)


def test_links_are_relative_and_name_the_file_so_that_they_work_without_a_server() -> None:
    address = permalinks.article("2021-11-25", "tianyuan", "3f9c2e")
    assert permalinks.root(address) == "../../../../../"
    assert permalinks.href("", permalinks.root(address)) == "../../../../../index.html"
    assert permalinks.href("tags/C-1/", "../") == "../tags/C-1/index.html"


def test_one_file_for_two_targets_is_an_error_that_names_both() -> None:
    with pytest.raises(BaozhaiError) as caught:
        refuse_clashes([("a/Ä/index.html", "甲.md"), ("a/a\u0308/index.html", "乙.md")])
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.path == "乙.md"
    assert diagnostic.format() == (
        "乙.md: error: a/a\u0308/index.html and a/Ä/index.html (from 甲.md) would be one file "
        "(give one of the two another id, name or spelling)"
    )


@pytest.mark.parametrize("paths", [["a/b", "a/b/c"], ["a/b/c", "A/B"]])
def test_a_file_and_a_folder_of_one_name_clash_too(paths: list[str]) -> None:
    with pytest.raises(BaozhaiError):
        refuse_clashes((path, path) for path in paths)
