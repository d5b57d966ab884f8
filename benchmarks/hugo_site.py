"""The same corpus as a Hugo site: the same pages by the same groups, as Hugo would have them; measures nothing.

Templates stand in `hugo/`. Articles, tags, districts, places, whole issues, each district on each day, months, years,
indexes, feeds of the site and of each district, sitemap: what baozhai makes of the corpus, page for page.
"""

import argparse
import shutil
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.make_site import articles
from generator.model import Article

LAYOUTS = Path(__file__).parent / "hugo"
CITYWIDE = "全市"


def make_hugo_site(folder: Path, total: int) -> None:
    """Write the site of a corpus of `total` articles."""
    shutil.copytree(LAYOUTS, folder, dirs_exist_ok=True)
    groups = set()
    for article in articles(total):
        district = article.district or CITYWIDE
        groups.add(district)
        file = folder / "content/articles" / (article.date or "") / f"{article.id}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(hugo_text(article), encoding="utf-8")
    for name in sorted(groups):  # a district has a feed of its own
        file = folder / "content/districts" / name / "_index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'---\ntitle: "{name}"\noutputs: ["html", "rss"]\n---\n', encoding="utf-8")


def hugo_text(article: Article) -> str:
    """One article as Hugo reads it."""
    date, district = article.date or "", article.district or CITYWIDE
    header: dict[str, Any] = {
        "title": article.headline,
        "date": f"{date}T00:00:00+08:00",
        "weight": article.order,
        "url": f"/{date.replace('-', '/')}/{article.id}/",
        "description": article.digest,
        "kicker": article.kicker,
        "deck": article.deck,
        "outlet": article.byline.outlet,
        "credits": msgspec.to_builtins(article.byline.credits),
        "figures": msgspec.to_builtins(article.figures),
        "corrections": msgspec.to_builtins(article.corrections),
        "print_page": article.print_page,
        "section": article.section,
        "district": district,
        "tags": article.tags,
        "districts": [district],
        "places": [mention.name for mention in article.mentions],
        "days": [date],
        "digests": [f"{date}-{district}"],
        "months": [date[:7]],
        "years": [date[:4]],
    }
    if article.parent:
        header["parent"] = f"/articles/{date}/{article.parent}"
    return f"{msgspec.json.encode(header).decode()}\n\n{article.body}\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="where the site is written")
    parser.add_argument("--articles", type=int, default=1000, metavar="N", help="how many (default 1000)")
    arguments = parser.parse_args()
    make_hugo_site(arguments.folder, arguments.articles)


if __name__ == "__main__":
    main()
