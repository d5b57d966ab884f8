"""Draws `themes/broadsheet/static/card.png`, what a shared link shows where an article has no picture of its own.

    pip install pillow && python scripts/make_card.py

It names no paper, so that it is right for every one: a masthead of vermilion with 报 and 摘, a sheet of lines. Needs Noto Serif CJK.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CARD = Path(__file__).resolve().parent.parent / "themes/broadsheet/static/card.png"
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
SIMPLIFIED = 2  # of the faces in the file
SIZE = (1200, 630)
SCALE = 2  # drawn larger and made smaller, for smooth edges
PAPER, INK, SOFT, RULE, ACCENT = "#fbf8f1", "#231f1a", "#cfc6b6", "#d8cfbf", "#b3301b"


def draw() -> Image.Image:
    """The card."""
    sheet = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), PAPER)
    pen = ImageDraw.Draw(sheet)

    def box(left: float, top: float, width: float, height: float, colour: str) -> None:
        pen.rectangle([left * SCALE, top * SCALE, (left + width) * SCALE - 1, (top + height) * SCALE - 1], fill=colour)

    box(80, 70, 1040, 6, INK)
    box(80, 80, 1040, 1.5, INK)
    font = ImageFont.truetype(FONT, 144 * SCALE, index=SIMPLIFIED)
    for at, character in enumerate("报摘"):
        left = 80 + at * 196
        box(left, 118, 180, 180, ACCENT)
        pen.text(((left + 90) * SCALE, 208 * SCALE), character, font=font, fill=PAPER, anchor="mm")
    for row, width in enumerate((560, 620, 430)):
        box(500, 128 + row * 62, width, 30 if row < 2 else 14, INK if row < 2 else SOFT)
    box(80, 330, 1040, 1.5, INK)
    for column in range(4):
        left = 80 + column * 270
        box(left, 358, 150 + column % 2 * 50, 14, INK)
        for line in range(9):
            box(left, 392 + line * 20, 230 if line < 8 else 120 + column * 20, 6, SOFT)
        if column:
            box(left - 20, 352, 1, 216, RULE)
    box(80, 588, 1040, 1.5, INK)
    return sheet.resize(SIZE, Image.Resampling.LANCZOS).quantize(64)


if __name__ == "__main__":
    draw().save(CARD, optimize=True)
