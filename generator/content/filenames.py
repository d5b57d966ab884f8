"""Names of files and folders under `content/`, as a Chinese editor would write them and every system can store them.

It knows nothing of what is on the disk: two articles may be given one name, and who writes them must tell them apart.
"""

import re
import unicodedata

NAME_LIMIT = 200  # bytes of UTF-8; most file systems stop at 255, and a `.incoming.md.txt` must still fit
EVERYWHERE = "全市"  # the folder of what belongs to no district
UNDATED = "undated"
UNTITLED = "无题"

# what Windows or a shell would take for something else becomes its full-width twin
TWINS = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
# controls, bidi and other format characters, private use, surrogates, unassigned, line and paragraph separators
UNPRINTABLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
SPACES = re.compile(r"\s+")
# CON, con.txt, COM1, LPT¹: devices on Windows, whatever follows the first point
DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
INCOMING = ".incoming.md.txt"  # ends the name of a text that waits beside the file a person changed
OURS = frozenset({"pages", "ledger"})  # folders of content/ that hold no articles


def clean_name(text: str, limit: int = NAME_LIMIT, empty: str = UNTITLED) -> str:
    """A name for a file or folder: NFC, at most `limit` bytes of UTF-8, legal everywhere, never empty.

    >>> clean_name("  怎么办?云田镇/花木产业..")
    '怎么办？云田镇／花木产业'
    """
    name = SPACES.sub(" ", text.translate(TWINS))
    name = "".join(mark for mark in name if unicodedata.category(mark) not in UNPRINTABLE)
    name = unicodedata.normalize("NFC", name)
    name = _trim(name)
    if device := DEVICE.match(name):
        name = f"{device[0]}_{name[device.end() :]}"
    return _trim(name.encode()[:limit].decode(errors="ignore")) or empty


def article_name(order: int, headline: str) -> str:
    """`01-高新区举办提升班.md`, from an article's place on its print page and its headline."""
    start, end = f"{order:02d}-", ".md"
    return f"{start}{clean_name(headline, NAME_LIMIT - len(start) - len(end))}{end}"


def folder_name(district: str | None) -> str:
    """The folder of a district, or of the city-wide group."""
    name = clean_name(district or EVERYWHERE, empty=EVERYWHERE)
    return f"{name}_" if name.casefold() in OURS else name


def _trim(name: str) -> str:
    return name.lstrip(". ").rstrip(". ")


def is_utf8(name: str) -> bool:
    r"""Whether a name from the disk is text; other bytes, and any Han in a locale without it, come as surrogates.

    >>> is_utf8("天元区"), is_utf8("\udce5\udca4")
    (True, False)
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
