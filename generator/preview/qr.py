"""A QR code in the terminal, so that a phone need not type a secret address; the only module that imports segno."""

import segno

QUIET = 2  # modules around the code, of the four that the standard wants; readers cope
HALVES = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}  # light is drawn: most terminals are dark


def qr_code(text: str) -> str:
    """The code as lines of half blocks, two rows of modules in each.

    >>> len(qr_code("http://192.168.1.7:8000/").splitlines()) < 20
    True
    """
    rows = [list(row) for row in segno.make(text, error="l", micro=False).matrix_iter(border=QUIET)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(HALVES[upper, lower] for upper, lower in zip(*pair, strict=True)) for pair in pairs)
