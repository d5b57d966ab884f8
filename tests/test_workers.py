"""Work that is shared out gives what it gives alone, in order, and its errors and its end reach the parent."""

import os
import signal
import threading
import time

import pytest

from generator.errors import BaozhaiError, diagnose
from generator.workers import Alone, Forks, shares


@pytest.fixture(autouse=True)
def _no_other_thread():
    """Nothing is forked beside another thread; `tests/run` gives this file a process where none is left of others."""
    if threading.active_count() > 1:
        pytest.skip(f"other threads run in this process: {threading.enumerate()[1:]}")


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


@pytest.mark.parametrize("workers", [Alone(), Forks(1), Forks(3)])
def test_results_come_in_the_order_of_the_items(workers):
    assert [value for value, _ in workers.map(square, range(20))] == [number * number for number in range(20)]


def test_items_are_done_by_so_many_processes_that_have_ended():
    processes = set(Forks(2).map(lambda _: time.sleep(0.02) or os.getpid(), range(100)))
    assert len(processes - {os.getpid()}) == 2
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_process_keeps_what_it_has_for_its_next_items():
    kept: list[int] = []
    held = list(Forks(2).map(lambda number: kept.append(number) or list(kept), range(400)))
    assert kept == []
    assert all(one[-1] == number for number, one in enumerate(held))
    assert max(map(len, held)) >= 200


def test_more_items_than_a_pipe_holds_are_all_done():
    assert list(Forks(2).map(lambda number: number + 1, range(40_000))) == list(range(1, 40_001))


def test_what_the_parent_holds_need_not_be_sent():
    unsendable = threading.Lock()
    assert list(Forks(2).map(lambda number: unsendable.locked() or number, [1, 2])) == [1, 2]


def test_large_results_of_several_at_once_do_not_block():
    assert [len(data) for data in Forks(3).map(lambda size: b"x" * size, [3_000_000, 10, 5_000_000])] == [
        3_000_000, 10, 5_000_000,
    ]  # fmt: skip


def test_an_error_is_raised_in_the_parent_with_the_lines_it_came_from():
    with pytest.raises(ZeroDivisionError) as caught:
        list(Forks(2).map(lambda number: 1 // number, [1, 0]))
    assert "in a worker" in caught.value.__notes__[0]
    with pytest.raises(BaozhaiError) as faults:
        list(Forks(2).map(fail, [1, 2]))
    assert faults.value.diagnostics[0].path == "a.md"
    with pytest.raises(OSError, match="full") as full:
        list(Forks(2).map(fill, [1, 2]))
    assert full.value.filename == "site/a"


def fail(_: int) -> None:
    raise BaozhaiError(diagnose("disk-failed", "a.md", reason="test"))


def fill(_: int) -> None:
    raise OSError(28, "disk full", "site/a")


def test_a_worker_that_is_killed_is_an_error_and_not_a_wait():
    parent = os.getpid()
    with pytest.raises(ChildProcessError, match="-9"):
        list(Forks(2).map(lambda _: os.getpid() != parent and os.kill(os.getpid(), signal.SIGKILL), [1, 2]))


def test_who_stops_asking_leaves_no_process_behind():
    running = Forks(2).map(lambda seconds: time.sleep(seconds) or seconds, [0, 1000, 1000])
    assert next(running) == 0
    running.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_beside_another_thread_nothing_is_forked():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert {process for _, process in Forks(2).map(square, range(4))} == {os.getpid()}
    finally:
        stop.set()
        thread.join()


def test_shares_hold_every_item_once():
    assert sorted(item for share in shares(range(10), 4) for item in share) == list(range(10))
    assert shares([], 4) == []
