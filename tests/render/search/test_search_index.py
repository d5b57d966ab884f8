"""The index holds every pair of every text where it stands, and a change remakes the files of what changed only."""

import base64
import datetime
import itertools
import json
import random
from itertools import pairwise
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.incremental import bring_up_to_date
from generator.model import Article, Correction, Library, Mention
from generator.render import markup
from generator.render.plan import plan
from generator.render.search import Shelf, segments, texts
from generator.render.search.folding import fold, table_script
from generator.render.search.shards import STRIDE, code, grid_for, index, rice_bits
from generator.render.search.texts import body_lines, facets_of
from generator.render.theme import load_theme
from tests.render.library import SAMPLE, SITE, article

THEME = load_theme("broadsheet", Path("nowhere"))
WORDS = st.text(st.sampled_from('株洲天元区芦淞a1。\u2028\\"𠮷'), max_size=12)


# ---- folding -----------------------------------------------------------------------------------------


def test_writings_of_one_word_meet() -> None:
    for one, other in [("芦淞區", "芦淞区"), ("ＡＰＰ", "app"), ("“三高四新”", "「三高四新」"), ("開 幕\n式", "开幕式"),
                       ("10％", "10%"), ("约翰·史密斯", "约翰•史密斯"), ("（记者）", "(记者)"), ("——", "――"), ("著名", "著名")]:  # fmt: skip
        assert fold(one) == fold(other)
    assert fold("株洲") != fold("株州")


def characters(steps: str) -> str:
    """Of `folding.steps`, as the browser reads them."""
    numbers = {code(number): number for number in range(0xD000)}
    gaps = [-(step + 1) // 2 if step % 2 else step // 2 for step in map(numbers.__getitem__, steps)]
    return "".join(map(chr, itertools.accumulate(gaps)))


def test_folding_twice_is_folding_once_and_the_browsers_table_is_the_same() -> None:
    shown = json.loads(table_script().decode().split(",", 1)[1].removesuffix(");\n"))
    before, after = (characters(one) for one in shown[:2])
    assert len(before) == len(after) > 2900
    assert all(fold(one) == fold(other) == fold(fold(one)) for one, other in zip(before, after, strict=True))


def test_lines_are_those_a_reader_sees() -> None:
    body = "第一段,有**重点**和[链接](https://a.cn)。\n\n| 区县 | 户数 |\n|---|---:|\n| 攸县 | 3 |\n\n> 引文\n\n<script>x</script>"
    assert body_lines(body, "a.md") == ("第一段，有重点和链接。", "区县", "户数", "攸县", "3", "引文")


@given(
    st.lists(
        st.text(st.sampled_from("今天,:(a) *_`<>&[]|#1.-~!\u3000甲"), max_size=30)
        | st.sampled_from(
            [
                "## 1 要点",
                "**做法**",
                "- 甲,\n- 乙",
                "> 引,文",
                "| a | b |\n|---|---|\n| 1 | 2 |",
                "![图](a.png)",
                "```",
                "今天,开班。",
            ]
        ),
        max_size=6,
    )
)
@settings(max_examples=300, deadline=None)
def test_lines_are_the_same_whether_a_body_is_rendered_whole_or_not(blocks: list[str]) -> None:
    body = "\n\n".join(blocks)
    assert body_lines(body, "a.md") == texts._shown_lines(markup.render(body, "a.md")[0])


# ---- shards ------------------------------------------------------------------------------------------


def read(shard: bytes, articles: int) -> dict[str, dict[int, int]]:
    """A shard as the browser reads it: by pair the articles that hold it, each with 0 head, 1 lede, 2 body."""
    heads, widths, tails, padding, packed, strides = json.loads(shard)
    stream = "".join(f"{byte:08b}" for byte in base64.b64decode(packed))[padding:]
    firsts = [head for head, width in zip(heads, widths, strict=True) for _ in range(_number(width))]
    found, at = {}, 0

    def gamma() -> int:
        nonlocal at
        zeros = stream.index("1", at) - at
        at += 2 * zeros + 1
        return int(stream[at - zeros - 1 : at], 2)

    def rice(count: int, among: int) -> list[int]:
        nonlocal at
        keep, numbers, before = rice_bits(count, among), [], -1
        for _ in range(count):
            high = stream.index("0", at) - at
            at += high + 1 + keep
            before += (high << keep) + int(stream[at - keep : at] or "0", 2) + 1
            numbers.append(before)
        return numbers

    places = itertools.accumulate(map(_number, strides), initial=0)
    for number, (first, second) in enumerate(zip(firsts, tails, strict=True)):
        if number % STRIDE == 0:
            assert at == next(places)
        held = rice(count := gamma(), articles)
        early = gamma() - 1
        which = rice(early, count) if early else []
        ranks = dict.fromkeys(held, 2) | {held[one]: int(stream[at + n]) for n, one in enumerate(which)}
        at += early
        found[first + second] = ranks
    assert list(places) == ([] if found else [0])
    return found


def _number(character: str) -> int:
    return next(number for number in range(60000) if code(number) == character)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(WORDS, max_size=2), st.lists(WORDS, max_size=1), st.lists(WORDS, max_size=3)),
        min_size=1,
        max_size=40,
    )
)
def test_every_pair_is_found_where_it_stands(texts: list[tuple[list[str], list[str], list[str]]]) -> None:
    grid = grid_for(len(texts))
    shards = index(texts, grid)
    assert len(shards) == grid.shards
    expected: dict[str, dict[int, int]] = {}
    for number, ranks in enumerate(texts):
        for rank in (2, 1, 0):
            for line in ranks[rank]:
                for first, second in pairwise(line):
                    expected.setdefault(first + second, {})[number] = rank
    found = [read(shard, len(texts)) for shard in shards]
    assert {pair: ranks for one in found for pair, ranks in one.items()} == expected
    assert all(grid.shard(pair) == number for number, one in enumerate(found) for pair in one)


