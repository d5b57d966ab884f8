"""How well our tags agree with keywords that authors chose, how they read, and what they cost.

    python benchmarks/tags.py PATH               exact-match F1 of the first five, beside jieba's own
    python benchmarks/tags.py --sample 200       tags of mixed articles, to be read by a strict editor; counts
    python benchmarks/tags.py --kinds            tags of opinion, feature, service and short articles; share with three
    python benchmarks/tags.py --reference        tags of 40 invented articles beside those a person gave before them
    python benchmarks/tags.py --speed 9          processor time for 900 characters, the best of 9 rounds

`PATH` is a table of `text TAB keywords separated by spaces`, one document a line, where the text ends with its
title after a space (CSL, ydli-ai/CSL). F1 is the mean over documents. The sample is drawn by seed from 300 articles:
the month of a national daily and the invented articles of city papers, half and half, as `enrich` tags them. It takes
no part in the program: only here are jieba's extractors called.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import jieba
import jieba.analyse

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import stories
from generator import words
from generator.ingest.facts import phrases
from generator.ingest.facts.bodies import bodies
from generator.ingest.facts.numbers import numbers
from generator.ingest.facts.people import people
from generator.ingest.facts.tags import tags
from generator.model import Block, Byline, Clipping, Credit

KEPT = 5
TAGGED = Path(__file__).resolve().parent / "corpus" / "tagged.txt"
KINDS = Path(__file__).resolve().parent / "corpus" / "kinds"
LONG, HALF_LONG = 300, 200  # characters of an article that must have three tags; of a longer one of `tagged.txt`
MIXED = 300  # articles that a sample of tags is drawn from
USUAL = 900  # characters of an article
LENGTHS = range(600, 1300)  # characters of the articles that time is measured with
NUMBER = re.compile("[0-9０-９]|[一二三四五六七八九十]+[年月日号点时]$")
# …证明了该方法的有效性。 基于X的Y研究: the title follows the last sentence's end and a space
TITLE = re.compile(r'(?<=[.。!！?？)）」”;；…"：:\]]) ')

Document = tuple[str, str, frozenset[str]]
Method = Callable[[str, str], list[str]]


def read(path: Path) -> list[Document]:
    """Title, text and keywords of each document."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, _, keywords = line.partition("\t")
        documents.append((*split_title(text), frozenset(keywords.split())))
    return documents


def split_title(text: str) -> tuple[str, str]:
    """The title at the end of `text`, and what stands before it."""
    places = [match.start() for match in TITLE.finditer(text)] or [text.rfind(" ")]
    at = places[-1]
    return text[at + 1 :], text[: max(at, 0)]


def f1(found: list[str], wanted: frozenset[str]) -> float:
    """Harmonic mean of precision and recall."""
    hits = len(wanted & set(found[:KEPT]))
    return 2 * hits / (len(found[:KEPT]) + len(wanted)) if hits else 0.0


def methods() -> dict[str, Method]:
    """What is compared: each takes a title and a text."""
    known = words.load()
    return {
        "jieba TextRank": lambda title, text: jieba.analyse.textrank(f"{text} {title}", topK=KEPT),
        "jieba TF-IDF": lambda title, text: jieba.analyse.extract_tags(f"{text} {title}", topK=KEPT),
        "ours": lambda title, text: list(phrases.phrases(title, text, known, KEPT)),
    }


def clipping(story: stories.Story) -> Clipping:
    """A story as it stands on a page, without its sidebars."""
    credits = tuple(Credit(role, names) for role, names in story.credits)
    body = tuple(Block("paragraph" if part.kind == "paragraph" else "subhead", part.text) for part in story.body)
    return Clipping(story.headline, kicker=story.kicker or None, deck=story.deck or None,
                    byline=Byline(story.outlet or story.paper, credits), body=body)  # fmt: skip


