"""How well pages are read: compose pages with known truth, read each, print one table; tunes nothing.

    python benchmarks/page_reading.py [--pages N] [--seeds tuning|held-out|all] [--only DIFFICULTY] [--show SEED]

Seeds that divide by five are held out, and so are the articles that their pages are made of: nobody looks at them
while changing a rule, so that their figures say how pages are read that nobody has seen. `--each` adds a line for
every difficulty alone, `--only clean` takes pages that nothing happened to.
"""

import argparse
import difflib
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.compose import Page, compose
from benchmarks.draw import DAMAGE, DIFFICULTIES, HELD_OUT
from benchmarks.score import Tree, add, as_tree, differences, score
from generator.model import IssueHead

Read = Callable[[str], object]
COLUMNS = (
    "boundaries", "headlines", "names", "roles", "joins", "wraps", "sections", "removed", "insertions", "captions",
    "furniture", "dates", "text", "clean", "balanced", "pages",
)  # fmt: skip


def lexicon() -> Container[str]:
    """The words a reader may know: the program's own dictionary, with their uses."""
    from generator.words import load  # noqa: PLC0415 - the table can be made without it

    return load()


def reader() -> Read:
    """The program's own reading of a page."""
    from generator.ingest.page.reading import read_page  # noqa: PLC0415 - the table can be made without it

    words = lexicon()
    return lambda text: read_page(text, path="page.txt", hints=IssueHead(), lexicon=words)[0]


def seeds(kind: str, pages: int) -> list[int]:
    """The first so many seeds of a kind."""
    held = {"tuning": (False,), "held-out": (True,), "all": (False, True)}[kind]
    return [seed for seed in range(pages * HELD_OUT * 2) if (seed % HELD_OUT == 0) in held][:pages]


def measure(pages: Iterable[Page], read: Read) -> dict[str, list[int]]:
    """Add up all figures; `us` holds microseconds and characters."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for page in pages:
        begin = time.perf_counter()
        found = read(page.text)
        spent = time.perf_counter() - begin
        add(totals["us"], (int(spent * 1e6), len(page.text), 1))
        for name, counts in score(page.truth, as_tree(found)).items():
            add(totals[name], counts)
    return totals


def cell(name: str, counts: list[int] | None) -> str:
    """Precision/recall, or a plain share where both are one thing."""
    if not counts or not (counts[1] or counts[2]):
        return "-"
    hits, found, there = counts
    if found == there:
        return f"{100 * hits / there:.2f}"
    precision, recall = hits / found if found else 0.0, hits / there if there else 0.0
    both = 2 * precision * recall / (precision + recall) if hits else 0.0
    return f"{100 * both:.2f} (P {100 * precision:.1f} R {100 * recall:.1f})"


def table(heads: list[str], columns: list[dict[str, list[int]]]) -> str:
    """One row a figure, one column a set of pages; shares in per cent, F1 where found and there differ."""
    rows = [["figure", *heads], ["pages read", *(str(column["us"][2]) for column in columns)]]
    rows += [[name, *(cell(name, column.get(name)) for column in columns)] for name in COLUMNS]
    rows.append(
        ["ms per 6,000 characters", *(f"{column['us'][0] * 6 / max(column['us'][1], 1):.1f}" for column in columns)]
    )
    rows.append(["ms a page", *(f"{column['us'][0] / 1000 / column['us'][2]:.1f}" for column in columns)])
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows)


def show(page: Page, read: Read) -> None:
    """Print a page, and what was read otherwise."""
    for number, line in enumerate(page.text.split("\n"), 1):
        print(f"{number:4} {line}")
    found = as_tree(read(page.text))
    print("\nswitches:", ", ".join(page.truth["switches"]))
    print("\n".join(difflib.unified_diff(outline(page.truth), outline(found), "truth", "read", lineterm="", n=2)))
    print("\n".join(differences(page.truth, found)) or "entirely right")


def outline(tree: Tree) -> list[str]:
    """A page as lines that can be compared."""
    out = [f"furniture {one['line']} {one['text']}" for one in sorted(tree["furniture"], key=lambda one: one["line"])]
    out += [f"removed {one['line']} {one['text'][:40]}" for one in sorted(tree["removed"], key=lambda one: one["line"])]
    for article in tree["articles"]:
        out += article_outline(article, "")
    return out


def article_outline(article: Tree, indent: str) -> list[str]:
    """One article and its sidebars."""
    out = [f"{indent}{part}: {article[part]}" for part in ("kicker", "headline", "deck") if article[part]]
    credits = " ".join(f"{one['role']}:{','.join(one['names'])}" for one in article["byline"]["credits"])
    out.append(f"{indent}byline: {article['byline']['outlet']} {credits}")
    out += [f"{indent}figure: {one['caption']} | {one['credit']}" for one in article["figures"] if one["caption"]]
    out += [
        f"{indent}{block['type']} {[piece['line'] for piece in block['pieces']]}: {block['text']}"
        for block in article["body"]
    ]
    return out + [line for side in article["sidebars"] for line in article_outline(side, indent + "    ")]


def pages_of(kind: str, count: int, only: str | None) -> list[Page]:
    """Composed pages of the first seeds of a kind."""
    return [page_of(seed, only) for seed in seeds(kind, count)]


def page_of(seed: int, only: str | None) -> Page:
    """The page of a seed: every eighth is without damage; or with one difficulty alone; or clean in any case."""
    if only == "clean":
        return compose(seed, clean=True)
    return compose(seed, only, clean=only is None and seed % 8 == 3)


def main() -> None:
    """Parse the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seeds", choices=("tuning", "held-out", "all"), default="all")
    parser.add_argument("--only", choices=("clean", *DIFFICULTIES))
    parser.add_argument("--show", type=int, metavar="SEED")
    parser.add_argument("--each", action="store_true", help="a table of the difficulties, each alone")
    parser.add_argument("--wrong", action="store_true", help="name the seeds of pages that are not entirely right")
    options = parser.parse_args()
    read = reader()
    if options.show is not None:
        show(page_of(options.show, options.only), read)
        return
    kinds = ("tuning", "held-out") if options.seeds == "all" else (options.seeds,)
    if options.wrong:
        print_wrong(kinds, options.pages, options.only, read)
        return
    columns = [measure(pages_of(kind, options.pages, options.only), read) for kind in kinds]
    print(table(list(kinds), columns))
    if options.each:
        alone = [measure(pages_of("tuning", max(options.pages // 8, 10), name), read) for name in DIFFICULTIES]
        print("\n" + each_table(alone))


def print_wrong(kinds: tuple[str, ...], count: int, only: str | None, read: Read) -> None:
    """One line a page that is not entirely right."""
    for kind in kinds:
        for page in pages_of(kind, count, only):
            found = differences(page.truth, as_tree(read(page.text)))
            if found:
                print(page.seed, len(found), found[0][:150])


def each_table(columns: list[dict[str, list[int]]]) -> str:
    """One row a difficulty alone, with the figures that matter most."""
    names = ("boundaries", "headlines", "names", "joins", "sections", "removed", "captions", "text", "pages")
    rows = [["alone", *names]]
    for difficulty, column in zip(DIFFICULTIES, columns, strict=True):
        mark = " *" if difficulty in DAMAGE else ""
        rows.append([difficulty + mark, *(cell(name, column.get(name)).split(" ")[0] for name in names)])
    return "\n".join("  ".join(text.ljust(12) for text in row) for row in rows)


if __name__ == "__main__":
    main()
