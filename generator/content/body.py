"""Blocks of a body to and from Markdown, so that what was printed is what a reader sees.

Only what Markdown would misread is escaped, so ordinary Chinese prose stays as it is. It does not render anything, and
it does not interpret the Markdown that people write: lists, tables and emphasis stay as they are.
"""

import re
from collections.abc import Iterable

from generator.model import Block

SUBHEAD = "## "
LABEL = "**"
BREAK = "  \n"  # two spaces at the end of a line: a line break inside a paragraph

# anywhere in a line: \ ` * start something; < a tag (`<b>`); ~~ strikes out; {{ and {% are templates elsewhere;
# `&amp;` and `&#65` would become another character, but `R&D` is harmless; a tab or a control character would be dropped
ALWAYS = re.compile(
    r"[\\`*<]|~{2,}|\{(?=[{%])|&(?=#[0-9]|#[xX][0-9a-fA-F]|[0-9a-zA-Z]+;)"
    r"|[\x00-\x08\t\x0b-\x1f\x7f\u2028\u2029\ufeff]"
)
# snake_case is harmless, _emphasis_ is not
LONE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
# [text](address), [text][reference]
LINK = re.compile(r"\](?=[(\[])")
# [name]: address, at the start of a line
DEFINITION = re.compile(r"\[(?=[^\]]*(?:\]:|$))")
# `# x`, `> x`, `- x`, `+ x`, `- - -`, `-|-` under a line; `-5℃` is harmless
LINE_START = re.compile(r"[#>]|[-+](?=[ \t]|$)|-(?=[-|: \t]*$)|_(?=(?: *_){2,} *$)")
# `1. x`, `12) x`; `1.5亿元` is harmless
NUMBER = re.compile(r"(\d+)([.)])(?=[ \t]|$)")
# === under a line makes it a heading, : | - rows make a table, `: x` a definition, ~~~ a fence
ODD_START = re.compile(r"=(?==*[ \t]*$)|[|:](?=[|:\- ]*$)|:(?=[ \t])")
# a space at either edge would be dropped; full-width ones too
EDGES = re.compile(r"^\s|\s$")
# the closing #s of a heading
CLOSING_HASH = re.compile(r"#$")

# \# or &#9; or &lt; in what `dump_body` wrote
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&#([0-9]{1,7});|&(lt|amp);")
NAMED = {"lt": "<", "amp": "&"}
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
LABEL_LINE = re.compile(r"\*\*(?!\*)((?:[^\\*]|\\.)+)\*\*", re.DOTALL)


def dump_body(blocks: Iterable[Block]) -> str:
    r"""Write blocks as Markdown, a blank line between two; `parse_body` gives them back but for their `pieces`.

    A block without text is left out. A line break inside a paragraph is kept.

    >>> dump_body([Block("subhead", "1 打造样板"), Block("label", "做法"), Block("paragraph", "# 不是标题*")])
    '## 1 打造样板\n\n**做法**\n\n\\# 不是标题\\*'
    """
    return "\n\n".join(_dump_block(block) for block in blocks if block.text)


def parse_body(text: str) -> tuple[Block, ...]:
    r"""Read the blocks of a body; a paragraph in which a person used other Markdown keeps its marks as text.

    >>> [(block.type, block.text) for block in parse_body("## 数读\n\n同比增长3.5%\n")]
    [('subhead', '数读'), ('paragraph', '同比增长3.5%')]
    """
    return tuple(_parse_block(part) for part in BLANK_LINES.split(text.strip("\n")) if part.strip())


def plain_text(markdown: str) -> str:
    """The body's words without its escapes, blocks separated by one line break."""
    return "\n".join(block.text for block in parse_body(markdown))


def _dump_block(block: Block) -> str:
    if block.type == "subhead":
        return SUBHEAD + CLOSING_HASH.sub(r"\\#", _one_line(block.text))
    if block.type == "label":
        return f"{LABEL}{_one_line(block.text)}{LABEL}"
    lines = block.text.split("\n")
    if "" in lines:  # a blank line would end the paragraph
        return _line(lines[0]) + "".join("&#10;" + _inline(line) for line in lines[1:])
    return BREAK.join(map(_line, lines))


def _one_line(text: str) -> str:
    return "&#10;".join(map(_inline, text.split("\n")))


def _line(text: str) -> str:
    """Escape one line, and what would be misread at its start."""
    if DEFINITION.match(text) or LINE_START.match(text):
        return "\\" + text[0] + _inline(text[1:], start=False)
    if number := NUMBER.match(text):
        return f"{number[1]}\\{number[2]}" + _inline(text[number.end() :], start=False)
    if ODD_START.match(text):
        return _reference(text[0]) + _inline(text[1:], start=False)
    return _inline(text)


def _inline(text: str, *, start: bool = True) -> str:
    """Escape what would be misread anywhere; `start` says whether the text begins a line."""
    text = ALWAYS.sub(lambda found: _escape(found[0]), text)
    text = LINK.sub(r"\\]", LONE_UNDERSCORE.sub(r"\\_", text))
    end = len(text)
    return EDGES.sub(lambda edge: _reference(edge[0]) if start or edge.end() == end else edge[0], text)


def _escape(mark: str) -> str:
    if mark in "\\`*{":
        return "\\" + mark
    return {"<": "&lt;", "&": "&amp;"}.get(mark) or _reference(mark)


def _reference(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)


def _parse_block(text: str) -> Block:
    if text.startswith(SUBHEAD) and "\n" not in text:
        return Block("subhead", _unescape(text[len(SUBHEAD) :].strip(" \t")))
    if label := LABEL_LINE.fullmatch(text):
        return Block("label", _unescape(label[1]))
    return Block("paragraph", _unescape(text.replace(BREAK, "\n")))


def _unescape(text: str) -> str:
    return ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    if found[2]:
        code = int(found[2])
        return chr(code) if code < 0x110000 else found[0]
    return NAMED[found[3]]
