"""Articles and their files: round trips, what people write by hand, names, seals, the walk of the folder."""

import errno
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import article_path, dump, load, load_library, parse, parse_bytes
from generator.content.filenames import article_name, clean_name, folder_name
from generator.content.seal import is_sealed, sealed, unsealed
from generator.content import library
from generator.errors import BaozhaiError, ExitStatus, has_errors
from generator.model import Article, Byline, Correction, Credit, Figure, Mention
from generator.workers import Forks

TEXT = st.text(min_size=1, max_size=30)
MAYBE = st.none() | TEXT
TAGS = st.lists(TEXT.map(lambda text: unicodedata.normalize("NFC", text)), unique=True, max_size=3).map(tuple)
DAYS = st.none() | st.dates().map(lambda day: day.isoformat())
IDS = st.from_regex(r"[0-9a-f]{12}", fullmatch=True)
ARTICLES = st.builds(
    Article,
    id=IDS,
    path=st.sampled_from(["天元区/2021-11-25/01-甲.md", "全市/undated/02-乙.md", "丙.md", "a/b/c/d.md"]),
    headline=TEXT,
    kind=st.sampled_from(["news", "photo"]),
    kicker=MAYBE,
    deck=MAYBE,
    byline=st.builds(Byline, MAYBE, st.lists(st.builds(Credit, st.text(max_size=5), TAGS), max_size=2).map(tuple)),
    dateline=MAYBE,
    paper=MAYBE,
    date=DAYS,
    event_date=DAYS,
    print_page=MAYBE,
    section=MAYBE,
    order=st.integers(0, 120),
    district=st.none() | st.sampled_from(["天元区", "芦淞区"]),
    mentions=st.lists(st.builds(Mention, st.none() | st.just("430211"), TEXT, st.just("zone")), max_size=2).map(tuple),
    tags=TAGS,
    people=TAGS,
    organisations=TAGS,
    digest=MAYBE,
    corrections=st.lists(st.builds(Correction, TEXT, TEXT, TAGS), max_size=2).map(
        tuple
    ),
    figures=st.lists(st.builds(Figure, MAYBE, MAYBE), max_size=2).map(tuple),
    parent=st.none() | IDS,
    source=MAYBE,
    body=st.text(max_size=60).map(lambda text: text.replace("\r", "").strip("\n")),
)
SAMPLE = Article(
    id="3f9c2e51ab04",
    path="天元区/2021-11-25/01-高新区举办提升班.md",
    headline="高新区举办提升班",
    byline=Byline("株洲日报·掌上株洲讯", (Credit("记者", ("谢嘉",)), Credit("通讯员", ("周媛", "钟一苇")))),
    paper="株洲日报",
    date="2021-11-25",
    order=1,
    district="天元区",
    mentions=(Mention("430211", "天元区", "district"),),
    tags=("干部培训",),
    figures=(Figure("▲培训现场", "通讯员供图"), Figure()),
    body="第一段。\n\n## 小标题\n\n第二段。",
)


@given(ARTICLES, st.booleans())
def test_an_article_survives_its_file(article, seal):
    text = dump(article, seal)
    assert parse(text, article.path) == (article, ())
    assert is_sealed(text) is seal
    assert dump(parse(text, article.path)[0], seal) == text


def test_a_file_is_what_an_editor_expects():
    assert dump(SAMPLE, seal=False) == (
        '---\ntitle: "高新区举办提升班"\ndate: "2021-11-25"\nid: "3f9c2e51ab04"\ndistrict: "天元区"\nbyline:\n'
        '  outlet: "株洲日报·掌上株洲讯"\n  credits:\n    - {role: "记者", names: ["谢嘉"]}\n'
        '    - {role: "通讯员", names: ["周媛", "钟一苇"]}\npaper: "株洲日报"\norder: 1\ntags:\n  - "干部培训"\nplaces:\n'
        '  - {code: "430211", name: "天元区", level: "district"}\nfigures:\n  - {caption: "▲培训现场", credit: "通讯员供图"}\n'
        "  - {}\n---\n\n第一段。\n\n## 小标题\n\n第二段。\n"
    )


@given(ARTICLES, st.data())
def test_one_changed_character_breaks_the_seal_and_line_ends_do_not(article, data):
    text = dump(article)
    assert is_sealed("\ufeff" + text.replace("\n", "\r\n"))
    assert sealed(unsealed(text)) == text
    plain = unsealed(text)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + "改" + text[place:]
    assert not is_sealed(changed)
    assert not is_sealed(plain)


def test_a_file_without_front_matter_takes_everything_from_its_path():
    article, diagnostics = parse("# 云田花木 #\n\n正文。\n", "石峰区/2021-11-25/03-别名.md")
    assert diagnostics == ()
    assert (article.headline, article.body, article.date, article.district, article.order) == (
        "云田花木", "正文。", "2021-11-25", "石峰区", 3,
    )  # fmt: skip
    again, _ = parse("另一篇", "石峰区/2021-11-25/03-别名.md")
    assert (again.headline, again.id) == ("别名", article.id)
    assert parse("x", "2021-11-25-标题.md")[0].date == "2021-11-25"
    assert parse("x", "全市/undated/a.md")[0].district is None


