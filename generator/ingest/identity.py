"""The ids of articles: made once, when they are first read, of what the print says; a corrected headline keeps its id."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

ID_BYTES = 6
Heading = tuple[str | None, str | None, str | None, str]  # paper, date, print page, headline


def article_id(paper: str | None, date: str | None, page: str | None, headline: str, nth: int = 0) -> str:
    """The id of an article: 12 hexadecimal digits of what the print says; `nth` tells equal ones apart.

    >>> article_id("株洲日报", "2021-11-25", None, "云田花木")
    'e3b444d76b26'
    """
    parts = (paper or "", date or "", page or "", headline, *([str(nth)] if nth else []))
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=ID_BYTES).hexdigest()


def article_ids(headings: Iterable[Heading]) -> Iterator[str]:
    """The ids of the articles of one source, in order; an equal headline on one print page is told apart by its number.

    >>> len(set(article_ids([(None, None, None, "简讯"), (None, None, None, "简讯")])))
    2
    """
    seen: Counter[Heading] = Counter()
    for heading in headings:
        yield article_id(*heading, nth=seen[heading])
        seen[heading] += 1
