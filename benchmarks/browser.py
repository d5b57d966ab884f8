"""Chromium and a quiet web server, for benchmarks and tests; measures nothing itself."""

import contextlib
import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder as any web server does, and logs nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a head and its file leave together, as from any web server; else 40 ms apart

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The folder on a free port of loopback, as long as the block lasts; its address ends with a slash."""
    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