def test_numbers_are_characters_that_stand_in_quotes() -> None:
    taken = [code(number) for number in range(0xD000)]
    assert len(set(taken)) == len(taken)
    assert not {'"', "\\", " ", "\n", "\u2028", "\u2029"} & set(taken)
    assert all(not 0xD7FF <= ord(one) <= 0xDFFF for one in taken)


# ---- segments ----------------------------------------------------------------------------------------


@given(
    st.dictionaries(st.integers(19260, 24300), st.integers(1, 90), min_size=1), st.integers(50, 500), st.integers(5, 60)
)
def test_segments_hold_every_month_once_and_are_bounded(counts: dict[int, int], most: int, most_new: int) -> None:
    cut = segments.cut(counts, most, most_new)
    held = [[month for month in counts if first <= month < first + length] for first, length in cut]
    assert sorted(month for months in held for month in months) == sorted(counts)
    for (first, length), months in zip(cut, held, strict=True):
        limit = most_new if max(counts) in months else most
        assert length == 1 or sum(counts[month] for month in months) <= limit
        assert first % length == 0
        assert months
    assert list(cut) == sorted(cut)


def test_an_old_article_that_comes_late_leaves_all_other_segments_alone() -> None:
    counts = dict.fromkeys(range(24000, 24240), 40)
    before, after = set(segments.cut(counts)), set(segments.cut(counts | {24100: 41}))
    assert before == after


# ---- what a change remakes ---------------------------------------------------------------------------

MANY = 700