def mixed(seed: int) -> list[tuple[Clipping, str]]:
    """`MIXED` articles, each with the place of its paper, as many of them invented ones as of the daily where there are enough."""
    draw = random.Random(seed)
    invented, daily = list(stories.invented()), list(stories.daily())
    draw.shuffle(invented)
    draw.shuffle(daily)
    half = min(MIXED // 2, len(invented))
    return [(clipping(story), story.place) for story in (*invented[:half], *daily[: MIXED - half])]


def kinds() -> list[tuple[str, str, Clipping]]:
    """Invented articles of `corpus/kinds`: the file, the kind, the article; nothing was tuned on `unseen` ones."""
    found = []
    for file in sorted(KINDS.glob("*.txt")):
        for part in file.read_text(encoding="utf-8").split("====\n"):
            head, *body = part.strip().splitlines()
            kind, _, headline = head.partition(" ")
            found.append((file.stem, kind, Clipping(headline, body=tuple(Block("paragraph", text) for text in body))))
    return found


def tagged() -> list[tuple[str, Clipping, frozenset[str]]]:
    """Invented articles of `corpus/tagged.txt`: kind, article, and the tags that a person gave it, unseen by the rules."""
    found = []
    for part in TAGGED.read_text(encoding="utf-8").split("====\n"):
        head, *body = part.strip().splitlines()
        kind, headline, reference = head.split(" | ")
        article = Clipping(headline, body=tuple(Block("paragraph", text) for text in body))
        found.append((kind, article, frozenset(reference.split())))
    return found


def print_reference() -> None:
    """Print how many of the tags a person gave were found, word for word and as a part of one or the other."""
    known = words.load()
    exact = close = wanted = long = enough = 0
    for kind, article, reference in tagged():
        given = tags(article, known, people(article, known))
        exact += len(reference & {*given})
        close += sum(any(tag in one or one in tag for one in given) for tag in reference)
        wanted += len(reference)
        if sum(len(block.text) for block in article.body) > HALF_LONG:
            long, enough = long + 1, enough + (len(given) > 2)
        print(f"{kind}\t{article.headline}\t{' '.join(given)}\t({' '.join(sorted(reference))})")
    print(f"{wanted} reference tags: {exact} word for word, {close} with those that hold or are held by a tag given")
    print(f"{enough} of {long} articles of more than {HALF_LONG} characters have three")


def faults(article: Clipping, given: tuple[str, ...], place: str) -> list[str]:
    """Tags that no article may have: numbers and dates, its reporters, the home of its paper, words too general to stand alone."""
    names = {name for credit in article.byline.credits for name in credit.names} | ({place} if place else set())
    general = words.word_list("generic") | words.word_list("stop") | words.word_list("countries")
    return [tag for tag in given if NUMBER.search(tag) or tag in general or any(name in tag for name in names)]


def print_kinds() -> None:
    """Print the tags of articles that are no reports, and how many articles of `LONG` characters have three or more."""
    known = words.load()
    for story in sorted({source for source, _, _ in kinds()}):
        counts = []
        for source, kind, article in kinds():
            if source == story:
                given = tags(article, known, people(article, known))
                length = sum(len(block.text) for block in article.body)
                counts += [len(given)] if length >= LONG else []
                print(f"{kind}\t{length}\t{article.headline}\t{' '.join(given)}")
        print(
            f"{story}: {sum(count > 2 for count in counts)} of {len(counts)} articles of {LONG} characters have three"
        )
    for name, stories_of in (("invented", stories.invented()), ("daily", stories.daily())):
        long = [one for one in map(clipping, stories_of) if sum(len(block.text) for block in one.body) >= LONG]
        enough = sum(len(tags(one, known, {*people(one, known), *_outlets(one)})) > 2 for one in long)
        print(f"{name}: {enough} of {len(long)} articles of {LONG} characters have three")


def print_sample(number: int, seed: int) -> None:
    """Print `number` tags with the headlines they stand under, how many tags articles got, and the time they took."""
    known = words.load()
    articles, places = zip(*mixed(seed), strict=True)
    names = [{*people(article, known), *_outlets(article)} for article in articles]
    found = [(article, tags(article, known, avoid)) for article, avoid in zip(articles, names, strict=True)]
    pairs = [(tag, article.headline) for article, given in found for tag in given]
    for tag, headline in sorted(random.Random(seed).sample(pairs, min(number, len(pairs))), key=lambda pair: pair[1]):
        print(f"{tag}\t{headline}")
    counts = Counter(len(given) for _, given in found)
    wrong = [
        tag for (article, given), place in zip(found, places, strict=True) for tag in faults(article, given, place)
    ]
    print(f"numbers, dates, reporters, home places, general words among them: {len(wrong)} {' '.join(wrong)}")
    few = sum(count for size, count in counts.items() if size < 3)
    print(
        f"{len(articles)} articles, {len(pairs)} tags; tags an article: {dict(sorted(counts.items()))}; below 3: {few}"
    )


def print_speed(rounds: int) -> None:
    """Print the processor time that the work on words takes for `USUAL` characters, the least of `rounds`.

    One dictionary serves a round as it serves a run of `ingest`, and has cut nothing before: each article is cut once,
    for its people first, then for the rest.
    """
    articles = [one for one in map(clipping, (*stories.invented(), *stories.daily())) if _length(one) in LENGTHS]
    kinds_of_work: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        jieba.dt.tmp_dir = folder
        _work(articles[:3], words.Words(), Counter())  # what is made once in a process
        for _ in range(rounds):
            spent: Counter[str] = Counter()
            _work(articles, words.Words(), spent)
            for kind, seconds in spent.items():
                kinds_of_work.setdefault(kind, []).append(seconds)
    characters = sum(map(_length, articles))
    print(f"{len(articles)} articles, {characters // len(articles)} characters on the average, best of {rounds} rounds")
    for kind, seconds in kinds_of_work.items():
        print(f"{min(seconds) / characters * USUAL * 1000:5.2f} ms of processor time for {USUAL} characters: {kind}")


def _work(articles: list[Clipping], known: words.Words, spent: Counter[str]) -> None:
    """Do with each article what `enrich` does with its words, and add to `spent` the seconds of each kind of work."""
    for article in articles:
        begin = time.process_time()
        jieba.lcut("\n".join(block.text for block in article.body))
        theirs = time.process_time() - begin
        begin = time.process_time()
        for block in article.body:
            for _ in known.tokens(block.text):
                pass
        cut = time.process_time()
        names = people(article, known)
        bodies(article, known)
        numbers(article, known)
        found = time.process_time()
        tags(article, known, {*names, *_outlets(article)})
        chosen = time.process_time()
        spent["jieba's own cutting, to compare"] += theirs
        spent["cutting"] += cut - begin
        spent["tags of what is cut"] += chosen - found
        spent["people, bodies and figures of what is cut"] += found - cut
        spent["cutting and tags"] += cut - begin + chosen - found
        spent["all of it"] += chosen - begin


def _length(article: Clipping) -> int:
    return sum(len(block.text) for block in article.body)


def _outlets(article: Clipping) -> set[str]:
    return {article.byline.outlet} if article.byline.outlet else set()


def main() -> None:
    """Print F1 and time of each method, or a sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", help="table of texts and keywords")
    parser.add_argument("--sample", type=int, metavar="N", help="print N tags of mixed articles instead")
    parser.add_argument("--kinds", action="store_true", help="print the tags of articles that are no reports")
    parser.add_argument("--reference", action="store_true", help="compare with the tags a person gave 40 articles")
    parser.add_argument("--speed", type=int, metavar="ROUNDS", help="measure the processor time")
    parser.add_argument("--seed", type=int, default=1, help="another draw")
    arguments = parser.parse_args()
    if arguments.sample:
        print_sample(arguments.sample, arguments.seed)
    elif arguments.speed:
        print_speed(arguments.speed)
    elif arguments.reference:
        print_reference()
    elif arguments.kinds:
        print_kinds()
    elif arguments.path:
        print_scores(read(arguments.path))
    else:
        parser.error("a PATH or one of the options is needed")


def print_scores(documents: list[Document]) -> None:
    """F1 and time of each method."""
    with tempfile.TemporaryDirectory() as folder:
        jieba.dt.tmp_dir = folder
        for name, method in methods().items():
            method("预热", "先读入词典")
            begin = time.perf_counter()
            value = sum(f1(method(title, text), wanted) for title, text, wanted in documents) / len(documents)
            took = (time.perf_counter() - begin) / len(documents)
            print(f"{name:15} F1@{KEPT} {value:.3f}   {took * 1000:5.1f} ms a document")


if __name__ == "__main__":
    main()
