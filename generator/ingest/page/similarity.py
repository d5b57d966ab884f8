"""How alike two stretches of text are, by the two-character sequences they share; rare ones count more.

No dictionary and no model: only the page itself says what is rare on it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache

HAN = re.compile(r"[\u3400-\u9fff]{2,}")  # 芦淞区 and 今年 of 芦淞区，今年


@lru_cache(maxsize=2048)  # the paragraphs of a page are looked at again and again, those of a long one in turn
def pairs(text: str) -> frozenset[str]:
    """The two-character sequences of a text, within runs of Han characters.

    >>> sorted(pairs("芦淞区，今年"))
    ['今年', '淞区', '芦淞']
    """
    return frozenset([run[i : i + 2] for run in HAN.findall(text) for i in range(len(run) - 1)])


class Bigrams:
    """The page's own measure of rarity: `weight` of a pair falls with the number of paragraphs that have it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.total = 1
        count: Counter[str] = Counter()
        for text in texts:
            count.update(pairs(text))
            self.total += 1
        self.weights = {pair: math.log(self.total / seen) for pair, seen in count.items() if seen > 1}

    def weight(self, pair: str) -> float:
        """The rarity of a pair in natural-log units, 0 for one that stands everywhere or nowhere twice."""
        return self.weights.get(pair, 0.0)

    def shared(self, one: AbstractSet[str], other: AbstractSet[str]) -> float:
        """The sum of the weights of the pairs that both have."""
        return math.fsum(self.weights[pair] for pair in one & other if pair in self.weights)

    def alike(self, one: AbstractSet[str], other: AbstractSet[str]) -> float:
        """How alike two sets of pairs are, from 0 for nothing in common to 1: the shared weight by the poorer side's."""
        if not one or not other:
            return 0.0
        least = min(len(one), len(other)) * math.log(self.total + 1)
        return min(1.0, self.shared(one, other) / (0.35 * least + 1e-9))
