"""What stands behind the last sentence of an article: the closing byline, the closing mark; it reads one paragraph."""

import re

from generator.ingest.page.bylines import Found, own_line, source
from generator.ingest.page.credits import DAY, LEAD_MARK, PLAIN, ROLE, ROLE_WORD, bare
from generator.model import Byline

CLOSING_BRACKET = re.compile(r"[(（](?P<inside>[^()（）。]{2,70})[)）](?P<stop>[。.]?)$")
WIRE = re.compile(rf"(?P<outlet>[\u4e00-\u9fff]{{1,8}}社)(?P<line>[\u4e00-\u9fff]{{0,10}}(?:{DAY})?)[电讯]")
AUTHOR = re.compile(r"(?:本文)?作者(?:单位|系|为|是|简介|[:：]).{2,40}")  # 作者系市委党校教授
MARK = re.compile(r"\s*(?P<mark>[(（](?:完|全文完|待续|未完待续|连载)[)）])$")
FINAL = "。！？!?”…"
REACH, MARK_REACH = 120, 12  # characters at the end of a text within which a byline, a mark begins
WIDE_BLANK = re.compile(r"[\s\u3000]{2}|\u3000")


def closing(text: str) -> Found | None:
    """The byline at the end of a paragraph of prose; a full stop behind its bracket that ends the sentence stays there.

    >>> found = closing("大家都说好。(记者张伟 通讯员李丽)")
    >>> found.start, [credit.names for credit in found.byline.credits]
    (6, [('张伟',), ('李丽',)])
    >>> found = closing("大家都说好（记者张伟）。")
    >>> found.start, found.end
    (5, 11)
    """
    shift = max(0, len(text) - REACH)
    tail = text[shift:].translate(PLAIN)
    match = CLOSING_BRACKET.search(tail)
    found = _bracketed(match, tail) if match else _behind_the_last_stop(tail)
    return found._replace(start=shift + found.start, end=shift + found.end) if found else None


def _bracketed(match: re.Match[str], tail: str) -> Found | None:
    before = tail[: match.start()].rstrip()
    ended = not before or before[-1] in FINAL
    if match["stop"] and not ROLE_WORD.search(match["inside"]):
        return None
    found = _said_in_brackets(match["inside"].strip())
    if found is None or not (ended or match["stop"] or found.dateline):
        return None
    return found._replace(start=match.start(), end=match.end() if ended else match.start("stop"))


def _said_in_brackets(inside: str) -> Found | None:
    """What a closing bracket says; its place is that of the bracket."""
    if wire := WIRE.fullmatch(inside):
        return Found(0, 0, Byline(wire["outlet"].removeprefix("据"), ()), wire["line"] or None)
    if AUTHOR.fullmatch(inside) and not bare(inside.partition("：")[2]):
        return Found(0, 0, Byline())
    if (found := source(inside)) is not None:
        return found
    if ROLE.search(inside):
        found = own_line(inside)
        return found._replace(photo="摄" in inside) if found and found.strength > 0.8 else None
    people = bare(inside)
    return Found(0, 0, Byline(None, people), None, False, 0.8) if people else None


def _behind_the_last_stop(tail: str) -> Found | None:
    """。本报记者 张伟 通讯员 李丽 ; 。□张伟 ; 。　　张伟"""
    stop = max(map(tail.rfind, FINAL))
    said = tail[stop + 1 :]
    if stop < 0 or not said.strip():
        return None
    found = own_line(said.strip())
    sure = found is not None and (found.strength > 0.8 or WIDE_BLANK.match(said) is not None)
    if (
        found is None
        or not sure
        or not (ROLE.search(said) or LEAD_MARK.match(said.strip()) or found.strength < 1.0 or source(said))
    ):
        return None
    start = stop + 1 + len(said) - len(said.lstrip())
    return found._replace(start=start, end=len(tail))


def mark(text: str) -> int | None:
    """Where the closing mark of a text begins (完), or None."""
    shift = max(0, len(text) - MARK_REACH)
    match = MARK.search(text[shift:])
    return shift + match.start("mark") if match else None
