"""How well the same story printed again is found: `python -m benchmarks.twins [--seed N] [--show]`; writes nothing.

A month of thirty days is made of invented articles and of a national daily, each on a day and page drawn by seed. One in
five is printed a second time, within ten days, in one of five ways that papers know: whole under another headline, cut
behind its first half, with a lede and an end of its own, with every eighth sentence worded otherwise, joined with the beginning of
another story. A pair is right if it was planted; stories on one subject that nobody planted are in the month as they come.
"""

import argparse
import itertools
import random
import re
from collections import Counter
from collections.abc import Callable

from benchmarks import stories
from generator.model import Article
from generator.render import retold

DAYS, SHARE, SHORTEST = 30, 5, 120  # of the month; one story in so many is planted; characters of a story
FEWEST = 5  # sentences of a planted one
SENTENCE = re.compile("[^。！？]+[。！？]?")
OTHERS = ("据介绍，这项工作还将继续。", "有关方面表示，下一步要抓好落实。", "记者在现场看到，秩序井然。")

Way = Callable[[list[str], list[str], random.Random], list[str]]
WAYS: dict[str, Way] = {
    "whole": lambda own, _other, _draw: own,
    "cut": lambda own, _other, _draw: own[: max(2, (len(own) + 1) // 2)],
    "framed": lambda own, _other, draw: [draw.choice(OTHERS), *own[1:-1], draw.choice(OTHERS)],
    "reworded": lambda own, _other, draw: [draw.choice(OTHERS) if at % 8 == 3 else one for at, one in enumerate(own)],
    "joined": lambda own, other, _draw: own + other[: len(other) // 4],
}


def month(seed: int) -> tuple[list[Article], dict[tuple[str, str], str]]:
    """The articles of a month, and the way in which each planted pair of paths was printed again."""
    draw = random.Random(seed)
    found = [one for one in (*stories.invented(), *stories.daily()) if one.length >= SHORTEST]
    draw.shuffle(found)
    articles: list[Article] = []
    planted: dict[tuple[str, str], str] = {}
    texts = ["".join(part.text for part in story.body) for story in found]
    for at, story in enumerate(found):
        day = draw.randint(1, DAYS)
        articles.append(_article(len(articles), day, story.headline, texts[at]))
        own = SENTENCE.findall(texts[at])
        if at % SHARE or len(own) < FEWEST:
            continue
        way = draw.choice(sorted(WAYS))
        again = WAYS[way](own, SENTENCE.findall(draw.choice(texts)), draw)
        near = draw.choice([other for other in range(1, DAYS + 1) if abs(other - day) <= retold.WINDOW])
        articles.append(_article(len(articles), near, f"又讯：{story.headline[::-1]}", "".join(again)))
        planted[articles[-2].path, articles[-1].path] = way
    return articles, planted


def _article(number: int, day: int, headline: str, body: str) -> Article:
    date = f"2024-06-{day:02}"
    return Article(id=f"a{number}", path=f"全市/{date}/a{number}.md", headline=headline, date=date, body=body)


def score(seed: int) -> tuple[Counter[str], Counter[str], list[tuple[str, str]], list[tuple[str, str]]]:
    """Planted and found pairs by way, pairs that nobody planted, planted ones that were missed."""
    articles, planted = month(seed)
    groups = {*retold.groups(articles).values()}
    pairs = {pair for group in groups for pair in itertools.combinations(group, 2)}
    there, hit = Counter(planted.values()), Counter(planted[pair] for pair in planted.keys() & pairs)
    return there, hit, sorted(pairs - planted.keys()), sorted(planted.keys() - pairs)


def main() -> None:
    """Print precision, recall, and recall by way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the beginnings of wrong and missed pairs")
    given = parser.parse_args()
    there, hit, wrong, missed = score(given.seed)
    right = hit.total()
    print(
        f"{there.total()} pairs planted; precision {right / max(1, right + len(wrong)):.3f}  recall {right / there.total():.3f}"
    )
    print("  ".join(f"{way} {hit[way]}/{there[way]}" for way in sorted(there)))
    if given.show:
        texts = {one.path: one.body[:60] for one in month(given.seed)[0]}
        for name, pairs in (("wrong", wrong), ("missed", missed)):
            print(*(f"{name}: {texts[one]} / {texts[other]}" for one, other in pairs), sep="\n")


if __name__ == "__main__":
    main()
