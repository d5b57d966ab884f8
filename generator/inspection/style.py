"""A stylesheet: what it loads."""

import re

from generator.inspection.page import Facts, Link

# url("paper.woff2"), url(data:image/…), @import "other.css"
LOADED = re.compile(r"""url\(\s*["']?([^"')\s]+)["']?\s*\)|@import\s+["']([^"']+)["']""", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def inspect_style(data: bytes) -> Facts:
    """The facts of a stylesheet.

    >>> inspect_style(b'a { background: url("//x.example/a.png") }').links[0].address
    '//x.example/a.png'
    """
    text = data.decode(errors="replace")
    bare = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    links = ((bare.count("\n", 0, found.start()) + 1, found[1] or found[2]) for found in LOADED.finditer(bare))
    return Facts(links=tuple(Link(line, address, loads=True) for line, address in links))
