"""From a save to the browser: the stream counts builds, faults leave the site up, and the terminal is told once."""

import errno
import http.client
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

import msgspec
import pytest

from generator.preview import BuildOutcome, serve
from generator.preview.answer import Desk
from generator.preview.session import Preview

from .test_server import request


@contextmanager
def stream_of(preview):
    """A function that waits for the next build number."""
    host, _, port = preview.url.removeprefix("http://").partition("/")[0].partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=20)
    connection.request("GET", "/_baozhai/events")
    lines = connection.getresponse()
    try:
        yield lambda: next(int(line[6:]) for line in lines if line.startswith(b"data: "))
    finally:
        lines.close()
        connection.close()


def told(preview, since, at="/"):
    return msgspec.json.decode(request(preview, f"/_baozhai/changed?since={since}&at={at}")[1])


def test_a_save_is_a_build_and_a_build_is_a_number(tiny):
    with tiny.preview() as preview, stream_of(preview) as next_build:
        first = next_build()
        tiny.save("index.md", "changed")
        assert next_build() == first + 1
        assert b"changed" in request(preview, "/")[1]
        assert told(preview, first)["reload"] is True
        assert told(preview, first, "/other/")["reload"] is False


def test_new_material_appears(tiny):
    with tiny.preview() as preview, stream_of(preview) as next_build:
        first = next_build()
        assert request(preview, "/new/")[0].status == 404
        tiny.save("new.md", "it came")
        next_build()
        assert request(preview, "/new/")[0].status == 200
        assert told(preview, first, "/new/")["reload"] is True


def test_the_last_good_site_stays_up_while_something_is_broken(tiny):
    with tiny.preview() as preview, stream_of(preview) as next_build:
        first = next_build()
        tiny.save("index.md", "oh!")
        next_build()
        broken = told(preview, first)
        assert b"home" in request(preview, "/")[1]
        assert (broken["reload"], [fault["text"] for fault in broken["faults"]]) == (
            False,
            ["the build could not read or write this: <b>an exclamation</b>"],
        )
        tiny.save("index.md", "oh.")
        next_build()
        assert told(preview, first)["faults"] == []
    assert tiny.announced[-1] == "No errors any more"


def test_a_remark_is_announced_once(tiny):
    tiny.save("index.md", "oh!")
    with tiny.preview() as preview, stream_of(preview) as next_build:
        next_build()
        tiny.save("index.md", "no fault.")
        next_build()
        tiny.save("new.md", "a fault!")
        next_build()
    assert [line for line in tiny.announced if "error" in line and "any more" not in line] == [
        "content/index.md:1: error: the build could not read or write this: <b>an exclamation</b> "
        "(the last good site stays up; the next save tries again)",
        "content/new.md:1: error: the build could not read or write this: <b>an exclamation</b> "
        "(the last good site stays up; the next save tries again)",
    ]


def test_a_disk_that_fails_is_told_and_survived(tmp_path):
    def build(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "site/index.html")

    announced = []
    with Preview(Desk(tmp_path, "/", tmp_path, "en"), build, [], announce=announced.append):
        pass
    assert announced[1].startswith("site/index.html: error: the build could not read or write this: No space left")


def test_a_mistake_of_ours_is_not_hidden(tmp_path):
    with (
        pytest.raises(ZeroDivisionError),
        Preview(Desk(tmp_path, "/", tmp_path, "en"), lambda _: BuildOutcome(targets=str(1 // 0)), [], announce=print),
    ):
        pass


class Terminal:
    """Collects what is announced; at the address it visits the preview, then presses Ctrl-C."""

    def __init__(self, visit=lambda url: None):
        self.lines, self._visit = [], visit

    def __call__(self, line):
        self.lines.append(line)
        if found := re.search(r"http://[!-~]+", line):
            self._visit(found[0])
            raise KeyboardInterrupt


def ask(url, cookie=""):
    """Status and Set-Cookie of a GET, without following redirects."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}", headers={"Cookie": cookie})
        response = connection.getresponse()
        return response.status, response.getheader("Set-Cookie") or ""
    finally:
        connection.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_serving_starts_with_the_address_and_ends_with_a_word(lang, tiny):
    terminal = Terminal(lambda url: tiny.announced.append(str(ask(url)[0])))
    serve(
        folder=tiny.site, base_path="/", build=tiny.build, watched=[tiny.content], port=0, announce=terminal, lang=lang
    )
    assert tiny.announced == ["200"]
    assert len(terminal.lines) == 3
    assert terminal.lines[-1] == {"en": "The preview has stopped", "zh": "预览已停止"}[lang]


def test_on_the_network_only_who_has_the_token_comes_in(tiny):
    seen = []

    def visit(url):
        seen.append(ask(url.partition("?")[0]))
        status, cookie = ask(url)
        seen.append((status, ask(url.partition("?")[0], cookie.partition(";")[0])[0]))

    serve(
        folder=tiny.site,
        base_path="/",
        build=tiny.build,
        watched=[tiny.content],
        port=0,
        lan=True,
        announce=Terminal(visit),
    )
    assert seen == [(403, ""), (302, 200)]


def test_what_is_slow_to_load_is_loaded_once_the_site_is_up(tiny):
    asked = []

    def announce(line):
        if found := re.search(r"http://[!-~]+", line):
            asked.append(found[0])

    def warm():
        assert ask(asked[0])[0] == 200
        raise KeyboardInterrupt

    serve(
        folder=tiny.site, base_path="/", build=tiny.build, watched=[tiny.content], port=0, announce=announce, warm=warm
    )
    assert [address.removeprefix(asked[0]) for address in asked] == ["", "_bench/"]


PROGRAM = """
from pathlib import Path
from generator.preview import BuildOutcome, serve
serve(folder=Path("site"), base_path="/", build=lambda _: BuildOutcome(), watched=[Path("content")], port=0,
      announce=lambda line: print(line, flush=True))
print("after", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_end_it_cleanly(number, tmp_path):
    (tmp_path / "content").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert re.search(r"http://127\.0\.0\.1:\d+/ ", program.stdout.readline())
        assert program.stdout.readline().endswith("/_bench/\n")  # both lines, or the signal meets one of them by chance
        program.send_signal(number)
        try:
            out, err = program.communicate(timeout=20)
        finally:
            program.kill()
    assert (out, err, program.returncode) == ("The preview has stopped\nafter\n", "", 0)
