"""Words that the page reader may know in tests: jieba's dictionary and some places."""

import functools
from importlib import resources

PLACES = ("芦淞区", "天元区", "石峰区", "渌口区", "株洲", "临江区", "青石乡")


@functools.cache
def lexicon() -> frozenset[str]:
    text = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8")
    return frozenset(line.split(" ", 1)[0] for line in text.splitlines()) | frozenset(PLACES)
