"""Links from the places that a text names to their pages, set into safe HTML; changes no word and no other tag.

Only names among an article's own mentions are looked for: which place a name means was decided when it was read.
"""

import html
import re
from collections.abc import Iterator, Sequence

from generator.gazetteer.matching import stands_free
from generator.render import permalinks
from generator.render.markup import tokens
from generator.render.values import Named

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")  # </h2
ENTITY = r"&[#\w]+;"  # &amp;, in which no name is looked for
LABEL = '<p class="label">'  # the label of a box is its heading
UNLINKED = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre"})
WITHIN_BLOCK = frozenset({"strong", "em", "b", "i", "u", "del", "sub", "sup", "a", "code", "span", "img", "br"})
SHORTEST = 2  # characters: no place has a name of one


def link(text: str, places: Sequence[Named], root: str) -> str:
    """Safe HTML with the first mention of each place in each block made a link; the longest name wins.

    A name without a page is passed over whole, so that no shorter name inside it becomes a link.

    >>> link("<p>渌口区渌口镇，渌口镇。</p>", [Named("渌口镇", "place/430212100/")], "")
    '<p>渌口区<a class="place" href="place/430212100/index.html">渌口镇</a>，渌口镇。</p>'
    """
    addresses = _addresses(places)
    if not any(addresses.values()):
        return text
    names = sorted(addresses, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join([*map(re.escape, names), ENTITY]))
    short = {html.escape(place.name, quote=False) for place in places if place.short}
    linked: set[str] = set()

    def mark(match: re.Match[str]) -> str:
        address = addresses.get(match[0])
        if address is None or address in linked:
            return match[0]
        if match[0] in short and not stands_free(match.string, match.start(), match.end()):
            return match[0]
        linked.add(address)
        return f'<a class="place" href="{permalinks.href(address, root)}">{match[0]}</a>'

    made = []
    for token, begins_block, is_open in _walk(text):
        if begins_block:
            linked.clear()
        made.append(pattern.sub(mark, token) if is_open else token)
    return "".join(made)


def _addresses(places: Sequence[Named]) -> dict[str, str | None]:
    """Where each name leads, as it stands in HTML; two places of one name cannot be told apart, so neither is linked."""
    found: dict[str, str | None] = {}
    for place in places:
        name = html.escape(place.name, quote=False)
        if len(place.name) >= SHORTEST:
            found[name] = place.address if found.get(name, place.address) == place.address else None
    return found


def _walk(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Each token, whether it begins or ends a block, and whether it is text that may hold links."""
    depth, is_label = 0, False
    for token, is_tag in tokens(text):
        match = TAG.match(token) if is_tag else None
        if match is None:
            yield token, False, not depth and not is_label
            continue
        if match[2] in UNLINKED:
            depth += -1 if match[1] else 1
        begins_block = match[2] not in WITHIN_BLOCK
        is_label = token == LABEL if begins_block else is_label
        yield token, begins_block, False
