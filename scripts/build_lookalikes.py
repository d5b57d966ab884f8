"""Build `generator/data/lookalikes.tsv.gz`: characters that print alike, measured on two typefaces.

    python scripts/build_lookalikes.py SANS.ttc SERIF.ttc

Each of the common characters is drawn in both faces, blurred a little, and compared with all others; two are alike
if a small part of their ink differs in either face, as in 未 and 末, 推 and 准. Needs `pillow` and `numpy`, which the
program itself does not. The fonts of Noto CJK (OFL) were used; the table holds no outline of theirs.
"""

import gzip
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DATA = Path(__file__).resolve().parents[1] / "generator" / "data"
SIDE, EM = 40, 36  # pixels of a drawing and of the typeface in it
BLUR = 1.2  # pixels
ALIKE = 0.66  # least cosine of two drawings, the mean drawing taken off
MOST = 10  # look-alikes kept for a character
FEWEST_USES = 60  # of a character in the words of jieba's dictionary, weighted by their frequency


def characters() -> list[str]:
    """The common simplified characters: those of GB 2312 that words of the dictionary are written with."""
    import jieba  # noqa: PLC0415 - only its dictionary is read

    uses: dict[str, int] = {}
    dictionary = Path(jieba.__file__).parent / "dict.txt"
    for row in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, _ = row.split(" ")
        for char in set(word):
            uses[char] = uses.get(char, 0) + int(count)
    return sorted(char for char, count in uses.items() if count >= FEWEST_USES and is_simplified(char))


def is_simplified(char: str) -> bool:
    """Whether a character stands in GB 2312."""
    code = char.encode("gb2312", errors="ignore")
    return len(code) == 2 and code[0] >= 0xB0


def drawings(chars: Sequence[str], font: ImageFont.FreeTypeFont) -> np.ndarray:
    """One unit vector a character."""
    rows = []
    for char in chars:
        image = Image.new("L", (SIDE, SIDE), 0)
        ImageDraw.Draw(image).text((SIDE // 2, SIDE // 2), char, font=font, fill=255, anchor="mm")
        rows.append(np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float32).ravel())
    matrix = np.stack(rows)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix -= matrix.mean(axis=0)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def alike(chars: Sequence[str], fonts: Iterable[ImageFont.FreeTypeFont]) -> list[tuple[str, str]]:
    """Each character with those that look like it, most alike first."""
    faces = [drawings(chars, font) for font in fonts]
    found = []
    for at, char in enumerate(chars):
        score = np.max([face @ face[at] for face in faces], axis=0)
        score[at] = 0
        best = [int(n) for n in np.argsort(-score, kind="stable")[:MOST] if score[n] >= ALIKE]
        if best:
            found.append((char, "".join(chars[n] for n in best)))
    return found


def main() -> None:
    """Write the table."""
    fonts = [ImageFont.truetype(name, EM, index=2) for name in sys.argv[1:]]  # 2: simplified Chinese
    rows = "".join(f"{char}\t{others}\n" for char, others in alike(characters(), fonts))
    (DATA / "lookalikes.tsv.gz").write_bytes(gzip.compress(rows.encode(), mtime=0))


if __name__ == "__main__":
    main()
