"""The server over real sockets: headers on every answer, nothing for strangers, and nothing left when it closes."""

import http.client
import os
import random
import socket

import pytest

from generator.errors import BaozhaiError
from generator.preview.answer import HEADERS, Desk
from generator.preview.published import Published
from generator.preview.server import listen

REQUESTS = int(os.environ.get("BAOZHAI_REQUESTS", "1500"))  # 10,000 in the long form
METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW")


def request(preview, target, method="GET", headers=()):
    """A response of the preview and its body."""
    host, _, port = preview.url.removeprefix("http://").partition("/")[0].partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=20)
    try:
        connection.request(method, target, headers=dict(headers))
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def raw(preview, data):
    """What the preview sends for these very bytes."""
    host, _, port = preview.url.removeprefix("http://").partition("/")[0].partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
    return received


def test_every_answer_carries_the_headers_that_protect(tiny):
    with tiny.preview() as preview:
        for target in ("/", "/site.css", "/nothing", "/_baozhai/reload.js", "/_baozhai/changed", "/%ff"):
            response, _ = request(preview, target)
            assert {name: response.getheader(name) for name, _ in HEADERS} == dict(HEADERS)


def test_a_head_request_gets_the_headers_alone(tiny):
    with tiny.preview() as preview:
        whole, body = request(preview, "/")
        head, nothing = request(preview, "/", "HEAD")
        assert (head.status, nothing) == (200, b"")
        assert head.getheader("Content-Length") == whole.getheader("Content-Length") == str(len(body))
        assert request(preview, "/_baozhai/events", "HEAD")[0].status == 200


@pytest.mark.parametrize("method", METHODS)
def test_the_preview_can_only_be_read(method, tiny):
    with tiny.preview() as preview:
        response, body = request(preview, "/", method)
        assert (response.status, response.getheader("Allow")) == (405, "GET, HEAD")
        assert method.encode() not in body


def test_the_site_stands_under_its_base_path(tiny):
    with tiny.preview(base_path="/paper/") as preview:
        assert preview.url.endswith("/paper/")
        assert request(preview, "/")[0].getheader("Location") == "/paper/"
        assert request(preview, "/paper/")[0].status == 200
        assert request(preview, "/index.html")[0].status == 404


def test_a_thousand_hostile_requests_get_nothing_that_was_not_built(tiny):
    chosen = random.Random(7)
    secret = "NOBODY-MAY-READ-THIS"
    (tiny.root / "secret.txt").write_text(secret)
    (tiny.site / "stray.html").write_text(secret)
    pieces = (
        "..",
        "/",
        "%2e",
        "%2f",
        "\\",
        "%5c",
        "%00",
        "secret.txt",
        "stray.html",
        "//",
        "?",
        "#",
        "\x00",
        "\xff",
        "%",
        ";",
        "~",
        "GET ",
    )
    hosts = (
        "evil.example",
        "localhost",
        "localhost:1",
        "",
        "127.0.0.1.evil.example",
        "localhost:{port}",
        "localhost:{port} ",
    )
    with tiny.preview() as preview:
        tiny.build()  # takes the stray file away, as the engine would not
        (tiny.site / "stray.html").write_text(secret)
        port = preview.url.rpartition(":")[2].strip("/")
        for _ in range(REQUESTS):
            target = "/" + "".join(chosen.choices(pieces, k=chosen.randrange(9)))
            host = chosen.choice(hosts).replace("{port}", port)
            data = f"GET {target} HTTP/1.{chosen.randrange(3)}\r\nHost: {host}\r\nOrigin: http://{host}\r\n\r\n"
            answer = raw(preview, data.encode("latin-1"))
            assert secret.encode() not in answer
            if host.strip() != f"localhost:{port}":
                assert b"home" not in answer
                assert b"<" not in answer
                assert not answer.startswith(b"HTTP/1.0 200")


@pytest.mark.parametrize(
    "data",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /<script> HTTP/1.0 EXTRA\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/x<script>\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: <script>\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\nA: " + b"<script>" * 10_000 + b"\r\n\r\n",
        b"<script> / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ],
)
def test_malformed_requests_are_refused_without_repeating_them(data, tiny):
    with tiny.preview() as preview:
        answer = raw(preview, data)
        assert b"<script>" not in answer
        assert b"home" not in answer


def test_a_busy_port_is_passed_over_or_told(tmp_path):
    desk = Desk(tmp_path, "/", tmp_path, "en")
    with listen("127.0.0.1", 0, desk, Published(0), strict_port=False) as first:
        port = first.server_address[1]
        with listen("127.0.0.1", port, desk, Published(0), strict_port=False) as second:
            assert second.server_address[1] > port
        with pytest.raises(BaozhaiError) as raised:
            listen("127.0.0.1", port, desk, Published(0), strict_port=True)
    [fault] = raised.value.diagnostics
    assert fault.format() == (
        f"127.0.0.1: error: port {port} of 127.0.0.1 cannot be used: Address already in use (stop what uses it, "
        "choose another with --port, or leave --strict-port away to take the next free one)"
    )


def test_idle_and_listening_browsers_do_not_keep_the_preview_open(tiny):
    with tiny.preview() as preview:
        host, _, port = preview.url.removeprefix("http://").partition("/")[0].partition(":")
        idle = [socket.create_connection((host, int(port))) for _ in range(5)]
        listening = http.client.HTTPConnection(host, int(port))
        listening.request("GET", "/_baozhai/events")
        stream = listening.getresponse()
        assert stream.fp.readline() == b"retry: 500\n"
    for connection in (*idle, stream, listening):
        connection.close()
