"""What of an article can be searched: the words its page shows, line by line, and the values it is found by."""

import html

from msgspec import Struct

from generator import discretion
from generator.gazetteer.zones import brief
from generator.model import Article
from generator.render import markup, plain_markdown
from generator.render.copies import Copy
from generator.render.plain_markdown import Piece, is_paragraph
from generator.render.typography import display


class Text(Struct, frozen=True, array_like=True):
    """The lines of an article as its page shows them; nothing is found across two lines.

    `head` is the headline first; `more` what stands around the text: byline, captions, tags, places; `printed` the
    misprints that were corrected; `date` and `district` are told beside it, and not searched.
    """

    address: str
    head: tuple[str, ...]
    lede: str
    body: tuple[str, ...]
    more: tuple[str, ...]
    printed: tuple[str, ...]
    date: str | None
    district: str


class Facets(Struct, frozen=True):
    """The values an article can be narrowed down by, each once."""

    tags: tuple[str, ...]
    reporters: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]


def text_of(item: Copy) -> Text:
    """The lines of an article."""
    article = item.article
    lines = list(body_lines(article.body, article.file))
    credits_ = [f"{credit.role} {' '.join(credit.names)}" for credit in article.byline.credits]
    captions = [part for figure in article.figures for part in (figure.caption, figure.credit)]
    places = [mention.name for mention in article.mentions]
    around = [article.dateline, article.byline.outlet, *credits_, *captions, *article.tags, *places]
    return Text(
        address=item.address,
        head=_shown([article.headline, article.kicker, article.deck]),
        lede=lines[0] if lines else "",
        body=tuple(lines[1:]),
        more=_shown(around),
        printed=tuple(dict.fromkeys(correction.printed for correction in article.corrections)),
        date=item.date,
        district=item.place.name,
    )


def facets_of(article: Article, people: tuple[str, ...]) -> Facets:
    """The values of an article; `people` are those it names openly."""
    credited = [
        name for credit in article.byline.credits if discretion.is_reporting(credit.role) for name in credit.names
    ]
    return Facets(
        tags=_once(article.tags),
        reporters=_once([name for name in credited if discretion.may_be_listed(name)]),
        people=people,
        places=_once([brief(one.name) if one.level == "zone" else one.name for one in article.mentions]),
    )


def body_lines(body: str, path: str) -> tuple[str, ...]:
    """The text of each block of a body, as its page shows it.

    >>> body_lines("## 1 要点\\n\\n**全区**40人。\\n\\n- 甲\\n- 乙", "a.md")
    ('1 要点', '全区40人。', '甲', '乙')
    """
    pieces = plain_markdown.cut(body) or []
    made = [_piece_lines(piece, path) for piece in pieces]
    if not made or any(lines is None for lines in made):
        return _shown_lines(markup.render(body, path)[0])
    return tuple(line for lines in made if lines for line in lines)


def _piece_lines(piece: Piece, path: str) -> tuple[str, ...] | None:
    """The lines of a piece of a body; None where they hang on the others. A plain paragraph need not be rendered."""
    if is_paragraph(piece):
        return (display(piece.text),)
    shown, remarks = markup.render(piece.text, path)  # what is wrong with it is said once, by the article itself
    return None if remarks else _shown_lines(shown)


def _shown_lines(shown: str) -> tuple[str, ...]:
    lines = [""]
    for token, is_tag in markup.tokens(shown):
        if not is_tag:
            lines[-1] += html.unescape(token)
        elif not _is_inline(token):
            lines.append("")
    return tuple(line for line in (" ".join(line.split()) for line in lines) if line)


def _is_inline(tag: str) -> bool:
    match = markup.TOKEN.match(tag)
    return match is not None and match[2] in markup.INLINE


def _shown(texts: list[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(display(text) for text in texts if text))


def _once(texts: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
