"""Compare a page as it was read with its truth, both in the shape of `read --json`; reads and composes nothing.

Every figure is a count of hits, of what was found and of what was there, so that figures of many pages add up.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from benchmarks.layout import HALF

BLANK = re.compile(r"\s+")
ROLES = {"摄": "摄影", "图": "摄影", "图片": "摄影", "文字": "文"}
LEADS = re.compile(r"^(?:[▲▼↑←→◀▶△]|图为|上图[：:]|下图[：:])+")

Tree = Mapping[str, Any]
Counts = tuple[int, int, int]  # hits, found, there


def as_tree(reading: object) -> dict[str, Any]:
    """A `Reading` as builtins."""
    return dict(msgspec.to_builtins(reading))


def bare(text: str | None) -> str:
    """Text without blanks: how much space stands between two clauses is not compared.

    >>> bare("打好组合拳 产业兴")
    '打好组合拳产业兴'
    """
    return BLANK.sub("", text or "")


def flatten(articles: list[Tree]) -> Iterator[Tree]:
    """Articles with their sidebars behind them."""
    for article in articles:
        yield article
        yield from flatten(article["sidebars"])


def article_pieces(article: Tree) -> Iterator[Mapping[str, int]]:
    """Everything printed that belongs to an article, without its sidebars."""
    for group in ("head", "body", "figures"):
        for block in article.get(group, ()):
            yield from block["pieces"]


def cells(page: Tree) -> dict[tuple[int, int], str]:
    """For every printed place what it belongs to: `0`, `1` … for articles, `furniture`, `removed`."""
    owners: dict[tuple[int, int], str] = {}
    for number, article in enumerate(flatten(page["articles"])):
        for piece in article_pieces(article):
            owners |= {(piece["line"], at): str(number) for at in range(piece["start"], piece["end"])}
    for group in ("furniture", "removed"):
        for one in page[group]:
            for line, start, end in loose_pieces(one):
                owners |= {(line, at): group for at in range(start, end)}
    return owners


def loose_pieces(one: Tree) -> list[tuple[int, int, int]]:
    """Where a line of furniture or a removed copy was printed."""
    if "pieces" in one:
        return [(piece["line"], piece["start"], piece["end"]) for piece in one["pieces"]]
    start = one.get("start", 0)
    return [(one["line"], start, start + len(one["text"]))]


def match(true_cells: Mapping[tuple[int, int], str], read_cells: Mapping[tuple[int, int], str]) -> dict[str, str]:
    """Which article read is which true one: most common characters first, one to one."""
    common = Counter((owner, read_cells[place]) for place, owner in true_cells.items() if place in read_cells)
    pairs: dict[str, str] = {"furniture": "furniture", "removed": "removed"}
    taken = set(pairs)
    for (owner, found), _ in sorted(common.items(), key=lambda entry: (-entry[1], entry[0])):
        if owner not in pairs and found not in taken:
            pairs[owner] = found
            taken.add(found)
    return pairs


def starts(page: Tree) -> set[tuple[int, int]]:
    """Where articles begin: at their kicker or headline, else at the first character of theirs."""
    found = set()
    for article in flatten(page["articles"]):
        top = [part for part in article.get("head", ()) if part["part"] in ("headline", "kicker", "mark")]
        places = [(p["line"], p["start"]) for part in top for p in part["pieces"]]
        places = places or [(p["line"], p["start"]) for p in article_pieces(article)]
        found |= {min(places)} if places else set()
    return found


def headline_block(article: Tree) -> tuple[str, str, str]:
    """Kicker, headline and deck as they are compared; a badge may have been read as a label of the body."""
    kicker, body = article["kicker"], article["body"]
    if not kicker and body and body[0]["type"] in ("label", "subhead") and not re.match(r"\d", body[0]["text"]):
        kicker = body[0]["text"] if body[0]["type"] == "label" else None
    return bare(kicker).strip("【】"), bare(article["headline"]).strip("【】"), bare(article["deck"]).lstrip("—")


def same_head(true: Tree, read: Tree) -> bool:
    """Whether the headline block was read right; of a sidebar it is one run of characters."""
    one, two = headline_block(true), headline_block(read)
    return one == two or (not true["byline"]["credits"] and "".join(one) == "".join(two) and one[0] == two[0] + two[1])


def names(article: Tree) -> dict[str, str]:
    """Who is in the byline, with the role that is compared."""
    return {
        bare(name): ROLES.get(bare(credit["role"]), bare(credit["role"]))
        for credit in article["byline"]["credits"]
        for name in credit["names"]
    }


def same_names(there: dict[str, str], found: dict[str, str]) -> bool:
    """Whether the same people have the same roles; a name that is printed without a role may have any."""
    return there.keys() == found.keys() and all(not role or role == found[name] for name, role in there.items())


def captions(article: Tree) -> Counter[tuple[str, str]]:
    """Captions with their credits, without arrows and brackets."""
    return Counter(
        (
            LEADS.sub("", bare(figure["caption"]).translate(HALF)).rstrip("。"),
            bare(figure["credit"]).strip("（）()。").removeprefix("图/"),
        )
        for figure in article["figures"]
        if figure["caption"]
    )


def joined_lines(page: Tree) -> set[tuple[int, int]]:
    """Pairs of lines that were read as one paragraph."""
    return {
        (one["line"], two["line"])
        for article in flatten(page["articles"])
        for block in article["body"]
        for one, two in zip(block["pieces"], block["pieces"][1:], strict=False)
        if one["line"] != two["line"]
    }


def body_texts(article: Tree, key: str = "text") -> list[str]:
    """The blocks of a body, a badge left out."""
    blocks = article["body"]
    if blocks and blocks[0]["type"] == "label":
        blocks = blocks[1:]
    return [bare(block.get(key, block["text"])) for block in blocks]


def sections(page: Tree) -> set[tuple[str, ...]]:
    """Headings with the blocks below them."""
    found = set()
    for article in flatten(page["articles"]):
        run: list[str] = [bare(article["kicker"]).strip("【】") + bare(article["headline"])]
        for block in article["body"]:
            if block["type"] != "paragraph":
                found.add(tuple(run))
                run = []
            run.append(bare(block["text"]))
        found.add(tuple(run))
    return found


def compare_sets(there: set[Any], found: set[Any]) -> Counts:
    """Hits, found, there."""
    return len(there & found), len(found), len(there)


def differences(true: Tree, read: Tree) -> list[str]:
    """Everything about one page that was read otherwise, in words; empty where it is entirely right."""
    out = article_differences("", true["articles"], read["articles"])
    for group in ("furniture", "removed"):
        there, found = printed_lines(true, group), printed_lines(unswapped(true, read), group)
        if there != found:
            out.append(f"{group}: expected {sorted(there)}, found {sorted(found)}")
    return out


def printed_lines(page: Tree, group: str) -> set[int]:
    """The lines of furniture or of removed copies."""
    return {line for one in page[group] for line, _, _ in loose_pieces(one)}


def unswapped(true: Tree, read: Tree) -> Tree:
    """The reading as if it had taken out that one of two equal neighbours which the truth takes out."""
    gone = printed_lines(read, "removed")
    lines: dict[int, int] = {}
    for one in true["removed"]:
        copy = sorted({line for line, _, _ in loose_pieces(one)})
        twin = sorted({piece["line"] for piece in one["kept"]})
        if twin and set(twin) <= gone and not set(copy) & gone:
            lines |= dict(zip(twin, copy, strict=False)) | dict(zip(copy, twin, strict=False))
    return cast(Tree, moved(read, lines)) if lines else read


def moved(tree: object, lines: Mapping[int, int]) -> object:
    """A tree with other line numbers."""
    if isinstance(tree, Mapping):
        return {key: lines.get(value, value) if key == "line" else moved(value, lines) for key, value in tree.items()}
    return [moved(value, lines) for value in tree] if isinstance(tree, list | tuple) else tree


def article_differences(where: str, true: list[Tree], read: list[Tree]) -> list[str]:
    """Differences between two lists of articles in reading order."""
    if len(true) != len(read):
        heads = [[headline_block(one)[:2] for one in side] for side in (true, read)]
        return [f"{where} articles: expected {heads[0]}, found {heads[1]}"]
    out: list[str] = []
    for number, (one, two) in enumerate(zip(true, read, strict=True)):
        here = f"{where}{number}"
        if not same_head(one, two):
            out.append(f"{here} head: expected {headline_block(one)}, found {headline_block(two)}")
        if not same_names(names(one), names(two)):
            out.append(f"{here} names: expected {names(one)}, found {names(two)}")
        if captions(one) != captions(two):
            out.append(f"{here} captions: expected {captions(one)}, found {captions(two)}")
        out += body_differences(here, one, two)
        out += article_differences(f"{here}.", one["sidebars"], two["sidebars"])
    return out


def body_differences(where: str, one: Tree, two: Tree) -> list[str]:
    """Blocks that differ; a lost character may have been put back or not."""
    there, printed, found = body_texts(one), body_texts(one, "printed"), body_texts(two)
    out = []
    for number in range(max(len(there), len(found))):
        expected = {side[number] for side in (there, printed) if number < len(side)}
        got = found[number] if number < len(found) else None
        if got not in expected:
            out.append(f"{where} body {number}: expected {sorted(expected)}, found {got}")
    return out


def touched(read: Tree) -> bool:
    """Whether a page was changed at all: joined, moved, shortened, filled up, corrected."""
    applied = any(suspect["applied"] for suspect in read.get("suspects", ()))
    return applied or any(read.get(group) for group in ("moves", "removed", "insertions")) or bool(joined_lines(read))


def score(true: Tree, read: Tree) -> dict[str, Counts]:
    """All figures of one page."""
    read = unswapped(true, read)
    true_cells, read_cells = cells(true), cells(read)
    pairs = match(true_cells, read_cells)
    flat_true, flat_read = list(flatten(true["articles"])), list(flatten(read["articles"]))
    out: dict[str, Counts] = article_scores(flat_true, flat_read, pairs)
    out["boundaries"] = compare_sets(starts(true), starts(read))
    right = sum(1 for place, owner in true_cells.items() if pairs.get(owner) == read_cells.get(place, "nowhere"))
    out["text"] = (right, len(true_cells), len(true_cells))
    wraps = {tuple(pair) for pair in true["wraps"]}
    found = joined_lines(read)
    out["joins"] = compare_sets({tuple(pair) for pair in true["joins"]}, found - wraps)
    out["wraps"] = compare_sets(wraps, found & wraps)
    printed = sections(read)
    there = [(bare(head), *map(bare, blocks)) for head, blocks in true["sections"]]
    hits = sum(section in printed for section in there)
    out["sections"] = (hits, len(there), len(there))
    for group in ("furniture", "removed"):
        out[group] = compare_sets(printed_lines(true, group), printed_lines(read, group))
    filled = [{(one["line"], one["column"], one["text"]) for one in side["insertions"]} for side in (true, read)]
    out["insertions"] = compare_sets(filled[0], filled[1])
    if true["issue"]["date"]:
        out["dates"] = (read["issue"]["date"] == true["issue"]["date"], 1, 1)
    if true["clean"]:
        out["clean"] = (not touched(read), 1, 1)
    if "ledger" in read:
        out["balanced"] = (bool(read["ledger"]["balanced"]), 1, 1)
    out["pages"] = (not differences(true, read), 1, 1)
    return out


def article_scores(true: list[Tree], read: list[Tree], pairs: Mapping[str, str]) -> dict[str, Counts]:
    """What is counted article by article."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    back = {found: owner for owner, found in pairs.items()}
    for number, article in enumerate(true):
        other = pairs.get(str(number))
        twin = read[int(other)] if other else None
        add(totals["headlines"], (bool(twin and same_head(article, twin)), 1, 1))
        there, found = names(article), names(twin) if twin else {}
        add(totals["names"], compare_sets(set(there), set(found)))
        same = {name for name in there if there[name] and name in found}
        add(totals["roles"], (sum(there[name] == found[name] for name in same), len(same), len(same)))
        pictures, seen = captions(article), captions(twin) if twin else Counter()
        add(totals["captions"], ((pictures & seen).total(), seen.total(), pictures.total()))
    for number, article in enumerate(read):
        if str(number) not in back:
            add(totals["names"], (0, len(names(article)), 0))
            add(totals["captions"], (0, captions(article).total(), 0))
    return {name: (one[0], one[1], one[2]) for name, one in totals.items()}


def add(total: list[int], more: Counts) -> None:
    """Add up counts."""
    for place, number in enumerate(more):
        total[place] += number
