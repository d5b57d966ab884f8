"""The preview from its first build to Ctrl-C: builds at every burst and lets browsers know; holds no rule."""

import secrets
import signal
import socket
import threading
import time
import webbrowser
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Self

from generator.errors import BaozhaiError, Diagnostic, Lang, diagnose, has_errors, message
from generator.preview.address import BENCH, own_hosts
from generator.preview.answer import Desk
from generator.preview.published import BuildOutcome, Published, Snapshot
from generator.preview.qr import qr_code
from generator.preview.server import PreviewServer, listen
from generator.preview.watch import Watcher

EVERYWHERE = "0.0.0.0"

# Builds the site; is given the real paths of the files that have changed since the last build, None where anything may
# have. They spare a look at all others and need not be believed: a later build is given None.
Build = Callable[[Collection[str] | None], BuildOutcome]


def serve(
    *,
    folder: Path,
    base_path: str,
    build: Build,
    watched: Sequence[Path],
    host: str = "127.0.0.1",
    port: int = 8000,
    strict_port: bool = False,
    open_browser: bool = False,
    lan: bool = False,
    announce: Callable[[str], None],
    lang: Lang = "en",
    root: Path | None = None,
    warm: Callable[[], object] = lambda: None,
    remarks: Callable[[], Sequence[Diagnostic]] = tuple,
    editor: str = "",
) -> None:
    """Build, serve `folder` under `base_path` (`/` or `/name/`) and build at every change, until Ctrl-C or SIGTERM.

    Only this machine can reach it; with `lan` the network can, for who has the address with its token. Paths in
    diagnostics are relative to `root`, the working folder unless given. `warm` is called once the site is up: it
    may load what only some builds need, such as dictionaries, before the first save has to wait for it. `remarks` are
    listed at `/_bench/`, each leading into the `editor`, a URL with `{file}` and `{line}`.

    A build that raises `BaozhaiError` or `OSError` leaves the last site up. Raises `BaozhaiError` where no port is
    free or the output is watched.
    """
    token = secrets.token_urlsafe(12) if lan else None
    # Whoever looks from another machine has not these files, and need not know where they lie.
    desk = Desk(folder, base_path, root or Path(), lang, token, remarks, "" if lan else editor)
    preview = Preview(
        desk, build, watched, host=EVERYWHERE if lan else host, port=port, strict_port=strict_port, announce=announce
    )
    try:
        with _terminated_like_interrupted(), preview:
            announce(message("preview-lan" if lan else "preview-address", lang, url=preview.url))
            if lan:
                announce(qr_code(preview.url))
            announce(message("preview-bench", lang, url=preview.url.partition("?")[0].removesuffix(base_path) + BENCH))
            if open_browser:
                webbrowser.open(preview.url)
            warm()
            preview.run()
    except KeyboardInterrupt:
        announce(message("preview-stopped", lang))


class Preview:
    """Owns the watcher, the server and its thread; a context manager that has built once when it is entered."""

    def __init__(
        self,
        desk: Desk,
        build: Build,
        watched: Sequence[Path],
        *,
        announce: Callable[[str], None],
        host: str = "127.0.0.1",
        port: int = 0,
        strict_port: bool = False,
    ) -> None:
        self._desk, self._build, self._announce = desk, build, announce
        self._published = Published(time.time_ns() // 1_000_000)  # beyond every number of an earlier preview
        self._watcher = Watcher(watched, desk.folder, self._tell_of_polling)
        self._listen = partial(listen, host, port, desk, self._published, strict_port=strict_port)
        self._stack = ExitStack()
        self._has_failed = False
        self.url = ""

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            server = stack.enter_context(self._listen())
            self.url = self._address(server)
            stack.enter_context(self._watcher)
            self.build()
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="preview")
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(self) -> None:
        """Build at every burst of changes, until `stop` or Ctrl-C."""
        for files in self._watcher.bursts():
            self.build(files)

    def stop(self) -> None:
        """End `run`, from any thread."""
        self._watcher.stop()

    def build(self, files: Collection[str] | None = None) -> None:
        """Build once, publish and announce what changed; `files` as `Build` takes them."""
        before, begun = self._published.current(), time.monotonic()
        if self._has_failed:
            files = None  # nobody has built what was told before these
        self._has_failed = True
        try:
            outcome = self._build(files)
            self._has_failed = False
        except BaozhaiError as error:
            outcome = BuildOutcome(targets=before.targets, diagnostics=error.diagnostics)
        except OSError as error:
            fault = diagnose("preview-disk", str(error.filename or self._desk.folder), reason=error.strerror or error)
            outcome = BuildOutcome(targets=before.targets, diagnostics=(fault,))
        now = self._published.publish(outcome)
        if now is not before:
            self._tell_of_build(before, now, outcome, round((time.monotonic() - begun) * 1000))

    def _tell_of_build(self, before: Snapshot, now: Snapshot, outcome: BuildOutcome, milliseconds: int) -> None:
        """What a person at the terminal wants to know: the sum, and remarks that the build before had not."""
        lang, known = self._desk.lang, set(before.diagnostics)
        counts = {"written": len(outcome.written), "deleted": len(outcome.deleted), "targets": len(now.targets)}
        self._announce(message("preview-built", lang, milliseconds=milliseconds, **counts))
        for item in now.diagnostics:
            if item not in known:
                self._announce(item.format(lang))
        if has_errors(before.diagnostics) and not has_errors(now.diagnostics):
            self._announce(message("preview-healed", lang))

    def _tell_of_polling(self, reason: str) -> None:
        self._announce(message("preview-polling", self._desk.lang, reason=reason))

    def _address(self, server: PreviewServer) -> str:
        """The URL to visit; lets the server answer to its names."""
        host, port = str(server.server_address[0]), int(server.server_address[1])
        name = _address_on_network() if host == EVERYWHERE else host
        server.hosts = own_hosts(port, (name,))
        url = f"http://{name}:{port}{self._desk.base_path}"
        return f"{url}?token={self._desk.token}" if self._desk.token else url


def _address_on_network() -> str:
    """This machine's address as the local network sees it; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # set aside for documentation: RFC 5737
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM ends what is inside as Ctrl-C does; only the main thread can set that up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
