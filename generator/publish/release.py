"""What a release is and how one follows another: pure values, which no disk and no network knows of.

A release lists every published file with the fingerprint of its bytes (BLAKE2b of 128 bits: `b2sum -l 128`). Files that
a release leaves out are kept for one more, so that a page somebody has open still finds its parts.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Protocol

import msgspec

from generator.errors import DAMAGED, BaozhaiError, ExitStatus, diagnose

RECORDS = ".baozhai"  # whatever we keep in a place that readers can reach has this name
RECORD_FILE = f"{RECORDS}/release.json"
RELEASE_ID = re.compile(r"(?P<time>\d{8}T\d{6}Z)-[0-9a-f]{8}")  # 20211125T080000Z-0e5f1c40
TIME = "%Y%m%dT%H%M%SZ"
PAGE_SUFFIXES = (".html", ".md", ".txt")
FEED_SUFFIXES = (".xml", ".json", ".jsonl", ".csv", ".opml", ".rss", ".atom")
SIGNPOSTS = ("robots.txt", "llms.txt", "llms-full.txt")  # texts that point to pages
MOST_GONE = 0.10  # of the published files, without --confirm-deletes

Read = Callable[[str], bytes]


class Release(msgspec.Struct, frozen=True):
    """What was published: `files` by path, and `retained` ones that only the release before had."""

    id: str
    base_url: str
    files: dict[str, str]
    retained: dict[str, str] = {}

    @property
    def everything(self) -> dict[str, str]:
        """All files that lie at the target."""
        return {**self.retained, **self.files}


class Standing(msgspec.Struct, frozen=True):
    """What a target holds: the release that readers see, the ids of all it keeps (oldest first).

    `doubtful` are files of a publish that was killed, which may lie there in the old or the new form.
    """

    current: Release | None = None
    kept: tuple[str, ...] = ()
    doubtful: frozenset[str] = frozenset()
    unfinished: bool = False


class Plan(msgspec.Struct, frozen=True):
    """What makes the next release out of what stands: `uploads` in their order, then `deletions`; `gone` is unpublished.

    `replaced` are uploads that take the place of another content. With `forget` no release before this one is kept.
    """

    release: Release
    before: Release | None
    uploads: tuple[str, ...]
    replaced: frozenset[str]
    deletions: tuple[str, ...]
    gone: tuple[str, ...]
    needed: bool
    forget: bool = False

    @property
    def share_gone(self) -> float:
        """The share of the files published before that readers would no longer find."""
        return len(self.gone) / len(self.before.files) if self.before and self.before.files else 0.0


class View(Protocol):
    """A target that can only be looked at: all that a dry run is given."""

    def standing(self) -> Standing:
        """What the target holds now."""


class Publisher(Protocol):
    """A target that can be changed."""

    def standing(self) -> Standing:
        """What the target holds now."""

    def publish(self, plan: Plan, read: Read) -> None:
        """Carry a plan out; `read` gives the bytes of a file of the release."""

    def roll_back(self, release: str, standing: Standing) -> Release:
        """Show a kept release again."""


def plan_release(
    files: Mapping[str, str],
    standing: Standing,
    *,
    base_url: str,
    now: datetime.datetime,
    delete_now: bool = False,
    forget: bool = False,
) -> Plan:
    """The plan that publishes `files`; with `delete_now` nothing of the release before is retained, and with `forget`
    no release before it can be gone back to.
    """
    before = standing.current
    delete_now |= forget
    shown = before.files if before else {}
    lying = before.everything if before else {}
    gone = {path: shown[path] for path in sorted(shown.keys() - files.keys())}
    same = before is not None and shown == dict(files)
    retained = {} if delete_now else before.retained if before and same else gone
    uploads = [path for path in files if lying.get(path) != files[path] or path in standing.doubtful]
    deletions = (lying.keys() | standing.doubtful) - files.keys() - retained.keys()
    needed = bool(uploads or deletions or standing.unfinished or forget or not same)
    latest = max((before.id if before else "", *standing.kept))
    name = before.id if before and same and not delete_now else release_id(files, now, after=latest)
    return Plan(
        release=Release(name, base_url, dict(files), retained),
        before=before,
        uploads=tuple(sorted(uploads, key=lambda path: (rank(path), path in lying, path))),
        replaced=frozenset(path for path in uploads if path in lying and lying[path] != files[path]),
        deletions=tuple(sorted(deletions)),
        gone=tuple(gone),
        needed=needed,
        forget=forget,
    )


def plan_return(release: Release, standing: Standing) -> Plan:
    """The plan that shows a kept release again; files that only the present one has are retained once more."""
    forward = plan_release(release.files, standing, base_url=release.base_url, now=_time_of(release.id))
    again = Release(release.id, release.base_url, release.files, forward.release.retained)
    return msgspec.structs.replace(forward, release=again, needed=True)


def rank(path: str) -> int:
    """The place of a file in the order of uploads: what pages load, then pages, then what points to pages.

    >>> [rank(path) for path in ("static/a.0e5f.css", "2021/index.html", "feed.xml", "data/articles-2021-11.csv", "llms.txt")]
    [0, 1, 2, 2, 2]
    """
    if path in SIGNPOSTS:
        return 2
    suffix = PurePosixPath(path).suffix
    return 1 if suffix in PAGE_SUFFIXES else 2 if suffix in FEED_SUFFIXES else 0


def release_id(files: Mapping[str, str], now: datetime.datetime, *, after: str = "") -> str:
    """A name that sorts behind the release `after`, whatever the clocks of two machines say.

    >>> release_id({}, datetime.datetime(2021, 11, 25, 8, tzinfo=datetime.timezone.utc))
    '20211125T080000Z-d905e156'
    """
    if RELEASE_ID.fullmatch(after):
        now = max(now, _time_of(after) + datetime.timedelta(seconds=1))
    listing = msgspec.json.encode(dict(sorted(files.items())))
    return f"{now.astimezone(datetime.UTC):{TIME}}-{blake2b(listing, digest_size=4).hexdigest()}"


def _time_of(release: str) -> datetime.datetime:
    found = RELEASE_ID.fullmatch(release)
    assert found, release
    return datetime.datetime.strptime(found["time"], TIME).replace(tzinfo=datetime.UTC)


def release_before(kept: Iterable[str], current: str, wanted: str | None, target: str) -> str:
    """The kept release to go back to: the one `wanted`, else the one before the current.

    Raises `BaozhaiError`: `rollback-none` where the target keeps no such release, `rollback-oldest` where none is older.
    """
    found = sorted(kept)
    if wanted in found:
        return str(wanted)
    older = [name for name in found if name < current]
    if wanted is not None or not older:
        known = ", ".join(name for name in found if name != current) or "-"
        code = "rollback-none" if wanted is not None else "rollback-oldest"
        raise BaozhaiError(diagnose(code, target, known=known), status=ExitStatus.REFUSED)
    return older[-1]


def is_release(name: str) -> bool:
    """Whether a name is that of a release of ours: nothing else is ever removed.

    >>> is_release("20211125T080000Z-0e5f1c40"), is_release("..")
    (True, False)
    """
    return RELEASE_ID.fullmatch(name) is not None


def surplus(kept: Iterable[str], current: str, keep: int) -> list[str]:
    """Ids to remove so that `keep` releases stay: the newest ones, and always the one that readers see.

    >>> surplus(["a", "b", "c", "d"], "b", 2)
    ['a', 'c']
    """
    newest = sorted(kept, reverse=True)
    others = [name for name in newest if name != current]
    return sorted(others[max(keep, 1) - 1 :])


def parse_record(data: bytes, place: str) -> Release:
    """The record of a release; raises `BaozhaiError` with `publish-record` where somebody has damaged it."""
    try:
        release = msgspec.json.decode(data, type=Release)
    except DAMAGED:
        release = None
    if release is None or not is_release(release.id):
        raise BaozhaiError(diagnose("publish-record", place), status=ExitStatus.REFUSED)
    return release


def dump_record(release: Release) -> bytes:
    """A release as JSON, one file a line."""
    return msgspec.json.format(msgspec.json.encode(release, order="sorted"), indent=1) + b"\n"


def failed(place: str, reason: str) -> BaozhaiError:
    """A target that did not do what it was asked: what was there stays, and the next run finishes."""
    return BaozhaiError(diagnose("publish-failed", place, reason=reason.strip()), status=ExitStatus.REFUSED)
