"""Listens to browsers on this machine and hands on what `answer` says; builds nothing and opens no file."""

import socket
import sys
import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from generator.errors import BaozhaiError, ExitStatus, diagnose
from generator.media import TEXT
from generator.preview.answer import HEADERS, STREAM, Answer, Desk, answer, words
from generator.preview.published import Published

SECONDS_TO_READ = 10.0  # for a request to arrive
HEARTBEAT = 10.0  # seconds between signs of life, by which a closed tab is noticed
PORTS_TRIED = 32


Request = socket.socket | tuple[bytes, socket.socket]  # as the standard library types it; ours are sockets


class _Handler(BaseHTTPRequestHandler):
    """One request of one connection: HTTP/1.0, so that no idle connection outlives its answer."""

    server: "PreviewServer"
    timeout = SECONDS_TO_READ

    def do_GET(self) -> None:
        """Answer, or stay and tell of builds."""
        server = self.server
        reply = answer(self.path, self.headers, server.hosts, server.desk, server.published.current())
        self._send(reply)
        if reply.content_type == STREAM and self.command == "GET":
            self._tell_of_builds()

    do_HEAD = do_GET

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Instead of the standard page, which repeats parts of the request."""
        del message, explain
        if code == HTTPStatus.NOT_IMPLEMENTED:
            reply = Answer(HTTPStatus.METHOD_NOT_ALLOWED, TEXT, words("preview-method"), (("Allow", "GET, HEAD"),))
        else:
            reply = Answer(HTTPStatus(code), TEXT, words("preview-malformed"))
        self._send(reply)

    def version_string(self) -> str:
        """The Server header, without versions."""
        return "baozhai"

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged: the terminal tells of builds."""

    def _send(self, reply: Answer) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        if reply.content_type != STREAM:
            self.send_header("Content-Length", str(len(reply.body)))
        for name, value in (*HEADERS, *reply.headers):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _tell_of_builds(self) -> None:
        """A stream of build numbers and nothing else, until the tab or the preview is closed."""
        self.wfile.write(b"retry: 500\n\n")  # milliseconds until a browser looks whether a stopped preview is back
        site, told = self.server.published.current(), 0
        while not site.closed:
            self.wfile.write(f"data: {site.number}\n\n".encode() if site.number > told else b":\n\n")
            told = site.number
            site = self.server.published.wait_beyond(told, HEARTBEAT)


class PreviewServer(ThreadingHTTPServer):
    """Owns the listening socket and one thread a request; `server_close` leaves neither."""

    daemon_threads = False  # joined by server_close
    address_family = socket.AF_INET

    def __init__(self, host: str, port: int, desk: Desk, published: Published) -> None:
        self.desk, self.published = desk, published
        self.hosts: frozenset[str] = frozenset()
        self._lock, self._open = threading.Lock(), set[Request]()
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server who we are, as the standard library would."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "localhost", int(self.server_address[1])

    def process_request(self, request: Request, client_address: object) -> None:
        """Remember the socket while its request is answered."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Request) -> None:
        """Forget the socket and close it."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Request, client_address: object) -> None:
        """A browser that went away is no error; anything else is a mistake of ours and shown whole."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        """Hang up on every browser, then wait for the threads."""
        self.published.close()
        with self._lock:
            for request in self._open:
                with suppress(OSError):  # the browser was quicker
                    if isinstance(request, socket.socket):
                        request.shutdown(socket.SHUT_RDWR)
        super().server_close()


def listen(host: str, port: int, desk: Desk, published: Published, *, strict_port: bool) -> PreviewServer:
    """A server on `port`, or on the next free one unless `strict_port`; port 0 is any free one.

    Raises `BaozhaiError` with `preview-port-busy`.
    """
    reason = ""
    for candidate in range(port, port + 1 if strict_port or port == 0 else min(port + PORTS_TRIED, 65536)):
        try:
            return PreviewServer(host, candidate, desk, published)
        except OSError as error:
            reason = error.strerror or str(error)
    raise BaozhaiError(
        diagnose("preview-port-busy", host, port=port, host=host, reason=reason), status=ExitStatus.USAGE
    )
