"""Words that the page reader may know in tests: the program's own and some places."""

import functools

from generator.words import Words

PLACES = ("芦淞区", "天元区", "石峰区", "渌口区", "株洲", "临江区", "青石乡")


@functools.cache
def lexicon() -> Words:
    return Words(PLACES)
