"""The bench lists what deserves a look, and leads into the editor."""

import re
from email.message import Message
from html import unescape

import pytest

from generator.errors import BaozhaiError, diagnose
from generator.preview.answer import HEADERS, Desk, answer
from generator.preview.bench import MOST, editor_url
from generator.preview.published import Snapshot
from generator.preview.qr import qr_code

SUSPECT = diagnose("issue-undated", "content/全市/x.md", 2)
SITE = Snapshot(7)
ERROR = diagnose("preview-disk", 'content/<script>"&.md', 0, reason="<img src=x onerror=alert(1)>")


def page(tmp_path, remarks, *, target="/_bench/", editor="", lang="en", site=SITE):
    desk = Desk(tmp_path, "/paper/", tmp_path, lang, None, lambda: remarks, editor)
    headers = Message()
    headers["Host"] = "localhost:8000"
    return answer(target, headers, frozenset(["localhost:8000"]), desk, site)


def test_every_remark_has_its_place_words_line_and_hint(tmp_path):
    file = tmp_path / "content/全市/x.md"
    file.parent.mkdir(parents=True)
    file.write_text("# 甲\n第二行 <b>\n", "utf-8")
    text = page(tmp_path, (SUSPECT,)).body.decode()
    assert "<code>content/全市/x.md:2</code>" in text
    assert "<p>the day of the issue is unknown</p>" in text
    assert "<pre>第二行 &lt;b&gt;</pre>" in text
    assert "Errors: 0, warnings: 1, notes: 0." in text
    assert "出版日期未知" in page(tmp_path, (SUSPECT,), lang="zh").body.decode()


def test_words_of_the_material_are_never_markup(tmp_path):
    text = page(tmp_path, (ERROR,), editor=editor_url("vscode")).body.decode()
    assert "<img" not in text
    assert "<script>" not in text
    assert set(re.findall(r"<script[^>]*>", text)) == {
        '<script src="/_baozhai/reload.js" data-build="7" defer></script>'.partition("</")[0]
    }


def test_a_place_leads_into_the_editor_that_is_known(tmp_path):
    text = page(tmp_path, (SUSPECT,), editor=editor_url("vscode")).body.decode()
    assert f'<a href="vscode://file{tmp_path}/content/%E5%85%A8%E5%B8%82/x.md:2">' in text
    assert "vscode:" not in page(tmp_path, (SUSPECT,)).body.decode()
    idea = unescape(page(tmp_path, (SUSPECT,), editor=editor_url("idea")).body.decode())
    assert f"idea://open?file={tmp_path}/content/%E5%85%A8%E5%B8%82/x.md&line=2" in idea


@pytest.mark.parametrize("named", ["nothing", "javascript://{file}%0aalert(1)//", "https://x/{file}", "x://no-place"])
def test_what_is_no_editor_is_none(named):
    assert editor_url(named) is None


def test_errors_of_the_build_come_first_and_what_cannot_be_checked_is_said(tmp_path):
    site = Snapshot(7, diagnostics=(ERROR,))
    text = page(tmp_path, (SUSPECT,), site=site).body.decode()
    assert text.index('<h2 class="error">') < text.index('<h2 class="warning">')

    def fail():
        raise BaozhaiError(SUSPECT)

    desk = Desk(tmp_path, "/", tmp_path, "en", None, fail)
    headers = Message()
    headers["Host"] = "localhost:8000"
    assert b"issue is unknown" in answer("/_bench/", headers, frozenset(["localhost:8000"]), desk, site).body


def test_an_empty_bench_says_so_and_an_endless_one_ends(tmp_path):
    assert "Nothing deserves a look" in page(tmp_path, ()).body.decode()
    many = tuple(diagnose("issue-undated", f"content/{number}.md", 1) for number in range(MOST + 5))
    text = page(tmp_path, many).body.decode()
    assert text.count("<li>") == MOST
    assert "5 more are not shown" in text


def test_the_bench_has_an_address_of_its_own_on_every_site(tmp_path):
    assert dict(page(tmp_path, (), target="/_bench").headers)["Location"] == "/_bench/"
    assert page(tmp_path, (), target="/_baozhai/bench.css").content_type.startswith("text/css")
    assert "style=" not in page(tmp_path, (SUSPECT, ERROR)).body.decode()
    assert any(name == "Content-Security-Policy" for name, _ in HEADERS)


def test_a_qr_code_is_square_and_the_same_for_the_same_address():
    lines = qr_code("http://192.168.1.7:8000/?token=abc").splitlines()
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines) in {len(lines[0]) // 2, len(lines[0]) // 2 + 1}
    assert set("".join(lines)) <= set("█▀▄ ")
    assert qr_code("a") == qr_code("a") != qr_code("b")
