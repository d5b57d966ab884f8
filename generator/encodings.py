"""The bytes of a file to text: UTF-8 or GB18030, and never a guess; what is neither is refused with a reason."""

import unicodedata
from collections import Counter
from typing import Literal

from generator.errors import Diagnostic, diagnose

SIZE_LIMIT = 20 * 1024 * 1024  # bytes
UTF8_MARK = b"\xef\xbb\xbf"
# byte order marks of what we do not read; the longer ones first
OTHER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word 97"),
    (b"{\\rtf", "RTF"),
)
# a Chinese text in GBK has 97 % of its characters among the 3,755 of GB 2312 level 1, in traditional script about
# 60 %; Big5, Shift JIS or Latin text that happens to decode has under 35 %
COMMON_SHARE = 0.5
LEVEL_ONE = range(0xB0, 0xD8)
ODD_SHARE = 0.002  # private use, unassigned, control


def decode(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    r"""The text of a file: UTF-8 with or without byte order mark, else GB18030; anything else is refused.

    >>> decode("天元区".encode("gb18030"), "a.txt")
    ('天元区', ())
    """
    if len(data) > SIZE_LIMIT:
        return None, (diagnose("source-big", path, found=len(data), limit=SIZE_LIMIT),)
    if name := next((name for mark, name in OTHER_MARKS if data.startswith(mark)), None):
        return None, (diagnose("source-format", path, found=name),)
    if (nul := data.find(b"\0")) >= 0:
        return None, (diagnose("source-binary", path, data.count(b"\n", 0, nul) + 1),)
    try:
        return data.removeprefix(UTF8_MARK).decode("utf-8"), ()
    except UnicodeDecodeError as error:
        good = error.start + len(UTF8_MARK) * data.startswith(UTF8_MARK)
    text, also_good = ("", 0) if data.startswith(UTF8_MARK) else _decode_gb18030(data)
    if text:
        return text, ()
    line = data.count(b"\n", 0, max(good, also_good)) + 1
    return None, (diagnose("source-encoding", path, line),)


def encoding_of(data: bytes) -> Literal["utf-8", "utf-8-sig", "gb18030"]:
    """The encoding `decode` reads accepted bytes in: `utf-8`, `utf-8-sig` or `gb18030`."""
    if data.startswith(UTF8_MARK):
        return "utf-8-sig"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _decode_gb18030(data: bytes) -> tuple[str, int]:
    """The text, or none and the offset up to which the bytes are GB18030; 0 if what they say is not plausible."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        return "", error.start
    return (text, len(data)) if _plausible(text) else ("", 0)


def _plausible(text: str) -> bool:
    """Whether text decoded from GB18030 reads like Chinese; any bytes in pairs decode to something."""
    counts = Counter(text)
    odd = sum(count for mark, count in counts.items() if _is_odd(mark))
    letters = {mark: count for mark, count in counts.items() if mark > "\x7f" and mark.isalpha()}
    common = sum(count for mark, count in letters.items() if _is_common(mark))
    return odd <= ODD_SHARE * len(text) and common >= COMMON_SHARE * sum(letters.values())


def _is_odd(mark: str) -> bool:
    return mark not in "\t\n\r\f" and unicodedata.category(mark) in {"Co", "Cn", "Cc"}


def _is_common(mark: str) -> bool:
    code = mark.encode("gb2312", errors="ignore")
    return len(code) == 2 and code[0] in LEVEL_ONE
