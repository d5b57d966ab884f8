"""From the built site to the world: targets, releases, notices; builds nothing and reads no material.

`release` holds the rules as values, `folder`, `git`, `rsync` and `bucket` the four kinds of targets, each in two
classes: one that can only look, which is all that a dry run is given, and one that can change what it finds.
"""

from collections.abc import Mapping
from pathlib import Path

from generator.destinations import Bucket, Destination, Folder, GitBranch
from generator.publish.bucket import BucketPublisher, BucketView
from generator.publish.desk import known_rules, remember
from generator.publish.folder import FolderPublisher, FolderView
from generator.publish.git import GitPublisher, GitView
from generator.publish.notices import Told, key_files, notify
from generator.publish.release import MOST_GONE, Plan, Publisher, Release, Standing, View, plan_release, release_before
from generator.publish.rsync import RsyncPublisher, RsyncView
from generator.publish.secrets import no_secrets
from generator.publish.site import built_site

__all__ = [
    "MOST_GONE", "PUBLISHERS", "Plan", "Release", "Standing", "Told", "built_site", "key_files", "known_rules", "no_secrets", "notify",
    "open_publisher", "open_view", "plan_release", "release_before", "remember",
]  # fmt: skip


PUBLISHERS = (FolderPublisher, GitPublisher, BucketPublisher, RsyncPublisher)


def open_view(target: Destination, root: Path, scratch: Path, environment: Mapping[str, str]) -> View:
    """A target to look at. Relative paths start at `root`; `scratch` is a folder that may be thrown away."""
    if isinstance(target, Folder):
        return FolderView(target, root)
    if isinstance(target, GitBranch):
        return GitView(target, root, scratch, environment)
    if isinstance(target, Bucket):
        return BucketView(target, environment)
    return RsyncView(target, root)


def open_publisher(target: Destination, root: Path, scratch: Path, environment: Mapping[str, str]) -> Publisher:
    """A target to change; what lies in `scratch` saves time the next time."""
    if isinstance(target, Folder):
        return FolderPublisher(target, root)
    if isinstance(target, GitBranch):
        return GitPublisher(target, root, scratch, environment)
    if isinstance(target, Bucket):
        return BucketPublisher(target, environment)
    return RsyncPublisher(target, root)
