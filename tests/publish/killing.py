"""Kill a publish for real: a forked process that dies by SIGKILL at its n-th request or write."""

import os
import signal
import sys
import time
import warnings
from collections.abc import Callable

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
REQUESTS = frozenset(("subprocess.Popen", "http.client.send"))
WRITES = frozenset(("os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "open"))


def killed_at(number: int, work: Callable[[], object], *, writes: bool) -> bool:
    """Run `work` in a process that is killed when it is about to make request `number`; False where it ended before.

    With `writes` each change of this machine's disk is a request too.
    """
    child = _fork()
    if child == 0:
        made = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal made
            if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & WRITING):
                return
            if event in REQUESTS or (writes and event in WRITES):
                made += 1
                if made > number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        _end(work)
    return _killed(child)


def killed_after(seconds: float, work: Callable[[], object]) -> bool:
    """Run `work` and kill it with every program it has started, after so many seconds."""
    child = _fork()
    if child == 0:
        os.setsid()
        _end(work)
    time.sleep(seconds)  # the moment is the point of this test
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    return _killed(child)


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # Python 3.12 warns of threads, which the child does not use
        return os.fork()


def _end(work: Callable[[], object]) -> None:
    try:
        work()
    except BaseException as error:
        os.write(2, f"{error!r}\n".encode())
        os._exit(3)
    os._exit(0)


def _killed(child: int) -> bool:
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the publish failed by itself"
    return os.WIFSIGNALED(status)