def test_a_long_line_is_read_in_one_pass():
    text = "#" + " " * 500_000 + "x" + " #" * 200_000
    assert parse(text, "a.md")[0].body == ""
    assert parse("# " + " " * 500_000, "a.md")[0].headline == "a"


def test_other_names_for_the_keys_are_understood():
    text = "---\nheadline: 甲\nauthor: 谢嘉、周媛\nsummary: 摘\nkeywords: 公交，出行\ndate: 2021/11/25 08:00\nplaces: [云田镇]\n---\n"
    article, diagnostics = parse(text, "a.md")
    assert diagnostics == ()
    assert article.headline == "甲"
    assert article.byline == Byline(None, (Credit("作者", ("谢嘉", "周媛")),))
    assert (article.digest, article.tags, article.date) == ("摘", ("公交", "出行"), "2021-11-25")
    assert article.mentions == (Mention(None, "云田镇", "township"),)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("titel: 甲", 'content/a.md:2: warning: unknown key \'titel\'; did you mean \'title\'? (it stays in the file and is not shown)'),
        ("天气: 晴", "content/a.md:2: warning: unknown key '天气' (it stays in the file and is not shown)"),
        ("title: 甲\nheadline: 乙", "content/a.md:3: warning: 'headline' says the same as 'title', which stands above; the first one counts (delete one of them)"),
        ("title: [甲]", "content/a.md:2: error: 'title' should be a text, found [\"甲\"] (put the value in double quotes)"),
        ("date: 昨天", "content/a.md:2: error: 'date' should be a day such as 2021-11-25, found \"昨天\" (write year, month and day)"),
        ("order: -1", "content/a.md:2: error: 'order' should be a whole number from 0 to 9999, found -1 (write digits alone)"),
        ("id: ../../etc", "content/a.md:2: error: 'id' should be 1 to 64 small letters, digits and inner hyphens, found \"../../etc\" (it becomes part of an address; delete the line to have one made)"),
        ("kind: 新闻", "content/a.md:2: error: 'kind' should be one English word in small letters such as news, found \"新闻\" (news, feature, photo, brief and sidebar are in use)"),
        ("tags: {a: b}", "content/a.md:2: error: 'tags' should be a list of texts, found {\"a\": \"b\"} (write tags: [\"公交\", \"出行\"])"),
        ("draft: true", "content/a.md:2: note: this is a draft and is not published (delete the line to publish it)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(header, expected):
    assert [item.format("en") for item in parse(f"---\n{header}\n---\n", "a.md")[1]] == [expected]


@given(st.text(max_size=300))
def test_any_text_is_an_article_or_a_report(text):
    for source in (text, f"---\n{text}\n---\n"):
        article, diagnostics = parse(source, "天元区/a.md")
        assert article is not None or diagnostics


# ---- names ---------------------------------------------------------------------------------------

FORBIDDEN = set('/\\:*?"<>|')


@given(st.text(max_size=300), st.integers(0, 1000))
def test_every_headline_gives_a_name_that_is_legal_everywhere(headline, order):
    name = article_name(order, headline)
    check_name(name)
    assert name.endswith(".md") and name.startswith(f"{order:02d}-") and len(name) > 6
    assert parse("x", name)[0].order == min(order, 999) or order > 999


@given(st.text(max_size=300))
def test_every_district_gives_a_folder_that_is_legal_everywhere(district):
    name = folder_name(district)
    check_name(name)
    assert not name.startswith((".", " ")) and name.casefold() not in {"pages", "ledger"}


def check_name(name):
    assert name == unicodedata.normalize("NFC", name)
    assert 0 < len(name.encode()) <= 200
    assert not FORBIDDEN & set(name)
    assert not any(unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for mark in name)
    assert not name.endswith((".", " "))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CON", "CON_"),
        ("con.txt", "con_.txt"),
        ("COM1", "COM1_"),
        ("COMET", "COMET"),
        ("../../etc/passwd", "／..／etc／passwd"),
        ("\u202e甲\u200b", "甲"),
        ("...", "无题"),
        ("打造  样板　走前列", "打造 样板 走前列"),
        ("甲" * 100, "甲" * 66),
    ],
)
def test_names_keep_what_they_can(text, name):
    assert clean_name(text) == name


def test_an_article_lies_in_its_district_and_day():
    assert article_path(SAMPLE) == SAMPLE.path
    city = Article(id="a", path="", headline="甲")
    assert article_path(city) == "全市/undated/00-甲.md"
    assert article_path(Article(id="a", path="", headline="甲", district="pages")) == "pages_/undated/00-甲.md"


# ---- the folder ----------------------------------------------------------------------------------


