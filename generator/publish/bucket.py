"""Publish to a bucket of an S3-compatible store: Amazon, Alibaba OSS, Tencent COS, MinIO.

A store replaces one object at a time and renames none. So what pages load goes first, then pages, then feeds, and what
is replaced or deleted is first kept under the fingerprint of its bytes: readers may for a moment find new pages beside
old ones, never a page without its parts, and a publish that was killed is finished by the next.
"""

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import md5
from itertools import groupby
from typing import Any

import msgspec

from generator.destinations import Bucket
from generator.errors import DAMAGED, BaozhaiError, ExitStatus, diagnose
from generator.media import content_type_of
from generator.publish.release import (
    RECORDS,
    Plan,
    Read,
    Release,
    Standing,
    dump_record,
    failed,
    is_release,
    parse_record,
    plan_return,
    rank,
    surplus,
)

CURRENT, PENDING = f"{RECORDS}/release.json", f"{RECORDS}/pending.json"
RELEASES, BLOBS = f"{RECORDS}/releases/", f"{RECORDS}/blobs/"
AT_ONCE = 8
CONTENT_NAME = re.compile(r"\.[0-9a-f]{8}\.[a-z0-9]+$")  # static/broadsheet.0e5f1c40.css
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"  # kept by browsers, but asked for anew


class Pending(msgspec.Struct, frozen=True):
    """What a publish under way is about to do."""

    release: str
    uploads: tuple[str, ...]
    deletions: tuple[str, ...]


class BucketView:
    """Reads what the bucket holds."""

    def __init__(self, settings: Bucket, environment: Mapping[str, str]) -> None:
        self._bucket, self._prefix, self._keep = settings.bucket, settings.prefix.strip("/"), settings.keep
        self._place = f"{settings.endpoint or 's3'}/{settings.bucket}"
        self._client, self._errors = _connect(settings, environment)

    def standing(self) -> Standing:
        """The release that the bucket shows, and what a killed publish may have done to it."""
        record, journal = self._get(CURRENT), self._get(PENDING)
        current = parse_record(record, f"{self._place}/{CURRENT}") if record else None
        names = (key.removeprefix(RELEASES).removesuffix(".json") for key in self._list(RELEASES))
        kept = tuple(sorted(filter(is_release, names)))
        if journal is None:
            return Standing(current, kept)
        try:
            pending = msgspec.json.decode(journal, type=Pending)
        except DAMAGED:
            raise failed(f"{self._place}/{PENDING}", "not JSON") from None
        finished = current is not None and current.id == pending.release
        doubtful = pending.deletions if finished else (*pending.uploads, *pending.deletions)
        return Standing(current, kept, frozenset(doubtful), unfinished=True)

    def _get(self, path: str) -> bytes | None:
        try:
            return bytes(self._do(self._client.get_object, Key=self._key(path))["Body"].read())
        except _Missing:
            return None

    def _list(self, path: str) -> dict[str, str]:
        """Every object below a path, with the MD5 that the store tells of it."""
        found: dict[str, str] = {}
        more: dict[str, Any] = {}
        while True:
            answer = self._do(self._client.list_objects_v2, Prefix=self._key(path), **more)
            for item in answer.get("Contents", ()):
                found[item["Key"][len(self._key("")) :]] = item["ETag"].strip('"')
            if not answer.get("IsTruncated"):
                return found
            more = {"ContinuationToken": answer["NextContinuationToken"]}

    def _key(self, path: str) -> str:
        return f"{self._prefix}/{path}" if self._prefix else path

    def _do(self, method: Callable[..., dict[str, Any]], **words: Any) -> dict[str, Any]:  # noqa: ANN401 - boto3's own
        try:
            return method(Bucket=self._bucket, **words)
        except self._errors as error:
            answer = getattr(error, "response", {})
            if answer.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
                raise _Missing from None
            raise failed(self._place, str(error)) from None


