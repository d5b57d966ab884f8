"""Score the sample page on the terms of its own truth; reads it through the program and tunes nothing.

    python benchmarks/sample.py PAGE.txt [TRUTH.json]

The truth was laid out by hand: blocks in reading order, repairs, suspects. Two of its choices may be read either
way: which copy of a repeated run stays, and whether a badge is a kicker or the heading of the introduction.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.score import as_tree, bare, flatten, joined_lines
from generator.model import IssueHead

Tree = Mapping[str, Any]
Place = tuple[int, int, int]


def places(block: Tree) -> tuple[Place, ...]:
    """Where a block was printed."""
    return tuple((piece["line"], piece["start"], piece["end"]) for piece in block["pieces"])


def true_blocks(truth: Tree) -> Iterator[tuple[str, str, tuple[Place, ...]]]:
    """(type, text, places) of the truth's blocks, in the order in which a careful editor reads them."""
    for article in truth["articles"]:
        for part in ("headline", "subtitle", "byline", "kicker"):
            if article.get(part):
                yield part, article[part]["text"], places(article[part])
        for block in article["body"]:
            yield block["type"], block["text"], places(block)
        for figure in article["figures"]:
            yield "figure", figure["text"], places(figure)
        if article.get("sidebars_heading"):
            yield "heading", article["sidebars_heading"]["text"], places(article["sidebars_heading"])
        for side in article["sidebars"]:
            yield "heading", side["title"]["text"], places(side["title"])
            for block in side["body"]:
                yield block["type"], block["text"], places(block)


def read_blocks(tree: Tree) -> list[tuple[Place, ...]]:
    """Places of all blocks that were read, in reading order."""
    out = []
    for article in flatten(tree["articles"]):
        for group in ("head", "body", "figures"):
            out += [places(block) for block in article.get(group, ())]
    return out


def lines_of(block: tuple[Place, ...], text: Mapping[int, str]) -> frozenset[tuple[int, int]]:
    """The printed characters of a block, blanks left out, so that a blank at an end does not count."""
    return frozenset(
        (line, at) for line, start, end in block for at in range(start, end) if not text[line][at : at + 1].isspace()
    )


def blocks_in_order(truth: Tree, tree: Tree, text: Mapping[int, str]) -> tuple[int, int, list[str]]:
    """How many true blocks are whole among the read ones; those out of order do not count."""
    read = {lines_of(block, text) for block in read_blocks(tree)}
    heads = merged_heads(tree, text)
    missing: list[str] = []
    total = 0
    for kind, words, block in true_blocks(truth):
        total += 1
        cells = lines_of(block, text)
        if cells and cells not in read and cells not in heads:
            missing.append(f"{kind} {sorted({line for line, _ in cells})}: {words[:30]}")
    missing += out_of_order(truth, tree, text)
    return total - len(missing), total, missing


def merged_heads(tree: Tree, text: Mapping[int, str]) -> list[frozenset[tuple[int, int]]]:
    """Headline blocks as a whole: a sidebar's label and title are one heading in the truth."""
    out = []
    for article in flatten(tree["articles"]):
        parts = [
            lines_of(places(part), text) for part in article.get("head", ()) if part["part"] not in ("byline", "deck")
        ]
        out.append(frozenset(cell for part in parts for cell in part))
    return out


def out_of_order(truth: Tree, tree: Tree, text: Mapping[int, str]) -> list[str]:
    """Paragraphs of bodies that were read in another order than the truth's."""
    order = [
        lines_of(places(block), text)
        for article in flatten(tree["articles"])
        for block in article["body"]
        if block["type"] == "paragraph"
    ]
    rank = {cells: number for number, cells in enumerate(order)}
    last, out = -1, []
    for kind, words, block in true_blocks(truth):
        number = rank.get(lines_of(block, text), last) if kind == "para" else last
        if number < last:
            out.append(f"out of order: {words[:30]}")
        last = max(last, number)
    return out


