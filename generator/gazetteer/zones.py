"""The names of development zones, written out and shortened: 曲靖经济技术开发区 is 曲靖经开区; knows no city."""

import re
from collections.abc import Iterator

# Short form and what it is short for, the longest first
KINDS = (
    ("高新区", ("高新技术产业开发区", "高新技术开发区", "高新开发区")),
    ("经开区", ("经济技术开发区", "经济开发区")),
    ("自贸区", ("自由贸易试验区", "自贸试验区")),
    ("综保区", ("综合保税区",)),
    ("自创区", ("自主创新示范区",)),
    ("度假区", ("旅游度假区",)),
    ("工业园", ("工业园区",)),
    ("产业园", ("产业园区",)),
)
PLAIN = ("开发区", "示范区", "保税区")  # kinds that have no short form
NATIONAL = re.compile(r"国家级?(?=[一-鿿]{2,}[区园]$)")
PATTERN = "|".join([*(form for short, longs in KINDS for form in (*longs, short)), *PLAIN])


def brief(name: str) -> str:
    """The one form under which all ways to write a zone's name are one.

    >>> brief("曲靖经济技术开发区"), brief("株洲国家高新区"), brief("云龙示范区")
    ('曲靖经开区', '株洲高新区', '云龙示范区')
    """
    bare = NATIONAL.sub("", name, count=1)
    for short, longs in KINDS:
        for long in longs:
            if bare.endswith(long):
                return bare.removesuffix(long) + short
    return bare


def spellings(name: str) -> Iterator[str]:
    """The other ways to write a zone's name; none for what is no zone.

    >>> list(spellings("渌口经开区"))
    ['渌口经济技术开发区', '渌口经济开发区']
    """
    bare = brief(name)
    for short, longs in KINDS:
        if bare.endswith(short):
            yield from (way for form in (short, *longs) if (way := bare.removesuffix(short) + form) != name)