class BucketPublisher(BucketView):
    """Writes objects in an order that holds at every moment."""

    def publish(self, plan: Plan, read: Read) -> None:
        """Carry the plan out with the bytes of the built site."""
        there = self._list("") if plan.before is None or self._is_unfinished() else {}

        def put(path: str) -> None:
            data = read(path)
            if there.get(path) != md5(data, usedforsecurity=False).hexdigest():
                self._put(path, data)

        self._carry_out(plan, put)

    def roll_back(self, release: str, standing: Standing) -> Release:
        """Copy back, inside the store, what has changed since."""
        record = self._get(f"{RELEASES}{release}.json")
        if record is None:
            raise failed(f"{self._place}/{RELEASES}{release}.json", "missing")
        wanted = parse_record(record, self._place)
        plan = plan_return(wanted, standing)
        blobs = self._list(BLOBS)
        lying = standing.current.everything if standing.current else {}

        def put(path: str) -> None:
            kept = f"{BLOBS}{wanted.files[path]}"
            if kept in blobs:
                self._copy(kept, path)
            elif lying.get(path) != wanted.files[path]:  # else a killed publish has not come so far
                raise failed(f"{self._place}/{kept}", "missing")

        self._carry_out(plan, put)
        return plan.release

    def _carry_out(self, plan: Plan, put: Callable[[str], None]) -> None:
        pending = Pending(plan.release.id, plan.uploads, plan.deletions)
        self._put(PENDING, msgspec.json.encode(pending))
        lying = plan.before.everything if plan.before else {}
        if not plan.forget:
            self._save({lying[path]: path for path in (*plan.replaced, *plan.deletions) if path in lying})
        for _, group in groupby(plan.uploads, key=lambda path: (rank(path), path in lying)):
            self._all(put, group)
        self._put(f"{RELEASES}{plan.release.id}.json", dump_record(plan.release))
        self._put(CURRENT, dump_record(plan.release))
        self._all(self._delete, plan.deletions)
        self._prune(plan.release, 1 if plan.forget else self._keep)
        self._delete(PENDING)

    def _save(self, contents: Mapping[str, str]) -> None:
        """Keep what is about to be replaced: by fingerprint, so that what was saved once is right for good."""
        there = self._list(BLOBS)

        def save(item: tuple[str, str]) -> None:
            with contextlib.suppress(_Missing):  # somebody has deleted it by hand
                self._copy(item[1], f"{BLOBS}{item[0]}")

        self._all(save, (item for item in sorted(contents.items()) if f"{BLOBS}{item[0]}" not in there))

    def _prune(self, current: Release, keep: int) -> None:
        """Forget releases beyond those that are kept, and contents that only these had."""
        records = {key.removeprefix(RELEASES).removesuffix(".json"): key for key in self._list(RELEASES)}
        gone = set(surplus(filter(is_release, records), current.id, keep))
        if not gone:
            return
        needed: set[str] = set()
        for name in records.keys() - gone:
            needed |= set(parse_record(self._get(records[name]) or b"", records[name]).everything.values())
        self._all(self._delete, (key for key in self._list(BLOBS) if key.removeprefix(BLOBS) not in needed))
        self._all(self._delete, (records[name] for name in sorted(gone)))

    def _is_unfinished(self) -> bool:
        return self._get(PENDING) is not None

    def _put(self, path: str, data: bytes) -> None:
        keep = FOREVER if CONTENT_NAME.search(path) else ASK_AGAIN
        self._do(
            self._client.put_object,
            Key=self._key(path),
            Body=data,
            ContentType=content_type_of(path),
            CacheControl=keep,
        )

    def _copy(self, old: str, new: str) -> None:
        source = {"Bucket": self._bucket, "Key": self._key(old)}
        self._do(self._client.copy_object, Key=self._key(new), CopySource=source)

    def _delete(self, path: str) -> None:
        self._do(self._client.delete_object, Key=self._key(path))

    def _all(self, work: Callable[[Any], None], items: Iterable[Any]) -> None:
        """Do it for all, several at once, and wait for the last."""
        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            for _ in pool.map(work, items):
                pass
        finally:
            pool.shutdown(cancel_futures=True)


class _Missing(Exception):
    """There is no such object."""


def _connect(settings: Bucket, environment: Mapping[str, str]) -> tuple[Any, tuple[type[Exception], ...]]:
    """A client that knows no secrets but those of the environment, and the errors it raises."""
    try:
        import boto3  # noqa: PLC0415 - an extra
        from botocore.config import Config  # noqa: PLC0415
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415
    except ImportError:
        raise BaozhaiError(diagnose("publish-extra", settings.bucket), status=ExitStatus.USAGE) from None
    names = [f"{settings.env}_{name}" for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")]
    if missing := [name for name in names if not environment.get(name)]:
        raise BaozhaiError(
            diagnose("publish-secret", settings.bucket, names=", ".join(missing)), status=ExitStatus.USAGE
        )
    client = boto3.session.Session(
        aws_access_key_id=environment[names[0]],
        aws_secret_access_key=environment[names[1]],
        aws_session_token=environment.get(f"{settings.env}_SESSION_TOKEN") or None,
        region_name=settings.region,
    ).client(
        "s3",
        endpoint_url=settings.endpoint or None,
        config=Config(
            s3={"addressing_style": "path" if settings.path_style else "virtual"},
            # The checksums that newer clients send by themselves are refused by OSS, COS and older MinIO.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            max_pool_connections=AT_ONCE,
            connect_timeout=10,
            read_timeout=60,
            retries={"mode": "standard", "max_attempts": 4},
        ),
    )
    return client, (BotoCoreError, ClientError)