def heads(truth: Tree, tree: Tree) -> dict[str, tuple[int, int]]:
    """Headlines, decks, kickers, bylines and sidebars that are right."""
    read = list(flatten(tree["articles"]))
    by_title = {bare(one["headline"]): one for one in read}
    counts = {name: [0, 0] for name in ("headlines", "decks", "kickers", "bylines", "sidebars")}
    for article in truth["articles"]:
        twin = by_title.get(bare(article["headline"]["text"]))
        tally(counts["headlines"], twin is not None)
        if article["subtitle"]:
            expected = bare(article["subtitle"]["text"]).lstrip("—")
            corrected = bare(article["subtitle"].get("text_corrected", "")).lstrip("—")
            tally(counts["decks"], bool(twin) and bare((twin or {}).get("deck")) in (expected, corrected))
        if article.get("kicker"):
            tally(counts["kickers"], badge_found(article["kicker"]["text"], twin))
        tally(counts["bylines"], bool(twin) and credits(article) == credits(twin or {}))
        for side in article["sidebars"]:
            twin_titles = {bare(one["headline"]): one for one in (twin or {}).get("sidebars", ())}
            found = twin_titles.get(bare(side["title"]["title"]))
            tally(counts["sidebars"], bool(found) and bare((found or {})["kicker"]) == side["title"]["label"])
    return {name: (right, total) for name, (right, total) in counts.items()}


def tally(count: list[int], right: bool) -> None:
    """One more case."""
    count[0] += right
    count[1] += 1


def badge_found(text: str, twin: Tree | None) -> bool:
    """A badge may be a kicker, a label or a heading, but no paragraph."""
    if not twin:
        return False
    marked = [block["text"] for block in twin["body"] if block["type"] != "paragraph"]
    return text in [twin["kicker"], *marked]


def credits(article: Tree) -> list[tuple[str, tuple[str, ...]]]:
    """Roles and names of a byline; 摄 at the end of a joint credit may stand as a credit of its own."""
    found = article.get("byline", {}).get("credits", ())
    return [(one["role"], tuple(one["names"])) for one in found if one["role"] in ("记者", "通讯员")]


def repairs(truth: Tree, tree: Tree) -> dict[str, tuple[int, int]]:
    """Joins, repeats, corrections and suspects; wrong ones are counted against nothing but shown."""
    joins = {tuple(one["lines"]) for one in truth["stitches"]}
    found = joined_lines(tree)
    pairs = [{one["removed_line"], one["kept_line"]} for one in truth["duplicates_removed"]]
    gone = {one["line"] for one in tree["removed"]}
    out = {"joins": (len(joins & found), len(joins)), "wrong joins": (len(found - joins), 0)}
    out["repeats"] = (sum(bool(pair & gone) for pair in pairs), len(pairs))
    out["wrong removals"] = (len(gone - set().union(*pairs)), 0)
    texts = [block["text"] for article in flatten(tree["articles"]) for block in article["body"]]
    lost = [one for one in truth["ocr_candidates"] if one["auto"] and "│" in one["printed"]]
    out["lost characters"] = (sum(any(one["corrected"] in text for text in texts) for one in lost), len(lost))
    out["insertions"] = (len(tree["insertions"]), len(lost))
    return out | suspects(truth, tree)


def suspects(truth: Tree, tree: Tree) -> dict[str, tuple[int, int]]:
    """Suspected misreadings that were reported, and what was applied."""
    there = truth["ocr_candidates"]
    certain = [one for one in there if one["auto"]]
    words = "\n".join(all_texts(tree))
    fixed = [one for one in certain if "occurrences" in one]
    applied = [one for one in tree["suspects"] if one["applied"]]
    wrong = [one for one in applied if not any(known["printed"][0] in one["printed"] for known in certain)]
    return {
        "suspects reported": (sum(reported(one, tree) for one in there), len(there)),
        "applied": (sum(words.count(one["corrected"]) for one in fixed), sum(one["occurrences"] for one in fixed)),
        "wrongly applied": (len(wrong), 0),
    }


def all_texts(tree: Tree) -> Iterator[str]:
    """Every text of the reading: headline blocks, bodies, captions."""
    for article in flatten(tree["articles"]):
        yield from (article[part] or "" for part in ("kicker", "headline", "deck"))
        yield from (block["text"] for block in article["body"])
        yield from (f"{figure['caption']}{figure['credit']}" for figure in article["figures"])


