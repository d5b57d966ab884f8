"""What is published beside the pages, as `[outputs]` of `content/site.toml` says; decides nothing else."""

from typing import Literal

import msgspec


class Outputs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[outputs]`: what machines get beside the pages; each may be left out.

    `feeds`: Atom, RSS and JSON Feed of the site and its districts, and their list; `tag_feeds`: the same of each tag,
    with the digest sentence or the full text. `twins`: each article as Markdown. `api`: JSON of issues, districts, tags
    and articles. `dumps`: all articles as JSON Lines and CSV, by month. `llms`: `llms.txt` and `llms-full.txt`.
    `cards`: the picture of shared links, one for the whole site. `search`: the page that searches every text, and its
    index.
    """

    feeds: bool = True
    tag_feeds: Literal["digest", "full", "none"] = "digest"
    sitemaps: bool = True
    twins: bool = True
    api: bool = True
    dumps: bool = True
    llms: bool = True
    cards: Literal["site", "none"] = "site"
    search: bool = True
