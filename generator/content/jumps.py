"""Articles that one print page begins and another ends: which belong together, and what a second half is called.

A function of the articles alone, so that it holds whichever page came first and whatever people corrected since. Text
is not put together: each half stays what its own page printed.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.model import Article, Library

LETTERS = re.compile(r"(?P<letters>[A-Z]*)0*(?P<digits>[0-9]+)")
HAN = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"头": 1}
NOT_WORD = re.compile(r"\W+")
SAME_TITLE = 10.0  # weight of one headline over both halves; otherwise the words they share decide
KIND = "continuation"  # a second half without a headline of its own


def page_number(label: str) -> str:
    """The number of a print page in one form, however it was printed.

    >>> [page_number(label) for label in ("A03", "3", "第三版", "头版", "十二", "B2-3")]
    ['A3', '3', '3', '1', '12', 'B2']
    """
    label = label.strip().upper().removeprefix("第").strip().removesuffix("版").strip()
    if match := LETTERS.match(label):
        return f"{match['letters']}{match['digits']}"
    tens, found, units = label.partition("十")
    if not found:
        return str(HAN.get(label, label))
    return str(HAN.get(tens, 1) * 10 + HAN.get(units, 0))


def second_halves(articles: Iterable[Article]) -> Mapping[str, str]:
    """By id of an article that goes on upon another print page of its issue, the id of what stands there."""
    issues: dict[str, tuple[list[Article], list[Article]]] = defaultdict(lambda: ([], []))
    for article in articles:
        if article.date and article.continued_on:
            issues[article.date][0].append(article)
        if article.date and article.continued_from:
            issues[article.date][1].append(article)
    found: dict[str, str] = {}
    for heads, tails in issues.values():
        found |= _matched(heads, tails)
    return found


def named(library: Library) -> Library:
    """The library with second halves that have no headline called after their first: 云田花木（续）."""
    first = {tail: head for head, tail in second_halves(library.articles).items()}
    by_id = {article.id: article for article in library.articles}
    if not first:
        return library

    def headline(article: Article) -> str:
        seen: set[str] = set()
        while article.kind == KIND and article.id in first and article.id not in seen:
            seen.add(article.id)
            article = by_id[first[article.id]]
        return f"{article.headline}（续）" if seen else article.headline

    shown = (msgspec.structs.replace(article, headline=headline(article)) for article in library.articles)
    return msgspec.structs.replace(library, articles=tuple(shown))


def _matched(heads: Sequence[Article], tails: Sequence[Article]) -> dict[str, str]:
    """Each head with at most one tail and the other way round, what is most alike first."""
    fitting = [pair for pair in itertools.product(heads, tails) if _may_belong(*pair)]
    ranked = sorted(fitting, key=lambda pair: (-_likeness(*pair), pair[0].id, pair[1].id))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for head, tail in ranked:
        if head.id not in found and tail.id not in taken:
            found[head.id] = tail.id
            taken.add(tail.id)
    return found


def _may_belong(head: Article, tail: Article) -> bool:
    """Whether both are of one paper, and each says the page of the other."""
    papers = {head.paper, tail.paper} - {None}
    return (
        head.id != tail.id
        and len(papers) <= 1
        and _is_page(head.continued_on, tail.print_page)
        and _is_page(tail.continued_from, head.print_page)
    )


def _is_page(said: str | None, page: str | None) -> bool:
    """Whether a jump means a page; papers leave the letter of a part out, and a page may not be known."""
    if not said or not page:
        return True
    one, other = LETTERS.fullmatch(page_number(said)), LETTERS.match(page_number(page))
    if one is None or other is None:
        return page_number(said) == page_number(page)
    letters = {one["letters"], other["letters"]} - {""}
    return one["digits"] == other["digits"] and len(letters) <= 1


def _likeness(head: Article, tail: Article) -> float:
    """One headline over both, or the share of the shorter one's pairs of characters that the other has as well."""
    titles = [NOT_WORD.sub("", article.headline) for article in (head, tail)]
    pairs = [_pairs(article.headline + article.body) for article in (head, tail)]
    shared = len(pairs[0] & pairs[1]) / max(1, min(map(len, pairs)))
    return shared + SAME_TITLE * (titles[0] == titles[1])


def _pairs(text: str) -> frozenset[str]:
    letters = NOT_WORD.sub("", text)
    return frozenset(map("".join, itertools.pairwise(letters)))
