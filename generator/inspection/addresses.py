"""The addresses that stand in JSON: in JSON Feeds, the API, dumps, and in what pages say of themselves."""

from collections.abc import Iterator
from typing import Any

TEXTS = frozenset(
    ("title", "name", "headline", "alternativeHeadline", "text", "digest", "description", "summary", "content_html",
     "content_text", "keywords", "tags")
)  # fmt: skip


def addresses(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """The addresses that stand in a JSON value, each as a whole string under a key that is no text.

    >>> list(addresses({"url": "https://a.cn/", "list": [{"json": "https://a.cn/b"}], "text": "https://c.cn"}))
    ['https://a.cn/', 'https://a.cn/b']
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in TEXTS:
                yield from addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner)
    elif isinstance(value, str) and value.startswith(("http://", "https://")) and "{" not in value:
        yield value
