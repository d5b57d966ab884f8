"""Sources: bytes to text without guessing, and what paths say of the day and the print page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.encodings import SIZE_LIMIT, decode, encoding_of
from generator.ingest.sources import discover, facts_from_path

CHINESE = "11月24日,株洲市石峰区云田镇的花木产业发展迅速，农民收入增加“三成”。\n　　据悉，全市累计完成技改项目201个——同比增长3.5%。\n"
TRADITIONAL = "株洲市石峰區雲田鎮的花木產業發展迅速，農民收入增加三成。據悉，全市累計完成技術改造項目二百零一個。\n"


def codes(data):
    text, diagnostics = decode(data, "a.txt")
    assert (text is None) is bool(diagnostics)
    return [(item.line, item.code) for item in diagnostics]


@given(
    st.text().filter(
        lambda text: (
            "\0" not in text and not text.startswith("\ufeff") and not text.startswith(("PK\x03", "%PDF-", "{\\rtf"))
        )
    )
)
def test_utf8_is_read_as_it_is_with_or_without_its_mark(text):
    data = text.encode()
    assert decode(data, "a.txt") == (text, ())
    assert decode(b"\xef\xbb\xbf" + data, "a.txt") == (text, ())


@pytest.mark.parametrize(
    "text", [CHINESE, TRADITIONAL, "云田花木", "A1版\n镕镕铜器㐂\n株洲日报" * 3, "①②③一、二、三★●■→℃", "€5 株洲"]
)
def test_gb18030_is_read(text):
    data = text.encode("gb18030")
    assert decode(data, "a.txt") == (text, ())
    assert encoding_of(data) == "gb18030"


def test_the_encoding_that_was_read_is_known():
    assert encoding_of(CHINESE.encode()) == "utf-8"
    assert encoding_of(CHINESE.encode("utf-8-sig")) == "utf-8-sig"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5", "shift-jis"])
def test_other_encodings_are_refused_not_guessed(encoding):
    text = (
        "株洲市石峰区人民"
        if encoding.startswith("utf")
        else {"big5": TRADITIONAL, "shift-jis": "新しい公園が開かれました。"}[encoding]
    )
    assert decode((text * 9).encode(encoding), "a.txt")[0] is None


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data):
    text, diagnostics = decode(data, "a.txt")
    if text is None:
        assert len(diagnostics) == 1
    else:
        assert text.encode(encoding_of(data)) == data or encoding_of(data) == "gb18030"


def test_what_is_no_text_is_refused_with_its_line():
    assert codes("一\n二\0".encode()) == [(2, "source-binary")]
    assert codes("一\n二\n".encode() + b"\xff\n") == [(3, "source-encoding")]
    assert codes(b"\xff\xfe" + "一".encode("utf-16-le")) == [(0, "source-format")]
    assert codes(b"x" * (SIZE_LIMIT + 1)) == [(0, "source-big")]


def test_an_empty_file_is_an_empty_text():
    assert decode(b"", "a.txt") == ("", ())


@pytest.mark.parametrize(
    ("path", "date", "page"),
    [
        ("content/pages/2021-11-25/A01.txt", "2021-11-25", "A01"),
        ("content/pages/2021-11-25/01版.txt", "2021-11-25", "01"),
        ("content/pages/2021-11-25/第3版.txt", "2021-11-25", "3"),
        ("content/pages/2021-11-25/sample.txt", "2021-11-25", None),
        ("20211125/a2.txt", "2021-11-25", "A2"),
        ("2021/11/25/A2.txt", "2021-11-25", "A2"),
        ("data/2021/11/25/A2.txt", "2021-11-25", "A2"),
        ("2021-11-25_A3.txt", "2021-11-25", "A3"),
        ("20211125-03.txt", "2021-11-25", "03"),
        ("株洲日报_20211125_A3.json", "2021-11-25", "A3"),
        ("2021年11月25日/第A1版.txt", "2021-11-25", "A1"),
        ("2020-01-01/2021-11-25-A1.txt", "2021-11-25", "A1"),
        ("Ａ０１.txt", None, "A01"),
        ("2021-02-30/A1.txt", None, "A1"),
        ("undated/电话13812345678.txt", None, None),
        ("120211125/A1.txt", None, "A1"),
        ("notes.txt", None, None),
        (".txt", None, None),
    ],
)
def test_a_path_tells_the_day_and_the_print_page(path, date, page):
    facts = facts_from_path(path)
    assert (facts.date, facts.print_page) == (date, page)
    assert facts.date_basis == ("path" if date else "unknown")


@given(st.text(max_size=60))
def test_any_path_is_read(path):
    facts_from_path(path)


def test_sources_are_found_in_order_and_links_are_reported(tmp_path):
    for name in [
        "2021-11-26/A1.txt",
        "2021-11-25/B.JSONL",
        "2021-11-25/A.txt",
        "2021-11-25/a.docx",
        "2021-11-25/A.pdf",
        "2021-11-25/~$a.docx",
        "2021-11-25/a.jpg",
        ".git/x.txt",
        "2021-11-25/.b.txt",
    ]:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    (tmp_path / "2021-11-25" / "C.txt").symlink_to(tmp_path / "2021-11-26" / "A1.txt")
    found, diagnostics = discover(tmp_path, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "2021-11-25/A.txt",
        "2021-11-25/B.JSONL",
        "2021-11-26/A1.txt",
    ]
    assert [(item.path, item.code) for item in diagnostics] == [
        ("2021-11-25/C.txt", "source-symlink"),
        ("2021-11-25/a.docx", "source-other"),
    ]
    assert discover(tmp_path / "没有") == ((), ())