def archive() -> list[Article]:
    """Two articles a day from 2020-01-01, newest first, of words of their own."""
    draw = random.Random(1)
    made = []
    for number in range(MANY):
        date = (datetime.date(2020, 1, 1) + datetime.timedelta(number // 2)).isoformat()
        text = "".join(chr(0x4E00 + draw.randrange(2000)) for _ in range(30))
        made.append(article(f"n{number}", date=date, order=number % 2, body=f"{text}。"))
    return sorted(made, key=lambda one: (one.date, -one.order), reverse=True)


def made(articles: list[Article], folder: Path, shelf: Shelf) -> list[str]:
    """The files of the search that a build of these articles makes."""
    targets = [one for one in plan(Library(tuple(articles)), SITE, THEME, shelf) if one.kind == "search"]
    outcome = bring_up_to_date(targets, folder / "site", folder / "memory", program="p")
    return [reason.path for reason in outcome.made]


def test_a_changed_word_makes_the_shards_of_its_pairs_the_text_and_the_page(tmp_path: Path) -> None:
    articles, shelf = archive(), Shelf()
    made(articles, tmp_path, shelf)
    assert made(articles, tmp_path, Shelf(shelf.used)) == []
    at = next(n for n, one in enumerate(articles) if one.id == "n100")
    body = articles[at].body
    articles[at] = msgspec.structs.replace(articles[at], body=body[:10] + "龘" + body[11:])
    grid = grid_for(len([one for one in articles if "2020-01-01" <= one.date < "2020-09-01"]))
    old, new = ({a + b for a, b in pairwise(text)} for text in (body, articles[at].body))
    expected = {f"search/202001-8/s{grid.shard(pair)}.js" for pair in old ^ new}
    assert len(old ^ new) == 4
    assert made(articles, tmp_path, Shelf(shelf.used)) == sorted(
        {*expected, "search/202001-8/t50.js", "search/index.html"}
    )


def test_a_new_article_makes_files_of_the_newest_segment_only(tmp_path: Path) -> None:
    articles, shelf = archive(), Shelf()
    made(articles, tmp_path, shelf)
    tomorrow = (datetime.date.fromisoformat(articles[0].date or "") + datetime.timedelta(1)).isoformat()
    newest = article("new", date=tomorrow, body="株洲。")
    found = made([newest, *articles], tmp_path, Shelf(shelf.used))
    segment = f"search/{sorted(path.name for path in (tmp_path / 'site/search').iterdir() if path.is_dir())[-1]}"
    assert {path.rpartition("/")[0] for path in found} == {segment, "search"}
    assert "search/folding.js" not in found
    assert len([path for path in found if "/t" in path]) == 1


def test_an_article_that_comes_later_in_a_day_makes_the_texts_of_that_day_only(tmp_path: Path) -> None:
    articles, shelf = archive(), Shelf()
    made(articles, tmp_path, shelf)
    last = article("new", date=articles[0].date, order=5, body="株洲。")
    found = made([*articles[:2], last, *articles[2:]], tmp_path, Shelf(shelf.used))
    assert len([path for path in found if "/t" in path]) == 2  # three articles, two to a file


def test_numbers_grow_in_the_order_of_results_reversed() -> None:
    days = [
        article("a1", date="2021-05-01", order=1),
        article("a2", date="2021-05-01", order=2),
        article("a3", date="2021-05-02"),
    ]
    found = sorted(days, key=lambda one: (one.date, -one.order), reverse=True)
    targets = {one.path: one for one in plan(Library(tuple(found)), SITE, THEME)}
    copies = [one for n in (0, 1) for one in targets[f"search/all/t{n}.js"].inputs["articles"]]
    assert [one.article.id for one in reversed(copies)] == [one.id for one in found] == ["a3", "a1", "a2"]


def test_what_was_misprinted_is_found_and_told() -> None:
    printed = article("a1", body="芦淞区开班。", corrections=(Correction("卢淞", "芦淞"),))
    targets = {one.path: one for one in plan(Library((printed,)), SITE, THEME)}
    text = targets["search/all/t0.js"].make(**targets["search/all/t0.js"].inputs)[0].decode()
    assert '["卢淞"]' in text
    shard = targets["search/all/s0.js"].make(**targets["search/all/s0.js"].inputs)[0].decode()
    pairs = read(shard.split(",", 1)[1].removesuffix(");\n").encode(), 1)
    assert pairs["卢淞"] == pairs["稿件"] | {0: 2}
    assert pairs["稿件"] == {0: 0}
    assert pairs["芦淞"] == {0: 1}


def test_the_sample_is_one_segment_and_what_has_no_date() -> None:
    [page] = [one for one in plan(SAMPLE, SITE, THEME) if one.path == "search/index.html"]
    assert [(one.name, one.articles) for one in page.inputs["segments"]] == [("all", 5), ("undated", 1)]


def test_who_must_stay_unnamed_is_no_choice_of_the_search() -> None:
    hidden = article("a1", body="犯罪嫌疑人李小虎被抓获。王建国到场。", people=("李小虎", "王建国"))
    [values] = [one for one in plan(Library((hidden,)), SITE, THEME) if one.path == "search/all/values.js"]
    assert "王建国" in (text := values.make(**values.inputs)[0].decode())
    assert "李小虎" not in text


def test_an_article_that_no_search_may_name_is_in_no_file_of_it() -> None:
    kept = article("a1", noindex=True, headline="不可检索")
    files = [one for one in plan(Library((kept, article("a2"))), SITE, THEME) if one.kind == "search"]
    assert not [one.path for one in files if "不可" in one.make(**one.inputs)[0].decode()]


def test_a_zone_written_out_and_shortened_is_one_choice() -> None:
    zones = (
        Mention(None, "曲靖经济技术开发区", "zone"),
        Mention(None, "曲靖经开区", "zone"),
        Mention(None, "云龙村", "village"),
    )
    assert facets_of(article("a1", mentions=zones), ()).places == ("曲靖经开区", "云龙村")
