"""Where a site may be published to and who is told, as `content/site.toml` names it; connects to nothing.

Secrets are no settings: each kind says which variables of the environment it reads.
"""

from typing import Literal

import msgspec

Notice = Literal["baidu", "indexnow", "websub"]
KINDS = ("folder", "git", "rsync", "s3")


class Folder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="folder"):
    """A folder of this machine. `path` becomes a symbolic link to the newest of `keep` releases beside it."""

    path: str
    keep: int = 5
    notify: tuple[Notice, ...] = ()


class GitBranch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="git"):
    """A branch that GitHub or Gitee Pages show; without `history` it holds the last `keep` releases.

    For `https://` remotes a token may stand in `BAOZHAI_GIT_TOKEN`; `username` goes with it.
    """

    remote: str
    branch: str = "gh-pages"
    cname: str = ""
    history: bool = True
    keep: int = 5
    username: str = "x-access-token"
    notify: tuple[Notice, ...] = ()


class Rsync(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="rsync"):
    """A folder of another machine, by rsync over ssh; the web server shows `path`/current.

    Keys, ports and jump hosts are those of ssh; `ssh_config` names a file of them other than ssh's own.
    """

    host: str
    path: str
    port: int = 22
    ssh_config: str = ""
    keep: int = 5
    notify: tuple[Notice, ...] = ()


class Bucket(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="s3"):
    """A bucket of an S3-compatible store; needs the extra `baozhai[s3]`.

    The keys are read from `<env>_ACCESS_KEY_ID`, `<env>_SECRET_ACCESS_KEY` and, where there is one,
    `<env>_SESSION_TOKEN`.
    """

    bucket: str
    endpoint: str = ""
    region: str = "us-east-1"
    prefix: str = ""
    path_style: bool = False
    env: str = "AWS"
    keep: int = 5
    notify: tuple[Notice, ...] = ()


Destination = Folder | GitBranch | Rsync | Bucket


class Baidu(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[notify.baidu]`: Baidu's push of new addresses; its token stands in `BAOZHAI_BAIDU_TOKEN`."""

    site: str = ""
    endpoint: str = "http://data.zz.baidu.com/urls"


class IndexNow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[notify.indexnow]`: the key is public by design and is published as `<key>.txt`."""

    key: str = ""
    endpoint: str = "https://api.indexnow.org/indexnow"


class WebSub(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[notify.websub]`: the hub that tells subscribers of feeds."""

    hub: str = ""


class Notify(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[notify]`: who can be told of changed pages; a target's `notify` says who is."""

    baidu: Baidu = Baidu()
    indexnow: IndexNow = IndexNow()
    websub: WebSub = WebSub()