def reported(known: Tree, tree: Tree) -> bool:
    """Whether one is among the suspects: on its line, and about the same characters; a lost one was put back."""
    lines = set(known.get("lines", ())) | {known.get("line"), known.get("also_line")}
    printed = bare(known["printed"]).replace("│", "")
    hit = any(
        one["line"] in lines and len(set(one["printed"]) & set(printed)) >= min(2, len(printed))
        for one in tree["suspects"]
    )
    return hit or (known["auto"] and any(one["line"] in lines for one in tree["insertions"]))


def districts(truth: Tree, tree: Tree) -> tuple[int, int]:
    """Articles whose district is that of the truth, where the reading has any."""
    right = total = 0
    for article in truth["articles"]:
        primary = next((p["code"] for p in article["places"] if p["role"] == "primary" and p["level"] == "district"), 0)
        for one in tree["articles"]:
            if bare(one["headline"]) == bare(article["headline"]["text"]) and one.get("district"):
                total += 1
                right += one["district"]["code"] == primary
    return right, total


def tag_hits(truth: Tree, page: Path) -> tuple[int, int]:
    """Reference tags of the truth, those of sidebars too, that the article of that headline was given word for word."""
    from generator.gazetteer import load  # noqa: PLC0415
    from generator.ingest.keep.records import Said  # noqa: PLC0415
    from generator.ingest.newsroom import Newsroom  # noqa: PLC0415

    shown, _ = Newsroom(None, load(truth["issue"]["city_code"], None)).show(page, Said())
    given = {bare(one["headline"]): {*one["tags"]} for one in flatten(shown["articles"])}
    wanted = [(one["headline"]["text"], one["tags_reference"]) for one in truth["articles"]]
    wanted += [(box["title"]["title"], box["tags_reference"]) for one in truth["articles"] for box in one["sidebars"]]
    hits = sum(len(given.get(bare(headline), set()) & {*tags}) for headline, tags in wanted)
    return hits, sum(len(tags) for _, tags in wanted)


def report(truth: Tree, tree: Tree, page: str) -> str:
    """All figures as lines `name right/total`, and what is missing."""
    text = dict(enumerate(page.split("\n"), 1))
    hits, total, missing = blocks_in_order(truth, tree, text)
    rows = {"blocks in order": (hits, total)} | heads(truth, tree) | repairs(truth, tree)
    rows["districts"] = districts(truth, tree)
    out = [f"{name:28} {right}/{there}" for name, (right, there) in rows.items()]
    out.append(f"{'articles':28} {len(tree['articles'])}/{len(truth['articles'])}")
    out.append(f"{'ledger balanced':28} {tree['ledger']['balanced']}")
    return "\n".join(out + [f"  missing {line}" for line in missing])


def main() -> None:
    """Read the page that is named on the command line and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("page", type=Path)
    parser.add_argument("truth", type=Path, nargs="?", help="PAGE.truth.json unless given")
    options = parser.parse_args()
    page = options.page.read_text(encoding="utf-8")
    truth = json.loads((options.truth or options.page.with_suffix(".truth.json")).read_text(encoding="utf-8"))
    hits, there = tag_hits(truth, options.page)
    print(f"{'reference tags':28} {hits}/{there}")
    print(report(truth, as_tree(read_with_places(page, truth["issue"]["city_code"])), page))


def read_with_places(page: str, city: str) -> object:
    """The page as `read` prints it: read, and then proofread with the gazetteer of the newspaper's city."""
    from generator.gazetteer import load  # noqa: PLC0415 - the scorer is used without a reader
    from generator.ingest.facts.proof import proofread  # noqa: PLC0415
    from generator.ingest.page.reading import read_page  # noqa: PLC0415
    from generator.words import Words  # noqa: PLC0415

    gazetteer = load(city, None)
    words = Words(gazetteer.names())
    reading, _ = read_page(page, path="page.txt", hints=IssueHead(), lexicon=words)
    return proofread(reading, page, gazetteer, words)


if __name__ == "__main__":
    main()