def write(folder, path, text):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_the_library_is_read_in_order_and_the_bad_is_reported(tmp_path):
    for path, article in {
        "天元区/2021-11-25/01-甲.md": "---\nid: a1\nprint_page: A10\n---\n",
        "天元区/2021-11-25/02-乙.md": "\ufeff---\r\nid: a2\r\nprint_page: A2\r\n---\r\n正文\r\n",
        "芦淞区/2021-11-26/01-丙.md": "---\nid: a3\n---\n",
        "全市/undated/丁.md": "---\nid: a4\n---\n",
        "全市/undated/戊.md": "---\nid: a4\n---\n",
        "全市/坏.md": "---\nid: [\n---\n",
        "全市/码.md": "甲\n乙".encode("big5"),
        "全市/大.md": "大" * 400_000,
        "pages/2021-11-25/a.md": "x",
        "ledger/2021-11-25/a.md": "x",
        "site.toml": "x",
        ".hidden/a.md": "x",
        "全市/图.incoming.md.txt": "x",
    }.items():
        write(tmp_path, path, article)
    (tmp_path / "全市" / "链.md").symlink_to(tmp_path / "site.toml")
    (tmp_path / "链").symlink_to(tmp_path / "全市")
    library, diagnostics = load_library(tmp_path)
    assert [article.id for article in library.articles] == ["a3", "a2", "a1", "a4"]
    assert library.articles[1].body == "正文"
    assert [(item.path, item.line, item.code) for item in diagnostics] == [
        ("content/全市/undated/戊.md", 1, "content-same-id"),
        ("content/全市/图.md", 0, "ingest-conflict"),
        ("content/全市/坏.md", 3, "frontmatter-broken"),
        ("content/全市/大.md", 0, "content-big"),
        ("content/全市/码.md", 1, "source-encoding"),
        ("content/全市/链.md", 0, "content-symlink"),
        ("content/链", 0, "content-symlink"),
    ]
    assert has_errors(diagnostics)


def test_a_known_file_is_not_read_again_and_a_changed_one_is(tmp_path):
    write(tmp_path, "甲.md", "---\nid: a1\ntitel: x\n---\n一")
    write(tmp_path, "乙.md", "---\nid: a2\n---\n二")
    first = load(tmp_path, {})
    second = load(tmp_path, first.known)
    assert second == first
    assert all(second.known[path] is entry for path, entry in first.known.items())
    write(tmp_path, "甲.md", "---\nid: a1\n---\n改了")
    os.utime(tmp_path / "甲.md", ns=(1, 1))
    third = load(tmp_path, second.known)
    assert third.known["乙.md"] is first.known["乙.md"]
    assert [article.body for article in third.library.articles] == ["改了", "二"]
    assert third.diagnostics == ()


def test_a_file_as_young_as_the_cache_is_read_again(tmp_path):
    write(tmp_path, "甲.md", "一")
    os.utime(tmp_path / "甲.md", ns=(10**18, 10**18))
    first = load(tmp_path, {})
    write(tmp_path, "甲.md", "二")
    os.utime(tmp_path / "甲.md", ns=(10**18, 10**18))
    assert load(tmp_path, first.known, 10**18 + 10**9).library == first.library
    assert load(tmp_path, first.known, 10**18 + 10**6).library.articles[0].body == "二"


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        (b"", ["content-empty"]),
        (b"\xff", ["source-encoding"]),
        (b"---\n---\n\xff", ["source-encoding"]),
        (b"a\0b", ["source-binary"]),
        ("# 标题\n\n荷塘区开会。".encode("gb18030"), []),
        ("\ufeff# 标题\n".encode(), []),
    ],
)
def test_bytes_are_read_as_utf8_or_gb18030_and_never_guessed(value, codes):
    article, diagnostics = parse_bytes(value, "a.md")
    assert [item.code for item in diagnostics] == codes
    assert (article is None) is any(code.startswith("source-") for code in codes)


def test_a_missing_folder_is_reported(tmp_path):
    assert [item.code for item in load_library(tmp_path / "x")[1]] == ["content-unreadable"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_disk_that_fails_amid_reading_ends_the_command_and_a_file_without_permission_does_not(
    tmp_path, monkeypatch, jobs
):
    for number in range(library.FEW + 2):
        (tmp_path / f"{number}.md").write_text("一", encoding="utf-8")
    read = Path.read_bytes
    for code in (errno.EIO, errno.EMFILE, errno.EACCES):

        def refuse(file: Path, code: int = code) -> bytes:
            if file.name == "7.md":
                raise OSError(code, os.strerror(code), str(file))
            return read(file)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "read_bytes", refuse)
            if code == errno.EACCES:
                assert "content-unreadable" in [item.code for item in library.load(tmp_path, {}, None, Forks(jobs)).diagnostics]
                continue
            with pytest.raises(BaozhaiError) as caught:
                library.load(tmp_path, {}, None, Forks(jobs))
        assert caught.value.status is ExitStatus.DISK
